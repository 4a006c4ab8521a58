//! The document and the entities of an exported dossier.

use std::collections::BTreeMap;

use entity::{
    draft::{Batch, DossierDraft, Draft, EntityContent, IdentifierContent, NameContent, Value},
    vocabulary::Tier,
};

use super::{
    Seen,
    facts::{Spans, at},
};
use crate::operations::dossier::{Declaration, EntityBlock, IdentifierBlock, NameBlock};

/// What a dossier says of one entity.
#[derive(Default)]
struct Parts<'a> {
    entity: Option<&'a Draft<EntityContent>>,
    names: Vec<&'a Draft<NameContent>>,
    identifiers: Vec<&'a Draft<IdentifierContent>>,
}

/// The document's block and those of the entities; none when the document is not seen.
pub(super) fn blocks(
    draft: &DossierDraft,
    batch: &Batch,
    seen: &Seen,
    spans: &Spans,
) -> Option<(EntityBlock, Vec<EntityBlock>)> {
    let mut parts: BTreeMap<&str, Parts<'_>> = BTreeMap::new();
    for entity in &batch.entities {
        parts.entry(&entity.content.key).or_default().entity = Some(entity);
    }
    for name in &batch.names {
        parts
            .entry(&name.content.entity)
            .or_default()
            .names
            .push(name);
    }
    for identifier in &batch.identifiers {
        parts
            .entry(&identifier.content.entity)
            .or_default()
            .identifiers
            .push(identifier);
    }
    let document = parts.remove(draft.document.as_str())?;
    document.entity?;
    let document = block(&draft.document, &document, seen, spans, true);
    let entities = parts
        .iter()
        .map(|(key, parts)| block(key, parts, seen, spans, false))
        .collect();
    Some((document, entities))
}

fn block(key: &str, parts: &Parts<'_>, seen: &Seen, spans: &Spans, document: bool) -> EntityBlock {
    let declared = parts
        .entity
        .filter(|entity| document || may_declare(&entity.content, parts));
    let visibility = declared.map_or(Tier::Public, |entity| entity.visibility);
    let mut names = parts.names.clone();
    names.sort_by(|a, b| {
        let order = |name: &NameContent| (name.position, name.key.clone());
        order(&a.content).cmp(&order(&b.content))
    });
    EntityBlock {
        key: at(key.to_owned()),
        path: String::new(),
        declaration: declared.map(|entity| Box::new(declaration(&entity.content, seen, spans))),
        visibility: at(visibility),
        names: names
            .into_iter()
            .enumerate()
            .map(|(index, name)| name_block(index, name, visibility, spans))
            .collect(),
        identifiers: parts
            .identifiers
            .iter()
            .enumerate()
            .map(|(index, identifier)| identifier_block(index, identifier, visibility, spans))
            .collect(),
        cite: parts
            .entity
            .map(|entity| spans.cites(&entity.citations))
            .unwrap_or_default(),
    }
}

/// Whether a dossier can declare an entity: with its recorded name, and unless it is the
/// document of another dossier, which alone can describe its text.
fn may_declare(entity: &EntityContent, parts: &Parts<'_>) -> bool {
    let has_recorded_name = parts.names.iter().any(|name| {
        let name = &name.content;
        name.position == 0 && name.text == entity.name && name.language == entity.name_language
    });
    let describes_text = entity.sha256.is_some()
        || entity.text_length.is_some()
        || entity.reference
        || matches!(entity.title, Some(Value::Read(..)));
    has_recorded_name && !describes_text
}

fn declaration(said: &EntityContent, seen: &Seen, spans: &Spans) -> Declaration {
    Declaration {
        kind: at(said.kind),
        entity_type: said.entity_type.clone(),
        country: said.country.clone(),
        status: said.status,
        online: said.online,
        named: said.named,
        held: said.held,
        title: said.title.as_ref().map(|title| at(spans.source(title))),
        language: said.language.clone(),
        url: said.url.clone(),
        sha256: said.sha256.clone().map(at),
        length: said.text_length,
        published_on: said.published_on.clone(),
        period: said.period.clone().map(at),
        position: said.position,
        possibly: said
            .possibly
            .iter()
            .filter(|key| seen.entities.contains(*key))
            .map(|key| at(key.clone()))
            .collect(),
        description: said
            .description
            .iter()
            .map(|(language, text)| (language.clone(), at(text.clone())))
            .collect(),
        reference: said.reference,
    }
}

fn name_block(index: usize, draft: &Draft<NameContent>, entity: Tier, spans: &Spans) -> NameBlock {
    NameBlock {
        index,
        text: at(draft.content.text.clone()),
        language: draft.content.language.clone(),
        kind: at(draft.content.kind),
        candidates: draft.content.candidates.iter().cloned().map(at).collect(),
        visibility: (draft.visibility != entity).then(|| at(draft.visibility)),
        cite: spans.cites(&draft.citations),
    }
}

fn identifier_block(
    index: usize,
    draft: &Draft<IdentifierContent>,
    entity: Tier,
    spans: &Spans,
) -> IdentifierBlock {
    IdentifierBlock {
        index,
        scheme: at(draft.content.scheme.clone()),
        value: at(draft.content.value.clone()),
        url: draft.content.url.clone(),
        visibility: (draft.visibility != entity).then(|| at(draft.visibility)),
        cite: spans.cites(&draft.citations),
    }
}
