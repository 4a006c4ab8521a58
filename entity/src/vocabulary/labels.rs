//! Labels: what a word is called in the four languages that the vocabulary speaks.
//!
//! To add a language: add a field, a pair of [`Labels::all`] and every label; the compiler
//! and the vocabulary's test then name each table that lacks it.

/// One word's label in Latvian, English, Estonian and Lithuanian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels {
    /// Latvian.
    pub lv: &'static str,
    /// English.
    pub en: &'static str,
    /// Estonian.
    pub et: &'static str,
    /// Lithuanian.
    pub lt: &'static str,
}

impl Labels {
    /// The labels in the order Latvian, English, Estonian, Lithuanian.
    #[must_use]
    pub const fn new(words: [&'static str; 4]) -> Self {
        let [lv, en, et, lt] = words;
        Self { lv, en, et, lt }
    }

    /// Each label with its BCP 47 tag.
    #[must_use]
    pub const fn all(&self) -> [(&'static str, &'static str); 4] {
        [
            ("lv", self.lv),
            ("en", self.en),
            ("et", self.et),
            ("lt", self.lt),
        ]
    }

    /// The label in a language; subtags are passed over (`lv-LV` is `lv`), and a language
    /// without labels gets the English one.
    #[must_use]
    pub fn in_language(&self, language: &str) -> &'static str {
        let primary = language.split('-').next().unwrap_or_default();
        self.all()
            .into_iter()
            .find(|(tag, _)| tag.eq_ignore_ascii_case(primary))
            .map_or(self.en, |(_, label)| label)
    }
}
