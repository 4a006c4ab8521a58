//! A recording as somebody at work makes it: a person attended an event.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    draft::{
        Batch, CitationDraft, DossierDraft, Draft, EntityContent, NameContent, RelationContent,
        name_key,
    },
    vocabulary::{Basis, EntityKind, Modality, NameKind, RelationKind, Tier},
};

/// A dossier with its document, a person, an event and the attendance; and the person's key.
pub(crate) fn attendance(number: usize) -> (Batch, String) {
    let dossier = DossierDraft {
        key: format!("written-{number}"),
        document: format!("document-{number}"),
        spans: Vec::new(),
        sha256: "0".repeat(64),
    };
    let (person, event) = (format!("guest-{number}"), format!("meeting-{number}"));
    let all = [
        (EntityKind::Document, &dossier.document, Some("OTHER")),
        (EntityKind::Person, &person, None),
        (EntityKind::Event, &event, Some("MEETING")),
    ];
    let entities = all.map(|(kind, key, own)| drafted(&dossier, entity(kind, key, own)));
    let names = all.map(|(_, key, _)| drafted(&dossier, name(key)));
    let relation = drafted(&dossier, relation(&person, &event));
    let batch = Batch {
        entities: entities.into(),
        names: names.into(),
        relations: vec![relation],
        dossiers: vec![dossier],
        ..Batch::default()
    };
    (batch, person)
}

fn drafted<T>(dossier: &DossierDraft, content: T) -> Draft<T> {
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

fn entity(kind: EntityKind, key: &str, own: Option<&str>) -> EntityContent {
    EntityContent {
        key: key.to_owned(),
        kind,
        name: key.to_owned(),
        name_language: Some("lv".to_owned()),
        entity_type: own.map(str::to_owned),
        country: None,
        status: None,
        online: None,
        named: (kind == EntityKind::Person).then_some(true),
        held: (kind == EntityKind::Document).then_some(false),
        title: None,
        language: None,
        url: None,
        sha256: None,
        text_length: None,
        published_on: None,
        period: None,
        position: None,
        possibly: Vec::new(),
        description: BTreeMap::new(),
        reference: kind == EntityKind::Document,
    }
}

fn name(key: &str) -> NameContent {
    NameContent {
        key: name_key(key, NameKind::Official, Some("lv"), key),
        entity: key.to_owned(),
        text: key.to_owned(),
        language: Some("lv".to_owned()),
        kind: NameKind::Official,
        candidates: Vec::new(),
        position: 0,
    }
}

fn relation(person: &str, event: &str) -> RelationContent {
    RelationContent {
        key: format!("{person}/ATTENDED/{event}"),
        kind: RelationKind::Attended,
        subject: person.to_owned(),
        object: event.to_owned(),
        role: None,
        on_behalf_of: None,
        support_form: None,
        agreement: None,
        headcount: None,
        recurrence: None,
        modality: Modality::Asserted,
        basis: Basis::Stated,
        rule: None,
        period: Some("2024-05-01".to_owned()),
        share: None,
        confidence: None,
    }
}
