//! Words as small numbers: roles, types, countries.

use std::{collections::HashMap, sync::Arc};

use super::NetworkError;

/// A list of words that only grows; zero stands for no word.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    list: Vec<Arc<str>>,
    index: HashMap<Arc<str>, u16>,
}

impl Words {
    /// The number of a word, which is taken in when it is new.
    pub(super) fn intern(&mut self, word: Option<&str>) -> Result<u16, NetworkError> {
        let Some(word) = word else { return Ok(0) };
        if let Some(known) = self.index.get(word) {
            return Ok(*known);
        }
        let number = u16::try_from(self.list.len() + 1).map_err(|_| NetworkError::Full("words"))?;
        let word: Arc<str> = word.into();
        self.list.push(Arc::clone(&word));
        self.index.insert(word, number);
        Ok(number)
    }

    /// The number of a word, when it has one.
    pub(super) fn find(&self, word: &str) -> Option<u16> {
        self.index.get(word).copied()
    }

    /// Whether all these words have numbers.
    pub(super) fn knows(&self, word: Option<&str>) -> bool {
        word.is_none_or(|word| self.index.contains_key(word))
    }

    /// The word with a number.
    pub(super) fn text(&self, number: u16) -> Option<&str> {
        let place = usize::from(number).checked_sub(1)?;
        self.list.get(place).map(AsRef::as_ref)
    }
}
