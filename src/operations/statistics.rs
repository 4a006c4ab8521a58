//! Statistics: what may be asked, what may be told of small groups of people, in what order.
//!
//! What it is: the rules around the store's cells. What it is not: the counting itself (`store`)
//! and its form (`graphql`). What may not be told is decided in [`suppression`].

use entity::vocabulary::{StatisticDimension as Dimension, StatisticSubject as Subject, Tier};

use super::search;
use crate::store::{StatisticQuery, Store, StoreError, View};

mod suppression;

pub use suppression::SMALLEST;

/// The most dimensions of one statistic.
pub const DIMENSIONS: usize = 3;

/// One group as it may be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The keys of the group, one for each dimension; empty where there is none.
    pub keys: Vec<String>,
    /// The entity of the first dimension that is one.
    pub entity: Option<i64>,
    /// How many; nothing when it is suppressed.
    pub count: Option<u64>,
    /// Figures: their sum, where they can be added.
    pub sum: Option<f64>,
    /// Whether the count is withheld because it would tell of a few people.
    pub suppressed: bool,
}

/// Why a statistic is not made.
#[derive(Debug, thiserror::Error)]
pub enum StatisticError {
    /// Too many dimensions, one twice, or one that this subject does not have.
    #[error("{0}")]
    Dimensions(String),
    /// The store failed, or there are too many groups.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The groups, the greatest first, then by their keys; those that are suppressed last, where
/// their place tells nothing.
///
/// # Errors
/// When the dimensions do not fit, there are too many groups, or the database fails.
pub async fn statistics(
    store: &Store,
    view: &View,
    query: &StatisticQuery<String>,
) -> Result<Vec<Row>, StatisticError> {
    check(query)?;
    let query = named(store, view, query).await?;
    let cells = store.statistics(view, &query).await?;
    let hidden = if view.viewer.tier == Tier::Steward {
        vec![false; cells.len()]
    } else {
        suppression::hidden(&cells)
    };
    let told = cells.into_iter().zip(hidden).map(|(cell, hidden)| Row {
        keys: cell.keys,
        entity: cell.entity,
        count: (!hidden).then_some(cell.count),
        sum: cell.sum,
        suppressed: hidden,
    });
    let mut rows: Vec<Row> = told.collect();
    rows.sort_by(|one, other| {
        other
            .count
            .cmp(&one.count)
            .then_with(|| one.keys.cmp(&other.keys))
    });
    Ok(rows)
}

/// The query with the names in its filters resolved.
async fn named(
    store: &Store,
    view: &View,
    query: &StatisticQuery<String>,
) -> Result<StatisticQuery, StoreError> {
    let relations = match &query.relations {
        Some(filter) => Some(search::relation_filter(store, view, filter).await?),
        None => None,
    };
    let entities = match &query.entities {
        Some(filter) => Some(search::entity_filter(store, view, filter).await?),
        None => None,
    };
    Ok(StatisticQuery {
        of: query.of,
        group_by: query.group_by.clone(),
        relations,
        entities,
    })
}

/// The dimensions that a subject has.
#[must_use]
pub const fn dimensions(of: Subject) -> &'static [Dimension] {
    use Dimension::{
        Country, Kind, Measure, Modality, Month, Municipality, Project, Role, Type, Year,
    };
    match of {
        Subject::Entities => &[Kind, Year, Month, Municipality, Country, Project, Type],
        Subject::Relations | Subject::Participants => &[
            Kind,
            Role,
            Year,
            Month,
            Municipality,
            Country,
            Project,
            Type,
            Modality,
        ],
        Subject::Figures => &[
            Kind,
            Year,
            Month,
            Municipality,
            Country,
            Project,
            Type,
            Modality,
            Measure,
        ],
    }
}

fn check(query: &StatisticQuery<String>) -> Result<(), StatisticError> {
    let given = &query.group_by;
    if given.len() > DIMENSIONS {
        return Err(StatisticError::Dimensions(format!(
            "groupBy: at most {DIMENSIONS} dimensions; {} were given",
            given.len()
        )));
    }
    for (place, dimension) in given.iter().enumerate() {
        if given[..place].contains(dimension) {
            return Err(StatisticError::Dimensions(format!(
                "groupBy: {dimension} is given twice"
            )));
        }
        if !dimensions(query.of).contains(dimension) {
            let known: Vec<&str> = dimensions(query.of).iter().map(|d| d.as_str()).collect();
            return Err(StatisticError::Dimensions(format!(
                "groupBy: {} have no {dimension}; they have {}",
                query.of,
                known.join(", ")
            )));
        }
    }
    Ok(())
}
