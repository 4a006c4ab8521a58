//! The place of a row in a list, as text.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// The place of a row in a list; opaque to clients.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cursor(pub String);

impl Cursor {
    /// The cursor of a place in an order of that name.
    pub fn write(order: &str, place: &impl serde::Serialize) -> Self {
        // Plain values are always JSON.
        Self(URL_SAFE_NO_PAD.encode(serde_json::json!([order, place]).to_string()))
    }

    /// The place, when the cursor is of that order.
    pub(super) fn read<P: serde::de::DeserializeOwned>(&self, order: &str) -> Option<P> {
        let bytes = URL_SAFE_NO_PAD.decode(&self.0).ok()?;
        let (of, place) = serde_json::from_slice::<(String, P)>(&bytes).ok()?;
        (of == order).then_some(place)
    }
}
