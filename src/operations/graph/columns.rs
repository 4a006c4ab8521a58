//! What is told of an entity and of a relation.
//!
//! The words are those of the vocabulary and of the schema. Every node and edge names the
//! places that support it, so that a picture can be followed back to its sources.

use entity::{
    id::Noun,
    row::{entity as entity_row, relation},
    vocabulary::{EventStatus, SupportForm},
};

use super::{Column, ENTITY_KEY, ENTITY_KIND, Edge, Node, Sort, Time, Value, public_id};
use crate::store::Place;

/// What is told of an entity.
pub const NODES: &[Column] = &[
    ENTITY_KEY,
    ENTITY_KIND,
    Column::new(
        "type",
        Sort::Text,
        "Its type, a word of the list of its kind.",
    ),
    Column::new("country", Sort::Text, "ISO 3166-1 alpha-2."),
    Column::new(
        "status",
        Sort::Text,
        "Events: what is reported of its taking place.",
    ),
    Column::new("named", Sort::Flag, "Persons: whether a source names them."),
    Column::new("latitude", Sort::Number, "Municipalities: degrees north."),
    Column::new("longitude", Sort::Number, "Municipalities: degrees east."),
    Column::new("visibility", Sort::Text, "Who may see it."),
    EVIDENCE,
];

/// What is told of a relation.
pub const EDGES: &[Column] = &[
    Column::new("kind", Sort::Text, "What it says, a word of RelationKind."),
    Column::new(
        "symmetric",
        Sort::Flag,
        "Whether it says the same of both ends.",
    ),
    Column::new("role", Sort::Text, "A key of the role vocabulary."),
    Column::new(
        "modality",
        Sort::Text,
        "In what way the source holds it to be so.",
    ),
    Column::new("basis", Sort::Text, "How the graph came to it."),
    Column::new(
        "onBehalfOf",
        Sort::Text,
        "The id of the actor for whom the subject acts.",
    ),
    Column::new(
        "supportForm",
        Sort::Text,
        "The form of support, as far as the source goes.",
    ),
    Column::new("agreement", Sort::Text, "The number of the agreement."),
    Column::new("headcount", Sort::Integer, "How many this party sent."),
    Column::new(
        "share",
        Sort::Number,
        "The part of the subject that passed on, 0 to 1.",
    ),
    Column::new("visibility", Sort::Text, "Who may see it."),
    EVIDENCE,
];

const EVIDENCE: Column = Column::new(
    "evidence",
    Sort::Text,
    "The places that support it: keys of documents, with first and last code point.",
);

/// The time of a row that has a period.
macro_rules! time {
    ($row:expr) => {
        $row.period_edtf.as_deref().map(|edtf| {
            let days = [
                $row.earliest_start,
                $row.latest_start,
                $row.earliest_end,
                $row.latest_end,
            ];
            Time::new(edtf, days)
        })
    };
}

/// An entity as a node, beside [`NODES`].
#[must_use]
pub fn node(entity: &entity_row::Model, evidence: &[Place]) -> Node {
    Node {
        id: public_id(Noun::Entity, entity.id),
        label: entity.name.clone(),
        time: time!(entity),
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
    let on_behalf_of = relation
        .on_behalf_of_id
        .map(|actor| public_id(Noun::Entity, actor));
    let form = relation.support_form.map(SupportForm::as_str);
    Edge {
        id: public_id(Noun::Relation, relation.id),
        source: public_id(Noun::Entity, relation.subject_id),
        target: public_id(Noun::Entity, relation.object_id),
        label: spec.forward.labels.en.to_owned(),
        weight: None,
        time: time!(relation),
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

fn text(text: Option<&str>) -> Option<Value> {
    text.map(Value::text)
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
