//! The texts of documents: supplying them, and finding spans in them.
//!
//! A text is matched to the document that a dossier describes, by its hash or by key, and
//! kept only when every span of every dossier of that document is found in it again. What
//! dossiers left to be read from the text is read and recorded with it, in one transaction.
//! Not here: showing quotes (`store`, `graphql`).

use entity::draft::{Batch, Draft, EntityContent, FigureContent, Span, Value};

use super::{
    text::{Text, one_number},
    violation::Violation,
};
use crate::store::{NewText, Recorded, Recording, Store, StoreError};

mod matching;
mod phrase;

pub use phrase::{Occurrence, find};

/// A text that is supplied.
#[derive(Clone, Debug)]
pub struct Supplied {
    /// The name of the file, for messages.
    pub file: String,
    /// Its bytes as received.
    pub bytes: Vec<u8>,
    /// The key of its document, when it is not to be found by its hash.
    pub key: Option<String>,
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Added {
    /// The file.
    pub file: String,
    /// The key of its document.
    pub document: String,
    /// How many spans were found again in it.
    pub spans: usize,
    /// Whether it was held already.
    pub held: bool,
    /// What changed because values could be read.
    #[serde(flatten)]
    pub recorded: Recorded,
}

/// Why a text was not kept.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// No dossier describes such a document.
    #[error("{0}")]
    Unknown(String),
    /// It is not the text that the dossiers describe.
    #[error("the text has {} violations", .0.len())]
    Violations(Vec<Violation>),
    /// The store refused or failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps a text and reads from it what the dossiers left to be read.
///
/// # Errors
/// When no document has its hash or key, when the text is not the one described (with every
/// span that is not found), or when the store fails; then nothing was kept.
pub async fn add(
    store: &Store,
    supplied: &Supplied,
    by: &str,
    now: i64,
) -> Result<Added, DocumentError> {
    let text = matching::decode(supplied)?;
    let document = document(store, supplied, &text).await?;
    let mut batch = described(store, &document).await?;
    let spans = matching::check(supplied, &document, &batch, &text)?;
    let held = store.text(&document).await?.is_some();
    for entity in &mut batch.entities {
        read_title(entity, &document, &text);
    }
    for figure in &mut batch.figures {
        read_value(figure, &text);
    }
    let new = NewText {
        document: document.clone(),
        sha256: text.sha256().to_owned(),
        text: text.as_str().to_owned(),
    };
    let recorded = store
        .record(Recording {
            batch: &batch,
            texts: &[new],
            by,
            now,
            dry_run: false,
        })
        .await?;
    Ok(Added {
        file: supplied.file.clone(),
        document,
        spans,
        held,
        recorded,
    })
}

/// The key of the document to which a text belongs.
async fn document(
    store: &Store,
    supplied: &Supplied,
    text: &Text,
) -> Result<String, DocumentError> {
    if let Some(key) = &supplied.key {
        let known = store.known_entities(std::slice::from_ref(key)).await?;
        return known
            .contains_key(key)
            .then(|| key.clone())
            .ok_or_else(|| DocumentError::Unknown(format!("no document has the key {key}")));
    }
    let found = store.document_by_sha256(text.sha256()).await?;
    found.ok_or_else(|| {
        DocumentError::Unknown(format!(
            "{}: no dossier describes a text with the hash {}",
            supplied.file,
            text.sha256()
        ))
    })
}

/// All that dossiers of a document say.
async fn described(store: &Store, document: &str) -> Result<Batch, DocumentError> {
    let mut all = Batch::default();
    for key in store.dossiers().await? {
        let said = store
            .dossier(&key, entity::vocabulary::Tier::Steward)
            .await?;
        let Some(said) = said.filter(|said| {
            said.dossiers
                .iter()
                .any(|dossier| dossier.document == document)
        }) else {
            continue;
        };
        all.dossiers.extend(said.dossiers);
        join(&mut all.entities, said.entities);
        join(&mut all.names, said.names);
        join(&mut all.identifiers, said.identifiers);
        join(&mut all.relations, said.relations);
        join(&mut all.figures, said.figures);
        join(&mut all.notes, said.notes);
    }
    if all.dossiers.is_empty() {
        let message = format!("no dossier describes the document {document}");
        return Err(DocumentError::Unknown(message));
    }
    Ok(all)
}

/// Adds drafts; a fact that is there already gets the citations and claims.
fn join<T: entity::draft::Content>(all: &mut Vec<Draft<T>>, more: Vec<Draft<T>>) {
    let places: std::collections::HashMap<i64, usize> = all
        .iter()
        .enumerate()
        .map(|(place, draft)| (draft.content.id(), place))
        .collect();
    for mut draft in more {
        match places.get(&draft.content.id()) {
            None => all.push(draft),
            Some(place) => {
                all[*place].citations.append(&mut draft.citations);
                all[*place].citations.sort();
                all[*place].claims.append(&mut draft.claims);
            }
        }
    }
}

fn read_title(draft: &mut Draft<EntityContent>, document: &str, text: &Text) {
    if draft.content.key == document
        && let Some(Value::Read(span, value)) = &mut draft.content.title
    {
        *value = part(text, span).map(str::to_owned);
    }
}

fn read_value(draft: &mut Draft<FigureContent>, text: &Text) {
    if let Some(Value::Read(span, value)) = &mut draft.content.value {
        *value = part(text, span).and_then(one_number);
    }
}

fn part<'t>(text: &'t Text, span: &Span) -> Option<&'t str> {
    text.span(span.start, span.end)
}
