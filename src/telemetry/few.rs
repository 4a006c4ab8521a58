//! Labels out of what clients send, kept few.

use std::{
    borrow::Cow,
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

/// What stands for all that came too late.
const OTHER: &str = "other";

/// The longest word that is kept.
const LONGEST: usize = 64;

/// The first so many words that came; each later one is `other`.
#[derive(Debug)]
pub(super) struct Few {
    most: usize,
    known: Mutex<Option<HashSet<String>>>,
}

impl Few {
    pub(super) const fn new(most: usize) -> Self {
        Self {
            most,
            known: Mutex::new(None),
        }
    }

    /// The label for a word.
    pub(super) fn label(&self, word: &str) -> Cow<'static, str> {
        if word.len() > LONGEST {
            return OTHER.into();
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get_or_insert_default();
        if !known.contains(word) {
            if known.len() >= self.most {
                return OTHER.into();
            }
            known.insert(word.to_owned());
        }
        word.to_owned().into()
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn the_first_words_are_kept_and_the_rest_are_one() {
        let few = Few::new(2);
        assert_eq!(few.label("a"), "a");
        assert_eq!(few.label(&"a".repeat(65)), "other");
        assert_eq!(few.label("b"), "b");
        assert_eq!(few.label("c"), "other");
        assert_eq!(few.label("a"), "a");
    }
}
