//! What a text may be a form of, as the analyser says: word by word, and as a whole.
//!
//! The analyser is asked once for a text, and what it says is looked up in the vocabulary as
//! folded words. So the index holds no stems, and follows every change of the rules at once.

use std::collections::HashMap;

use super::{expand::cost, text::fold_name};
use crate::names::{Reading, analyse, forms, lexicon, phrase::capitalised};

/// A word that has the same nominative as one that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kin {
    pub(super) folded: String,
    /// The word itself in lower case, where its folded form is that of the word asked for:
    /// whoever asks for Valgā means Valga.
    pub(super) written: Option<String>,
    pub(super) cost: u32,
    pub(super) rule: &'static str,
    /// Whether the reading is so unlikely that only a name which is really borne speaks for it:
    /// "Pumpuriem" is rather the place Pumpuri than somebody called Pumpurs.
    pub(super) unlikely: bool,
}

/// The rule of a word that is no nominative: both are forms of one name.
pub(super) const BOTH: &str = "same-nominative";

/// How many readings of a text count for their own sake.
const READINGS: usize = 6;

/// How much less likely than the likeliest a reading may be for its own sake, in its own unit.
const UNLIKELY: f32 = 4.5;

/// The shortest word that is inflected, in letters.
const SHORTEST: usize = 3;

/// The nominatives that a word may have, and their other forms, but for the word itself. Of
/// words that differ from it by diacritics only the nominatives count.
pub(super) fn of_word(written: &str, folded: &str) -> Vec<Kin> {
    if folded.chars().count() < SHORTEST || folded.contains(char::is_numeric) {
        return Vec::new();
    }
    let mut kin: Vec<Kin> = Vec::new();
    let mut add = |(text, rule): (&str, _), cost, unlikely| {
        let lower = text.to_lowercase();
        let text = fold_name(text);
        let alike = text == folded;
        if !text.contains(' ') && !(alike && (rule == BOTH || lower == written)) {
            kin.push(Kin {
                folded: text,
                written: alike.then_some(lower),
                cost,
                rule,
                unlikely,
            });
        }
    };
    for (place, reading) in analyse(&capitalised(written)).into_iter().enumerate() {
        let Some(cost) = likely(&reading).filter(|_| place < READINGS) else {
            add((&reading.nominative, reading.rule), cost::UNLIKELY, true);
            continue;
        };
        add((&reading.nominative, reading.rule), cost, false);
        for form in forms(&reading.nominative) {
            add((&form.text, BOTH), cost + cost::BOTH_FORMS, false);
        }
    }
    let word = |kin: &Kin| (kin.folded.clone(), kin.written.clone());
    kin.sort_by_cached_key(|kin| (word(kin), kin.cost));
    kin.dedup_by_key(|kin| word(kin));
    kin
}

/// Whether a word is a name in general use, or most likely a form of one: then whoever writes it
/// means that name, and one a letter away is another.
pub(super) fn is_in_use(written: &str) -> bool {
    let listed = |word: &str| lexicon::lexicon().lists(word);
    let reading = || analyse(&capitalised(written)).into_iter().next();
    listed(written) || reading().is_some_and(|reading| listed(&reading.nominative.to_lowercase()))
}

/// The whole names that a text may be a form of, folded, with what it costs and the rule.
pub(super) fn of_name(text: &str) -> HashMap<String, (u32, &'static str)> {
    let mut kin = HashMap::new();
    for reading in analyse(text).into_iter().take(READINGS) {
        let Some(cost) = likely(&reading) else {
            continue;
        };
        let known = kin.entry(fold_name(&reading.nominative));
        known.or_insert((cost, reading.rule));
    }
    kin
}

/// What a reading costs, when it is likely.
fn likely(reading: &Reading) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cost is a small positive number"
    )]
    let cost = (reading.cost.max(0.0) * 3.0) as u32;
    (reading.cost <= UNLIKELY).then(|| cost::FORM + cost.min(cost::FORM_MOST))
}
