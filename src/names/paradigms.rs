//! The endings of nouns and adjectives, as tables.
//!
//! Sources: the paradigms in A. Kalnača and I. Lokmane, "Latvian Grammar" (2021), and in D. Nītiņa and J. Grigorjevs
//! (eds), "Latviešu valodas gramatika" (2013); surnames of men in -a and -e by the rules on writing personal names.
//! A row is an ending; a paradigm is a nominative ending with its rows. Shares are round numbers of how usual a cell
//! is in running text: they only order what grammar leaves open. To add an ending: add a row.

use super::grammar::{Case, Declension, Gender, Number};
use Case::{
    Accusative as Acc, Dative as Dat, Genitive as Gen, Locative as Loc, Nominative as Nom,
    Vocative as Voc,
};
use Number::{Plural as Pl, Singular as Sg};

/// One ending of a paradigm.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// The ending, behind the stem.
    pub ending: &'static str,
    /// Its case.
    pub case: Case,
    /// Its number.
    pub number: Number,
    /// Whether the stem is softened before it.
    pub softens: bool,
    /// How many of a hundred forms stand in this cell, roughly.
    pub share: f32,
    /// The stable key of the rule.
    pub rule: &'static str,
}

/// How words with one nominative ending inflect.
#[derive(Clone, Copy, Debug)]
pub struct Paradigm {
    /// The ending of the nominative.
    pub nominative: &'static str,
    /// The declension.
    pub declension: Declension,
    /// The gender.
    pub gender: Gender,
    /// The number of the nominative: plural for names without a singular.
    pub number: Number,
    /// Of the nominatives with this ending, how many inflect so.
    pub weight: f32,
    /// Ends of stems that inflect so with certainty; with `only`, no others do.
    pub ends: &'static [&'static str],
    /// Whether no other stems inflect so.
    pub only: bool,
    /// The endings.
    pub cells: &'static [Cell],
}

macro_rules! cells {
    ($name:literal: $($ending:literal $case:ident $number:ident $share:literal $key:literal $($soft:ident)?;)+) => {
        &[$(Cell {
            ending: $ending,
            case: $case,
            number: $number,
            softens: cells!(@soft $($soft)?),
            share: $share,
            rule: concat!($name, ".", $key),
        },)+]
    };
    (@soft) => { false };
    (@soft soft) => { true };
}

const FIRST: &[Cell] = cells! { "first":
    "a" Gen Sg 33.0 "genitive"; "am" Dat Sg 5.0 "dative"; "u" Acc Sg 8.0 "accusative"; "ā" Loc Sg 5.0 "locative";
    "" Voc Sg 0.04 "vocative"; "i" Nom Pl 1.2 "plural"; "u" Gen Pl 1.2 "plural-genitive";
    "iem" Dat Pl 0.6 "plural-dative"; "us" Acc Pl 0.4 "plural-accusative"; "os" Loc Pl 0.3 "plural-locative";
};

const SECOND: &[Cell] = cells! { "second":
    "a" Gen Sg 33.0 "genitive" soft; "im" Dat Sg 5.0 "dative"; "i" Acc Sg 8.0 "accusative"; "ī" Loc Sg 8.0 "locative";
    "i" Voc Sg 0.2 "vocative"; "" Voc Sg 0.04 "vocative"; "i" Nom Pl 1.0 "plural" soft; "u" Gen Pl 1.2 "plural-genitive" soft;
    "iem" Dat Pl 0.6 "plural-dative" soft; "us" Acc Pl 0.4 "plural-accusative" soft;
    "os" Loc Pl 0.3 "plural-locative" soft;
};

const SECOND_NS: &[Cell] = cells! { "second-ns":
    "s" Gen Sg 33.0 "genitive"; "im" Dat Sg 5.0 "dative"; "i" Acc Sg 8.0 "accusative"; "ī" Loc Sg 8.0 "locative";
    "i" Nom Pl 1.0 "plural" soft; "u" Gen Pl 1.2 "plural-genitive" soft; "iem" Dat Pl 0.6 "plural-dative" soft;
    "us" Acc Pl 0.4 "plural-accusative" soft; "os" Loc Pl 0.3 "plural-locative" soft;
};

const THIRD: &[Cell] = cells! { "third":
    "us" Gen Sg 33.0 "genitive"; "um" Dat Sg 5.0 "dative"; "u" Acc Sg 8.0 "accusative"; "ū" Loc Sg 8.0 "locative";
    "u" Voc Sg 0.2 "vocative"; "i" Nom Pl 0.6 "plural"; "u" Gen Pl 0.6 "plural-genitive";
    "iem" Dat Pl 0.3 "plural-dative"; "us" Acc Pl 0.2 "plural-accusative"; "os" Loc Pl 0.2 "plural-locative";
};

const FOURTH: &[Cell] = cells! { "fourth":
    "as" Gen Sg 33.0 "genitive"; "ai" Dat Sg 5.0 "dative"; "u" Acc Sg 8.0 "accusative"; "ā" Loc Sg 12.0 "locative";
    "as" Nom Pl 1.2 "plural"; "u" Gen Pl 1.0 "plural-genitive";
    "ām" Dat Pl 0.5 "plural-dative"; "as" Acc Pl 0.4 "plural-accusative"; "ās" Loc Pl 0.3 "plural-locative";
};

