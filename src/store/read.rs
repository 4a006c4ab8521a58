//! Running a select and turning rows into models.

use sea_orm::{
    ConnectionTrait, FromQueryResult, QueryResult,
    sea_query::{Alias, Expr, SelectStatement},
};

use super::{Store, StoreError, sql::col};

impl Store {
    pub(super) async fn rows(
        &self,
        select: &SelectStatement,
    ) -> Result<Vec<QueryResult>, StoreError> {
        let rows = self.connection.query_all(select);
        Ok(self.waited.watch(rows).await?)
    }

    pub(super) async fn models<M: FromQueryResult>(
        &self,
        select: &SelectStatement,
        prefix: &str,
    ) -> Result<Vec<M>, StoreError> {
        let rows = self.rows(select).await?;
        rows.iter()
            .map(|row| Ok(M::from_query_result(row, prefix)?))
            .collect()
    }

    pub(super) async fn number(&self, select: &SelectStatement) -> Result<u64, StoreError> {
        let row = self.connection.query_one(select);
        let row = self.waited.watch(row).await?;
        let number: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
        Ok(u64::try_from(number).unwrap_or_default())
    }
}

/// Selects every column of an entity under a prefix.
pub(super) fn select_all<E>(select: &mut SelectStatement, table: &str, prefix: &str)
where
    E: sea_orm::EntityTrait,
{
    for name in column_names::<E>() {
        select.expr_as(col(table, &name), Alias::new(format!("{prefix}{name}")));
    }
}

/// The names of all columns of an entity.
pub(super) fn column_names<E>() -> impl Iterator<Item = String>
where
    E: sea_orm::EntityTrait,
{
    use sea_orm::{Iden, Iterable};
    E::Column::iter().map(|column| column.unquoted().to_owned())
}

/// Selects the number of rows as `n`.
pub(super) fn select_count(select: &mut SelectStatement) {
    use sea_orm::sea_query::ExprTrait;
    select.expr_as(Expr::cust("*").count(), Alias::new("n"));
}
