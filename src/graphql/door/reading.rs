//! The graph behind a door: where in the log a request reads it, and what memory answers itself.
//!
//! Not here: how an answer is written (`graphql::plan`), and the resolvers, which read at the same
//! place what memory does not hold.

use std::sync::Arc;

use async_graphql::Request;

use super::{Purse, Question, documents::Document, validation::Faults};
use crate::{
    graphql::{
        Engine, ErrorCode, place,
        plan::{Missed, ReadFrom},
    },
    operations::snapshots::Snapshots,
    store::{View, Viewer},
};

/// The graph that a door leads to.
#[derive(Debug)]
pub(crate) struct Graph {
    engine: Engine,
    snapshots: Snapshots,
}

/// The graph as one request reads it.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// From beginning to end at one place in the log.
    pub snapshots: Snapshots,
    /// That place, for a request that reads.
    pub place: Option<i64>,
    /// Whether a plan may answer, and then whether from memory.
    planned: Option<bool>,
}

impl Graph {
    /// The graph of a database, read by one engine.
    pub(crate) const fn new(engine: Engine, snapshots: Snapshots) -> Self {
        Self { engine, snapshots }
    }

    /// Begins to read for a request, from where on it wants to.
    pub(super) async fn begin(
        &self,
        question: &Question,
        document: &Document,
    ) -> Result<Reading, Faults> {
        let snapshots = self.snapshots.for_one_request();
        if let Some(least) = question.extensions.get(place::LEAST) {
            let waited = place::wait(&snapshots, least).await;
            waited.map_err(|error| Faults {
                code: ErrorCode::Internal,
                errors: vec![error],
            })?;
        }
        let place = place::of(&snapshots, document.reads).await;
        let planned = match self.engine {
            Engine::Resolvers => None,
            Engine::Sql => Some(false),
            Engine::Memory => Some(true),
            Engine::Either => Some(snapshots.is_there()),
        };
        Ok(Reading {
            snapshots,
            place,
            planned: planned.filter(|_| place.is_some()),
        })
    }
}

impl Reading {
    /// The data of the answer as JSON.
    ///
    /// # Errors
    /// When no plan answers it.
    pub(super) async fn written(
        &self,
        document: &Document,
        request: &Request,
        (viewer, purse): (&Viewer, &Arc<Purse>),
    ) -> Result<Vec<u8>, Missed> {
        let plan = document.plan(request.operation_name.as_deref());
        let (plan, memory) = plan.zip(self.planned).ok_or(Missed)?;
        let view = View::of(viewer.clone());
        let from = ReadFrom {
            snapshots: &self.snapshots,
            memory,
        };
        plan.answer(from, &view, &request.variables, purse).await
    }
}
