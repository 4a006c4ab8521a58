//! How alike two words are.
//!
//! Not here: which words are compared.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use strsim::damerau_levenshtein;

use super::super::keys::{Key, stem_keys};
use super::super::lexicon::lexicon;
use super::Reason;
use super::tables::{SHORT_NAMES, SOUNDS};

/// The likeness of two folded words, and why where they are not the same. Without `forms`, what could be a form of
/// the other word is the name of somebody else: Sandra and Sandris.
pub(super) fn likeness(a: &str, b: &str, forms: bool) -> (f32, Option<Reason>) {
    if a == b {
        return (1.0, None);
    }
    if is_number(a) || is_number(b) {
        return (0.0, Some(Reason::Numbers));
    }
    let (short, long) = if a.chars().count() <= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    if short.chars().count() == 1 {
        return if long.starts_with(short) {
            (0.85, Some(Reason::Initial))
        } else {
            (0.0, Some(Reason::Differs))
        };
    }
    if inflected(a, b) {
        if !forms {
            return (0.5, Some(Reason::Differs));
        }
        return (0.97, Some(Reason::Inflected));
    }
    if SHORT_NAMES.contains(&(short, long)) {
        return (0.85, Some(Reason::Shortened));
    }
    let found = by_letters(short, long);
    if found.1 == Some(Reason::Typo) && both_known(a, b) {
        return (found.0 * 0.6, Some(Reason::Confusable));
    }
    found
}

/// Digits, or a Roman number.
pub(super) fn is_number(word: &str) -> bool {
    word.chars().any(|letter| letter.is_ascii_digit())
        || (word.len() < 6 && word.chars().all(|letter| "ivx".contains(letter)))
}

/// How many words a thread remembers.
const REMEMBERED: usize = 4_096;

thread_local! {
    /// The keys of the words compared last: among many people a few given names come again and again.
    static KEYS: RefCell<HashMap<String, Rc<[Key]>>> = RefCell::default();
}

/// The keys of a word, remembered.
fn keys_of(word: &str) -> Rc<[Key]> {
    let known = KEYS.with_borrow(|keys| keys.get(word).cloned());
    known.unwrap_or_else(|| {
        let found: Rc<[Key]> = stem_keys(word).into();
        KEYS.with_borrow_mut(|keys| {
            if keys.len() >= REMEMBERED {
                keys.clear();
            }
            keys.insert(word.to_owned(), Rc::clone(&found));
        });
        found
    })
}

/// Forms of one Latvian word: one is the likely nominative of the other.
fn inflected(a: &str, b: &str) -> bool {
    let near = |form: &str, name: &str| {
        keys_of(form)
            .iter()
            .take(4)
            .any(|key| key.text == name && key.cost < 3.0)
    };
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    common >= 3 && (near(a, b) || near(b, a))
}

/// Two words that are, or are forms of, listed names that differ: Valka and Valga, Valkas and Valgas.
fn both_known(a: &str, b: &str) -> bool {
    let (one, other) = (known(a), known(b));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|name| other.contains(name))
}

/// The listed names of which a word is likely a form.
fn known(word: &str) -> Vec<String> {
    if lexicon().knows_folded(word) {
        return vec![word.to_owned()];
    }
    let keys = keys_of(word);
    let known = keys
        .iter()
        .filter(|key| key.cost < 3.0 && lexicon().knows_folded(&key.text));
    known.map(|key| key.text.clone()).collect()
}

fn by_letters(short: &str, long: &str) -> (f32, Option<Reason>) {
    let (shorter, longer) = (short.chars().count(), long.chars().count());
    if shorter > 2 && (sounds(short) == sounds(long) || without_ending(short, long)) {
        return (0.93, Some(Reason::Spelling));
    }
    let distance = damerau_levenshtein(short, long);
    let same_start = short.chars().next() == long.chars().next();
    let allowed = match longer {
        0..=3 => usize::from(same_start && shorter == 3),
        4..=6 => 1,
        7..=9 => 2,
        _ => 3,
    };
    if distance <= allowed {
        #[expect(clippy::cast_precision_loss, reason = "words are short")]
        let share = distance as f32 / longer as f32;
        let start = if same_start { 0.0 } else { 0.08 };
        return (0.97 - share - start, Some(Reason::Typo));
    }
    let heard = damerau_levenshtein(&sounds(short), &sounds(long));
    if heard <= 1 && shorter > 4 && same_start {
        return (0.78, Some(Reason::Spelling));
    }
    if shorter >= 3 && long.starts_with(short) {
        return (0.72, Some(Reason::Shortened));
    }
    (0.0, Some(Reason::Differs))
}

/// Names from abroad as Latvian writes them: Sergejs is Sergey, Putins is Putin.
fn without_ending(short: &str, long: &str) -> bool {
    let bare = |word: &str| {
        let stem = ["is", "s"].iter().find_map(|end| word.strip_suffix(end));
        stem.filter(|stem| stem.chars().count() > 3).map(sounds)
    };
    bare(long).is_some_and(|stem| stem == sounds(short))
        || bare(short).is_some_and(|stem| stem == sounds(long))
}

/// The word by its sound: groups replaced, doubled letters once, vowels behind the first letter kept.
fn sounds(word: &str) -> String {
    let mut heard = String::new();
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let (taken, sound) = SOUNDS
            .iter()
            .find(|(group, _)| rest.starts_with(group))
            .map_or((letter.len_utf8(), None), |(group, sound)| {
                (group.len(), Some(*sound))
            });
        match sound {
            Some(sound) if !heard.ends_with(sound) => heard.push_str(sound),
            None if !heard.ends_with(letter) => heard.push(letter),
            _ => {}
        }
        rest = &rest[taken..];
    }
    heard
}
