//! Counting in groups: one statement, grouped by the database.
//!
//! What it is: the cells of a table with up to three dimensions, all that the view shows, and
//! how many people are in each. What it is not: what may be told of a small cell, and in what
//! order cells are listed (`operations::statistics`). A new dimension is a word of the
//! vocabulary and an arm in [`dimension`].

use entity::vocabulary::{
    EntityKind, RelationKind, StatisticDimension as Dimension, StatisticSubject as Subject,
};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, JoinType, SelectStatement};

use super::{
    EntityFilter, FigureFilter, RelationFilter, Store, StoreError, View, WHOLE_MAX,
    condition::{Conditions, Here, select_from},
    sql::col,
};

mod dimension;

/// What is counted, and in which groups.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StatisticQuery<N = Vec<i64>> {
    /// What is counted.
    pub of: Subject,
    /// By what it is grouped, in the order of the keys.
    pub group_by: Vec<Dimension>,
    /// Only relations like this; of entities and figures, only with such a relation.
    pub relations: Option<RelationFilter<N>>,
    /// Only such entities; of relations, only with such an end; of figures, only about such.
    pub entities: Option<EntityFilter<N>>,
}

/// One group and what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The keys of the group, one for each dimension; empty where there is none.
    pub keys: Vec<String>,
    /// The entity of the first dimension that is one.
    pub entity: Option<i64>,
    /// How many there are.
    pub count: u64,
    /// Figures: their sum, where they can be added.
    pub sum: Option<f64>,
    /// How many people are among those counted; none where people are not counted.
    pub people: u64,
}

/// The tables that a statistic reads, by their aliases.
struct Counting<'a> {
    conditions: Conditions<'a>,
    query: &'a StatisticQuery,
    select: SelectStatement,
}

impl Store {
    /// Every group with what is in it, in no order.
    ///
    /// # Errors
    /// When there are too many groups, or the database fails.
    pub async fn statistics(
        &self,
        view: &View,
        query: &StatisticQuery,
    ) -> Result<Vec<Cell>, StoreError> {
        let mut counting = Counting {
            conditions: Conditions::new(self.backend(), view),
            query,
            select: SelectStatement::new(),
        };
        counting.subject();
        for (place, dimension) in query.group_by.iter().enumerate() {
            counting.group(place, *dimension);
        }
        counting.select.limit(WHOLE_MAX + 1);
        let rows = self.rows(&counting.select).await?;
        if rows.len() as u64 > WHOLE_MAX {
            return Err(StoreError::TooMany(WHOLE_MAX));
        }
        let cells = rows.iter().map(|row| {
            let count: i64 = row.try_get("", "counted")?;
            let people: i64 = row.try_get("", "people")?;
            let keys = (0..query.group_by.len()).map(|place| row.try_get("", &key(place)));
            let entities = (0..query.group_by.len()).map(|place| row.try_get("", &group(place)));
            let entities: Vec<Option<i64>> = entities.collect::<Result<_, _>>()?;
            Ok(Cell {
                keys: keys.collect::<Result<_, _>>()?,
                entity: entities.into_iter().flatten().next(),
                count: u64::try_from(count).unwrap_or_default(),
                sum: row.try_get("", "total")?,
                people: u64::try_from(people).unwrap_or_default(),
            })
        });
        let mut cells: Vec<Cell> = cells.collect::<Result<_, StoreError>>()?;
        // Without a dimension the database answers with one row, also when there is nothing.
        cells.retain(|cell| cell.count > 0);
        Ok(cells)
    }
}

fn key(place: usize) -> String {
    format!("key_{place}")
}

fn group(place: usize) -> String {
    format!("group_{place}")
}

