//! What is stored and matters for judging an import.

use std::collections::{BTreeSet, HashMap};

use entity::{
    draft::{Batch, Content, Draft},
    id::Noun,
};

use crate::{
    operations::{
        dossier::{Dossier, Reading, Target},
        drafting,
        text::Text,
        validation::Known,
    },
    store::{Store, StoreError},
};

/// Looks up what the dossiers refer to, say anew, and point into.
///
/// # Errors
/// When the database fails.
pub async fn known(store: &Store, readings: &[Reading]) -> Result<Known, StoreError> {
    let referred = referred(readings);
    let declared = declared(readings);
    let missing: Vec<String> = referred.entities.difference(&declared).cloned().collect();
    let mut known = Known {
        entities: store.known_entities(&missing).await?,
        figures: store
            .known_visibility(Noun::Figure, &listed(referred.figures))
            .await?,
        database: true,
        ..Known::default()
    };
    let supported: Vec<String> = referred.supported.difference(&declared).cloned().collect();
    for draft in store.entity_drafts(&supported).await? {
        known.drafts.insert(draft.content.key.clone(), draft);
    }
    for document in referred.documents {
        if let Some(text) = store.text(&document).await? {
            known.texts.insert(document, Text::new(text));
        }
    }
    known.visibility = visibility(store, &drafting::batch(readings, &known).0).await?;
    Ok(known)
}

/// The keys to which dossiers refer.
#[derive(Default)]
struct Referred {
    entities: BTreeSet<String>,
    supported: BTreeSet<String>,
    figures: BTreeSet<String>,
    documents: BTreeSet<String>,
}

fn dossiers(readings: &[Reading]) -> impl Iterator<Item = &Dossier> {
    readings
        .iter()
        .filter_map(|reading| reading.dossier.as_ref())
}

fn declared(readings: &[Reading]) -> BTreeSet<String> {
    dossiers(readings)
        .flat_map(Dossier::blocks)
        .filter(|block| block.declaration.is_some())
        .map(|block| block.key.value.clone())
        .collect()
}

fn referred(readings: &[Reading]) -> Referred {
    let mut referred = Referred::default();
    for reading in readings {
        let loose = reading.loose.iter();
        let entities = loose.filter(|loose| loose.to == Target::Entity);
        let keys = entities.map(|loose| loose.key.value.clone());
        referred.entities.extend(keys);
    }
    for dossier in dossiers(readings) {
        referred
            .documents
            .insert(dossier.document.key.value.clone());
        for block in dossier.blocks() {
            if let Some(declared) = &block.declaration {
                let possibly = declared.possibly.iter().map(|at| at.value.clone());
                referred.entities.extend(possibly);
            } else {
                referred.entities.insert(block.key.value.clone());
                referred.supported.insert(block.key.value.clone());
            }
        }
        for relation in &dossier.relations {
            let ends = [
                Some(&relation.subject),
                Some(&relation.object),
                relation.on_behalf_of.as_ref(),
            ];
            let keys = ends.into_iter().flatten().map(|at| at.value.clone());
            referred.entities.extend(keys);
        }
        for figure in &dossier.figures {
            referred.entities.insert(figure.about.value.clone());
            referred
                .figures
                .extend(figure.part_of.iter().map(|at| at.value.clone()));
        }
        let about = dossier.notes.iter().map(|note| note.about.value.clone());
        referred.entities.extend(about);
    }
    referred
}

/// Who may see the facts of a batch that are stored already.
async fn visibility(
    store: &Store,
    batch: &Batch,
) -> Result<HashMap<(Noun, String), entity::vocabulary::Tier>, StoreError> {
    let mut known = HashMap::new();
    let nouns = [
        (Noun::Entity, keys(&batch.entities)),
        (Noun::Name, keys(&batch.names)),
        (Noun::Identifier, keys(&batch.identifiers)),
        (Noun::Relation, keys(&batch.relations)),
        (Noun::Figure, keys(&batch.figures)),
        (Noun::Note, keys(&batch.notes)),
    ];
    for (noun, keys) in nouns {
        let found = store.known_visibility(noun, &keys).await?;
        known.extend(found.into_iter().map(|(key, tier)| ((noun, key), tier)));
    }
    Ok(known)
}

fn keys<T: Content>(drafts: &[Draft<T>]) -> Vec<String> {
    drafts
        .iter()
        .map(|draft| draft.content.key().to_owned())
        .collect()
}

fn listed(keys: BTreeSet<String>) -> Vec<String> {
    keys.into_iter().collect()
}
