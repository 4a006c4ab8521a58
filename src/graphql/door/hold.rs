//! What an operation holds of its client's budget until it has ended.
//!
//! Dropped, it gives back what was not used: also when the client has gone.

use std::{sync::Arc, time::Instant};

use async_graphql::{Name, Value, indexmap::IndexMap};

use super::{
    Budget,
    cost::{Estimate, Purse},
};

/// A part of a budget.
#[derive(Debug)]
pub(super) struct Hold {
    from: Option<(Budget, String)>,
    estimate: Estimate,
    purse: Arc<Purse>,
}

impl Hold {
    /// Takes what an operation may use; else says after how many seconds it may try again.
    pub(super) fn take(
        budget: Option<&Budget>,
        client: &str,
        estimate: Estimate,
    ) -> Result<Self, u64> {
        if let Some(budget) = budget {
            budget
                .take(client, estimate.requested, Instant::now())
                .map_err(|wait| wait.as_secs() + 1)?;
        }
        let rows = estimate.requested.saturating_sub(estimate.fixed);
        Ok(Self {
            from: budget.map(|budget| (budget.clone(), client.to_owned())),
            estimate,
            purse: Arc::new(Purse::new(rows)),
        })
    }

    /// What the loaders of the operation spend from.
    pub(super) fn purse(&self) -> Arc<Purse> {
        Arc::clone(&self.purse)
    }

    /// Lets what comes next use as much as was estimated.
    pub(super) fn again(&self) {
        self.purse.refill();
    }

    /// What it has used; never more than what was taken.
    fn used(&self) -> u64 {
        (self.purse.spent() + self.estimate.fixed).clamp(1, self.estimate.requested)
    }

    /// What is told of the cost, beside the most that one operation may use.
    pub(super) fn cost(&self, limit: u64) -> Value {
        let told = [
            ("requested", self.estimate.requested),
            ("actual", self.used()),
            ("limit", limit),
        ];
        let told = told.map(|(name, value)| (Name::new(name), Value::from(value)));
        Value::Object(IndexMap::from_iter(told))
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some((budget, client)) = &self.from {
            let unused = self.estimate.requested - self.used();
            budget.give_back(client, unused, Instant::now());
        }
    }
}
