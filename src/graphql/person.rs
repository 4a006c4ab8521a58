//! People.
//!
//! Not here: what every entity has (`record`) and its links (`links`).

use async_graphql::Object;

use super::{
    links::PersonLinks,
    record::{Fields, Record},
};

/// A human being, named by a source or only known to exist.
#[derive(Clone)]
pub(crate) struct Person(pub(crate) Fields<Self>);

/// A human being, named by a source or only known to exist.
#[Object]
impl Person {
    /// Whether a source names the person; false: known to exist, not named by any source.
    async fn named(&self) -> bool {
        self.row.named.unwrap_or(true)
    }

    #[graphql(flatten)]
    async fn fields(&self) -> &Fields<Person> {
        &self.0
    }

    #[graphql(flatten)]
    async fn links(&self) -> PersonLinks {
        PersonLinks(Record::clone(&self.0))
    }
}
