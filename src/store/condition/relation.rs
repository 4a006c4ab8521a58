//! Conditions on relations: their own words, their ends, and entities that have some.

use entity::vocabulary::Modality;
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait, UnionType};

use super::{Conditions, joined, names_entities, select_from};
use crate::store::{
    EntityFilter, RelationFilter,
    sql::{List, col},
};

/// Which end of a relation is in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::store) enum Here {
    /// The subject: the other is the object.
    Subject,
    /// The object: the other is the subject.
    Object,
    /// Neither: the other is either.
    Neither,
}

impl Conditions<'_> {
    /// What a relation filter says of the table's rows, with the default modality.
    pub(in crate::store) fn relation(
        &self,
        table: &str,
        filter: &RelationFilter,
        here: Here,
    ) -> Condition {
        self.modalities(table, filter)
            .add(self.relation_terms(table, filter, here))
    }

    /// Where no modality is named, the lens's or else asserted; where one is, it narrows the lens's.
    fn modalities(&self, table: &str, filter: &RelationFilter) -> Condition {
        let shown = match &self.view.lens.modality {
            Some(lens) => Some(lens.as_slice()),
            None if filter.names_modality() => None,
            None => Some([Modality::Asserted].as_slice()),
        };
        shown.map_or_else(Cond::all, |shown| {
            Cond::all().add(self.modality(table, shown))
        })
    }

    pub(super) fn modality(&self, table: &str, shown: &[Modality]) -> Expr {
        self.words(
            table,
            "modality",
            shown.iter().map(|modality| modality.as_str()),
        )
    }

    fn relation_terms(&self, table: &str, filter: &RelationFilter, here: Here) -> Condition {
        let mut all = Cond::all();
        if let Some(kinds) = &filter.kind {
            all = all.add(self.kinds(table, kinds));
        }
        if let Some(modality) = &filter.modality {
            all = all.add(self.modality(table, modality));
        }
        if let Some(bases) = &filter.basis {
            all = all.add(self.words(table, "basis", bases.iter().map(|basis| basis.as_str())));
        }
        if let Some(forms) = &filter.support_form {
            all = all.add(self.words(table, "support_form", forms.iter().map(|f| f.as_str())));
        }
        if let Some(roles) = &filter.role {
            all = all.add(self.one_of(col(table, "role"), List::Texts(roles.clone())));
        }
        if let Some(during) = filter.during {
            all = all.add(self.during(table, during, filter.certainty));
        }
        for (column, end) in [
            ("subject_id", &filter.subject),
            ("object_id", &filter.object),
        ] {
            if let Some(end) = end {
                all = all.add(self.entity_exists(col(table, column), Some(end)));
            }
        }
        if let Some(other) = &filter.other {
            all = all.add(self.other(table, other, here));
        }
        joined(
            all,
            filter.and.as_ref(),
            filter.or.as_ref(),
            filter.not.as_deref(),
            |inner| self.relation_terms(table, inner, here),
        )
    }

    fn other(&self, table: &str, filter: &EntityFilter, here: Here) -> Condition {
        let end = |column| self.entity_exists(col(table, column), Some(filter));
        match here {
            Here::Subject => Cond::all().add(end("object_id")),
            Here::Object => Cond::all().add(end("subject_id")),
            Here::Neither => Cond::any().add(end("subject_id")).add(end("object_id")),
        }
    }

    /// The entity has at least one such relation, from either end. Where the filter names the
    /// far end, its relations are few and the database begins with these.
    pub(super) fn has(&self, table: &str, filter: &RelationFilter) -> Condition {
        let ends = [(Here::Subject, "subject_id"), (Here::Object, "object_id")];
        let [mut out, back] = ends.map(|(here, column)| {
            let alias = self.alias('r');
            let mut select = select_from("relation", &alias);
            select
                .cond_where(self.relation_seen(&alias))
                .cond_where(self.relation(&alias, filter, here));
            if names_an_end(filter) {
                return select.expr(self.today(col(&alias, column))).take();
            }
            select.and_where(self.names_one(col(&alias, column), col(table, "id")));
            select.expr(Expr::val(1)).take()
        });
        if names_an_end(filter) {
            let numbers = out.union(UnionType::All, back).take();
            return Cond::all().add(col(table, "id").in_subquery(numbers));
        }
        Cond::any().add(Expr::exists(out)).add(Expr::exists(back))
    }
}

fn names_an_end(filter: &RelationFilter) -> bool {
    [&filter.other, &filter.subject, &filter.object]
        .into_iter()
        .flatten()
        .any(|end| names_entities(end))
}
