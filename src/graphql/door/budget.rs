//! How much each client may spend: a budget that refills with time.
//!
//! What an operation may cost is taken before it runs, and what it did not use is given back.
//! Clients whose budget is full again are forgotten; while there are too many others, new ones
//! share one. Not here: what an operation costs (`cost`), who a client is (the transport).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The most clients that have a budget of their own.
const CLIENTS: usize = 20_000;

/// Budgets by client; clones share them.
#[derive(Clone, Debug)]
pub struct Budget {
    most: f64,
    refill: f64,
    clients: Arc<Mutex<HashMap<String, Left>>>,
}

/// What was left to a client at a moment.
#[derive(Clone, Copy, Debug)]
struct Left {
    cost: f64,
    at: Instant,
}

impl Budget {
    /// Each client may spend so much at once, and so much more each second.
    #[must_use]
    pub fn new(most: u32, refill: u32) -> Self {
        Self {
            most: most.into(),
            refill: f64::from(refill).max(1.0),
            clients: Arc::default(),
        }
    }

    /// Takes a cost; else says after what time there will be enough. What costs more than a
    /// whole budget takes a whole one.
    pub(super) fn take(&self, client: &str, cost: u64, now: Instant) -> Result<(), Duration> {
        let cost = self.bounded(cost);
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let client = self.place(&mut clients, client, now);
        let left = self.left(clients.get(client), now);
        if left < cost {
            return Err(Duration::from_secs_f64((cost - left) / self.refill));
        }
        let left = Left {
            cost: left - cost,
            at: now,
        };
        clients.insert(client.to_owned(), left);
        Ok(())
    }

    /// Gives back what was taken and not used.
    pub(super) fn give_back(&self, client: &str, cost: u64, now: Instant) {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let client = self.place(&mut clients, client, now);
        let cost = (self.left(clients.get(client), now) + self.bounded(cost)).min(self.most);
        if cost < self.most {
            clients.insert(client.to_owned(), Left { cost, at: now });
        } else {
            clients.remove(client);
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "it is bounded by a u32")]
    fn bounded(&self, cost: u64) -> f64 {
        (cost as f64).min(self.most)
    }

    fn left(&self, left: Option<&Left>, now: Instant) -> f64 {
        left.map_or(self.most, |left| {
            let passed = now.saturating_duration_since(left.at).as_secs_f64();
            (left.cost + passed * self.refill).min(self.most)
        })
    }

    /// Under what name a client is counted.
    fn place<'a>(
        &self,
        clients: &mut HashMap<String, Left>,
        client: &'a str,
        now: Instant,
    ) -> &'a str {
        if clients.len() < CLIENTS || clients.contains_key(client) {
            return client;
        }
        clients.retain(|_, left| self.left(Some(left), now) < self.most);
        if clients.len() < CLIENTS { client } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Budget, CLIENTS};

    #[test]
    fn a_budget_is_spent_and_refills() {
        let (budget, now) = (Budget::new(100, 10), Instant::now());
        assert_eq!(budget.take("a", 60, now), Ok(()));
        assert_eq!(budget.take("a", 60, now), Err(Duration::from_secs(2)));
        assert_eq!(budget.take("b", 60, now), Ok(()));
        assert_eq!(budget.take("a", 60, now + Duration::from_secs(2)), Ok(()));
    }

    #[test]
    fn what_was_not_used_is_given_back_and_never_more() {
        let (budget, now) = (Budget::new(100, 10), Instant::now());
        assert_eq!(budget.take("a", 100, now), Ok(()));
        budget.give_back("a", 90, now);
        assert_eq!(budget.take("a", 90, now), Ok(()));
        budget.give_back("a", 1_000, now);
        assert_eq!(budget.take("a", 100, now), Ok(()));
        assert!(budget.take("a", 1, now).is_err());
    }

    #[test]
    fn what_costs_more_than_a_budget_takes_a_whole_one() {
        let (budget, now) = (Budget::new(100, 10), Instant::now());
        assert_eq!(budget.take("a", 1_000_000, now), Ok(()));
        assert_eq!(
            budget.take("a", 1_000_000, now),
            Err(Duration::from_secs(10))
        );
    }

    #[test]
    fn a_crowd_of_clients_holds_no_more_than_its_room() {
        let (budget, now) = (Budget::new(100, 10), Instant::now());
        for client in 0..CLIENTS + 500 {
            let _ = budget.take(&client.to_string(), 1, now);
        }
        assert!(budget.clients.lock().unwrap().len() <= CLIENTS + 1);
        let later = now + Duration::from_secs(60);
        assert_eq!(budget.take("late", 1, later), Ok(()));
        assert_eq!(budget.clients.lock().unwrap().len(), 1);
    }
}
