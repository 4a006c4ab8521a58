//! Two names word by word.
//!
//! Each word of the one is paired with at most one of the other, the likest pairs first. What stays alone on one side
//! is extra; what stays alone on both sides contradicts. Not here: how alike two words are.

use super::prepare::Prepared;
use super::tables::{COMMON, SMALL};
use super::token::{is_number, likeness};
use super::{Reason, Similarity};

/// From this likeness on two words are taken for one.
const PAIRED: f32 = 0.55;

/// What is left of the likeness of a first and a second school, or of a platform and the fourth
/// of its name.
const OTHER_NUMBER: f32 = 0.6;

/// Compares two names made ready; with `forms`, a word may be a form of another.
pub(super) fn align(a: &Prepared, b: &Prepared, forms: bool) -> Similarity {
    let mut found = words(&a.words, &b.words, forms);
    let joined = (a.words.concat(), b.words.concat());
    // A number more is no typo.
    let typos = a.words.len() != b.words.len() && !found.reasons.contains(&Reason::Numbers);
    if let Some(spacing) = spacing(&joined.0, &joined.1, typos)
        && spacing.score > found.score
    {
        found = spacing;
    }
    if let Some(short) = initials(&a.words, &b.words).or_else(|| initials(&b.words, &a.words))
        && short.score > found.score
    {
        found = short;
    }
    if let (Some(one), Some(other)) = (a.legal, b.legal)
        && one != other
    {
        found.score *= if related(one, other) { 0.97 } else { 0.8 };
        found.reasons.push(Reason::LegalForm);
    }
    found
}

/// Forms that translations and registers use for each other.
fn related(one: &str, other: &str) -> bool {
    const GROUPS: &[&[&str]] = &[
        &["llc", "ltd", "gmbh", "bv", "sl", "co"],
        &[
            "jsc", "ag", "sa", "plc", "corp", "inc", "ab", "nv", "se", "oy",
        ],
    ];
    GROUPS
        .iter()
        .any(|group| group.contains(&one) && group.contains(&other))
        && !matches!((one, other), ("ag", "gmbh") | ("gmbh", "ag"))
}

/// The same letters with other spaces; with `typos`, almost the same.
fn spacing(a: &str, b: &str, typos: bool) -> Option<Similarity> {
    let shorter = a.chars().count().min(b.chars().count());
    if shorter < 5 {
        return None;
    }
    if a == b {
        return Some(Similarity::of(0.95, Reason::Spacing));
    }
    let distance = strsim::damerau_levenshtein(a, b);
    (typos && distance <= 1 + usize::from(shorter > 14)).then(|| Similarity {
        score: 0.85,
        reasons: vec![Reason::Spacing, Reason::Typo],
    })
}

/// Words given by their first letters: "PLA", "J.-C. Juncker".
fn initials(short: &[String], long: &[String]) -> Option<Similarity> {
    let first = short.first()?;
    let count = first.chars().count();
    let rest = &short[1..];
    let fits = (2..=5).contains(&count)
        && long.len() == count + rest.len()
        && (count > 2 || !rest.is_empty())
        && first
            .chars()
            .zip(long)
            .all(|(letter, word)| word.starts_with(letter))
        && rest == &long[count..];
    fits.then(|| Similarity::of(0.8, Reason::Initial))
}

fn weight(word: &str) -> f32 {
    if SMALL.contains(&word) {
        return 0.15;
    }
    let base = match word.chars().count() {
        1 => 0.4,
        2 => 0.6,
        3 => 0.8,
        _ => 1.0,
    };
    if COMMON.contains(&word) {
        base * 0.5
    } else {
        base
    }
}

/// `(likeness, at in a, at in b, reason)`.
type Pair = (f32, usize, usize, Option<Reason>);

