//! The link fields: one method per link of each kind of entity, from the relation table.
//!
//! [`table`] lists them and is generated; the macro below turns a line of it into a field.
//! What such a field does stands in [`super::link`]. To add a link: add a row to the relation
//! table and run `cargo run --example generate`.

use async_graphql::{Object, Result};
use entity::vocabulary::{Direction, RelationKind};

use super::{
    document::Document,
    event::Event,
    filter::RelationWhere,
    interface::{Actor, Entity},
    link::{self, LinkArgs, LinkConnection},
    municipality::Municipality,
    order::RelationOrder,
    organisation::Organisation,
    person::Person,
    project::Project,
    record::Record,
};

/// Turns each list of link fields into an object, which the type of its name flattens into itself.
macro_rules! links {
    ($(
        #[doc = $doc:literal]
        $object:ident { $(
            $field:ident: $kind:ident $direction:ident -> $node:ident $field_doc:literal;
        )+ }
    )+) => { $(
        #[doc = $doc]
        pub(crate) struct $object(pub(crate) Record);

        #[Object]
        impl $object { $(
            #[doc = $field_doc]
            #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
            async fn $field(
                &self,
                #[graphql(desc = "Only relations like this.")] r#where: Option<RelationWhere>,
                #[graphql(desc = "In what order: by period when not given; undated relations stand last.")]
                order_by: Option<Vec<RelationOrder>>,
                #[graphql(desc = "So many from the start: 20 when not given, at most 100.")]
                first: Option<i32>,
                #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
                #[graphql(desc = "So many from the end, at most 100.")] last: Option<i32>,
                #[graphql(desc = "Only what precedes this cursor.")] before: Option<String>,
            ) -> Result<LinkConnection<$node>> {
                let args = LinkArgs { filter: r#where, order_by, first, after, last, before };
                link::connection(&self.0, RelationKind::$kind, Direction::$direction, args)
            }
        )+ }
    )+ };
}

mod table;

pub(crate) use table::{
    DocumentLinks, EventLinks, MunicipalityLinks, OrganisationLinks, PersonLinks, ProjectLinks,
};
