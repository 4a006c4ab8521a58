//! A question with all that it takes to read what it is about.

use std::sync::Arc;

use entity::vocabulary::{Direction, KindTime};

use super::Question;
use crate::{
    network::{
        Flag, Halt, Meter, Reader, Snapshot, Way,
        gathering::{Gathered, Gathering, gathered},
    },
    operations::{
        search::{AskedEntity, entity_filter},
        snapshots::{Compiler, SnapshotError, Snapshots},
    },
    store::{EntityFilter, RelationFilter, View},
};

/// So many relations and entities are looked at, at most.
const BUDGET: u64 = 100_000_000;

/// A question, with the snapshot of its view and the names that its filters ask for.
pub(super) struct Asked {
    snapshot: Arc<Snapshot>,
    view: View,
    question: Question,
    members: Option<EntityFilter>,
    through: Option<EntityFilter>,
}

impl Asked {
    /// Takes the snapshot of the view, and resolves the names that the filters ask for.
    pub(super) async fn new(
        snapshots: &Snapshots,
        view: &View,
        question: &Question,
    ) -> Result<Self, SnapshotError> {
        let store = snapshots.store();
        let resolved = async |filter: &Option<AskedEntity>| match filter {
            Some(filter) => entity_filter(store, view, filter).await.map(Some),
            None => Ok(None),
        };
        let members = resolved(&question.members).await?;
        Ok(Self {
            members,
            through: resolved(&question.through).await?,
            snapshot: snapshots.of(view).await?,
            view: view.clone(),
            question: question.clone(),
        })
    }

    /// Reads who is tied to whom.
    pub(super) fn read(&self, flag: &Flag) -> Result<Gathered, Halt> {
        let compiler = Compiler {
            snapshot: &self.snapshot,
            view: &self.view,
        };
        let sight = compiler.sight();
        let meter = Meter::new(BUDGET, flag.clone());
        let reader = Reader {
            snapshot: &self.snapshot,
            sight: &sight,
            meter: &meter,
        };
        gathered(&reader, &self.gathering(&compiler), flag)
    }

    fn gathering(&self, compiler: &Compiler<'_>) -> Gathering {
        let question = &self.question;
        let spec = question.tie.spec();
        let is_symmetric = spec.inverse.is_none();
        let test = |filter: &EntityFilter| compiler.entity(filter);
        let members = || self.members.as_ref().map(test);
        let through = || self.through.as_ref().map(test);
        let (subject, object) = match question.direction {
            _ if is_symmetric => (members(), members()),
            Direction::In => (through(), members()),
            Direction::Out | Direction::Both => (members(), through()),
        };
        Gathering {
            test: compiler.relation(&RelationFilter {
                kind: Some(vec![question.tie]),
                during: question.during,
                certainty: Some(self.view.lens.certainty),
                ..RelationFilter::default()
            }),
            subject,
            object,
            member: match question.direction {
                Direction::In => Way::In,
                Direction::Out | Direction::Both => Way::Out,
            },
            direct: is_symmetric || question.direction == Direction::Both,
            members: members(),
            holds: spec.time == KindTime::State,
            certainty: self.view.lens.certainty,
        }
    }
}
