//! Pages by keyset: the one implementation of paging.
//!
//! 1. An order is a list of columns, each ascending or descending, closed by the id.
//! 2. A cursor holds the values of those columns in one row, and which order it is of.
//! 3. Forwards, the page is the rows after the cursor in that order; backwards, the order
//!    is turned round, and the rows are turned back when they have been read.
//! 4. One row more than asked for is read; whether it was there says if there is more.

mod cursor;

use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait, Order, SelectStatement};
use serde_json::Value as Json;

use super::sql::col;

pub use cursor::Cursor;

/// The page size when none is asked for.
pub const PAGE_DEFAULT: u32 = 20;
/// The greatest page size.
pub const PAGE_MAX: u32 = 100;

/// A page that was asked for wrongly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// `first` and `last` together, or with the other's cursor.
    #[error("give first with after, or last with before, not both")]
    BothWays,
    /// A page size that is negative or too great.
    #[error("{argument} must be from 0 to {PAGE_MAX}; {given} was given")]
    Size {
        /// `first` or `last`.
        argument: &'static str,
        /// What was given.
        given: i64,
    },
    /// A cursor that this list did not make.
    #[error("{0} is not a cursor of this list in this order")]
    Cursor(&'static str),
}

/// Which part of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageRequest {
    limit: u32,
    backwards: bool,
    after: Option<Cursor>,
    before: Option<Cursor>,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self {
            limit: PAGE_DEFAULT,
            backwards: false,
            after: None,
            before: None,
        }
    }
}

impl PageRequest {
    /// From the arguments of a Relay connection.
    ///
    /// # Errors
    /// When both directions are asked for or a size is out of bounds.
    pub fn new(
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Self, PageError> {
        if first.is_some() && last.is_some() {
            return Err(PageError::BothWays);
        }
        let backwards = last.is_some() || (first.is_none() && before.is_some() && after.is_none());
        let limit = match (first, last) {
            (Some(size), _) => checked("first", size)?,
            (_, Some(size)) => checked("last", size)?,
            _ => PAGE_DEFAULT,
        };
        Ok(Self {
            limit,
            backwards,
            after: after.map(Cursor),
            before: before.map(Cursor),
        })
    }

    /// So many rows after a cursor; for lists that are no connections and have bounds of their own.
    #[must_use]
    pub fn forward(limit: u32, after: Option<String>) -> Self {
        Self {
            limit,
            backwards: false,
            after: after.map(Cursor),
            before: None,
        }
    }

    /// The most rows on the page.
    #[must_use]
    pub const fn limit(&self) -> u64 {
        self.limit as u64
    }

    /// The values after which and before which the page lies, in an order of this name with so
    /// many columns.
    ///
    /// # Errors
    /// When a cursor is not of this list and order.
    pub fn bounds(&self, order: &str, columns: usize) -> Result<[Option<Vec<Json>>; 2], PageError> {
        let read = |cursor: &Option<Cursor>, argument| {
            let values = |cursor: &Cursor| {
                let values = cursor.read::<Vec<Json>>(order);
                values
                    .filter(|values| values.len() == columns)
                    .ok_or(PageError::Cursor(argument))
            };
            cursor.as_ref().map(values).transpose()
        };
        Ok([read(&self.after, "after")?, read(&self.before, "before")?])
    }

    /// Whether it is counted from the end.
    #[must_use]
    pub const fn backwards(&self) -> bool {
        self.backwards
    }

    /// Whether it begins where the list does.
    #[must_use]
    pub const fn is_first(&self) -> bool {
        !self.backwards && self.after.is_none() && self.before.is_none()
    }

    /// The page of a list that is not in the database: `list` is whole and sorted, or holds at
    /// least one more than the page when that is the first. `order` names the list in cursors,
    /// and `place` gives the values by which it is sorted.
    ///
    /// # Errors
    /// When a cursor is not of this list.
    pub fn of_list<T, P: Ord + serde::Serialize + serde::de::DeserializeOwned>(
        &self,
        list: Vec<T>,
        order: &str,
        place: impl Fn(&T) -> P,
    ) -> Result<Page<T>, PageError> {
        let read = |cursor: &Option<Cursor>, argument| match cursor {
            Some(cursor) => cursor
                .read(order)
                .map(Some)
                .ok_or(PageError::Cursor(argument)),
            None => Ok(None),
        };
        let after: Option<P> = read(&self.after, "after")?;
        let before: Option<P> = read(&self.before, "before")?;
        let within = |item: &T| {
            let place = place(item);
            after.as_ref().is_none_or(|after| place > *after)
                && before.as_ref().is_none_or(|before| place < *before)
        };
        let mut items: Vec<T> = list.into_iter().filter(within).collect();
        let (has_next, has_previous) = self.cut(&mut items);
        let items = items
            .into_iter()
            .map(|item| (Cursor::write(order, &place(&item)), item))
            .collect();
        Ok(Page {
            items,
            has_next,
            has_previous,
        })
    }

    /// Cuts what lies between the cursors to the page, and says whether something follows and
    /// whether something precedes. `list` is sorted, and holds at least one more than the page
    /// when there is more.
    pub fn cut<T>(&self, list: &mut Vec<T>) -> (bool, bool) {
        let limit = self.limit as usize;
        let more = list.len() > limit;
        if self.backwards {
            list.drain(..list.len().saturating_sub(limit));
            (self.before.is_some(), more)
        } else {
            list.truncate(limit);
            (more, self.after.is_some())
        }
    }
}

fn checked(argument: &'static str, given: i32) -> Result<u32, PageError> {
    u32::try_from(given)
        .ok()
        .filter(|size| *size <= PAGE_MAX)
        .ok_or(PageError::Size {
            argument,
            given: given.into(),
        })
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The rows with their cursors, in the order of the list.
    pub items: Vec<(Cursor, T)>,
    /// Whether rows follow.
    pub has_next: bool,
    /// Whether rows precede.
    pub has_previous: bool,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            has_next: false,
            has_previous: false,
        }
    }
}

