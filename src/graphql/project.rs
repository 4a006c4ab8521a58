//! Projects.
//!
//! Not here: what every entity has (`record`) and its links (`links`).

use async_graphql::{Object, Result};
use entity::vocabulary::ProjectType;

use super::{
    error::word,
    links::ProjectLinks,
    period::{Period, bounds},
    record::{Fields, Record},
};

/// A programme, a project, a plan within one (ACTIVITY), or continuing work in a place (SERVICE).
#[derive(Clone)]
pub(crate) struct Project(pub(crate) Fields<Self>);

/// A programme, a project, a plan within one (ACTIVITY), or continuing work in a place (SERVICE).
#[Object]
impl Project {
    /// What kind of project it is.
    async fn r#type(&self) -> Result<ProjectType> {
        word(self.row.entity_type.as_deref())
    }

    /// When it ran, or is to run.
    async fn period(&self) -> Option<Period> {
        Period::of(self.row.period_edtf.as_deref(), bounds!(self.row))
    }

    #[graphql(flatten)]
    async fn fields(&self) -> &Fields<Project> {
        &self.0
    }

    #[graphql(flatten)]
    async fn links(&self) -> ProjectLinks {
        ProjectLinks(Record::clone(&self.0))
    }
}
