//! What the six kinds of fact have in common for the store.

use std::collections::HashSet;

use entity::{
    draft::{
        Content, Draft, EntityContent, FigureContent, IdentifierContent, NameContent, NoteContent,
        RelationContent,
    },
    row,
};
use sea_orm::{DatabaseTransaction, EntityTrait, FromQueryResult, IntoActiveModel, ModelTrait};

use super::{ends::Ends, keys::Keys, rows, versions::Head};
use crate::store::StoreError;

/// A content that has a versioned table.
pub(crate) trait Fact: Content + Clone + PartialEq + Send + Sync {
    /// The table.
    type Table: EntityTrait<Model = Self::Row>;
    /// A row of it.
    type Row: ModelTrait<Entity = Self::Table>
        + FromQueryResult
        + IntoActiveModel<<Self::Table as EntityTrait>::ActiveModel>
        + Versioned
        + Send
        + Sync;

    /// The name of the table.
    const TABLE: &'static str;

    /// The keys of the entities that it points to.
    fn points_to(&self) -> Vec<&str>;

    /// Whether two dossiers say the same.
    fn agrees(&self, other: &Self) -> bool {
        self == other
    }

    /// This content, with what is settled by the version that others recorded.
    #[must_use]
    fn settled(self, _stored: &Self) -> Self {
        self
    }

    /// The row of a version; its numbers and times are filled in by the caller.
    fn row(draft: &Draft<Self>, ends: &Ends, head: Head) -> Result<Self::Row, StoreError>
    where
        Self: Sized;

    /// The content of a row, with the keys of what it points to.
    fn content(row: &Self::Row, keys: &Keys) -> Result<Self, StoreError>
    where
        Self: Sized;

    /// The numbers of the entities and figures whose keys [`Self::content`] needs.
    fn pointers(row: &Self::Row) -> Vec<i64>;

    /// Current facts of this noun that point to one of these entities.
    fn touching(
        tx: &DatabaseTransaction,
        entities: &HashSet<i64>,
    ) -> impl Future<Output = Result<Vec<i64>, StoreError>> + Send {
        super::ends::touching(tx, Self::TABLE, entities)
    }
}

/// The columns that every version has.
pub(crate) trait Versioned {
    /// The number of the version.
    fn row(&self) -> i64;
    /// The number of the fact.
    fn id(&self) -> i64;
    /// Who may see it.
    fn visibility(&self) -> entity::vocabulary::Tier;
    /// All that follows and is not in the draft, for the fingerprint.
    fn derived(&self) -> String;
    /// Sets the fingerprint.
    fn set_fingerprint(&mut self, fingerprint: String);
}

macro_rules! versioned {
    ($($noun:ident: $($derived:ident),+;)+) => { $(
        impl Versioned for row::$noun::Model {
            fn row(&self) -> i64 {
                self.row
            }

            fn id(&self) -> i64 {
                self.id
            }

            fn visibility(&self) -> entity::vocabulary::Tier {
                self.visibility
            }

            fn derived(&self) -> String {
                format!("{:?}", ($(&self.$derived,)+))
            }

            fn set_fingerprint(&mut self, fingerprint: String) {
                self.fingerprint = fingerprint;
            }
        }
    )+ };
}

versioned! {
    entity: reach, sort_name, earliest_start, latest_end;
    name: reach, folded;
    identifier: reach;
    relation: reach, period_edtf, earliest_start, latest_start, earliest_end, latest_end;
    figure: reach, earliest_start, latest_end;
    note: reach;
}

macro_rules! facts {
    ($($content:ident = $noun:ident { points_to: $points:expr, pointers: $pointers:expr $(, $($more:item)+)? })+) => { $(
        impl Fact for $content {
            type Table = row::$noun::Entity;
            type Row = row::$noun::Model;

            const TABLE: &'static str = stringify!($noun);

            fn points_to(&self) -> Vec<&str> {
                $points(self)
            }

            fn row(draft: &Draft<Self>, ends: &Ends, head: Head) -> Result<Self::Row, StoreError> {
                rows::$noun::row(draft, ends, head)
            }

            fn content(row: &Self::Row, keys: &Keys) -> Result<Self, StoreError> {
                rows::$noun::content(row, keys)
            }

            fn pointers(row: &Self::Row) -> Vec<i64> {
                $pointers(row)
            }

            $($($more)+)?
        }
    )+ };
}

facts! {
    EntityContent = entity {
        points_to: |_: &Self| Vec::new(),
        pointers: |_: &row::entity::Model| Vec::new()
    }
    NameContent = name {
        points_to: name_ends,
        pointers: |row: &row::name::Model| vec![row.entity_id],

        fn agrees(&self, other: &Self) -> bool {
            // Each dossier numbers the names that it gives from the first.
            Self { position: other.position, ..self.clone() } == *other
        }

        fn settled(self, stored: &Self) -> Self {
            Self { position: stored.position, ..self }
        }
    }
    IdentifierContent = identifier {
        points_to: identifier_ends,
        pointers: |row: &row::identifier::Model| vec![row.entity_id]
    }
    RelationContent = relation {
        points_to: relation_ends,
        pointers: |row: &row::relation::Model| {
            [Some(row.subject_id), Some(row.object_id), row.on_behalf_of_id].into_iter().flatten().collect()
        }
    }
    FigureContent = figure {
        points_to: figure_ends,
        pointers: |row: &row::figure::Model| {
            [Some(row.about_id), row.part_of_id].into_iter().flatten().collect()
        }
    }
    NoteContent = note {
        points_to: note_ends,
        pointers: |row: &row::note::Model| vec![row.about_id]
    }
}

fn name_ends(name: &NameContent) -> Vec<&str> {
    vec![&name.entity]
}

fn identifier_ends(identifier: &IdentifierContent) -> Vec<&str> {
    vec![&identifier.entity]
}

fn figure_ends(figure: &FigureContent) -> Vec<&str> {
    vec![&figure.about]
}

fn note_ends(note: &NoteContent) -> Vec<&str> {
    vec![&note.about]
}

fn relation_ends(relation: &RelationContent) -> Vec<&str> {
    let ends = [
        Some(&relation.subject),
        Some(&relation.object),
        relation.on_behalf_of.as_ref(),
    ];
    ends.into_iter().flatten().map(String::as_str).collect()
}
