//! The last few results, for the next who asks for the same.
//!
//! Each takes as much of the room as it weighs; the one that was asked for longest ago goes first,
//! and what is greater than all the room is not kept. Not here: when a result is no longer right,
//! which its key must say.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Entries<K, V> = Vec<(K, Arc<V>)>;

/// Results by what they are of.
#[derive(Debug)]
pub(super) struct Kept<K, V> {
    /// The last asked for stands last.
    entries: Mutex<Entries<K, V>>,
    weigh: fn(&V) -> usize,
    room: usize,
}

impl<K: PartialEq, V> Kept<K, V> {
    /// None so far, with room for so much.
    pub(super) const fn new(room: usize, weigh: fn(&V) -> usize) -> Self {
        Self {
            entries: Mutex::new(Vec::new()),
            weigh,
            room,
        }
    }

    /// The result that is kept.
    pub(super) fn get(&self, key: &K) -> Option<Arc<V>> {
        let mut entries = self.locked();
        let place = entries.iter().position(|(known, _)| known == key)?;
        let found = entries.remove(place);
        let value = Arc::clone(&found.1);
        entries.push(found);
        Some(value)
    }

    /// Keeps a result.
    pub(super) fn put(&self, key: K, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let Some(mut left) = self.room.checked_sub((self.weigh)(&value)) else {
            return value;
        };
        let mut entries = self.locked();
        entries.retain(|(known, _)| *known != key);
        let stay = entries.iter().rev().take_while(|(_, other)| {
            let rest = left.checked_sub((self.weigh)(other));
            left = rest.unwrap_or(left);
            rest.is_some()
        });
        let gone = entries.len() - stay.count();
        entries.drain(..gone);
        entries.push((key, Arc::clone(&value)));
        value
    }

    fn locked(&self) -> MutexGuard<'_, Entries<K, V>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;

    #[test]
    fn what_was_asked_for_longest_ago_goes_first() {
        let kept = Kept::new(6, |weight: &usize| *weight);
        for key in ["a", "b", "c"] {
            kept.put(key, 2);
        }
        assert_eq!(kept.get(&"a").as_deref(), Some(&2));
        kept.put("d", 3);
        let there = ["a", "b", "c", "d"].map(|key| kept.get(&key).is_some());
        assert_eq!(there, [true, false, false, true]);
    }

    #[test]
    fn what_is_greater_than_the_room_is_not_kept_and_drives_nothing_out() {
        let kept = Kept::new(6, |weight: &usize| *weight);
        kept.put("small", 1);
        assert_eq!(*kept.put("great", 7), 7);
        assert!(kept.get(&"great").is_none());
        assert!(kept.get(&"small").is_some());
        kept.put("small", 5);
        assert_eq!(kept.get(&"small").as_deref(), Some(&5));
    }
}
