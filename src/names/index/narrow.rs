//! Where typos are looked for, when a name must have every word asked for.
//!
//! A word for which few names come into question leaves little room for the others: they stand
//! in the same names, and typos of them only need be looked for among the words of these names.
//! So the rarest words come first, and as soon as one has few names, the whole vocabulary is not
//! read for any other.

use std::cmp::Reverse;

use super::{bits::Bits, expand::Expansion, segment::Segment};

/// So many times as many words as names must there be, if looking at these is to be cheaper than
/// reading the vocabulary.
const FEW: usize = 12;

/// Adds the words with typos to what each word asked for may stand for; of some words only
/// those that stand in a name which has all. Says which are such.
pub(super) fn mistype(segment: &Segment, expansions: &mut [Expansion<'_>]) -> Vec<usize> {
    let open = expansions.iter().enumerate();
    let open = open.filter(|(_, word)| word.has_typos());
    let mut open: Vec<usize> = open.map(|(at, _)| at).collect();
    open.sort_by_cached_key(|at| {
        let word = &expansions[*at];
        Reverse((word.weight(segment), Reverse(word.letters())))
    });
    while let Some(at) = open.pop() {
        if let Some(few) = of_the_rarest(segment, expansions, |other| {
            other == at || open.contains(&other)
        }) {
            open.push(at);
            for at in &open {
                expansions[*at].mistype(segment, Some(&few));
            }
            return open;
        }
        expansions[at].mistype(segment, None);
    }
    Vec::new()
}

/// The words of all names that have the rarest word, of those which no name may lack and of
/// which it is known what they stand for; nothing when these names are many.
fn of_the_rarest(
    segment: &Segment,
    expansions: &[Expansion<'_>],
    is_open: impl Fn(usize) -> bool,
) -> Option<Bits> {
    let known = expansions.iter().enumerate();
    let known = known.filter(|(at, word)| !is_open(*at) && !word.is_dispensable());
    let (names, rarest) = known
        .map(|(_, word)| (word.weight(segment), word))
        .min_by_key(|(names, _)| *names)?;
    if names > segment.words.len() as usize / FEW {
        return None;
    }
    let mut words = Bits::below(segment.words.len() as usize);
    for place in rarest.runs().flat_map(|run| segment.places_with(run)) {
        for word in segment.words_at(*place) {
            words.add(*word);
        }
    }
    Some(words)
}
