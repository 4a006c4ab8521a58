//! Lists of entities at the root.

use std::{borrow::Cow, marker::PhantomData, sync::Arc};

use async_graphql::{Context, Result};
use entity::{row::entity::Model, vocabulary::EntityKind};

use crate::{
    operations::search::AskedEntity,
    store::{self, Page},
};

use super::{
    connection::{Connection, Edge, Listing, Paged, page_request},
    error::from_store,
    filter::{EntityWhere, entity_filter},
    interface::FromRecord,
    loaders::EntityQuery,
    order::{EntityOrder, entity_orders},
    record::Record,
    scope::{Scope, loaders},
};

/// The arguments of a list of entities.
pub(crate) type ListArgs = Listing<EntityWhere, EntityOrder>;

/// The entities that fit, all of one kind or of all kinds.
pub(crate) struct EntityList<N> {
    scope: Scope,
    query: Arc<EntityQuery>,
    node: PhantomData<fn() -> N>,
}

impl<N: FromRecord> EntityList<N> {
    /// The list for the arguments of its field; `kind` is the only kind that it holds.
    pub(crate) fn new(
        scope: Scope,
        kind: Option<EntityKind>,
        args: ListArgs,
    ) -> Result<Connection<Self>> {
        Ok(Connection(Self {
            scope,
            query: Arc::new(entity_query(kind, args)?),
            node: PhantomData,
        }))
    }
}

/// What the arguments of a list ask for; `kind` is the only kind that it holds.
pub(crate) fn entity_query(kind: Option<EntityKind>, args: ListArgs) -> Result<EntityQuery> {
    let asked = entity_filter(args.filter)?;
    let filter = match kind {
        Some(kind) => AskedEntity {
            kind: Some(vec![kind]),
            and: Some(vec![asked]),
            ..AskedEntity::default()
        },
        None => asked,
    };
    let mut order = entity_orders(args.order_by);
    if order.is_empty() && kind == Some(EntityKind::Event) {
        order.push(store::EntityOrder::PeriodAsc);
    }
    Ok(EntityQuery {
        filter,
        order,
        page: page_request(args.first, args.after, args.last, args.before)?,
    })
}

impl<N: FromRecord> Paged for EntityList<N> {
    type Row = Arc<Model>;
    type Edge = Edge<N>;
    type Node = N;

    fn name() -> Cow<'static, str> {
        N::NAME.into()
    }

    fn plural() -> Cow<'static, str> {
        N::PLURAL.into()
    }

    async fn page(&self, ctx: &Context<'_>) -> Result<Arc<Page<Arc<Model>>>> {
        let group = (self.scope.clone(), Arc::clone(&self.query));
        let page = loaders(ctx)?
            .entity_pages
            .get(&group, ())
            .await
            .map_err(from_store)?;
        Ok(page.unwrap_or_default())
    }

    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        let group = (self.scope.clone(), self.query.filter.clone());
        let count = loaders(ctx)?
            .entity_counts
            .get(&group, ())
            .await
            .map_err(from_store)?;
        Ok(count.unwrap_or_default())
    }

    fn edge(&self, cursor: String, row: &Arc<Model>) -> Result<Edge<N>> {
        Ok(Edge {
            cursor,
            node: self.node(row)?,
        })
    }

    fn node(&self, row: &Arc<Model>) -> Result<N> {
        N::from_record(Record::new(Arc::clone(row), &self.scope))
    }
}
