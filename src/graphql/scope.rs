//! Who asks and as of when, handed down from each object to what it leads to.
//!
//! Every object holds the scope under which it was found, and asks for more under the same
//! one. So a field that narrows the lens changes all below it and nothing beside it. Not
//! here: what a scope allows (`store`).

use std::{ops::Deref, sync::Arc};

use async_graphql::{Context, Result};

use crate::store::View;

use super::{
    error::{ErrorCode, from_store},
    loaders::Loaders,
};

/// A viewer with a lens; cheap to clone and to compare with itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Scope(Arc<View>);

impl Scope {
    pub(crate) fn new(view: View) -> Self {
        Self(Arc::new(view))
    }

    /// The scope of the request as a whole.
    pub(crate) fn of_request(ctx: &Context<'_>) -> Result<Self> {
        Ok(loaders(ctx)?.scope.clone())
    }

    /// The same with what stands for what under its lens, which is read once for each place in the
    /// log.
    pub(crate) async fn settled(&self, ctx: &Context<'_>) -> Result<Self> {
        let settled = loaders(ctx)?.snapshots.settled(self).await;
        let settled = settled.map_err(|failure| from_store(Arc::new(failure)))?;
        Ok(Self::new(settled))
    }

    /// The same with each entity apart.
    pub(crate) fn apart(&self) -> Self {
        Self::new(View::apart(self))
    }
}

impl Deref for Scope {
    type Target = View;

    fn deref(&self) -> &View {
        &self.0
    }
}

/// The loaders of the request.
pub(crate) fn loaders<'a>(ctx: &Context<'a>) -> Result<&'a Loaders> {
    of(ctx).map(AsRef::as_ref)
}

/// The same for what outlives the field, such as the events of a subscription.
pub(crate) fn loaders_shared(ctx: &Context<'_>) -> Result<Arc<Loaders>> {
    of(ctx).map(Arc::clone)
}

fn of<'a>(ctx: &Context<'a>) -> Result<&'a Arc<Loaders>> {
    ctx.data_opt::<Arc<Loaders>>()
        .ok_or_else(|| ErrorCode::Internal.error(ErrorCode::Internal.text()))
}
