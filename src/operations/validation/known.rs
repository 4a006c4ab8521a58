//! What is stored already, as far as a judgement needs it; empty without a database.

use std::collections::HashMap;

use entity::{
    draft::{Draft, EntityContent},
    id::Noun,
    vocabulary::Tier,
};

use crate::{operations::text::Text, store::KnownEntity};

/// What is stored.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Entities that the dossiers refer to and do not declare.
    pub entities: HashMap<String, KnownEntity>,
    /// Those of them to which a dossier adds evidence, as they are stored.
    pub drafts: HashMap<String, Draft<EntityContent>>,
    /// Who may see the stored facts that the dossiers say anew, by noun and key.
    pub visibility: HashMap<(Noun, String), Tier>,
    /// Figures that the dossiers refer to and do not say.
    pub figures: HashMap<String, Tier>,
    /// The texts that are held, by the key of their document.
    pub texts: HashMap<String, Text>,
    /// Whether there is a database; else nothing is known beyond the files given.
    pub database: bool,
}

impl Known {
    /// Where a key may be found, for a message.
    pub(super) const fn places(&self) -> &'static str {
        if self.database {
            "the files given or in the database"
        } else {
            "the files given"
        }
    }
}
