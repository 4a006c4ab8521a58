//! What an operation holds of its client's budget until it has ended.
//!
//! Dropped, it gives back what was not used: also when the client has gone. An operation that goes
//! on holds the cost of one event at a time, and waits for it when the budget is spent.

use std::{sync::Arc, time::Instant};

use async_graphql::{Name, Value, indexmap::IndexMap};
use serde::Serialize;

use super::{
    Budget,
    cost::{Estimate, Purse},
};
use crate::telemetry;

/// A part of a budget.
#[derive(Debug)]
pub(super) struct Hold {
    from: Option<(Budget, String)>,
    /// How much of the budget it holds.
    held: u64,
    estimate: Estimate,
    purse: Arc<Purse>,
    has_begun: bool,
}

/// What is priced as high beyond what it shows is costly.
const COSTLY: u64 = 1_000;

/// What is told of the cost of an operation.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Cost {
    requested: u64,
    actual: u64,
    limit: u64,
}

impl From<Cost> for Value {
    fn from(cost: Cost) -> Self {
        let Cost {
            requested,
            actual,
            limit,
        } = cost;
        let told = [
            ("requested", requested),
            ("actual", actual),
            ("limit", limit),
        ];
        let told = told.map(|(name, value)| (Name::new(name), Self::from(value)));
        Self::Object(IndexMap::from_iter(told))
    }
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
            held: estimate.requested,
            estimate,
            purse: Arc::new(Purse::new(rows)),
            has_begun: false,
        })
    }

    /// The operation runs from now on: it pays what it is priced, beside what it reads.
    pub(super) fn begin(&mut self) {
        self.has_begun = true;
    }

    /// Whether the operation does much that is not counted in rows.
    pub(super) fn is_costly(&self) -> bool {
        self.estimate.fixed >= COSTLY
    }

    /// What the loaders of the operation spend from.
    pub(super) fn purse(&self) -> Arc<Purse> {
        Arc::clone(&self.purse)
    }

    /// Pays for the last event, and takes as much again for the next once the client has it.
    pub(super) async fn again(&mut self) {
        self.give_back();
        self.purse.refill();
        let requested = self.estimate.requested;
        if let Some((budget, client)) = &self.from {
            while let Err(wait) = budget.take(client, requested, Instant::now()) {
                tokio::time::sleep(wait).await;
            }
        }
        self.held = requested;
    }

    /// Gives back what it holds and has not used.
    fn give_back(&mut self) {
        let held = std::mem::take(&mut self.held);
        if held == 0 {
            return;
        }
        let used = self.used();
        telemetry::cost(held, used);
        let unused = held - used;
        if let Some((budget, client)) = &self.from {
            budget.give_back(client, unused, Instant::now());
        }
    }

    /// What it has used; never more than what was taken.
    fn used(&self) -> u64 {
        let fixed = if self.has_begun {
            self.estimate.fixed
        } else {
            0
        };
        (self.purse.spent() + fixed).clamp(1, self.estimate.requested)
    }

    /// What is told of the cost, beside the most that one operation may use.
    pub(super) fn cost(&self, limit: u64) -> Cost {
        Cost {
            requested: self.estimate.requested,
            actual: self.used(),
            limit,
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.give_back();
    }
}
