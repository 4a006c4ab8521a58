//! The steps of a pattern: the input, and its way to the walk.

use async_graphql::{InputObject, Result};
use entity::vocabulary::{Direction, RelationKind};

use crate::{
    graphql::{
        error::{ErrorCode, bad_input},
        filter::{EntityWhere, RelationWhere, entity_filter, relation_filter},
        limits::bounded,
    },
    operations::traversal::{Step, via},
};

/// The most steps of a pattern.
const STEPS: usize = 8;

/// The most relations of a chain.
const LONGEST: usize = 16;

/// One step of a pattern: from each entity that was reached, along relations of some kinds.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct TraceStep {
    /// Along relations of these kinds.
    via: Vec<RelationKind>,
    /// Which way: from subject to object when absent. Symmetric kinds are followed both ways.
    #[graphql(default_with = "Some(Direction::Out)")]
    direction: Option<Direction>,
    /// Along such relations; `other` is the entity to which they lead.
    #[graphql(name = "where")]
    filter: Option<RelationWhere>,
    /// To such entities; with repeats, after the last.
    to: Option<EntityWhere>,
    /// How often at least; with 0 the step may be left out.
    #[graphql(default_with = "Some(1)")]
    min: Option<i32>,
    /// How often at most.
    #[graphql(default_with = "Some(1)")]
    max: Option<i32>,
}

/// The steps, each checked.
///
/// # Errors
/// When there are too many or too long ones, or a filter is wrong.
pub(crate) fn steps(given: Vec<TraceStep>) -> Result<Vec<Step>> {
    if given.is_empty() {
        return Err(bad_input("steps: at least one is needed"));
    }
    let steps: Vec<Step> = given.into_iter().map(step).collect::<Result<_>>()?;
    let longest: usize = steps.iter().map(|step| usize::from(step.max)).sum();
    if steps.len() > STEPS || longest > LONGEST {
        return Err(ErrorCode::QueryTooComplex.error(format!(
            "steps: at most {STEPS} are taken, and chains of at most {LONGEST} relations"
        )));
    }
    Ok(steps)
}

fn step(given: TraceStep) -> Result<Step> {
    let min = bounded("min", given.min, 1, 0..=LONGEST)?;
    let max = bounded("max", given.max, 1, 1..=LONGEST)?;
    if min > max {
        return Err(bad_input(format!(
            "min: {min} is more than max, which is {max}"
        )));
    }
    let count = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    Ok(Step {
        direction: given.direction.unwrap_or(Direction::Out),
        filter: via(&given.via, relation_filter(given.filter)?),
        to: entity_filter(given.to)?,
        min: count(min),
        max: count(max),
    })
}
