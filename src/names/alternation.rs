//! How consonants change before endings of the second, fifth and sixth declension.
//!
//! Sources: the accounts of consonant alternation (līdzskaņu mija) in A. Kalnača and I. Lokmane, "Latvian Grammar"
//! (2021), and D. Nītiņa and J. Grigorjevs (eds), "Latviešu valodas gramatika" (2013). Tables, not prose, decide:
//! to add an alternation, add its row; the longest row that fits wins.

/// `(hard, soft)`: the end of a stem in the nominative, and before an ending that softens it.
pub const ALTERNATIONS: &[(&str, &str)] = &[
    ("sn", "šņ"),
    ("zn", "žņ"),
    ("sl", "šļ"),
    ("zl", "žļ"),
    ("ln", "ļņ"),
    ("ll", "ļļ"),
    ("nn", "ņņ"),
    ("dz", "dž"),
    ("b", "bj"),
    ("p", "pj"),
    ("m", "mj"),
    ("v", "vj"),
    ("c", "č"),
    ("s", "š"),
    ("z", "ž"),
    ("t", "š"),
    ("d", "ž"),
    ("l", "ļ"),
    ("n", "ņ"),
];

/// Ends of stems that never change: nothing softer exists, or the cluster resists (Pēteris, Zaķis, Kozlovskis, aste).
pub const CONSTANT: &[&str] = &[
    "r", "j", "k", "g", "ķ", "ģ", "š", "ž", "č", "ļ", "ņ", "h", "f", "x", "st",
];

/// Second elements of men's names that keep their consonant however long the name is: Visvaldis, genitive Visvalda.
pub const KEEPING: &[&str] = &["vald", "gaud", "gut", "gaut", "tot"];

/// The number of vowel groups, which is the number of syllables.
fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut inside = false;
    for letter in word.chars() {
        let vowel = is_vowel(letter);
        if vowel && !inside {
            count += 1;
        }
        inside = vowel;
    }
    count
}

/// Whether a lower-case letter is a vowel.
#[must_use]
pub fn is_vowel(letter: char) -> bool {
    "aāeēiīoōuūyäöüõ".contains(letter)
}

/// Whether the stem keeps its consonant where others change it.
#[must_use]
pub fn is_constant(stem: &str) -> bool {
    CONSTANT.iter().any(|end| stem.ends_with(end))
}

/// Whether a man's name in -tis or -dis keeps its consonant: those of two syllables (Gatis, Gata; Uldis, Ulda).
#[must_use]
pub fn keeps_dental(stem: &str) -> bool {
    (stem.ends_with('t') || stem.ends_with('d'))
        && (syllables(stem) <= 1 || KEEPING.iter().any(|end| stem.ends_with(end)))
}

/// The stem before an ending that softens it.
#[must_use]
pub fn soften(stem: &str) -> String {
    if is_constant(stem) {
        return stem.to_owned();
    }
    for (hard, soft) in ALTERNATIONS {
        if let Some(rest) = stem.strip_suffix(hard) {
            return format!("{rest}{soft}");
        }
    }
    stem.to_owned()
}

/// How a stem came to stand before a softening ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was softened.
    Softened,
    /// It cannot be softened.
    Constant,
    /// It could be softened and was not, as in Gata of Gatis.
    Kept,
    /// It was softened, and then written without diacritics.
    Bare,
}

/// The stems of the nominative from which `stem`, as found before a softening ending, can come.
#[must_use]
pub fn hardened(stem: &str) -> Vec<(String, Change)> {
    let mut found = Vec::new();
    for (hard, soft) in ALTERNATIONS {
        if let Some(rest) = stem.strip_suffix(soft) {
            let whole = format!("{rest}{hard}");
            if soften(&whole) == stem {
                found.push((whole, Change::Softened));
            }
        }
    }
    let change = if is_constant(stem) {
        Change::Constant
    } else {
        Change::Kept
    };
    found.push((stem.to_owned(), change));
    // Brieza for Brieža: a text without diacritics hides that d became ž.
    for (bare, hard) in [("s", "t"), ("z", "d")] {
        if let Some(rest) = stem.strip_suffix(bare) {
            found.push((format!("{rest}{hard}"), Change::Bare));
        }
    }
    found
}
