//! The dimensions of statistics: the text by which a row is grouped, and its entity.

use entity::vocabulary::{
    EntityKind, RelationKind, StatisticDimension as Dimension, StatisticSubject as Subject,
};
use sea_orm::sea_query::{
    Alias, Cond, Condition, Expr, ExprTrait, Func, JoinType, Query, SelectStatement, UnionType,
};

use super::Counting;
use crate::store::{
    RelationFilter,
    condition::{Here, select_from},
    sql::col,
};

/// The relations by which an entity belongs to a project.
const PROJECTS: &[RelationKind] = &[RelationKind::PartOf, RelationKind::Realises];

impl Counting<'_> {
    /// The text of a dimension and, where it stands for one, the entity's number.
    pub(super) fn dimension(&mut self, place: usize, dimension: Dimension) -> (Expr, Option<Expr>) {
        let fact = self.fact();
        let word = match dimension {
            Dimension::Kind => col(self.kind_of(), "kind"),
            Dimension::Role => col(fact, "role"),
            Dimension::Modality => col(fact, "modality"),
            Dimension::Measure => col(fact, "measure"),
            Dimension::Year => year(fact),
            Dimension::Month => month(fact),
            Dimension::Type | Dimension::Country => {
                let column = match dimension {
                    Dimension::Type => "entity_type",
                    _ => "country",
                };
                col(&self.described(place), column)
            }
            Dimension::Municipality => {
                return self.linked(place, EntityKind::Municipality, RelationKind::PLACING);
            }
            Dimension::Project => return self.linked(place, EntityKind::Project, PROJECTS),
        };
        (word, None)
    }

    /// The table of what is dated and has words of its own.
    const fn fact(&self) -> &'static str {
        match self.query.of {
            Subject::Entities => "e",
            Subject::Relations | Subject::Participants => "r",
            Subject::Figures => "f",
        }
    }

    const fn kind_of(&self) -> &'static str {
        match self.query.of {
            Subject::Participants => "s",
            _ => self.fact(),
        }
    }

    /// The table of the entity whose type and country are asked for, joined where it is not yet.
    fn described(&mut self, place: usize) -> String {
        let (alias, number) = match self.query.of {
            Subject::Entities => return "e".to_owned(),
            Subject::Participants => return "s".to_owned(),
            Subject::Relations => (format!("d{place}_"), col("r", "object_id")),
            Subject::Figures => (format!("d{place}_"), col("f", "about_id")),
        };
        let number = self.conditions.today(number);
        self.join_entity(&alias, number);
        alias
    }

    /// Joins the entities of a kind to which a row belongs: a row stands in the group of each.
    fn linked(
        &mut self,
        place: usize,
        kind: EntityKind,
        by: &[RelationKind],
    ) -> (Expr, Option<Expr>) {
        let (links, group) = (format!("l{place}_"), format!("g{place}_"));
        let of = |column| col(&links, "of_id").eq(column);
        let ends = ["subject_id", "object_id"].map(|end| self.conditions.today(col("r", end)));
        let on = match self.query.of {
            Subject::Entities => Cond::all().add(of(col("e", "id"))),
            Subject::Figures => Cond::all().add(of(self.conditions.today(col("f", "about_id")))),
            Subject::Participants => {
                let [_, event] = ends;
                Cond::all().add(of(event))
            }
            Subject::Relations => ends
                .into_iter()
                .fold(Cond::any(), |any, end| any.add(of(end))),
        };
        // A relation of a municipality is about that one, whatever places its other end has.
        let by = match (self.query.of, kind) {
            (Subject::Relations, EntityKind::Municipality) => &[],
            _ => by,
        };
        let members = self.members(kind, by);
        let shown = self
            .conditions
            .entity_seen(&group)
            .add(col(&group, "id").eq(col(&links, "group_id")));
        self.select
            .join_subquery(JoinType::LeftJoin, members, Alias::new(&links), on)
            .join_as(
                JoinType::LeftJoin,
                Alias::new("entity"),
                Alias::new(&group),
                shown,
            );
        (col(&group, "key"), Some(col(&group, "id")))
    }

    /// Pairs of an entity and one of a kind to which it belongs, itself included.
    fn members(&self, kind: EntityKind, by: &[RelationKind]) -> SelectStatement {
        let of_kind = |alias: &str| -> Condition {
            let seen = self.conditions.entity_seen(alias);
            seen.add(col(alias, "kind").eq(kind.as_str()))
        };
        let (of_id, group_id) = (Alias::new("of_id"), Alias::new("group_id"));
        let mut pairs = select_from("entity", "mi");
        pairs
            .expr_as(col("mi", "id"), of_id.clone())
            .expr_as(col("mi", "id"), group_id.clone())
            .cond_where(of_kind("mi"));
        if !by.is_empty() {
            let kinds = RelationFilter {
                kind: Some(by.to_vec()),
                ..RelationFilter::default()
            };
            let object = self.conditions.today(col("mr", "object_id"));
            let mut linked = select_from("relation", "mr");
            linked
                .expr_as(self.conditions.today(col("mr", "subject_id")), of_id)
                .expr_as(col("mo", "id"), group_id)
                .join_as(
                    JoinType::InnerJoin,
                    Alias::new("entity"),
                    Alias::new("mo"),
                    of_kind("mo").add(col("mo", "id").eq(object)),
                )
                .cond_where(self.conditions.relation_seen("mr"))
                .cond_where(self.conditions.relation("mr", &kinds, Here::Subject));
            pairs.union(UnionType::Distinct, linked);
        }
        let mut select = Query::select();
        select
            .exprs([col("mp", "of_id"), col("mp", "group_id")])
            .from_subquery(pairs, Alias::new("mp"));
        select
    }
}

/// The text of the first date, when there is one.
fn begun(fact: &str) -> (Expr, Condition) {
    let text = col(fact, "period_edtf");
    let first = part(text.clone(), 1, 1);
    let open = Cond::any()
        .add(text.clone().is_null())
        .add(first.is_in([".", "/"]));
    (text, open)
}

fn year(fact: &str) -> Expr {
    let (text, open) = begun(fact);
    Expr::expr(Expr::case(open, Expr::cust("''")).finally(part(text, 1, 4)))
}

fn month(fact: &str) -> Expr {
    let (text, open) = begun(fact);
    let has_month = Cond::all().add(part(text.clone(), 5, 1).eq("-"));
    Expr::expr(
        Expr::case(open, Expr::cust("''"))
            .case(has_month, part(text.clone(), 1, 7))
            .finally(joined(part(text, 1, 4), "-XX")),
    )
}

fn joined(text: Expr, end: &str) -> Expr {
    text.binary(sea_orm::sea_query::BinOper::Custom("||"), Expr::val(end))
}

fn part(text: Expr, from: i32, length: i32) -> Expr {
    Expr::expr(Func::cust(Alias::new("substr")).args([text, Expr::val(from), Expr::val(length)]))
}
