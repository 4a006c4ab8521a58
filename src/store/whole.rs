//! Reading whole sets at once, for reports that compare facts with one another.
//!
//! Their ends are those that stand for them under the lens. Bounded: a set greater than [`WHOLE_MAX`] is refused, never cut. Not here: lists for
//! people, which are pages.

use entity::{
    id::Noun,
    row::{figure, relation},
    vocabulary::Modality,
};
use sea_orm::{
    FromQueryResult,
    sea_query::{Alias, ExprTrait, JoinType, Order, SelectStatement},
};

use super::{
    FigureFilter, RelationFilter, Store, StoreError, View,
    condition::{Conditions, Here, select_from},
    read::select_all,
    sql::{List, col},
};

/// The most rows that one set may have.
pub const WHOLE_MAX: u64 = 20_000;

impl Store {
    /// Every figure that fits, by id.
    ///
    /// # Errors
    /// When there are too many, or the database fails.
    pub async fn all_figures(
        &self,
        view: &View,
        filter: &FigureFilter,
    ) -> Result<Vec<figure::Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("figure", "f");
        select_all::<figure::Entity>(&mut select, "f", "");
        select
            .cond_where(conditions.figure_seen("f"))
            .cond_where(conditions.figure("f", filter));
        bound(&mut select, "f");
        let mut found: Vec<figure::Model> = self.models(&select, "").await?;
        for figure in &mut found {
            figure.about_id = view.lens.resolved(figure.about_id);
        }
        whole(found)
    }

    /// Every relation that fits, by id.
    ///
    /// # Errors
    /// When there are too many, or the database fails.
    pub async fn all_relations(
        &self,
        view: &View,
        filter: &RelationFilter,
    ) -> Result<Vec<relation::Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("relation", "r");
        select_all::<relation::Entity>(&mut select, "r", "");
        select
            .cond_where(conditions.relation_seen("r"))
            .cond_where(conditions.relation("r", filter, Here::Neither));
        bound(&mut select, "r");
        let mut found: Vec<relation::Model> = self.models(&select, "").await?;
        for relation in &mut found {
            stand_in(view, relation);
        }
        whole(found)
    }

    /// Every asserted relation with a date of its own that one of these documents supports,
    /// with the document.
    ///
    /// # Errors
    /// When there are too many, or the database fails.
    pub async fn dated_by_documents(
        &self,
        view: &View,
        documents: &[i64],
    ) -> Result<Vec<(i64, relation::Model)>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("relation", "r");
        select_all::<relation::Entity>(&mut select, "r", "r_");
        select
            .expr_as(col("c", "document_id"), Alias::new("document"))
            .join_as(
                JoinType::InnerJoin,
                Alias::new("citation"),
                Alias::new("c"),
                col("c", "fact_row")
                    .eq(col("r", "row"))
                    .and(col("c", "noun").eq(Noun::Relation.as_str())),
            )
            .and_where(conditions.one_of(col("c", "document_id"), List::from(documents)))
            .and_where(col("r", "modality").eq(Modality::Asserted.as_str()))
            .and_where(col("r", "period_edtf").is_not_null())
            .and_where(col("r", "period_inherited").eq(false))
            .cond_where(conditions.relation_seen("r"));
        bound(&mut select, "r");
        let mut found = Vec::new();
        for row in self.rows(&select).await? {
            let mut relation = relation::Model::from_query_result(&row, "r_")?;
            stand_in(view, &mut relation);
            found.push((row.try_get("", "document")?, relation));
        }
        whole(found)
    }
}

/// Puts those that stand for its ends in their place.
pub(super) fn stand_in(view: &View, relation: &mut relation::Model) {
    relation.subject_id = view.lens.resolved(relation.subject_id);
    relation.object_id = view.lens.resolved(relation.object_id);
}

fn bound(select: &mut SelectStatement, table: &str) {
    select
        .order_by_expr(col(table, "id"), Order::Asc)
        .limit(WHOLE_MAX + 1);
}

fn whole<T>(rows: Vec<T>) -> Result<Vec<T>, StoreError> {
    if rows.len() as u64 > WHOLE_MAX {
        Err(StoreError::TooMany(WHOLE_MAX))
    } else {
        Ok(rows)
    }
}
