//! Which body stands today for one that ended.
//!
//! Read once for a lens and carried by it, so that every finder rolls up alike. A municipality
//! ended when it was succeeded and nothing says that it goes on; it resolves through all steps,
//! at each to the successor with the largest share. Not here: what rolling up does to a
//! condition (`condition::succession`).

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    time::Day,
    vocabulary::{EntityKind, Modality, RelationKind},
};
use sea_orm::sea_query::{Alias, ExprTrait, JoinType};

use super::{
    Lens, Store, StoreError, View,
    condition::{Conditions, select_from},
    sql::col,
};

/// From each body that ended to the one that stands for it today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Successors {
    pairs: BTreeMap<i64, i64>,
    /// The pairs as an object of JSON, which both databases look up without a table.
    json: String,
}

/// One step: a body, one that came after it, and how much of it went there.
struct Step {
    from: i64,
    to: i64,
    share: f64,
}

impl Successors {
    /// The body that stands for this one; itself when it did not end.
    #[must_use]
    pub fn of(&self, id: i64) -> i64 {
        self.pairs.get(&id).copied().unwrap_or(id)
    }

    /// From each body that ended to the one that stands for it.
    #[must_use]
    pub const fn pairs(&self) -> &BTreeMap<i64, i64> {
        &self.pairs
    }

    /// Whether no body ended.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    pub(super) fn json(&self) -> &str {
        &self.json
    }

    /// The bodies that ended.
    pub(super) fn ended(&self) -> Vec<i64> {
        self.pairs.keys().copied().collect()
    }

    /// These, and the bodies for which they stand.
    pub(super) fn rolled(&self, ids: &[i64]) -> Vec<i64> {
        let wanted: BTreeSet<i64> = ids.iter().copied().collect();
        let ended = self
            .pairs
            .iter()
            .filter(|(_, today)| wanted.contains(today));
        let ended = ended.map(|(ended, _)| *ended);
        ids.iter().copied().chain(ended).collect()
    }

    fn through(steps: Vec<Step>) -> Self {
        let mut next: BTreeMap<i64, Step> = BTreeMap::new();
        for step in steps {
            let larger = next.get(&step.from).is_none_or(|known| {
                (known.share, step.to)
                    .partial_cmp(&(step.share, known.to))
                    .is_some_and(std::cmp::Ordering::is_lt)
            });
            if larger {
                next.insert(step.from, step);
            }
        }
        let pairs: BTreeMap<i64, i64> = next
            .keys()
            .map(|from| (*from, last(&next, *from)))
            .filter(|(from, to)| from != to)
            .collect();
        let json = serde_json::json!(pairs).to_string();
        Self { pairs, json }
    }
}

/// The end of the way. A circle, which no true record has, ends before it closes.
fn last(next: &BTreeMap<i64, Step>, from: i64) -> i64 {
    let (mut here, mut passed) = (from, BTreeSet::from([from]));
    while let Some(step) = next.get(&here) {
        if !passed.insert(step.to) {
            break;
        }
        here = step.to;
    }
    here
}

impl Store {
    /// The bodies of today, as far as the viewer may know of them and as known at the lens's
    /// time; its valid time hides no step of the way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn successors(&self, view: &View) -> Result<Successors, StoreError> {
        let lens = Lens {
            known: view.lens.known,
            ..Lens::default()
        };
        let view = View {
            viewer: view.viewer.clone(),
            lens,
        };
        let conditions = Conditions::new(self.backend(), &view);
        let mut select = select_from("relation", "r");
        let body = conditions
            .seen("entity", "e")
            .add(col("e", "id").eq(col("r", "subject_id")))
            .add(col("e", "kind").eq(EntityKind::Municipality.as_str()));
        select
            .exprs([
                col("r", "subject_id"),
                col("r", "object_id"),
                col("r", "share"),
                col("e", "earliest_end"),
            ])
            .join_as(
                JoinType::InnerJoin,
                Alias::new("entity"),
                Alias::new("e"),
                body,
            )
            .cond_where(conditions.seen("relation", "r"))
            .and_where(col("r", "kind").eq(RelationKind::SucceededBy.as_str()))
            .and_where(col("r", "modality").eq(Modality::Asserted.as_str()));
        let mut steps = Vec::new();
        for row in self.rows(&select).await? {
            let goes_on = Some(Day::POS_INFINITY.0);
            if row.try_get::<Option<i32>>("", "earliest_end")? == goes_on {
                continue;
            }
            let share: Option<f64> = row.try_get("", "share")?;
            steps.push(Step {
                from: row.try_get("", "subject_id")?,
                to: row.try_get("", "object_id")?,
                share: share.unwrap_or(1.0),
            });
        }
        Ok(Successors::through(steps))
    }
}