impl<T> Page<T> {
    /// The same page without the rows of which nothing is made.
    pub fn filter_map<U>(self, mut make: impl FnMut(T) -> Option<U>) -> Page<U> {
        let items = self.items.into_iter();
        Page {
            items: items
                .filter_map(|(cursor, item)| Some((cursor, make(item)?)))
                .collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
        }
    }

    /// The same page of something made from each row.
    pub fn map<U>(self, mut make: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self
                .items
                .into_iter()
                .map(|(cursor, item)| (cursor, make(item)))
                .collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
        }
    }
}

/// A column of an order: how SQL names it and which way it runs.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its name in cursors.
    pub name: &'static str,
    /// Its expression.
    pub expr: Expr,
    /// Ascending or descending.
    pub order: Order,
    /// Whether its values are bytes, written in cursors as hexadecimal.
    pub bytes: bool,
}

/// An order with the page that is wanted of it.
#[derive(Debug)]
pub(super) struct Keyset<'a> {
    pub columns: Vec<Column>,
    pub request: &'a PageRequest,
}

impl Keyset<'_> {
    /// Narrows, sorts and limits a select to the page and one row more.
    pub(super) fn apply(&self, select: &mut SelectStatement) -> Result<(), PageError> {
        select.cond_where(self.bounds()?);
        self.sort(select);
        select.limit(self.request.limit() + 1);
        Ok(())
    }

    /// Only the order.
    pub(super) fn sort(&self, select: &mut SelectStatement) {
        for column in &self.columns {
            select.order_by_expr(column.expr.clone(), self.direction(&column.order));
        }
    }

    /// The same order of a table that has the values in columns of this letter, counted from 0.
    pub(super) fn placed(&self, table: &str, letter: &str) -> Self {
        let mut columns = self.columns.clone();
        for (at, column) in columns.iter_mut().enumerate() {
            column.expr = col(table, &format!("{letter}{at}"));
        }
        Keyset { columns, ..*self }
    }

    fn bounds(&self) -> Result<Condition, PageError> {
        let [after, before] = self.request.bounds(&self.name(), self.columns.len())?;
        let mut all = Cond::all();
        if let Some(values) = after {
            all = all.add(self.beyond(&self.values(values, "after")?, &Order::Asc));
        }
        if let Some(values) = before {
            all = all.add(self.beyond(&self.values(values, "before")?, &Order::Desc));
        }
        Ok(all)
    }

    fn direction(&self, order: &Order) -> Order {
        if self.request.backwards {
            turned(order)
        } else {
            order.clone()
        }
    }

    /// Rows strictly beyond these values: for each column, equal in all before it and beyond in it.
    /// The bound on the first column alone is implied, and lets an index start there.
    fn beyond(&self, values: &[Expr], way: &Order) -> Condition {
        let past = |column: &Column, value: &Expr, equal: bool| {
            let up = (column.order == Order::Asc) == (*way == Order::Asc);
            let (here, there) = (column.expr.clone(), value.clone());
            match (up, equal) {
                (true, false) => here.gt(there),
                (true, true) => here.gte(there),
                (false, false) => here.lt(there),
                (false, true) => here.lte(there),
            }
        };
        let mut any = Cond::any();
        for (at, (column, value)) in self.columns.iter().zip(values).enumerate() {
            let mut all = Cond::all();
            for (earlier, same) in self.columns.iter().zip(values).take(at) {
                all = all.add(earlier.expr.clone().eq(same.clone()));
            }
            any = any.add(all.add(past(column, value, false)));
        }
        let mut bounded = Cond::all().add(any);
        if let (Some(column), Some(value)) = (self.columns.first(), values.first()) {
            bounded = bounded.add(past(column, value, true));
        }
        bounded
    }

    fn values(&self, values: Vec<Json>, argument: &'static str) -> Result<Vec<Expr>, PageError> {
        let refused = || PageError::Cursor(argument);
        let decode = |(column, value): (&Column, Json)| match value {
            Json::String(text) if column.bytes => hex::decode(text).ok().map(Expr::val),
            Json::String(text) => Some(Expr::val(text)),
            Json::Number(number) => number
                .as_i64()
                .map(Expr::val)
                .or_else(|| number.as_f64().map(Expr::val)),
            _ => None,
        };
        self.columns
            .iter()
            .zip(values)
            .map(|pair| decode(pair).ok_or_else(refused))
            .collect()
    }

    pub(super) fn name(&self) -> String {
        let part = |column: &Column| {
            format!(
                "{}{}",
                if column.order == Order::Asc { '+' } else { '-' },
                column.name
            )
        };
        self.columns.iter().map(part).collect()
    }

    /// The page from the rows read; `values` gives a row's values in the order's columns.
    pub(super) fn page<T>(&self, mut rows: Vec<T>, values: impl Fn(&T) -> Vec<Json>) -> Page<T> {
        if self.request.backwards {
            rows.reverse();
        }
        let (has_next, has_previous) = self.request.cut(&mut rows);
        let items = rows
            .into_iter()
            .map(|row| (self.cursor(&values(&row)), row))
            .collect();
        Page {
            items,
            has_next,
            has_previous,
        }
    }

    fn cursor(&self, values: &[Json]) -> Cursor {
        Cursor::write(&self.name(), &values)
    }
}

fn turned(order: &Order) -> Order {
    if *order == Order::Asc {
        Order::Desc
    } else {
        Order::Asc
    }
}
