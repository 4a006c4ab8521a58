//! The graph behind a door: where in the log a request reads it, and what memory answers itself.
//!
//! Not here: how an answer is written (`graphql::plan`), and the resolvers, which read at the same
//! place what memory does not hold.

use std::sync::Arc;

use async_graphql::Request;

use super::{Purse, Question, documents::Document, validation::Faults};
use crate::{
    graphql::{Engine, ErrorCode, place, plan::Missed},
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
    /// Whether memory may answer.
    may_write: bool,
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
        let may_write = match self.engine {
            Engine::Sql => false,
            Engine::Memory => true,
            Engine::Either => snapshots.is_there(),
        };
        Ok(Reading {
            snapshots,
            place,
            may_write: may_write && place.is_some(),
        })
    }
}

impl Reading {
    /// The data of the answer as JSON.
    ///
    /// # Errors
    /// When memory does not answer it.
    pub(super) async fn written(
        &self,
        document: &Document,
        request: &Request,
        (viewer, purse): (&Viewer, &Arc<Purse>),
    ) -> Result<Vec<u8>, Missed> {
        let plan = document.plan(request.operation_name.as_deref());
        let plan = plan.filter(|_| self.may_write).ok_or(Missed)?;
        let view = View::of(viewer.clone());
        let variables = &request.variables;
        plan.answer(&self.snapshots, &view, variables, purse).await
    }
}
