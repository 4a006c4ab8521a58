//! How large a question may be. `docs/API.md` names these numbers.
//!
//! Not here: how they are counted (`door/precheck`, `filter/size.rs`), the pages of connections
//! (`store`), and the other limits of single fields, which stand beside them.

use std::ops::RangeInclusive;

use async_graphql::Result;

use super::error::bad_input;

/// The longest document, in bytes.
pub(super) const BYTES: usize = 100_000;
/// The most tokens, comments among them.
pub(super) const TOKENS: usize = 6_000;
/// How deep braces, brackets and parentheses may nest, and fragments within one another.
pub(super) const NESTING: usize = 64;
/// The most directives.
pub(super) const DIRECTIVES: usize = 100;
/// The most aliases, as they stand in the document.
pub(super) const ALIASES: usize = 100;
/// How often a selection may stand in one set, as it stands in the document.
pub(super) const REPEATS: usize = 20;
/// The most selections (fields, fragments) with every fragment in its place, of all operations.
pub(super) const SELECTIONS: u64 = 2_000;

/// The most values that variables may hold, on all levels.
pub(super) const VALUES: usize = 10_000;

/// How deep a document may nest. The standard introspection query needs 13 levels, and eight
/// steps along connections 24.
pub(super) const DEPTH: usize = 24;
/// How many fields a document may have, with every fragment in its place.
pub(super) const FIELDS: usize = 2_000;
/// The most that an operation may cost, unless the operator says otherwise.
pub(super) const COST: u64 = 100_000;

/// The most ids that one field takes.
pub(super) const IDS: usize = 100;
/// How many chains a page has when nothing is said, and at most.
pub(super) const CHAINS: (usize, usize) = (20, 100);
/// How many entities a neighbourhood shows when nothing is said, and at most.
pub(super) const AROUND: (usize, usize) = (100, 1_000);
/// How many actors a network shows when nothing is said, and at most.
pub(super) const ACTORS: (usize, usize) = (1_000, 5_000);
/// How many groups a statistic has when nothing is said, and at most.
pub(super) const GROUPS: (usize, usize) = (100, 1_000);
/// How many rows a page has when nothing is said, and at most.
pub(super) const ROWS: (usize, usize) = (100, 1_000);

/// The deepest that inputs may nest, the outermost being the first level.
pub(super) const LEVELS: usize = 5;
/// The most conditions that one argument may have, on all levels together.
pub(super) const CONDITIONS: usize = 50;

/// The number that an argument asks for, within its range; the default when it says nothing.
///
/// # Errors
/// When it is out of range.
pub(super) fn bounded(
    name: &str,
    given: Option<i32>,
    default: usize,
    range: RangeInclusive<usize>,
) -> Result<usize> {
    let Some(given) = given else {
        return Ok(default);
    };
    let fits = usize::try_from(given).ok().filter(|n| range.contains(n));
    fits.ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        bad_input(format!(
            "{name} must be from {least} to {most}; {given} was given"
        ))
    })
}
