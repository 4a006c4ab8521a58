//! The nearest known word to a mistyped one, for "did you mean".
//!
//! Not a search of names: that folds, stems and ranks. This compares a word with a closed list.

/// The candidate that is nearest to `given`, when one is near enough to be what was meant.
///
/// Case is passed over. Near enough is an edit distance, transpositions counted once, of at
/// most a third of the longer word; of two equally near the first wins, so that an answer
/// does not depend on chance.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let distance = strsim::osa_distance(&given, &candidate.to_lowercase());
        let longer = given.chars().count().max(candidate.chars().count());
        if distance * 3 <= longer && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
