//! Many short texts in one long one.

/// Texts by number, each costing its bytes and four more.
#[derive(Debug, Default)]
pub(super) struct Arena {
    text: String,
    ends: Vec<u32>,
}

impl Arena {
    /// Adds a text, or nothing when four gigabytes are full.
    pub(super) fn push(&mut self, text: &str) {
        if u32::try_from(self.text.len() + text.len()).is_ok() {
            self.text.push_str(text);
        }
        // The length fits, for nothing was added when it would not.
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// The text with a number; empty when there is none.
    pub(super) fn get(&self, at: usize) -> &str {
        let end = self.ends.get(at).map_or(0, |end| *end as usize);
        let start = match at {
            0 => 0,
            _ => self.ends.get(at - 1).map_or(end, |start| *start as usize),
        };
        self.text.get(start..end).unwrap_or_default()
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<u32>()
    }

    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}
