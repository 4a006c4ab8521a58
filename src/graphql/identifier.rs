//! Identifiers of entities in schemes of others.

use async_graphql::Object;
use entity::{row::identifier::Model, vocabulary::IdentifierScheme};

/// What others call an entity in a scheme of theirs.
#[derive(Clone, Debug)]
pub(crate) struct Identifier(pub(crate) Model);

/// What others call an entity in a scheme of theirs.
#[Object]
impl Identifier {
    /// The scheme, such as iso-3166-2.
    async fn scheme(&self) -> &str {
        &self.0.scheme
    }

    /// The value in the scheme.
    async fn value(&self) -> &str {
        &self.0.value
    }

    /// Where it can be looked up.
    async fn url(&self) -> Option<String> {
        let scheme = || IdentifierScheme::find(&self.0.scheme)?.url_of(&self.0.value);
        self.0.url.clone().or_else(scheme)
    }
}
