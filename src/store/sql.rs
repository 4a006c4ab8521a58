//! Small parts of SQL that the two databases write differently.

use sea_orm::{
    DbBackend, Value,
    sea_query::{Alias, ArrayType, Expr, ExprTrait, Func, Query, SelectStatement},
};

/// A column of a table that goes by an alias.
pub(super) fn col(table: &str, column: &str) -> Expr {
    Expr::col((Alias::new(table), Alias::new(column)))
}

/// A list that is one bind, so that the statement's text does not depend on its length.
#[derive(Clone, Debug)]
pub(super) enum List {
    /// Numbers.
    Numbers(Vec<i64>),
    /// Texts.
    Texts(Vec<String>),
}

impl From<&[i64]> for List {
    fn from(numbers: &[i64]) -> Self {
        Self::Numbers(numbers.to_vec())
    }
}

impl List {
    /// The keys of words.
    pub(super) fn words(words: impl IntoIterator<Item = &'static str>) -> Self {
        Self::Texts(words.into_iter().map(str::to_owned).collect())
    }

    fn array(self) -> Value {
        match self {
            Self::Numbers(list) => {
                let values = list.into_iter().map(Value::from).collect();
                Value::Array(ArrayType::BigInt, Some(Box::new(values)))
            }
            Self::Texts(list) => {
                let values = list.into_iter().map(Value::from).collect();
                Value::Array(ArrayType::String, Some(Box::new(values)))
            }
        }
    }

    fn json(self) -> String {
        match self {
            Self::Numbers(list) => serde_json::json!(list).to_string(),
            Self::Texts(list) => serde_json::json!(list).to_string(),
        }
    }
}

/// The list as a table `alias` with one column, see [`listed`].
pub(super) fn from_list(backend: DbBackend, select: &mut SelectStatement, list: List, alias: &str) {
    let (function, bind) = match backend {
        DbBackend::Postgres => ("unnest", Expr::val(list.array())),
        _ => ("json_each", Expr::val(list.json())),
    };
    select.from_function(
        Func::cust(Alias::new(function)).arg(bind),
        Alias::new(alias),
    );
}

/// The value in a row of [`from_list`].
pub(super) fn listed(backend: DbBackend, alias: &str) -> Expr {
    match backend {
        DbBackend::Postgres => col(alias, alias),
        _ => col(alias, "value"),
    }
}

/// `expr` is in the list; an empty list matches nothing.
///
/// A list of one is an equation: only behind equations does an index keep the order of a page.
pub(super) fn one_of(backend: DbBackend, expr: Expr, list: List) -> Expr {
    match &list {
        List::Numbers(only) if only.len() == 1 => return expr.eq(only[0]),
        List::Texts(only) if only.len() == 1 => return expr.eq(only[0].as_str()),
        _ => {}
    }
    if backend == DbBackend::Postgres {
        return expr.eq(Expr::expr(
            Func::cust(Alias::new("ANY")).arg(Expr::val(list.array())),
        ));
    }
    let mut values = Query::select();
    from_list(backend, &mut values, list, "l");
    values.expr(listed(backend, "l"));
    expr.in_subquery(values)
}
