//! Facts for a bench, recorded as an import records them.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    draft::{Batch, CitationDraft, DossierDraft, Draft, EntityContent, NameContent, name_key},
    vocabulary::{EntityKind, EventStatus, NameKind, Tier},
};
use stakegraph::store::{Recording, Store, StoreError};

/// The time of recording: any will do.
const NOW: i64 = 1_600_000_000_000_000;

/// Records a batch.
pub(crate) async fn record(store: &Store, batch: &Batch) -> Result<(), StoreError> {
    let recording = Recording {
        batch,
        texts: &[],
        by: "bench",
        now: NOW,
        dry_run: false,
    };
    store.record(recording).await.map(drop)
}

fn source(dossier: &str) -> String {
    format!("{dossier}-source")
}

/// A batch of one dossier with its document.
pub(crate) fn opened(number: u64) -> Batch {
    let key = format!("bench-{number}");
    let document = source(&key);
    let dossier = DossierDraft {
        key,
        document: document.clone(),
        spans: Vec::new(),
        sha256: "0".repeat(64),
    };
    let mut batch = Batch {
        dossiers: vec![dossier],
        ..Batch::default()
    };
    let name = document.clone();
    entity(&mut batch, (document, EntityKind::Document), name, None);
    batch
}

/// A fact of the batch's dossier.
pub(crate) fn draft<T>(batch: &Batch, content: T) -> Draft<T> {
    let dossier = &batch.dossiers[0];
    let citation = CitationDraft {
        dossier: dossier.key.clone(),
        document: dossier.document.clone(),
        span: None,
        note: None,
    };
    Draft {
        content,
        visibility: Tier::Public,
        citations: vec![citation],
        claims: BTreeSet::from([dossier.key.clone()]),
    }
}

/// Adds an entity of this name; `period` is that of an event.
pub(crate) fn entity(
    batch: &mut Batch,
    (key, kind): (String, EntityKind),
    name: String,
    period: Option<String>,
) {
    let content = EntityContent {
        kind,
        name: name.clone(),
        name_language: Some("lv".into()),
        entity_type: match kind {
            EntityKind::Event => Some("MEETING".into()),
            EntityKind::Document => Some("OTHER".into()),
            _ => None,
        },
        country: None,
        status: (kind == EntityKind::Event).then_some(EventStatus::Held),
        online: None,
        named: (kind == EntityKind::Person).then_some(true),
        held: (kind == EntityKind::Document).then_some(false),
        title: None,
        language: None,
        url: None,
        sha256: None,
        text_length: None,
        published_on: None,
        period,
        position: None,
        possibly: Vec::new(),
        description: BTreeMap::new(),
        reference: kind == EntityKind::Document,
        key: key.clone(),
    };
    let entity = draft(batch, content);
    batch.entities.push(entity);
    let name = NameContent {
        key: name_key(&key, NameKind::Official, Some("lv"), &name),
        entity: key,
        text: name,
        language: Some("lv".into()),
        kind: NameKind::Official,
        candidates: Vec::new(),
        position: 0,
    };
    let name = draft(batch, name);
    batch.names.push(name);
}
