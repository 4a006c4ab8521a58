//! Who asks.

use async_graphql::Object;
use entity::vocabulary::Tier;

use super::scope::Scope;

/// Who asks, as the service knows it.
#[derive(Clone, Debug)]
pub(crate) struct Viewer(pub(crate) Scope);

/// Who asks, as the service knows it.
#[Object]
impl Viewer {
    /// What the viewer may see.
    async fn tier(&self) -> Tier {
        self.0.viewer.tier
    }

    /// The name that goes with the token; null without one.
    async fn name(&self) -> Option<&str> {
        self.0.viewer.name.as_deref()
    }
}
