//! Ways in to lists.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use entity::vocabulary::EntityKind;

use crate::{
    graphql::{
        connection::{Connection, page_request},
        document::Document,
        entity_list::{EntityList, ListArgs},
        error::bad_input,
        event::Event,
        figure::FigureList,
        filter::{
            EntityWhere, FigureWhere, RelationWhere, entity_filter, figure_filter, relation_filter,
        },
        interface::Entity,
        loaders::{FigureQuery, RelationQuery},
        municipality::Municipality,
        order::{EntityOrder, RelationOrder, relation_orders},
        organisation::Organisation,
        person::Person,
        project::Project,
        relation::RelationList,
        search::SearchConnection,
    },
    operations::search::{SearchQuery, check_text},
};

use super::Root;

/// Ways in to lists.
#[derive(Clone, Default)]
pub(super) struct Lists(pub(super) Root);

/// The fields of a list differ in what they list and in nothing else.
macro_rules! lists {
    ($(
        $(#[doc = $doc:literal])+
        $field:ident: $node:ident, $kind:expr;
    )+) => {
        #[Object]
        impl Lists {
            $(
                $(#[doc = $doc])+
                #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
                async fn $field(
                    &self,
                    ctx: &Context<'_>,
                    #[graphql(name = "where", desc = "Which ones.")] filter: Option<EntityWhere>,
                    #[graphql(desc = "In what order.")] order_by: Option<Vec<EntityOrder>>,
                    #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
                    #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
                    #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
                    #[graphql(desc = "Only what precedes this cursor.")] before: Option<String>,
                ) -> Result<Connection<EntityList<$node>>> {
                    let args = ListArgs { filter, order_by, first, after, last, before };
                    EntityList::new(self.0.scope(ctx).await?, $kind, args)
                }
            )+

            /// Relations of every kind, by period when no order is asked for.
            #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
            async fn relations(
                &self,
                ctx: &Context<'_>,
                #[graphql(name = "where", desc = "Which ones.")] filter: Option<RelationWhere>,
                #[graphql(desc = "In what order.")] order_by: Option<Vec<RelationOrder>>,
                #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
                #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
                #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
                #[graphql(desc = "Only what precedes this cursor.")] before: Option<String>,
            ) -> Result<Connection<RelationList>> {
                let query = Arc::new(RelationQuery {
                    filter: relation_filter(filter)?,
                    order: relation_orders(order_by),
                    page: page_request(first, after, last, before)?,
                });
                Ok(Connection(RelationList::Root { scope: self.0.scope(ctx).await?, query }))
            }

            /// Figures about whatever entity.
            #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
            async fn figures(
                &self,
                ctx: &Context<'_>,
                #[graphql(name = "where", desc = "Which ones.")] filter: Option<FigureWhere>,
                #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
                #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
                #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
                #[graphql(desc = "Only what precedes this cursor.")] before: Option<String>,
            ) -> Result<Connection<FigureList>> {
                let query = Arc::new(FigureQuery {
                    filter: figure_filter(filter)?,
                    page: page_request(first, after, last, before)?,
                });
                Ok(Connection(FigureList { scope: self.0.scope(ctx).await?, query }))
            }

            /// Entities by what they are called, the best first. The words may stand in any order,
            /// inflected the Latvian way, without diacritics, as initials, begun, or with a typo or
            /// two; what only lies near another name is marked and comes last.
            #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
            async fn search(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "A name in any form, or the beginnings of its words.")] text: String,
                #[graphql(desc = "Only among these kinds.")] kinds: Option<Vec<EntityKind>>,
                #[graphql(name = "where", desc = "Only such entities.")] filter: Option<EntityWhere>,
                #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
                #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
                #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
                #[graphql(desc = "Only what precedes this cursor.")] before: Option<String>,
            ) -> Result<SearchConnection> {
                check_text(&text).map_err(|fault| bad_input(format!("text: {fault}")))?;
                let filter = filter.map(|filter| entity_filter(Some(filter))).transpose()?;
                let page = page_request(first, after, last, before)?;
                let query = SearchQuery { text, kinds, filter, page };
                Ok(SearchConnection::new(self.0.scope(ctx).await?, query))
            }
        }
    };
}

lists! {
    /// People, by name when no order is asked for.
    people: Person, Some(EntityKind::Person);
    /// Organisations, by name when no order is asked for.
    organisations: Organisation, Some(EntityKind::Organisation);
    /// Municipalities, by name when no order is asked for.
    municipalities: Municipality, Some(EntityKind::Municipality);
    /// Events, by period when no order is asked for.
    events: Event, Some(EntityKind::Event);
    /// Projects, by name when no order is asked for.
    projects: Project, Some(EntityKind::Project);
    /// Documents, by name when no order is asked for.
    documents: Document, Some(EntityKind::Document);
    /// Entities of every kind, by name when no order is asked for.
    entities: Entity, None;
}
