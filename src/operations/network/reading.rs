//! What a question reads in the graph in memory.

use entity::vocabulary::{Direction, KindTime};

use super::Question;
use crate::{
    network::{Way, gathering::Gathering},
    operations::{
        search::{AskedEntity, entity_filter},
        snapshots::Compiler,
    },
    store::{EntityFilter, RelationFilter, Store, StoreError, View},
};

/// Whom a question asks for, its names resolved.
pub(super) struct Among {
    members: Option<EntityFilter>,
    through: Option<EntityFilter>,
}

impl Among {
    /// Resolves the names in the filters of a question.
    pub(super) async fn of(
        store: &Store,
        view: &View,
        question: &Question,
    ) -> Result<Self, StoreError> {
        let resolved = async |filter: &Option<AskedEntity>| match filter {
            Some(filter) => entity_filter(store, view, filter).await.map(Some),
            None => Ok(None),
        };
        Ok(Self {
            members: resolved(&question.members).await?,
            through: resolved(&question.through).await?,
        })
    }

    /// Which relations tie whom.
    pub(super) fn gathering(&self, compiler: &Compiler<'_>, question: &Question) -> Gathering {
        let spec = question.tie.spec();
        let certainty = compiler.view.lens.certainty;
        let test = |filter: &EntityFilter| compiler.entity(filter);
        let members = || self.members.as_ref().map(test);
        let through = || self.through.as_ref().map(test);
        let (subject, object) = match question.direction {
            _ if spec.symmetric() => (members(), members()),
            Direction::In => (through(), members()),
            Direction::Out | Direction::Both => (members(), through()),
        };
        Gathering {
            test: compiler.relation(&RelationFilter {
                kind: Some(vec![question.tie]),
                during: question.during,
                certainty: Some(certainty),
                ..RelationFilter::default()
            }),
            subject,
            object,
            member: match question.direction {
                Direction::In => Way::In,
                Direction::Out | Direction::Both => Way::Out,
            },
            direct: spec.symmetric() || question.direction == Direction::Both,
            members: members(),
            holds: spec.time == KindTime::State,
            certainty,
        }
    }
}
