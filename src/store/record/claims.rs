//! Which dossier says which fact, before and after a recording.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::{
    draft::Draft,
    row::claim::{ActiveModel, Column, Entity},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{Session, ends::CHUNK, fact::Fact};
use crate::store::{
    StoreError,
    sql::{List, one_of},
};

/// The claims on facts of one noun that a recording touches.
pub(super) struct Claims {
    /// Claims outside the batch on facts of the batch, and on those it abandons.
    outside: HashMap<i64, BTreeSet<String>>,
    /// Claims that the batch makes.
    made: HashSet<(String, i64)>,
    /// Claims that its dossiers made before and make no more.
    gone: HashSet<(String, i64)>,
    orphaned: HashSet<i64>,
}

impl Claims {
    pub(super) async fn load<F: Fact>(
        session: &Session<'_>,
        drafts: &[Draft<F>],
    ) -> Result<Self, StoreError> {
        let made: HashSet<(String, i64)> = drafts
            .iter()
            .flat_map(|draft| {
                draft
                    .claims
                    .iter()
                    .map(|claim| (claim.clone(), draft.content.id()))
            })
            .collect();
        let before = by_dossiers::<F>(session).await?;
        let gone: HashSet<(String, i64)> = before.difference(&made).cloned().collect();
        let touched: HashSet<i64> = drafts
            .iter()
            .map(|d| d.content.id())
            .chain(gone.iter().map(|(_, id)| *id))
            .collect();
        let outside = outside::<F>(session, &touched).await?;
        let still: HashSet<i64> = made.iter().map(|(_, id)| *id).collect();
        let orphaned = gone
            .iter()
            .map(|(_, id)| *id)
            .filter(|id| !still.contains(id) && !outside.contains_key(id))
            .collect();
        Ok(Self {
            outside,
            made,
            gone,
            orphaned,
        })
    }

    /// Facts of the batch that dossiers outside it claim too.
    pub(super) fn shared(&self) -> Vec<i64> {
        let mine: HashSet<i64> = self.made.iter().map(|(_, id)| *id).collect();
        self.outside
            .keys()
            .copied()
            .filter(|id| mine.contains(id))
            .collect()
    }

    /// Facts that the batch's dossiers no longer say, but others do.
    pub(super) fn abandoned(&self) -> Vec<i64> {
        let mine: HashSet<i64> = self.made.iter().map(|(_, id)| *id).collect();
        let gone: HashSet<i64> = self.gone.iter().map(|(_, id)| *id).collect();
        gone.into_iter()
            .filter(|id| self.outside.contains_key(id) && !mine.contains(id))
            .collect()
    }

    /// Facts that no dossier says any more.
    pub(super) const fn orphaned(&self) -> &HashSet<i64> {
        &self.orphaned
    }

    pub(super) async fn write<F: Fact>(&self, session: &Session<'_>) -> Result<(), StoreError> {
        let mut gone: HashMap<&str, Vec<i64>> = HashMap::new();
        for (dossier, id) in &self.gone {
            gone.entry(dossier).or_default().push(*id);
        }
        for (dossier, ids) in gone {
            for chunk in ids.chunks(CHUNK) {
                Entity::delete_many()
                    .filter(Column::Dossier.eq(dossier))
                    .filter(Column::Noun.eq(F::NOUN.as_str()))
                    .filter(among(session, chunk))
                    .exec(session.tx)
                    .await?;
            }
        }
        let made: Vec<&(String, i64)> = self.made.iter().collect();
        for chunk in made.chunks(CHUNK / 2) {
            let rows = chunk.iter().map(|(dossier, id)| ActiveModel {
                dossier: Set(dossier.clone()),
                noun: Set(F::NOUN.as_str().to_owned()),
                fact_id: Set(*id),
            });
            let again = OnConflict::columns([Column::Dossier, Column::Noun, Column::FactId])
                .do_nothing()
                .to_owned();
            Entity::insert_many(rows)
                .on_conflict(again)
                .exec_without_returning(session.tx)
                .await?;
        }
        Ok(())
    }
}

async fn by_dossiers<F: Fact>(session: &Session<'_>) -> Result<HashSet<(String, i64)>, StoreError> {
    let mut found = HashSet::new();
    for dossier in &session.dossiers {
        let ids: Vec<i64> = Entity::find()
            .select_only()
            .column(Column::FactId)
            .filter(Column::Dossier.eq(dossier))
            .filter(Column::Noun.eq(F::NOUN.as_str()))
            .into_tuple()
            .all(session.tx)
            .await?;
        found.extend(ids.into_iter().map(|id| (dossier.clone(), id)));
    }
    Ok(found)
}

async fn outside<F: Fact>(
    session: &Session<'_>,
    touched: &HashSet<i64>,
) -> Result<HashMap<i64, BTreeSet<String>>, StoreError> {
    let touched: Vec<i64> = touched.iter().copied().collect();
    let mut found: HashMap<i64, BTreeSet<String>> = HashMap::new();
    for chunk in touched.chunks(CHUNK) {
        let rows: Vec<(String, i64)> = Entity::find()
            .select_only()
            .columns([Column::Dossier, Column::FactId])
            .filter(Column::Noun.eq(F::NOUN.as_str()))
            .filter(among(session, chunk))
            .into_tuple()
            .all(session.tx)
            .await?;
        for (dossier, id) in rows {
            if !session.dossiers.contains(&dossier) {
                found.entry(id).or_default().insert(dossier);
            }
        }
    }
    Ok(found)
}

fn among(session: &Session<'_>, ids: &[i64]) -> sea_orm::sea_query::Expr {
    one_of(
        session.tx.get_database_backend(),
        Expr::col(Column::FactId),
        List::from(ids),
    )
}
