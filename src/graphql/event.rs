//! Events.
//!
//! Not here: what every entity has (`record`) and its links (`links`).

use async_graphql::{Object, Result};
use entity::vocabulary::{EventStatus, EventType};

use super::{
    error::word,
    links::EventLinks,
    period::{Period, bounds},
    record::{Fields, Record},
};

/// Something held, or announced by name; not a plan, which is a project of type ACTIVITY.
#[derive(Clone)]
pub(crate) struct Event(pub(crate) Fields<Self>);

/// Something held, or announced by name; not a plan, which is a project of type ACTIVITY.
#[Object]
impl Event {
    /// What kind of event it is.
    async fn r#type(&self) -> Result<EventType> {
        word(self.row.entity_type.as_deref())
    }

    /// What sources report of its taking place.
    async fn status(&self) -> EventStatus {
        self.row.status.unwrap_or(EventStatus::Unknown)
    }

    /// When it was held, or is to be.
    async fn period(&self) -> Option<Period> {
        Period::of(self.row.period_edtf.as_deref(), bounds!(self.row))
    }

    /// Whether it was held online; null when no source says.
    async fn online(&self) -> Option<bool> {
        self.row.online
    }

    #[graphql(flatten)]
    async fn fields(&self) -> &Fields<Event> {
        &self.0
    }

    #[graphql(flatten)]
    async fn links(&self) -> EventLinks {
        EventLinks(Record::clone(&self.0))
    }
}
