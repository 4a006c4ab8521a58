//! The names in general use, and how usual each is.
//!
//! The lists lie in `lexicon/*.txt`, each with its source. Not here: forms. To add a name, add it to the list that
//! fits; the forms of surnames for women follow by rule.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::guess::Model;
use super::text::fold;

/// What a listed word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A given name.
    Given,
    /// A surname.
    Surname,
    /// A place.
    Place,
    /// A common noun that heads names.
    Head,
}

/// A list: its text, what stands in it, and the weight of a word.
const LISTS: &[(&str, Kind, f32)] = &[
    (include_str!("lexicon/given.txt"), Kind::Given, 8.0),
    (include_str!("lexicon/surnames.txt"), Kind::Surname, 6.0),
    (include_str!("lexicon/latvia.txt"), Kind::Place, 8.0),
    (include_str!("lexicon/world.txt"), Kind::Place, 4.0),
    (include_str!("lexicon/heads.txt"), Kind::Head, 4.0),
    (include_str!("lexicon/given_abroad.txt"), Kind::Given, 4.0),
    (include_str!("lexicon/given_rare.txt"), Kind::Given, 0.5),
];

/// The share of running names that stand in the lists.
const LISTED: f32 = 0.5;

/// How far the model of endings is trusted: it has seen few names from abroad, and would be too sure of itself.
const TRUST: f32 = 0.6;
/// What a name that is not listed loses against those that are, as a logarithm.
const UNKNOWN: f32 = 4.0;

/// A listed word.
#[derive(Clone, Copy, Debug)]
struct Entry {
    kinds: u8,
    weight: f32,
}

/// The lists as a table, and the model of how names end.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: HashMap<String, Entry>,
    total: f32,
    folded: HashSet<String>,
    model: Model,
}

/// The lexicon, read once.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::read)
}

impl Lexicon {
    fn read() -> Self {
        let mut lexicon = Self {
            words: HashMap::new(),
            total: 0.0,
            folded: HashSet::new(),
            model: Model::new(),
        };
        for (text, kind, weight) in LISTS {
            for word in words(text) {
                lexicon.add(&word, *kind, *weight);
                if *kind == Kind::Surname
                    && let Some(hers) = surname_of_women(&word)
                {
                    lexicon.add(&hers, *kind, weight * 0.7);
                }
            }
        }
        lexicon
    }

    fn add(&mut self, word: &str, kind: Kind, weight: f32) {
        let entry = self.words.entry(word.to_owned()).or_insert(Entry {
            kinds: 0,
            weight: 0.0,
        });
        if entry.kinds & (1 << kind as u8) != 0 {
            return;
        }
        entry.kinds |= 1 << kind as u8;
        entry.weight += weight;
        self.folded.insert(fold(word));
        self.total += weight;
        if kind != Kind::Head {
            self.model.learn(word, weight);
        }
    }

    /// Whether a lower-case word is listed as that.
    pub(super) fn is(&self, word: &str, kind: Kind) -> bool {
        self.words
            .get(word)
            .is_some_and(|entry| entry.kinds & (1 << kind as u8) != 0)
    }

    /// Whether a lower-case word is listed as that and as nothing else.
    pub(super) fn is_only(&self, word: &str, kind: Kind) -> bool {
        let entry = self.words.get(word);
        entry.is_some_and(|entry| entry.kinds == 1 << kind as u8)
    }

    /// Whether a lower-case word is listed.
    pub(super) fn lists(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// Whether a folded word is listed, whatever its diacritics.
    pub(super) fn knows_folded(&self, folded: &str) -> bool {
        self.folded.contains(folded)
    }

    /// The logarithm of the probability of a lower-case nominative.
    pub(super) fn log_probability(&self, nominative: &str) -> f32 {
        let listed = self
            .words
            .get(nominative)
            .map_or(0.0, |entry| entry.weight / self.total);
        let guessed = (self.model.log_probability(nominative) * TRUST - UNKNOWN).exp();
        (LISTED * listed + (1.0 - LISTED) * guessed).ln()
    }
}

/// The words of a list, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(str::to_lowercase)
}

/// The surname of a woman by that of a man, where they differ.
fn surname_of_women(his: &str) -> Option<String> {
    const PAIRS: &[(&str, &str)] = &[
        ("skis", "ska"),
        ("ckis", "cka"),
        ("ais", "ā"),
        ("is", "e"),
        ("us", "us"),
        ("iņš", "iņa"),
        ("š", "a"),
        ("s", "a"),
    ];
    let (end, hers) = PAIRS.iter().find(|(end, _)| his.ends_with(end))?;
    (end != hers).then(|| format!("{}{hers}", his.strip_suffix(end).unwrap_or(his)))
}
