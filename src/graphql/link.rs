//! Link fields: from an entity along its relations of one kind to what they lead to.
//!
//! The generated objects in `links` call [`connection`] and nothing else; what a link field
//! does stands here once. Not here: which fields there are (the relation table).

use std::{borrow::Cow, marker::PhantomData, sync::Arc};

use async_graphql::{Context, Description, Object, Result, TypeName};
use entity::vocabulary::{Direction, RelationKind};

use crate::store::{LinkQuery, Page};

use super::{
    connection::{Connection, Listed, Listing, Paged, page_request},
    error::from_store,
    filter::{RelationWhere, relation_filter},
    interface::FromRecord,
    loaders::LinkRow,
    order::{RelationOrder, relation_orders},
    record::Record,
    relation::Relation,
    scope::loaders,
};

/// The arguments of a link field.
pub(crate) type LinkArgs = Listing<RelationWhere, RelationOrder>;

/// The connection of a link field: the relations of a kind in a direction from an entity.
///
/// # Errors
/// When an argument has a value that it cannot have.
pub(crate) fn connection<N: FromRecord>(
    record: &Record,
    kind: RelationKind,
    direction: Direction,
    args: LinkArgs,
) -> Result<LinkConnection<N>> {
    let query = link_query(Some(kind), direction, args)?;
    Ok(Connection(LinkList {
        parent: record.clone(),
        query,
        node: PhantomData,
    }))
}

/// The connection of a link field whose nodes are of a type.
pub(crate) type LinkConnection<N> = Connection<LinkList<N>>;

/// The query of the store for the arguments of a link field.
pub(crate) fn link_query(
    kind: Option<RelationKind>,
    direction: Direction,
    args: LinkArgs,
) -> Result<Arc<LinkQuery<String>>> {
    Ok(Arc::new(LinkQuery {
        kinds: kind.map(|kind| vec![kind]),
        direction,
        filter: relation_filter(args.filter)?,
        order: relation_orders(args.order_by),
        page: page_request(args.first, args.after, args.last, args.before)?,
    }))
}

/// The relations of one kind from one entity.
#[derive(Clone)]
pub(crate) struct LinkList<N> {
    parent: Record,
    query: Arc<LinkQuery<String>>,
    node: PhantomData<fn() -> N>,
}

impl<N: FromRecord> Paged for LinkList<N> {
    type Row = LinkRow;
    type Edge = LinkEdge<N>;
    type Node = N;

    fn name() -> Cow<'static, str> {
        format!("{}Link", N::NAME).into()
    }

    fn plural() -> Cow<'static, str> {
        format!("relations that lead to {}", N::PLURAL).into()
    }

    async fn page(&self, ctx: &Context<'_>) -> Result<Arc<Page<LinkRow>>> {
        page_of(ctx, &self.parent, &self.query).await
    }

    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        count_of(ctx, &self.parent, &self.query).await
    }

    fn edge(&self, cursor: String, row: &LinkRow) -> Result<LinkEdge<N>> {
        let relation = Relation::of_link(&self.parent, row);
        Ok(LinkEdge {
            cursor,
            relation,
            node: self.node(row)?,
        })
    }

    fn node(&self, row: &LinkRow) -> Result<N> {
        N::from_record(Record::new(Arc::clone(&row.node), &self.parent.scope))
    }
}

/// The page of links of one entity.
pub(crate) async fn page_of(
    ctx: &Context<'_>,
    parent: &Record,
    query: &Arc<LinkQuery<String>>,
) -> Result<Arc<Page<LinkRow>>> {
    let group = (parent.scope.clone(), Arc::clone(query));
    let page = loaders(ctx)?
        .links
        .get(&group, parent.row.id)
        .await
        .map_err(from_store)?;
    Ok(page.unwrap_or_default())
}

/// The number of links of one entity.
pub(crate) async fn count_of(
    ctx: &Context<'_>,
    parent: &Record,
    query: &Arc<LinkQuery<String>>,
) -> Result<u64> {
    let group = (parent.scope.clone(), Arc::clone(query));
    let count = loaders(ctx)?
        .link_counts
        .get(&group, parent.row.id)
        .await
        .map_err(from_store)?;
    Ok(count.unwrap_or_default())
}

/// A relation seen from one of its ends.
pub(crate) struct LinkEdge<N> {
    cursor: String,
    relation: Relation,
    node: N,
}

impl<N: Listed> TypeName for LinkEdge<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}LinkEdge", N::NAME).into()
    }
}

impl<N: Listed> Description for LinkEdge<N> {
    fn description() -> &'static str {
        format!("A relation that leads to one of the {}.", N::PLURAL).leak()
    }
}

#[Object(name_type, use_type_description)]
impl<N: Listed> LinkEdge<N> {
    /// The place in the list, for `after` and `before`.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The relation: in what role, when, and on what evidence.
    async fn relation(&self) -> Relation {
        self.relation.clone()
    }

    /// Where it leads.
    async fn node(&self) -> N {
        self.node.clone()
    }
}