const FOURTH_MEN: &[Cell] = cells! { "fourth-men":
    "as" Gen Sg 33.0 "genitive"; "am" Dat Sg 5.0 "dative"; "u" Acc Sg 8.0 "accusative"; "ā" Loc Sg 1.0 "locative";
};

const FIFTH: &[Cell] = cells! { "fifth":
    "es" Gen Sg 33.0 "genitive"; "ei" Dat Sg 5.0 "dative"; "i" Acc Sg 8.0 "accusative"; "ē" Loc Sg 12.0 "locative";
    "es" Nom Pl 1.2 "plural"; "u" Gen Pl 1.2 "plural-genitive" soft;
    "ēm" Dat Pl 0.5 "plural-dative"; "es" Acc Pl 0.4 "plural-accusative"; "ēs" Loc Pl 0.3 "plural-locative";
};

const FIFTH_MEN: &[Cell] = cells! { "fifth-men":
    "es" Gen Sg 33.0 "genitive"; "em" Dat Sg 5.0 "dative"; "i" Acc Sg 8.0 "accusative"; "ē" Loc Sg 1.0 "locative";
};

const SIXTH: &[Cell] = cells! { "sixth":
    "s" Gen Sg 33.0 "genitive"; "ij" Dat Sg 5.0 "dative"; "i" Acc Sg 8.0 "accusative"; "ī" Loc Sg 14.0 "locative";
    "is" Nom Pl 1.2 "plural"; "u" Gen Pl 1.0 "plural-genitive" soft; "īm" Dat Pl 0.5 "plural-dative";
    "is" Acc Pl 0.4 "plural-accusative"; "īs" Loc Pl 0.3 "plural-locative";
};

const FIRST_PLURAL: &[Cell] = cells! { "first-plural":
    "u" Gen Pl 35.0 "genitive"; "iem" Dat Pl 4.0 "dative"; "us" Acc Pl 6.0 "accusative"; "os" Loc Pl 18.0 "locative";
};

const FOURTH_PLURAL: &[Cell] = cells! { "fourth-plural":
    "u" Gen Pl 35.0 "genitive"; "ām" Dat Pl 4.0 "dative"; "as" Acc Pl 6.0 "accusative"; "ās" Loc Pl 18.0 "locative";
};

const FIFTH_PLURAL: &[Cell] = cells! { "fifth-plural":
    "u" Gen Pl 35.0 "genitive" soft; "ēm" Dat Pl 4.0 "dative"; "es" Acc Pl 6.0 "accusative";
    "ēs" Loc Pl 18.0 "locative";
};

const SIXTH_PLURAL: &[Cell] = cells! { "sixth-plural":
    "u" Gen Pl 35.0 "genitive" soft; "īm" Dat Pl 4.0 "dative"; "is" Acc Pl 6.0 "accusative";
    "īs" Loc Pl 18.0 "locative";
};

const REFLEXIVE: &[Cell] = cells! { "reflexive":
    "ās" Gen Sg 33.0 "genitive"; "os" Acc Sg 8.0 "accusative"; "ās" Nom Pl 2.0 "plural";
    "os" Gen Pl 2.0 "plural-genitive";
};

const DEFINITE_MASCULINE: &[Cell] = cells! { "definite":
    "ā" Gen Sg 33.0 "genitive"; "ajam" Dat Sg 5.0 "dative"; "o" Acc Sg 8.0 "accusative"; "ajā" Loc Sg 8.0 "locative";
    "ie" Nom Pl 1.2 "plural"; "o" Gen Pl 1.2 "plural-genitive"; "ajiem" Dat Pl 0.6 "plural-dative";
    "os" Acc Pl 0.4 "plural-accusative"; "ajos" Loc Pl 0.3 "plural-locative";
};

const DEFINITE_FEMININE: &[Cell] = cells! { "definite":
    "ās" Gen Sg 33.0 "genitive"; "ajai" Dat Sg 5.0 "dative"; "o" Acc Sg 8.0 "accusative"; "ajā" Loc Sg 8.0 "locative";
    "ās" Nom Pl 1.2 "plural"; "o" Gen Pl 1.2 "plural-genitive"; "ajām" Dat Pl 0.6 "plural-dative";
    "ās" Acc Pl 0.4 "plural-accusative"; "ajās" Loc Pl 0.3 "plural-locative";
};

/// Ends of the stems of nouns of the sixth declension that occur in names.
const SIXTH_STEMS: &[&str] = &[
    "pil", "sird", "krāsn", "klēt", "ugun", "nakt", "valst", "ziv", "gov", "debes", "bals", "pirt",
    "smilt", "kūt", "telt", "vēst", "birz", "krūt", "nāss",
];

/// Ends of the stems of nouns in -ns, -ss of the second declension.
const NS_STEMS: &[&str] = &["akmen", "asmen", "ūden", "ruden", "ziben", "mēnes", "suden"];

