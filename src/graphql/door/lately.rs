//! What was used lately, within a bound.
//!
//! Two halves: what is used goes into the young one; when that is full it becomes the old one,
//! and what nobody has used since goes. No order is kept, so nothing is searched for.

use std::{
    borrow::Borrow,
    collections::HashMap,
    hash::Hash,
    mem,
    sync::{Mutex, PoisonError},
};

/// Values by key, of which those used last are kept.
#[derive(Debug)]
pub(super) struct Lately<K, V>(Mutex<Halves<K, V>>);

#[derive(Debug)]
struct Halves<K, V> {
    half: usize,
    weight: usize,
    young: HashMap<K, (V, usize)>,
    old: HashMap<K, (V, usize)>,
}

impl<K: Eq + Hash, V: Clone> Lately<K, V> {
    /// Keeps values that together weigh no more than this.
    pub(super) fn new(most: usize) -> Self {
        Self(Mutex::new(Halves {
            half: most / 2,
            weight: 0,
            young: HashMap::new(),
            old: HashMap::new(),
        }))
    }

    /// The value of a key, while it is kept.
    pub(super) fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((value, _)) = halves.young.get(key) {
            return Some(value.clone());
        }
        let (key, (value, weight)) = halves.old.remove_entry(key)?;
        halves.put(key, value.clone(), weight);
        Some(value)
    }

    /// Keeps a value; one that alone weighs more than half of all is not kept.
    pub(super) fn put(&self, key: K, value: V, weight: usize) {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if weight <= halves.half {
            halves.put(key, value, weight);
        }
    }
}

impl<K: Eq + Hash, V> Halves<K, V> {
    fn put(&mut self, key: K, value: V, weight: usize) {
        if self.weight + weight > self.half {
            self.old = mem::take(&mut self.young);
            self.weight = 0;
        }
        self.weight += weight;
        if let Some((_, before)) = self.young.insert(key, (value, weight)) {
            self.weight -= before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lately;

    #[test]
    fn what_is_used_stays_and_what_is_not_goes() {
        let kept = Lately::new(20);
        kept.put(0, "used", 1);
        for key in 1..1_000 {
            kept.put(key, "once", 1);
            assert_eq!(kept.get(&0), Some("used"));
        }
        assert_eq!(kept.get(&1), None);
        let all = (0..1_000).filter(|key| kept.get(key).is_some()).count();
        assert!(all <= 20, "{all}");
    }

    #[test]
    fn what_is_too_heavy_is_not_kept() {
        let kept = Lately::new(20);
        kept.put("light", 1, 5);
        kept.put("heavy", 2, 11);
        assert_eq!((kept.get("light"), kept.get("heavy")), (Some(1), None));
    }

    #[test]
    fn a_value_that_is_put_again_weighs_once() {
        let kept = Lately::new(20);
        kept.put(0, 0, 1);
        for value in 0..100 {
            kept.put(1, value, 5);
        }
        assert_eq!((kept.get(&0), kept.get(&1)), (Some(0), Some(99)));
    }
}
