//! Cursors of chains: the question, in short, and where its walk stands.

use async_graphql::Result;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::{graphql::error::bad_input, network::Position};

/// How many bytes of the question's hash a cursor carries.
const MARK: usize = 6;

/// Makes and reads the cursors of one question.
pub(crate) struct Resume([u8; MARK]);

impl Resume {
    /// The cursors of what this says.
    pub(crate) fn of(question: &impl std::fmt::Debug) -> Self {
        let hash = Sha256::digest(format!("{question:?}"));
        let mut mark = [0; MARK];
        mark.copy_from_slice(&hash[..MARK]);
        Self(mark)
    }

    /// The cursor of a place.
    pub(crate) fn cursor(&self, position: &Position) -> String {
        let mut bytes = self.0.to_vec();
        bytes.extend(position.to_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The place of a cursor.
    ///
    /// # Errors
    /// When it is none of this question.
    pub(crate) fn position(&self, cursor: &str) -> Result<Position> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).unwrap_or_default();
        let rest = bytes.strip_prefix(&self.0);
        rest.and_then(Position::from_bytes)
            .ok_or_else(|| bad_input("after: this is not a cursor of these chains"))
    }
}
