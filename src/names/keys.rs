//! Keys under which the forms of one name meet, and the comparison of a form with a name.
//!
//! A form belongs to a nominative when one of its [`stem_keys`] is the [`lemma_key`] of the nominative. A key is a
//! whole folded nominative, not a stem: Valka and Valga, Malda and Magda, Sandra and Sandris have keys of their own.
//! Not here: the index, which stores no keys and asks for the likely readings of a word with their rules.

use super::grammar::Reading;
use super::phrase::analyse;
use super::text::fold;
use super::{MOST_READINGS, forms, word};

/// A key of a word, with the cost of the reading that gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// A folded nominative.
    pub text: String,
    /// How unlikely the reading is; 0 is certain.
    pub cost: f32,
}

/// The key of a word that is a nominative.
#[must_use]
pub fn lemma_key(nominative: &str) -> String {
    fold(nominative)
}

/// The keys of a word in any form, the likeliest first: the folded nominatives that it may have.
#[must_use]
pub fn stem_keys(word: &str) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let own = fold(word);
    for reading in analyse(word) {
        let text = fold(&reading.nominative);
        if !keys.iter().any(|key| key.text == text) {
            keys.push(Key {
                text,
                cost: reading.cost,
            });
        }
    }
    if !own.is_empty() && !keys.iter().any(|key| key.text == own) {
        let cost = keys.last().map_or(0.0, |key| key.cost);
        keys.push(Key { text: own, cost });
    }
    keys
}

/// How a form belongs to a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The rule: `same`, `diacritics`, or the rule of the reading.
    pub rule: &'static str,
    /// How far from the name as written: 0 is the same.
    pub cost: f32,
}

/// The cost of a form that is spelt without its diacritics.
const BARE: f32 = 0.3;
/// The cost of being another form than the nominative.
const INFLECTED: f32 = 0.1;

/// Whether `form` is `name` or one of its forms. What is only near, such as Valga for Valka, is none.
#[must_use]
pub fn compare(form: &str, name: &str) -> Option<Match> {
    let (lower, own) = (form.trim().to_lowercase(), name.trim().to_lowercase());
    if lower == own {
        return Some(Match {
            rule: "same",
            cost: 0.0,
        });
    }
    let (folded, target) = (fold(form), fold(name));
    if folded == target {
        return Some(Match {
            rule: "diacritics",
            cost: BARE,
        });
    }
    by_forms(&lower, &folded, name).or_else(|| by_analysis(form, &target))
}

fn by_forms(lower: &str, folded: &str, name: &str) -> Option<Match> {
    let all = forms(name);
    let exact = all.iter().find(|known| known.text.to_lowercase() == lower);
    if let Some(known) = exact {
        return Some(Match {
            rule: word::rule_of(known.case),
            cost: INFLECTED,
        });
    }
    let bare = all.iter().find(|known| fold(&known.text) == folded)?;
    Some(Match {
        rule: word::rule_of(bare.case),
        cost: INFLECTED + BARE,
    })
}

fn by_analysis(form: &str, target: &str) -> Option<Match> {
    let readings: Vec<Reading> = analyse(form);
    let (rank, reading) = readings
        .iter()
        .take(MOST_READINGS)
        .enumerate()
        .find(|(_, reading)| fold(&reading.nominative) == target)?;
    #[expect(clippy::cast_precision_loss, reason = "a rank is small")]
    let late = rank as f32 * 0.05;
    Some(Match {
        rule: reading.rule,
        cost: INFLECTED + late,
    })
}