/// Ends of the stems of plural names of the sixth declension.
const SIXTH_PLURAL_STEMS: &[&str] = &[
    "cēs", "durv", "brokast", "dzirnav", "krāsn", "klint", "smilt", "pirt",
];

/// The share of nominatives among the forms of a listed name.
pub const NOMINATIVE_SHARE: f32 = 40.0;

/// The same for names that are not listed. Less, because whoever asks for the analysis of an unknown name has met it
/// inflected more often than not, and because a nominative is recognised without an analysis.
pub const UNLISTED_NOMINATIVE_SHARE: f32 = 10.0;

/// How much less likely a name of a woman is where both are possible (see [`STEMS_OF_MEN`]).
pub const WOMEN: f32 = 0.25;

macro_rules! paradigm {
    ($nominative:literal $declension:ident $gender:ident $number:ident $weight:literal $cells:ident) => {
        paradigm!($nominative $declension $gender $number $weight $cells, &[], false)
    };
    ($nominative:literal $declension:ident $gender:ident $number:ident $weight:literal $cells:ident, $ends:expr, $only:literal) => {
        Paradigm {
            nominative: $nominative,
            declension: Declension::$declension,
            gender: Gender::$gender,
            number: $number,
            weight: $weight,
            ends: $ends,
            only: $only,
            cells: $cells,
        }
    };
}

/// Ends of stems that are usual in surnames and in given names of men. Where an ending leaves open whether the name is
/// a man's or a woman's (Ivanova: of Ivanovs, or herself), the man's is the likelier one behind these.
pub const STEMS_OF_MEN: &[&str] = &[
    "ov", "ev", "sk", "ck", "iņ", "in", "er", "man", "berg", "son", "sen", "en", "ēn", "ān", "ič",
    "niek", "um", "ul", "el", "al", "aļ", "ēj", "tāj", "ard", "ald", "old", "und", "ond", "ert",
    "olf", "or", "ik", "ak", "ok", "uk", "end", "and", "eid", "it", "īt", "st", "es", "is", "us",
    "ms", "ns", "ls", "ein", "ain", "aun", "op", "ij", "ej", "eb", "ob", "ub", "av", "āv", "elm",
    "ig", "ug", "ag", "īr", "ār", "f",
];

/// Ends that nominatives hardly have: before these endings a soft consonant stands only in other cases.
pub const UNUSUAL_NOMINATIVES: &[&str] = &[
    "ņs", "ņis", "ņe", "ņes", "ņus", "ļis", "ļe", "ļes", "ļus", "ņais", "ļais",
];

/// How much less likely such a nominative is.
pub const UNUSUAL: f32 = 0.05;

/// All paradigms. For one ending of the nominative, the more usual paradigm stands first.
pub static PARADIGMS: &[Paradigm] = &[
    paradigm!("s" First Masculine Sg 0.95 FIRST),
    paradigm!("š" First Masculine Sg 0.98 FIRST),
    paradigm!("is" Second Masculine Sg 0.97 SECOND),
    paradigm!("s" Second Masculine Sg 0.9 SECOND_NS, NS_STEMS, true),
    paradigm!("us" Third Masculine Sg 0.8 THIRD),
    paradigm!("a" Fourth Feminine Sg 0.93 FOURTH),
    paradigm!("a" Fourth Masculine Sg 0.05 FOURTH_MEN),
    paradigm!("e" Fifth Feminine Sg 0.92 FIFTH),
    paradigm!("e" Fifth Masculine Sg 0.05 FIFTH_MEN),
    paradigm!("s" Sixth Feminine Sg 0.02 SIXTH, SIXTH_STEMS, false),
    paradigm!("i" First Masculine Pl 0.4 FIRST_PLURAL),
    paradigm!("as" Fourth Feminine Pl 0.7 FOURTH_PLURAL),
    paradigm!("es" Fifth Feminine Pl 0.7 FIFTH_PLURAL),
    paradigm!("is" Sixth Feminine Pl 0.9 SIXTH_PLURAL, SIXTH_PLURAL_STEMS, true),
    paradigm!("ās" Reflexive Feminine Sg 0.9 REFLEXIVE, &["šan"], true),
    paradigm!("ais" Definite Masculine Sg 0.8 DEFINITE_MASCULINE),
    paradigm!("ā" Definite Feminine Sg 0.6 DEFINITE_FEMININE),
];

impl Paradigm {
    /// The probability that a nominative with this ending and `stem` inflects so.
    #[must_use]
    pub fn fits(&self, stem: &str) -> f32 {
        if self.lists(stem) {
            return 0.95;
        }
        let listed_elsewhere = || {
            PARADIGMS
                .iter()
                .any(|other| other.nominative == self.nominative && other.lists(stem))
        };
        match self.only {
            true => 0.0,
            false if listed_elsewhere() => 0.03,
            false => self.weight,
        }
    }

    fn lists(&self, stem: &str) -> bool {
        self.ends.iter().any(|end| stem.ends_with(end))
    }
}
