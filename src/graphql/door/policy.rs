//! What an operator decides about requests: who may ask for what, and how much.

use super::Budget;

/// Who may ask for the schema itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Introspection {
    /// Everybody.
    #[default]
    Everyone,
    /// Viewers who show a token.
    Viewers,
    /// Nobody.
    Nobody,
}

/// Which documents are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answered {
    /// All that fit the schema.
    #[default]
    All,
    /// Those that are trusted.
    Trusted,
}

/// What is decided.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Who may ask for the schema.
    pub introspection: Introspection,
    /// The most that one operation may cost.
    pub cost_limit: u64,
    /// What each client may spend; none for as much as it likes.
    pub budget: Option<Budget>,
    /// Whether clients may send the hash of a document that they sent before.
    pub persisted: bool,
    /// Which documents are answered.
    pub answered: Answered,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            introspection: Introspection::default(),
            cost_limit: crate::graphql::limits::COST,
            budget: None,
            persisted: true,
            answered: Answered::default(),
        }
    }
}
