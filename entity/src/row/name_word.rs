//! The words of folded names, for finding them.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "name_word")]
pub struct Model {
    /// The word.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub word: String,
    /// The version of the name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name_row: i64,
}

/// None: joins are written where they are asked, with their viewer.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
