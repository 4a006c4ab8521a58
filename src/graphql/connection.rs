//! Connections: the one builder of pages for every list in the schema.
//!
//! A list implements [`Paged`]: how its page and its number are found, and what its edges and
//! nodes are. Nothing is read before a field asks: `totalCount` costs only where it stands in
//! the query, and a query for the number alone reads no page. Not here: cursors and the
//! bounds of pages (`store`).

use std::borrow::Cow;

use async_graphql::{Context, Description, Object, OutputType, Result, SimpleObject, TypeName};

use crate::store::{Page, PageRequest};

use super::error::bad_input;

/// A list that can be paged.
pub(crate) trait Paged: Send + Sync + Sized + 'static {
    /// What stands in the pages.
    type Row: Send + Sync + 'static;
    /// The edges of the connection.
    type Edge: OutputType;
    /// The nodes of the connection.
    type Node: OutputType;

    /// The name before `Connection`.
    fn name() -> Cow<'static, str>;

    /// What is listed, in the plural.
    fn plural() -> Cow<'static, str>;

    /// The page that was asked for.
    fn page(
        &self,
        ctx: &Context<'_>,
    ) -> impl Future<Output = Result<std::sync::Arc<Page<Self::Row>>>> + Send;

    /// How many there are on all pages.
    fn count(&self, ctx: &Context<'_>) -> impl Future<Output = Result<u64>> + Send;

    /// A row as an edge.
    fn edge(&self, cursor: String, row: &Self::Row) -> Result<Self::Edge>;

    /// A row as a node.
    fn node(&self, row: &Self::Row) -> Result<Self::Node>;
}

/// The arguments of a list with a filter and an order, as every one of them has them.
#[derive(Debug)]
pub(crate) struct Listing<F, O> {
    /// Which ones.
    pub(crate) filter: Option<F>,
    /// In what order.
    pub(crate) order_by: Option<Vec<O>>,
    /// How many from the start.
    pub(crate) first: Option<i32>,
    /// Only what follows this cursor.
    pub(crate) after: Option<String>,
    /// How many from the end.
    pub(crate) last: Option<i32>,
    /// Only what precedes this cursor.
    pub(crate) before: Option<String>,
}

/// A page of a list.
pub(crate) struct Connection<L>(pub(crate) L);

impl<L: Paged> TypeName for Connection<L> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", L::name()).into()
    }
}

impl<L: Paged> Description for Connection<L> {
    fn description() -> &'static str {
        // Leaked once for each type when the schema is built, which the library wants static.
        format!("A page of {}.", L::plural()).leak()
    }
}

#[Object(name_type, use_type_description)]
impl<L: Paged> Connection<L> {
    /// What the page holds, each with its cursor.
    async fn edges(&self, ctx: &Context<'_>) -> Result<Vec<L::Edge>> {
        let page = self.0.page(ctx).await?;
        page.items
            .iter()
            .map(|(cursor, row)| self.0.edge(cursor.0.clone(), row))
            .collect()
    }

    /// What the page holds, without the cursors.
    async fn nodes(&self, ctx: &Context<'_>) -> Result<Vec<L::Node>> {
        let page = self.0.page(ctx).await?;
        page.items.iter().map(|(_, row)| self.0.node(row)).collect()
    }

    /// Where the page stands in the list.
    async fn page_info(&self, ctx: &Context<'_>) -> Result<PageInfo> {
        let page = self.0.page(ctx).await?;
        Ok(PageInfo {
            has_next_page: page.has_next,
            has_previous_page: page.has_previous,
            start_cursor: page.items.first().map(|(cursor, _)| cursor.0.clone()),
            end_cursor: page.items.last().map(|(cursor, _)| cursor.0.clone()),
        })
    }

    /// How many there are on all pages; counted only when this field is asked for.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<u64> {
        self.0.count(ctx).await
    }
}

/// Where a page stands in its list.
#[derive(SimpleObject)]
pub(crate) struct PageInfo {
    /// Whether something follows the page.
    has_next_page: bool,
    /// Whether something precedes the page.
    has_previous_page: bool,
    /// The cursor of the first on the page; null when the page is empty.
    start_cursor: Option<String>,
    /// The cursor of the last on the page; null when the page is empty.
    end_cursor: Option<String>,
}

/// What can be a node of an edge: its name, and what several are called.
pub(crate) trait Listed: OutputType + Clone + 'static {
    /// The name of the type.
    const NAME: &'static str;
    /// What several are called.
    const PLURAL: &'static str;
}

/// An element of a list, with its cursor.
pub(crate) struct Edge<N> {
    pub(crate) cursor: String,
    pub(crate) node: N,
}

impl<N: Listed> TypeName for Edge<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", N::NAME).into()
    }
}

impl<N: Listed> Description for Edge<N> {
    fn description() -> &'static str {
        format!("A place in a list of {}.", N::PLURAL).leak()
    }
}

#[Object(name_type, use_type_description)]
impl<N: Listed> Edge<N> {
    /// The place in the list, for `after` and `before`.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// What stands there.
    async fn node(&self) -> N {
        self.node.clone()
    }
}

/// The page that the arguments of a connection ask for.
pub(crate) fn page_request(
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> Result<PageRequest> {
    PageRequest::new(first, after, last, before).map_err(|fault| bad_input(fault.to_string()))
}
