//! The readings of one word.
//!
//! Every ending that fits gives a stem, every way the stem can have been softened gives a nominative, and each is
//! weighed by how likely that nominative is and how usual its case. Not here: several words (`phrase`).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::alternation::{Change, hardened, keeps_dental, soften};
use super::grammar::{Case, Declension, Gender, Number};
use super::lexicon::lexicon;
use super::paradigms::{
    Cell, NOMINATIVE_SHARE, PARADIGMS, Paradigm, STEMS_OF_MEN, UNLISTED_NOMINATIVE_SHARE, UNUSUAL,
    UNUSUAL_NOMINATIVES, WOMEN,
};

/// A reading of one lower-case word, with the logarithm of its weight.
#[derive(Clone, Debug)]
pub(super) struct WordReading {
    pub(super) nominative: String,
    pub(super) case: Case,
    pub(super) number: Number,
    pub(super) gender: Gender,
    pub(super) declension: Declension,
    pub(super) rule: &'static str,
    /// How likely the word is as a name at all, whatever its case.
    pub(super) lexical: f32,
    /// The same with how usual its case is.
    pub(super) weight: f32,
}

impl WordReading {
    /// Whether it can stand in any case.
    pub(super) fn is_indeclinable(&self) -> bool {
        self.declension == Declension::Indeclinable
    }
}

/// How many words a thread remembers.
const REMEMBERED: usize = 512;

thread_local! {
    /// The words analysed last: names share words, and one name is compared with many.
    static READ: RefCell<HashMap<String, Rc<[WordReading]>>> = RefCell::default();
}

/// All readings of a lower-case word, the likeliest first.
pub(super) fn readings(word: &str) -> Rc<[WordReading]> {
    let known = READ.with_borrow(|read| read.get(word).cloned());
    known.unwrap_or_else(|| {
        let found: Rc<[WordReading]> = read(word).into();
        READ.with_borrow_mut(|read| {
            if read.len() >= REMEMBERED {
                read.clear();
            }
            read.insert(word.to_owned(), Rc::clone(&found));
        });
        found
    })
}

fn read(word: &str) -> Vec<WordReading> {
    let mut found = Found::default();
    for paradigm in PARADIGMS {
        nominative(word, paradigm, &mut found);
        for cell in paradigm.cells {
            inflected(word, paradigm, cell, &mut found);
        }
    }
    let mut found = found.readings;
    found.push(indeclinable(word));
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    found
}

/// The readings so far, and how likely their nominatives are: many readings share one.
#[derive(Default)]
struct Found {
    readings: Vec<WordReading>,
    likely: HashMap<String, f32>,
}

impl Found {
    fn log_probability(&mut self, nominative: &str) -> f32 {
        if let Some(known) = self.likely.get(nominative) {
            return *known;
        }
        let likely = lexicon().log_probability(nominative);
        self.likely.insert(nominative.to_owned(), likely);
        likely
    }
}

/// The shortest stem that a name can have, in letters.
const SHORTEST: usize = 2;

fn is_stem(stem: &str) -> bool {
    stem.chars().count() >= SHORTEST && stem.chars().any(super::alternation::is_vowel)
}

/// How likely a nominative inflects by this paradigm; a listed plural name surely does.
fn fit(stem: &str, nominative: &str, paradigm: &Paradigm) -> f32 {
    if !is_stem(stem) {
        return 0.0;
    }
    let fits = paradigm.fits(stem);
    if fits > 0.0 && paradigm.number == Number::Plural && lexicon().lists(nominative) {
        return fits.max(0.9);
    }
    if UNUSUAL_NOMINATIVES
        .iter()
        .any(|end| nominative.ends_with(end))
    {
        return fits * UNUSUAL;
    }
    fits
}

/// How much the grammatical gender is favoured: where a stem is usual in names of men, theirs is. Places, which stand
/// in the locative, have no such leaning.
fn favour(stem: &str, paradigm: &Paradigm, case: Case) -> f32 {
    let open = matches!(paradigm.declension, Declension::Fourth | Declension::Fifth)
        && paradigm.gender == Gender::Feminine
        && paradigm.number == Number::Singular
        && case != Case::Locative;
    if open && STEMS_OF_MEN.iter().any(|end| stem.ends_with(end)) {
        WOMEN
    } else {
        1.0
    }
}

fn nominative(word: &str, paradigm: &Paradigm, found: &mut Found) {
    let Some(stem) = word.strip_suffix(paradigm.nominative) else {
        return;
    };
    let fits = fit(stem, word, paradigm);
    if fits == 0.0 {
        return;
    }
    let share = if lexicon().lists(word) {
        NOMINATIVE_SHARE
    } else {
        UNLISTED_NOMINATIVE_SHARE
    };
    let likely = found.log_probability(word);
    found.readings.push(WordReading {
        nominative: word.to_owned(),
        case: Case::Nominative,
        number: paradigm.number,
        gender: paradigm.gender,
        declension: paradigm.declension,
        rule: "nominative",
        lexical: likely + fits.ln(),
        weight: likely + (fits * share * favour(stem, paradigm, Case::Nominative)).ln(),
    });
}

fn inflected(word: &str, paradigm: &Paradigm, cell: &Cell, found: &mut Found) {
    let Some(stem) = word.strip_suffix(cell.ending) else {
        return;
    };
    if cell.ending.is_empty() && !can_be_called(stem) {
        return;
    }
    if cell.softens {
        for (hard, change) in hardened(stem) {
            let share = share_of(&hard, change, paradigm);
            push(&hard, paradigm, cell, share, found);
        }
    } else {
        push(stem, paradigm, cell, 1.0, found);
    }
}