/// Pairs of words, likest first. No two words are as like as one that stands in both, so the
/// others are compared with the rest alone.
fn pairs(a: &[String], b: &[String], forms: bool) -> Vec<Pair> {
    let (mut left, mut right) = (vec![false; a.len()], vec![false; b.len()]);
    let mut found = Vec::new();
    for same in [true, false] {
        let mut all = Vec::new();
        for (i, one) in a.iter().enumerate().filter(|(i, _)| !left[*i]) {
            for (j, other) in b.iter().enumerate().filter(|(j, _)| !right[*j]) {
                if same != (one == other) {
                    continue;
                }
                let (likeness, reason) = likeness(one, other, forms);
                if likeness > 0.0 {
                    all.push((likeness, i, j, reason));
                }
            }
        }
        all.sort_by(|x, y| {
            let near = |pair: &Pair| pair.1.abs_diff(pair.2);
            y.0.total_cmp(&x.0).then_with(|| near(x).cmp(&near(y)))
        });
        for pair in all {
            if !left[pair.1] && !right[pair.2] {
                left[pair.1] = true;
                right[pair.2] = true;
                found.push(pair);
            }
        }
    }
    found
}

fn words(a: &[String], b: &[String], forms: bool) -> Similarity {
    let pairs = pairs(a, b, forms);
    let mut reasons: Vec<Reason> = pairs.iter().filter_map(|pair| pair.3).collect();
    let order: Vec<usize> = {
        let mut by_left: Vec<_> = pairs.iter().map(|pair| (pair.1, pair.2)).collect();
        by_left.sort_unstable();
        by_left.into_iter().map(|pair| pair.1).collect()
    };
    if order.windows(2).any(|two| two[0] > two[1]) {
        reasons.push(Reason::Order);
    }
    let (mut gained, mut total) = (0.0, 0.0);
    for (likeness, i, j, _) in &pairs {
        let weight = weight(&a[*i]).max(weight(&b[*j]));
        gained += likeness * weight;
        total += weight;
    }
    let alone = |words: &[String], used: &dyn Fn(usize) -> bool| -> f32 {
        let free = words.iter().enumerate().filter(|(at, _)| !used(*at));
        free.map(|(_, word)| weight(word)).sum()
    };
    let left = alone(a, &|at| pairs.iter().any(|pair| pair.1 == at));
    let right = alone(b, &|at| pairs.iter().any(|pair| pair.2 == at));
    let sure = pairs.iter().filter(|pair| pair.0 > PAIRED).count();
    let missing = missing(left, right, sure, &mut reasons);
    let score: f32 = if total + missing > 0.0 {
        gained / (total + missing)
    } else {
        0.0
    };
    let worst = pairs.iter().map(|pair| pair.0).fold(1.0_f32, f32::min);
    let mut score = score * (0.7 + 0.3 * worst);
    let lone = |words: &[String], side: fn(&Pair) -> usize, tells: &dyn Fn(&str) -> bool| {
        let free = (0..words.len()).filter(|at| !pairs.iter().any(|pair| side(pair) == *at));
        free.map(|at| words[at].as_str()).any(tells)
    };
    let at_a = |pair: &Pair| pair.1;
    let at_b = |pair: &Pair| pair.2;
    if lone(a, at_a, &is_number) && lone(b, at_b, &is_number)
        || lone(a, at_a, &|word| is_one_of_a_row(word, a.len()))
        || lone(b, at_b, &|word| is_one_of_a_row(word, b.len()))
    {
        reasons.push(Reason::Numbers);
        score *= OTHER_NUMBER;
    }
    Similarity { score, reasons }
}

/// The longest name, in words, in which a single letter is rather an initial: "Juris V. Liepa".
const INITIALED: usize = 3;

/// Whether a word that the other name lacks is a number, in a name of so many words.
fn is_one_of_a_row(word: &str, words: usize) -> bool {
    let letter = word.len() == 1 && !word.contains(|digit: char| digit.is_ascii_digit());
    is_number(word) && (!letter || words > INITIALED)
}

/// How much the words that stay alone weigh.
fn missing(left: f32, right: f32, sure: usize, reasons: &mut Vec<Reason>) -> f32 {
    let (less, more) = (left.min(right), left.max(right));
    if more < 0.2 {
        return more;
    }
    if less > 0.3 {
        reasons.push(Reason::Differs);
        return less * 2.0 + (more - less) * 0.5;
    }
    reasons.push(Reason::Extra);
    // A middle name more is usual; a single word that fits says little.
    if sure >= 2 { more * 0.25 } else { more * 0.8 }
}
