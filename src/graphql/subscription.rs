//! The root of what goes on: one expression for each feed.
//!
//! Each event is answered like a request of its own: with loaders that know nothing of the event
//! before, so that nothing grows and nothing is stale. Not here: what the feed tells whom
//! (`operations::feed`), how it is sent (`http`).

use std::{collections::HashSet, sync::Arc};

use async_graphql::{Context, Error, ID, Result, Subscription};
use entity::{
    id::{Noun, number},
    vocabulary::EntityKind,
};
use futures_util::{Stream, StreamExt};

use crate::{
    operations::feed::{After, Asked, FeedError, follow},
    store::View,
};

use super::{
    change::Change,
    error::{bad_input, from_store},
    loaders::Loaders,
    record::number_of,
    scope::loaders_shared,
};

/// The most entities that a feed is limited to.
const ENTITIES: usize = 100;

/// What goes on.
#[derive(Clone, Copy, Default)]
pub(crate) struct Subscription;

/// What goes on.
#[Subscription]
impl Subscription {
    /// What was recorded, amended or retracted, as far as this viewer may see it, in the order in
    /// which it was recorded. It goes on with what is recorded later, and ends only with its
    /// limit. A fact that is closed to this viewer is told as retracted, without its content.
    #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only what follows the change with this cursor; \"now\" for only what is recorded \
                    from now on. All that this viewer may see when absent."
        )]
        after: Option<String>,
        #[graphql(desc = "Only what speaks of entities of these kinds.")] kinds: Option<
            Vec<EntityKind>,
        >,
        #[graphql(desc = "Only what speaks of these entities, by id or key; at most 100.")]
        entities: Option<Vec<ID>>,
        #[graphql(desc = "End after so many changes.")] limit: Option<i32>,
    ) -> Result<impl Stream<Item = Result<Change>>> {
        let loaders = loaders_shared(ctx)?;
        let asked = Asked {
            after: place(after),
            kinds,
            entities: entities.as_deref().map(numbers).transpose()?,
        };
        let view: View = (*loaders.scope).clone();
        let told = follow(loaders.store.clone(), view, asked)
            .await
            .map_err(from_feed)?;
        let told = told.map(move |told| event(&loaders, told.map_err(FeedError::Store)));
        Ok(told.take(most(limit)?))
    }
}

/// A change on its way to its fields.
fn event(
    loaders: &Loaders,
    told: Result<crate::operations::feed::Told, FeedError>,
) -> Result<Change> {
    let told = told.map_err(from_feed)?;
    loaders.begin(&told.cursor);
    Ok(Change::new(told, &loaders.scope))
}

fn place(after: Option<String>) -> After {
    match after {
        None => After::Beginning,
        Some(now) if now == "now" => After::Now,
        Some(cursor) => After::Cursor(cursor),
    }
}

fn numbers(entities: &[ID]) -> Result<HashSet<i64>> {
    if entities.len() > ENTITIES {
        let message = format!("entities: at most {ENTITIES} at once.");
        return Err(bad_input(message));
    }
    // An id has a dot and a key never has one; what is neither is the key of nothing.
    let number =
        |given: &ID| number_of(Noun::Entity, given).unwrap_or_else(|| number(Noun::Entity, given));
    Ok(entities.iter().map(number).collect())
}

fn most(limit: Option<i32>) -> Result<usize> {
    let Some(limit) = limit else {
        return Ok(usize::MAX);
    };
    usize::try_from(limit)
        .ok()
        .filter(|limit| *limit > 0)
        .ok_or_else(|| bad_input("limit: a number from 1 on."))
}

fn from_feed(failure: FeedError) -> Error {
    match failure {
        FeedError::Cursor => bad_input(
            "after: this cursor was not given out here to a viewer of this tier; begin anew.",
        ),
        FeedError::Store(failure) => from_store(Arc::new(failure)),
    }
}
