//! Organisations.
//!
//! Not here: what every entity has (`record`) and its links (`links`).

use async_graphql::{Object, Result};
use entity::vocabulary::OrganisationType;

use super::{
    error::word,
    links::OrganisationLinks,
    record::{Fields, Record},
};

/// A body, office, network or group of people.
#[derive(Clone)]
pub(crate) struct Organisation(pub(crate) Fields<Self>);

/// A body, office, network or group of people.
#[Object]
impl Organisation {
    /// What kind of organisation it is.
    async fn r#type(&self) -> Result<OrganisationType> {
        word(self.row.entity_type.as_deref())
    }

    /// The country, ISO 3166-1 alpha-2.
    async fn country(&self) -> Option<&str> {
        self.row.country.as_deref()
    }

    #[graphql(flatten)]
    async fn fields(&self) -> &Fields<Organisation> {
        &self.0
    }

    #[graphql(flatten)]
    async fn links(&self) -> OrganisationLinks {
        OrganisationLinks(Record::clone(&self.0))
    }
}
