//! Filters, viewer and lens as conditions of SQL.
//!
//! Every condition is built through [`Conditions`], which holds the view, so that a nested
//! filter sees no more than the question that it is part of. Aliases are numbered: a
//! filter within a filter never catches its parent's columns.

use std::sync::atomic::{AtomicU32, Ordering};

use entity::vocabulary::{Certainty, EntityKind, RelationKind};
use sea_orm::{
    DbBackend,
    sea_query::{Alias, Cond, Condition, Expr, ExprTrait, Query, SelectStatement},
};

use super::{
    EntityFilter, View,
    sql::{List, col, one_of},
};

pub(super) use relation::Here;
use time::overlaps;

mod figure;
mod relation;
mod succession;
mod time;

/// Makes conditions for one view on one database.
pub(super) struct Conditions<'a> {
    pub(super) backend: DbBackend,
    pub(super) view: &'a View,
    aliases: AtomicU32,
}

impl<'a> Conditions<'a> {
    pub(super) const fn new(backend: DbBackend, view: &'a View) -> Self {
        Self {
            backend,
            view,
            aliases: AtomicU32::new(0),
        }
    }

    fn alias(&self, letter: char) -> String {
        let number = self.aliases.fetch_add(1, Ordering::Relaxed) + 1;
        format!("{letter}{number}")
    }

    /// The versions in the table `alias`, of the versioned table `of`, that the viewer sees at the
    /// lens's known time.
    pub(super) fn seen(&self, of: &str, alias: &str) -> Condition {
        let Some(known) = self.view.lens.known else {
            let reach = col(alias, "reach").lte(self.view.rank());
            return Cond::all()
                .add(reach)
                .add(col(alias, "superseded_at").is_null());
        };
        self.open(of, alias)
            .add(col(alias, "recorded_at").lte(known))
            .add(
                Cond::any()
                    .add(col(alias, "superseded_at").is_null())
                    .add(col(alias, "superseded_at").gt(known)),
            )
    }

    /// The versions, current or not, that the viewer may see. Who may see a fact is never a thing
    /// of the past: a version that is open to the viewer stays hidden when a later one of the same
    /// fact is not.
    pub(super) fn open(&self, of: &str, alias: &str) -> Condition {
        let rank = self.view.rank();
        let later = self.alias('v');
        let mut closed = select_from(of, &later);
        closed
            .expr(Expr::val(1))
            .and_where(col(&later, "id").eq(col(alias, "id")))
            .and_where(col(&later, "version").gt(col(alias, "version")))
            .and_where(col(&later, "reach").gt(rank));
        Cond::all()
            .add(col(alias, "reach").lte(rank))
            .add(Expr::exists(closed).not())
    }

    /// Entities that the view shows: seen, and not certainly outside the lens's valid time.
    pub(super) fn entity_seen(&self, table: &str) -> Condition {
        let replaced = self.replaced(col(table, "id"));
        let seen = self.seen("entity", table);
        let seen = seen.add_option(replaced.map(ExprTrait::not));
        match self.view.lens.valid {
            None => seen,
            Some(valid) => seen.add(self.existed(table, valid, Certainty::Possible)),
        }
    }

    /// Relations that the view shows, with both their ends.
    pub(super) fn relation_seen(&self, table: &str) -> Condition {
        let seen = self.seen("relation", table);
        let Some(valid) = self.view.lens.valid else {
            return seen;
        };
        let end = |column| self.entity_exists(col(table, column), None);
        seen.add(overlaps(table, valid, self.view.lens.certainty))
            .add(end("subject_id"))
            .add(end("object_id"))
    }

    /// Figures that the view shows, with what they are about.
    pub(super) fn figure_seen(&self, table: &str) -> Condition {
        let seen = self.seen("figure", table);
        let Some(valid) = self.view.lens.valid else {
            return seen;
        };
        seen.add(overlaps(table, valid, self.view.lens.certainty))
            .add(self.entity_exists(col(table, "about_id"), None))
    }

