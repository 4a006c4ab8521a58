//! Where sources contradict one another or themselves.
//!
//! What it is: a comparison of facts that the graph holds, made anew for each viewer and lens,
//! so that nobody learns of a fact through its contradiction. Both sides are named with what
//! supports them, and neither is taken to be right. What it is not: a judgement of data that is
//! imported (`operations`' validation), nor a list written by hand. To add a rule: a kind in the
//! vocabulary, a module here, and what it needs in [`facts`].

use std::sync::Arc;

use entity::{
    row::{entity as entities, figure, relation},
    vocabulary::DiscrepancyKind,
};

use crate::store::{Store, StoreError, View};

mod counts;
mod dates;
mod facts;
mod figures;
mod periods;
mod plans;

use facts::Facts;

/// A contradiction.
#[derive(Clone, Debug)]
pub struct Discrepancy {
    /// What contradicts what.
    pub kind: DiscrepancyKind,
    /// The entity that it is about.
    pub about: Arc<entities::Model>,
    /// The measure, when it is about figures.
    pub measure: Option<String>,
    /// What is said, two sides or more.
    pub sides: Vec<Side>,
}

/// One side of a contradiction.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// The figure that says it.
    pub figure: Option<figure::Model>,
    /// What was counted.
    pub count: Option<u32>,
    /// The relations that say it, or that were counted.
    pub relations: Vec<relation::Model>,
    /// The date or interval that is said.
    pub edtf: Option<String>,
}

/// Every contradiction about an entity, or about all entities, in a stable order.
///
/// # Errors
/// When there is too much to compare at once, or the database fails.
pub async fn discrepancies(
    store: &Store,
    view: &View,
    about: Option<i64>,
) -> Result<Vec<Discrepancy>, StoreError> {
    let facts = Facts::load(store, view, about).await?;
    let mut found = counts::against_lists(&facts);
    found.extend(figures::parts_against_wholes(&facts));
    found.extend(figures::sources(&facts));
    found.extend(periods::of_one_activity(&facts));
    found.extend(dates::told_before_they_happened(&facts));
    found.extend(plans::not_reported(&facts));
    found.retain(|discrepancy| about.is_none_or(|id| discrepancy.about.id == id));
    let measure = |one: &Discrepancy| one.measure.clone();
    found.sort_by(|one, other| {
        (&one.about.key, one.kind, measure(one)).cmp(&(
            &other.about.key,
            other.kind,
            measure(other),
        ))
    });
    Ok(found)
}

impl Side {
    /// What a figure says.
    fn figure(figure: &figure::Model) -> Self {
        Self {
            figure: Some(figure.clone()),
            ..Self::default()
        }
    }

    /// What relations say.
    fn relations(relations: Vec<relation::Model>) -> Self {
        Self {
            relations,
            ..Self::default()
        }
    }

    /// What a relation says of time.
    fn dated(relation: &relation::Model) -> Self {
        let edtf = relation.period_edtf.clone();
        Self {
            edtf,
            ..Self::relations(vec![relation.clone()])
        }
    }
}
