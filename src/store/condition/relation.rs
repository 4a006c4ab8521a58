//! Conditions on relations: their own words, their ends, and entities that have some.

use entity::{
    time::QueryInterval,
    vocabulary::{Certainty, EntityKind, Modality, PeriodFrom, TimeRule},
};
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait, UnionType};

use super::{Conditions, joined, select_from, time::overlaps};
use crate::store::{
    EntityFilter, RelationFilter, StandIns,
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

    /// The entity has at least one such relation, from either end that entities of its kinds may
    /// be. Where the filter names the far end, its relations are few and the database begins with
    /// these. `kinds` are those of the entity, and `during` is demanded of it besides.
    pub(super) fn has(
        &self,
        table: &str,
        filter: &RelationFilter,
        (kinds, during): (Option<&[EntityKind]>, Option<QueryInterval>),
    ) -> Condition {
        let names_an_end = filter.names_an_end();
        let ends = [(Here::Subject, "subject_id"), (Here::Object, "object_id")];
        let ends = ends
            .into_iter()
            .filter(|(here, _)| may_be(*here, filter, kinds));
        let mut found = ends.map(|(here, column)| {
            let alias = self.alias('r');
            let mut select = select_from("relation", &alias);
            select
                .cond_where(self.relation_seen(&alias))
                .cond_where(self.relation(&alias, filter, here));
            let own = match here {
                Here::Subject => &filter.subject,
                _ => &filter.object,
            };
            match own.as_deref().filter(|own| own.names_entities()) {
                // Its relations may be many, and one is enough: a value, not a table to be joined.
                Some(own) if names_an_end => {
                    let entity = self.alias('e');
                    let one = self.names_one(col(&alias, column), col(&entity, "id"));
                    let related = select.and_where(one).expr(Expr::val(1)).limit(1).take();
                    let mut ends = select_from("entity", &entity);
                    if let Some(kinds) = kinds {
                        let kinds = kinds.iter().map(|kind| kind.as_str());
                        ends.and_where(self.words(&entity, "kind", kinds));
                    }
                    ends.expr(col(&entity, "id"))
                        .cond_where(self.entity_seen(&entity))
                        .cond_where(self.entity(&entity, own))
                        .and_where(Expr::from(related).is_not_null())
                        .take()
                }
                _ if names_an_end => {
                    if lends_its_days(here, filter, kinds) {
                        let lent = during.map(|asked| self.lent(&alias, column, asked));
                        select.cond_where(Cond::all().add_option(lent));
                    }
                    select.expr(self.today(col(&alias, column))).take()
                }
                _ => {
                    select.and_where(self.names_one(col(&alias, column), col(table, "id")));
                    select.expr(Expr::val(1)).take()
                }
            }
        });
        if !names_an_end {
            // An empty `any` is false; SeaQuery leaves an empty condition out.
            let none = Cond::any().add(Expr::val(1).eq(0));
            return found.fold(none, |any, select| any.add(Expr::exists(select)));
        }
        let Some(mut numbers) = found.next() else {
            return Cond::all().add(Expr::val(1).eq(0));
        };
        for more in found {
            numbers.union(UnionType::All, more);
        }
        Cond::all().add(col(table, "id").in_subquery(numbers))
    }

    /// A relation that has its days from the entity in this column has some of those asked for. It
    /// is implied where the same is demanded of the entity, and spares looking up the others; one
    /// that stands for another may have days of either.
    fn lent(&self, table: &str, column: &str, asked: QueryInterval) -> Condition {
        let either = self.stands().map(StandIns::concerned);
        let either = either.map(|ids| self.one_of(col(table, column), List::Numbers(ids)));
        Cond::any()
            .add(col(table, "period_inherited").eq(false))
            .add(overlaps(table, asked, Certainty::Possible))
            .add_option(either)
    }
}

/// Whether such relations have the days of the entity at this end where they have none of their
/// own. They are lent to points in time only: the same date means the same days to such entities.
fn lends_its_days(here: Here, filter: &RelationFilter, kinds: Option<&[EntityKind]>) -> bool {
    let lender = match here {
        Here::Subject => PeriodFrom::Subject,
        Here::Object => PeriodFrom::Object,
        Here::Neither => return false,
    };
    let (Some(relations), Some(kinds)) = (&filter.kind, kinds) else {
        return false;
    };
    let mut specs = relations.iter().map(|kind| kind.spec());
    specs.all(|spec| [lender, PeriodFrom::None].contains(&spec.period_from))
        && kinds.iter().all(|kind| kind.time_rule() == TimeRule::Point)
}

/// Whether an entity of these kinds may be this end of a relation of the filter's kinds.
fn may_be(here: Here, filter: &RelationFilter, kinds: Option<&[EntityKind]>) -> bool {
    let (Some(relations), Some(kinds)) = (&filter.kind, kinds) else {
        return true;
    };
    relations.iter().map(|kind| kind.spec()).any(|spec| {
        kinds.iter().any(|kind| match here {
            Here::Subject => spec.has_subject(*kind),
            Here::Object => spec.has_object(*kind),
            Here::Neither => true,
        })
    })
}