    /// A visible entity with this number exists, such as the filter says. Where the filter
    /// names entities, the database begins with these; else it looks at each number.
    pub(super) fn entity_exists(&self, number: Expr, filter: Option<&EntityFilter>) -> Expr {
        let (alias, number) = (self.alias('e'), self.today(number));
        let mut select = select_from("entity", &alias);
        select.cond_where(self.entity_seen(&alias));
        if let Some(filter) = filter {
            select.cond_where(self.entity(&alias, filter));
            if filter.names_entities() {
                return number.in_subquery(select.expr(col(&alias, "id")).take());
            }
        }
        select.and_where(col(&alias, "id").eq(number));
        Expr::exists(select.expr(Expr::val(1)).take())
    }

    /// What an entity filter says of the table's rows.
    pub(super) fn entity(&self, table: &str, filter: &EntityFilter) -> Condition {
        self.entity_of(table, filter, None)
    }

    /// The same for rows that are of some kinds only, when `kinds` says which.
    fn entity_of(
        &self,
        table: &str,
        filter: &EntityFilter,
        kinds: Option<&[EntityKind]>,
    ) -> Condition {
        let kinds = filter.kind.as_deref().or(kinds);
        let mut all = Cond::all();
        if let Some(kinds) = &filter.kind {
            all = all.add(self.words(table, "kind", kinds.iter().map(|kind| kind.as_str())));
        }
        if let Some(states) = &filter.status {
            all = all.add(self.words(table, "status", states.iter().map(|state| state.as_str())));
        }
        all = all.add(self.named_entities(table, filter));
        let texts = [
            ("entity_type", &filter.entity_type),
            ("country", &filter.country),
        ];
        for (column, texts) in texts {
            if let Some(texts) = texts {
                all = all.add(self.one_of(col(table, column), List::Texts(texts.clone())));
            }
        }
        for (column, wanted) in [("held", filter.held), ("named", filter.named)] {
            if let Some(wanted) = wanted {
                all = all.add(col(table, column).eq(wanted));
            }
        }
        if let Some(during) = filter.during {
            all = all.add(self.entity_during(table, during, filter.certainty));
        }
        if let Some(has) = &filter.has {
            all = all.add(self.has(table, has, (kinds, filter.during)));
        }
        joined(
            all,
            filter.and.as_ref(),
            filter.or.as_ref(),
            filter.not.as_deref(),
            |inner| self.entity_of(table, inner, kinds),
        )
    }

    pub(super) fn kinds(&self, table: &str, kinds: &[RelationKind]) -> Expr {
        self.words(table, "kind", kinds.iter().map(|kind| kind.as_str()))
    }

    pub(super) fn words(
        &self,
        table: &str,
        column: &str,
        words: impl IntoIterator<Item = &'static str>,
    ) -> Expr {
        let words: Vec<&'static str> = words.into_iter().collect();
        match *words {
            // An index that begins with the column keeps its order for one value only.
            [word] => col(table, column).eq(word),
            _ => self.one_of(col(table, column), List::words(words)),
        }
    }

    pub(super) fn one_of(&self, expr: Expr, list: List) -> Expr {
        one_of(self.backend, expr, list)
    }
}

/// What `and`, `or` and `not` join to the terms of a filter.
fn joined<F>(
    mut all: Condition,
    and: Option<&Vec<F>>,
    or: Option<&Vec<F>>,
    not: Option<&F>,
    compile: impl Fn(&F) -> Condition,
) -> Condition {
    for inner in and.into_iter().flatten() {
        all = all.add(compile(inner));
    }
    if let Some(or) = or {
        // An empty `or` is false; SeaQuery leaves an empty condition out.
        let any = or
            .iter()
            .fold(Cond::any().add(Expr::val(1).eq(0)), |any, inner| {
                any.add(truth(compile(inner)))
            });
        all = all.add(any);
    }
    if let Some(inner) = not {
        // An unknown value does not fit a filter, so it fits the filter's contrary.
        all = all.add(known_not(truth(compile(inner))));
    }
    all
}

/// A condition that is true when nothing is demanded.
fn truth(condition: Condition) -> Condition {
    Cond::all().add(Expr::val(1).eq(1)).add(condition)
}

fn known_not(condition: Condition) -> Expr {
    let holds = Expr::case(condition, Expr::val(1)).finally(Expr::val(0));
    Expr::expr(holds).eq(0)
}

/// A select that joins nothing yet, of a versioned table under an alias.
pub(super) fn select_from(table: &str, alias: &str) -> SelectStatement {
    let mut select = Query::select();
    select.from_as(Alias::new(table), Alias::new(alias));
    select
}
