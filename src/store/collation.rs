//! The order of names and the folding that makes them comparable.
//!
//! Both are computed here and stored, so that SQLite and PostgreSQL sort and find alike.

use icu_collator::{
    Collator, CollatorBorrowed, options::CollatorOptions, preferences::CollationNumericOrdering,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The place of a name in Latvian alphabetical order, digits by value; compare byte by byte.
#[must_use]
pub fn sort_key(name: &str) -> Vec<u8> {
    thread_local! {
        static LATVIAN: Option<CollatorBorrowed<'static>> = latvian();
    }
    let mut key = Vec::new();
    LATVIAN.with(|collator| match collator {
        Some(collator) => match collator.write_sort_key_to(name, &mut key) {
            Ok(()) => {}
        },
        None => key.extend_from_slice(name.as_bytes()),
    });
    key
}

fn latvian() -> Option<CollatorBorrowed<'static>> {
    let mut preferences = icu_collator::CollatorPreferences::from(icu_locale_core::locale!("lv"));
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(preferences, CollatorOptions::default()).ok()
}

/// A name for comparison: compatibility forms joined, no diacritics, lower case, one blank between words.
///
/// It stands in rows that were written, and changes with no rule of how names are looked for
/// (`names::fold`).
#[must_use]
pub fn fold(name: &str) -> String {
    let bare: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let words: String = bare
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