impl Counting<'_> {
    /// The tables, what holds of their rows, and what is counted.
    fn subject(&mut self) {
        match self.query.of {
            Subject::Entities => self.entities(),
            Subject::Relations => self.relations(),
            Subject::Participants => self.participants(),
            Subject::Figures => self.figures(),
        }
    }

    fn entities(&mut self) {
        self.select = select_from("entity", "e");
        let filter = self.wanted_entities();
        self.select
            .cond_where(self.conditions.entity_seen("e"))
            .cond_where(self.conditions.entity("e", &filter));
        self.count(col("e", "id"), people("e"), nothing());
    }

    fn relations(&mut self) {
        self.relation_rows(None);
        let ends = self.query.entities.clone().map(Box::new);
        let filter = RelationFilter {
            other: ends,
            and: self.query.relations.clone().map(|filter| vec![filter]),
            ..RelationFilter::default()
        };
        self.select
            .cond_where(self.conditions.relation("r", &filter, Here::Neither));
        self.count(col("r", "id"), zero(), nothing());
    }

    fn participants(&mut self) {
        self.relation_rows(Some(RelationKind::Attended));
        let filter = RelationFilter {
            subject: self.query.entities.clone().map(Box::new),
            and: self.query.relations.clone().map(|filter| vec![filter]),
            ..RelationFilter::default()
        };
        self.select
            .cond_where(self.conditions.relation("r", &filter, Here::Neither));
        self.join_entity("s", self.conditions.today(col("r", "subject_id")));
        self.count(col("s", "id"), people("s"), nothing());
    }

    fn relation_rows(&mut self, kind: Option<RelationKind>) {
        self.select = select_from("relation", "r");
        self.select.cond_where(self.conditions.relation_seen("r"));
        if let Some(kind) = kind {
            self.select.and_where(self.conditions.kinds("r", &[kind]));
        }
    }

    fn figures(&mut self) {
        self.select = select_from("figure", "f");
        let filter = FigureFilter {
            about: Some(self.wanted_entities()),
            ..FigureFilter::default()
        };
        self.select
            .cond_where(self.conditions.figure_seen("f"))
            .cond_where(self.conditions.figure("f", &filter));
        let sum = self.sum();
        self.count(col("f", "id"), zero(), sum);
    }

    /// The entities that fit both filters.
    fn wanted_entities(&self) -> EntityFilter {
        EntityFilter {
            has: self.query.relations.clone().map(Box::new),
            and: self.query.entities.clone().map(|filter| vec![filter]),
            ..EntityFilter::default()
        }
    }

    /// The sum of figures of one measure, unit and modality; a part is in its whole already.
    fn sum(&self) -> Expr {
        let mut whole = select_from("figure", "w");
        whole
            .expr(Expr::val(1))
            .cond_where(self.conditions.figure_seen("w"))
            .and_where(col("w", "id").eq(col("f", "part_of_id")))
            .and_where(col("w", "value").is_not_null());
        let added = Expr::expr(
            Expr::case(Expr::exists(whole).not(), col("f", "value")).finally(Expr::cust("NULL")),
        );
        let one = |column| {
            let unit = || Expr::expr(Func::coalesce([col("f", column), Expr::cust("''")]));
            unit().min().eq(unit().max())
        };
        let comparable = one("measure")
            .and(one("unit"))
            .and(one("modality"))
            .and(one("kind"));
        Expr::expr(Expr::case(comparable, added.sum()).finally(Expr::cust("NULL")))
    }

    fn count(&mut self, what: Expr, people: Expr, sum: Expr) {
        self.select
            .expr_as(what.count_distinct(), Alias::new("counted"))
            .expr_as(people, Alias::new("people"))
            .expr_as(sum, Alias::new("total"));
    }

    /// Joins a visible entity by its number.
    fn join_entity(&mut self, alias: &str, number: Expr) {
        let on = self
            .conditions
            .entity_seen(alias)
            .add(col(alias, "id").eq(number));
        self.select.join_as(
            JoinType::InnerJoin,
            Alias::new("entity"),
            Alias::new(alias),
            on,
        );
    }

    fn group(&mut self, place: usize, dimension: Dimension) {
        let (word, entity) = self.dimension(place, dimension);
        let (key, group) = (Alias::new(key(place)), Alias::new(group(place)));
        let word = Func::coalesce([word, Expr::cust("''")]);
        self.select
            .expr_as(Expr::expr(word), key.clone())
            .add_group_by([Expr::col(key)]);
        match entity {
            Some(entity) => self
                .select
                .expr_as(entity, group.clone())
                .add_group_by([Expr::col(group)]),
            None => self
                .select
                .expr_as(Expr::cust("MAX(CAST(NULL AS BIGINT))"), group),
        };
    }
}

/// How many different people there are among entities.
fn people(alias: &str) -> Expr {
    let person = col(alias, "kind").eq(EntityKind::Person.as_str());
    let id = Expr::case(person, col(alias, "id")).finally(Expr::cust("NULL"));
    Expr::expr(id).count_distinct()
}

fn zero() -> Expr {
    Expr::cust("CAST(0 AS BIGINT)")
}

fn nothing() -> Expr {
    Expr::cust("CAST(NULL AS DOUBLE PRECISION)")
}
