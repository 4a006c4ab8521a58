//! What is told of an entity and of a relation.
//!
//! The words are those of the vocabulary and of the schema. Every node and edge names the
//! places that support it, so that a picture can be followed back to its sources.

use entity::{
    id::{Noun, PublicId},
    row::{entity as entity_row, relation},
    vocabulary::{EventStatus, SupportForm},
};

use super::{Column, Edge, Node, Sort, Time, Value};
use crate::store::Place;

const fn column(key: &'static str, sort: Sort, description: &'static str) -> Column {
    Column {
        key,
        description,
        sort,
    }
}

/// What is told of an entity.
pub const NODES: &[Column] = &[
    column("entityKey", Sort::Text, "The stable key."),
    column("kind", Sort::Text, "What it is, a word of EntityKind."),
    column(
        "type",
        Sort::Text,
        "Its type, a word of the list of its kind.",
    ),
    column("country", Sort::Text, "ISO 3166-1 alpha-2."),
    column(
        "status",
        Sort::Text,
        "Events: what is reported of its taking place.",
    ),
    column("named", Sort::Flag, "Persons: whether a source names them."),
    column("latitude", Sort::Number, "Municipalities: degrees north."),
    column("longitude", Sort::Number, "Municipalities: degrees east."),
    column("visibility", Sort::Text, "Who may see it."),
    EVIDENCE,
];

/// What is told of a relation.
pub const EDGES: &[Column] = &[
    column("kind", Sort::Text, "What it says, a word of RelationKind."),
    column(
        "symmetric",
        Sort::Flag,
        "Whether it says the same of both ends.",
    ),
    column("role", Sort::Text, "A key of the role vocabulary."),
    column(
        "modality",
        Sort::Text,
        "In what way the source holds it to be so.",
    ),
    column("basis", Sort::Text, "How the graph came to it."),
    column(
        "onBehalfOf",
        Sort::Text,
        "The id of the actor for whom the subject acts.",
    ),
    column(
        "supportForm",
        Sort::Text,
        "The form of support, as far as the source goes.",
    ),
    column("agreement", Sort::Text, "The number of the agreement."),
    column("headcount", Sort::Integer, "How many this party sent."),
    column(
        "share",
        Sort::Number,
        "The part of the subject that passed on, 0 to 1.",
    ),
    column("visibility", Sort::Text, "Who may see it."),
    EVIDENCE,
];

const EVIDENCE: Column = column(
    "evidence",
    Sort::Text,
    "The places that support it: keys of documents, with first and last code point.",
);

/// An entity as a node, beside [`NODES`].
#[must_use]
pub fn node(entity: &entity_row::Model, evidence: &[Place]) -> Node {
    let days = [
        entity.earliest_start,
        entity.latest_start,
        entity.earliest_end,
        entity.latest_end,
    ];
    Node {
        id: id(Noun::Entity, entity.id),
        label: entity.name.clone(),
        time: time(entity.period_edtf.as_deref(), days),
        values: vec![
            text(Some(&entity.key)),
            text(Some(entity.kind.as_str())),
            text(entity.entity_type.as_deref()),
            text(entity.country.as_deref()),
            text(entity.status.map(EventStatus::as_str)),
            entity.named.map(Value::Flag),
            entity.latitude.map(Value::Number),
            entity.longitude.map(Value::Number),
            text(Some(entity.visibility.as_str())),
            places(evidence),
        ],
    }
}

/// A relation as an edge, beside [`EDGES`].
#[must_use]
pub fn edge(relation: &relation::Model, evidence: &[Place]) -> Edge {
    let spec = relation.kind.spec();
    let days = [
        relation.earliest_start,
        relation.latest_start,
        relation.earliest_end,
        relation.latest_end,
    ];
    let on_behalf_of = relation
        .on_behalf_of_id
        .map(|actor| id(Noun::Entity, actor));
    let form = relation.support_form.map(SupportForm::as_str);
    Edge {
        id: id(Noun::Relation, relation.id),
        source: id(Noun::Entity, relation.subject_id),
        target: id(Noun::Entity, relation.object_id),
        label: spec.forward.labels.en.to_owned(),
        weight: None,
        time: time(relation.period_edtf.as_deref(), days),
        values: vec![
            text(Some(relation.kind.as_str())),
            Some(Value::Flag(spec.inverse.is_none())),
            text(relation.role.as_deref()),
            text(Some(relation.modality.as_str())),
            text(Some(relation.basis.as_str())),
            text(on_behalf_of.as_deref()),
            text(form),
            text(relation.agreement.as_deref()),
            relation.headcount.map(|count| Value::Integer(count.into())),
            relation.share.map(Value::Number),
            text(Some(relation.visibility.as_str())),
            places(evidence),
        ],
    }
}

fn id(noun: Noun, number: i64) -> String {
    PublicId { noun, number }.to_string()
}

fn text(text: Option<&str>) -> Option<Value> {
    text.map(Value::text)
}

fn time(edtf: Option<&str>, days: [Option<i32>; 4]) -> Option<Time> {
    edtf.map(|edtf| Time::new(edtf, days))
}

fn places(places: &[Place]) -> Option<Value> {
    let texts: Vec<String> = places
        .iter()
        .map(|place| match place.span {
            Some((start, end)) => format!("{}#{start}-{end}", place.document),
            None => place.document.clone(),
        })
        .collect();
    (!texts.is_empty()).then(|| Value::Text(texts.join(" ")))
}
