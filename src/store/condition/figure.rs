//! Conditions on figures: as on relations, but that targets show when they are asked for.

use entity::vocabulary::{FigureKind, Modality};
use sea_orm::sea_query::{Cond, Condition, ExprTrait};

use super::Conditions;
use crate::store::{
    FigureFilter,
    sql::{List, col},
};

impl Conditions<'_> {
    /// What a figure filter says of the table's rows.
    pub(in crate::store) fn figure(&self, table: &str, filter: &FigureFilter) -> Condition {
        let mut all = Cond::all();
        if let Some(about) = &filter.about {
            all = all.add(self.entity_exists(col(table, "about_id"), Some(about)));
        }
        if let Some(kinds) = &filter.kind {
            all = all.add(self.words(table, "kind", kinds.iter().map(|kind| kind.as_str())));
        }
        for (column, texts) in [("measure", &filter.measure), ("population", &filter.group)] {
            if let Some(texts) = texts {
                all = all.add(self.one_of(col(table, column), List::Texts(texts.clone())));
            }
        }
        if let Some(during) = filter.during {
            all = all.add(self.during(table, during, filter.certainty));
        }
        all.add(self.figure_modality(table, filter))
    }

    /// Asserted figures, and targets of any modality where targets are asked for.
    fn figure_modality(&self, table: &str, filter: &FigureFilter) -> Condition {
        let mut all = Cond::all();
        if let Some(modality) = &filter.modality {
            all = all.add(self.modality(table, modality));
        }
        if let Some(lens) = &self.view.lens.modality {
            return all.add(self.modality(table, lens));
        }
        if filter.modality.is_some() {
            return all;
        }
        let mut shown = Cond::any().add(self.modality(table, &[Modality::Asserted]));
        if filter
            .kind
            .as_ref()
            .is_some_and(|kinds| kinds.contains(&FigureKind::Target))
        {
            shown = shown.add(col(table, "kind").eq(FigureKind::Target.as_str()));
        }
        all.add(shown)
    }
}
