//! Where a phrase stands in a text, so that nobody counts characters.

use crate::operations::text::{Text, sha256};

/// One place of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Occurrence {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// SHA-256 of the span.
    pub sha256: String,
    /// The span exactly as it stands, with its non-breaking spaces.
    pub text: String,
}

/// Every place of a phrase. A blank in the phrase matches any run of blanks and line breaks,
/// non-breaking ones among them; all else must stand as it is.
#[must_use]
pub fn find(text: &Text, phrase: &str) -> Vec<Occurrence> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let Some(first) = words.first() else {
        return Vec::new();
    };
    let whole = text.as_str();
    whole
        .match_indices(first)
        .filter_map(|(start, _)| Some((start, end_of(whole, start, &words)?)))
        .map(|(start, end)| Occurrence {
            start: text.code_point(start),
            end: text.code_point(end),
            sha256: sha256(&whole[start..end]),
            text: whole[start..end].to_owned(),
        })
        .collect()
}

/// The byte after the last word, when all words stand one after the other from `start`.
fn end_of(whole: &str, start: usize, words: &[&str]) -> Option<usize> {
    let mut at = start;
    for (place, word) in words.iter().enumerate() {
        let rest = &whole[at..];
        let blanks = rest.len() - rest.trim_start().len();
        if place > 0 && blanks == 0 {
            return None;
        }
        let skipped = if place > 0 { blanks } else { 0 };
        at += skipped;
        whole[at..].starts_with(word).then_some(())?;
        at += word.len();
    }
    Some(at)
}

impl Occurrence {
    /// The line for a dossier's `spans`.
    #[must_use]
    pub fn line(&self, name: &str) -> String {
        format!("{name}: [{}, {}, {}]", self.start, self.end, self.sha256)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_matches_every_kind_of_blank_and_the_span_is_exact() {
        let text = Text::new("Ābele. Kultūras\u{a0}ministrija, Kultūras\nministrija".to_owned());
        let found = find(&text, "Kultūras ministrija");
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].start, found[0].end), (7, 26));
        assert_eq!(found[0].text, "Kultūras\u{a0}ministrija");
        assert_eq!(found[0].sha256, sha256("Kultūras\u{a0}ministrija"));
        assert_eq!(found[1].start, 28);
    }

    #[test]
    fn a_phrase_without_words_stands_nowhere() {
        assert!(find(&Text::new("a b".to_owned()), "  ").is_empty());
    }
}