/// Whether a bare stem can be a form of address: Pēter, not Oslo.
fn can_be_called(stem: &str) -> bool {
    stem.ends_with(['r', 'l', 'n', 'd', 't', 'm', 'k', 'v']) && stem.chars().count() > 3
}

/// How usual it is that the stem stands so before a softening ending.
fn share_of(hard: &str, change: Change, paradigm: &Paradigm) -> f32 {
    let men = paradigm.declension == Declension::Second;
    match change {
        Change::Softened if men && keeps_dental(hard) => 0.5,
        Change::Constant | Change::Softened => 1.0,
        Change::Kept if men && keeps_dental(hard) => 0.7,
        Change::Kept if !men => 0.2,
        Change::Kept => 0.03,
        Change::Bare => 0.01,
    }
}

fn push(stem: &str, paradigm: &Paradigm, cell: &Cell, share: f32, found: &mut Found) {
    let nominative = format!("{stem}{}", paradigm.nominative);
    let fits = fit(stem, &nominative, paradigm);
    if fits == 0.0 {
        return;
    }
    let lexical = found.log_probability(&nominative) + (fits * share).ln();
    let usual = cell.share * favour(stem, paradigm, cell.case);
    found.readings.push(WordReading {
        nominative,
        case: cell.case,
        number: cell.number,
        gender: paradigm.gender,
        declension: paradigm.declension,
        rule: cell.rule,
        lexical,
        weight: lexical + usual.ln(),
    });
}

/// All forms of a word are in some case.
pub(super) const ALL: f32 = 100.0;

/// The word as it stands, without endings.
fn indeclinable(word: &str) -> WordReading {
    let lexical = lexicon().log_probability(word) + stays(word).ln();
    WordReading {
        nominative: word.to_owned(),
        case: Case::Nominative,
        number: Number::Singular,
        gender: Gender::Unknown,
        declension: Declension::Indeclinable,
        rule: "indeclinable",
        lexical,
        weight: lexical + ALL.ln(),
    }
}

/// How likely it is that a nominative does not inflect, by its end.
fn stays(word: &str) -> f32 {
    const ENDS: &[(&str, f32)] = &[
        ("ais", 0.2),
        ("is", 0.005),
        ("us", 0.1),
        ("as", 0.1),
        ("es", 0.1),
        ("os", 0.3),
        ("s", 0.01),
        ("ņš", 0.001),
        ("š", 0.02),
        ("a", 0.004),
        ("e", 0.03),
        ("i", 0.06),
        ("u", 0.15),
        ("ā", 0.1),
        ("ī", 0.1),
        ("ē", 0.1),
    ];
    ENDS.iter()
        .find(|(end, _)| word.ends_with(end))
        .map_or(0.95, |(_, share)| *share)
}

/// The plural nominative of a word read as a plural form of a word that has a singular.
pub(super) fn plural(reading: &WordReading) -> Option<String> {
    let paradigm = PARADIGMS.iter().find(|paradigm| {
        paradigm.declension == reading.declension
            && paradigm.gender == reading.gender
            && paradigm.number == Number::Singular
            && reading.nominative.ends_with(paradigm.nominative)
    })?;
    if reading.declension == Declension::First && reading.nominative.ends_with('i') {
        return None;
    }
    let stem = reading.nominative.strip_suffix(paradigm.nominative)?;
    let cell = paradigm
        .cells
        .iter()
        .find(|cell| cell.case == Case::Nominative && cell.number == Number::Plural)?;
    Some(inflect(stem, paradigm, cell))
}

/// The stem with the ending of a cell.
pub(super) fn inflect(stem: &str, paradigm: &Paradigm, cell: &Cell) -> String {
    let keeps = paradigm.declension == Declension::Second && keeps_dental(stem);
    if cell.softens && !keeps {
        format!("{}{}", soften(stem), cell.ending)
    } else {
        format!("{stem}{}", cell.ending)
    }
}

/// The paradigm by which a lower-case nominative most likely inflects, with its stem.
pub(super) fn paradigm_of(nominative: &str) -> Option<(&'static Paradigm, &str)> {
    let fitting = PARADIGMS.iter().filter_map(|paradigm| {
        let stem = nominative.strip_suffix(paradigm.nominative)?;
        let fits = if is_stem(stem) {
            paradigm.fits(stem)
        } else {
            0.0
        };
        (fits > stays(nominative)).then_some((paradigm, stem, fits))
    });
    // The longest ending that fits: -ais before -s.
    let best = fitting.max_by(|a, b| {
        let by_ending =
            a.0.nominative
                .chars()
                .count()
                .cmp(&b.0.nominative.chars().count());
        let sure = (a.2 > 0.5).cmp(&(b.2 > 0.5));
        sure.then(by_ending).then(a.2.total_cmp(&b.2))
    })?;
    Some((best.0, best.1))
}

/// The stable key of a rule that is only a case.
pub(super) const fn rule_of(case: Case) -> &'static str {
    match case {
        Case::Nominative => "nominative",
        Case::Genitive => "genitive",
        Case::Dative => "dative",
        Case::Accusative => "accusative",
        Case::Locative => "locative",
        Case::Vocative => "vocative",
    }
}
