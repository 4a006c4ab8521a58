//! What is to be known of each kind of entity: its labels, its types and the terms of other
//! vocabularies that come nearest. The words themselves stand in `words`.

use super::{
    DocumentType, EntityKind, EventType, Labels, MunicipalityType, OrganisationType, ProjectType,
    TimeRule,
};

/// One kind of entity.
#[derive(Debug)]
pub struct EntityKindSpec {
    /// The kind.
    pub kind: EntityKind,
    /// What one is called.
    pub labels: Labels,
    /// The name of its object type in GraphQL.
    pub object: &'static str,
    /// Terms of other vocabularies, as `prefix:name`.
    pub terms: &'static [&'static str],
}

/// The kinds, in the order of [`EntityKind::ALL`]; labels in Latvian, English, Estonian, Lithuanian.
pub static ENTITY_KINDS: &[EntityKindSpec] = &[
    EntityKindSpec {
        kind: EntityKind::Person,
        labels: Labels::new(["persona", "person", "isik", "asmuo"]),
        object: "Person",
        terms: &["ftm:Person", "schema:Person", "prov:Person"],
    },
    EntityKindSpec {
        kind: EntityKind::Organisation,
        labels: Labels::new([
            "organizācija",
            "organisation",
            "organisatsioon",
            "organizacija",
        ]),
        object: "Organisation",
        terms: &[
            "ftm:Organization",
            "ftm:PublicBody",
            "org:FormalOrganization",
            "schema:Organization",
            "cv:PublicOrganisation",
            "prov:Organization",
        ],
    },
    EntityKindSpec {
        kind: EntityKind::Municipality,
        labels: Labels::new(["pašvaldība", "municipality", "omavalitsus", "savivaldybė"]),
        object: "Municipality",
        terms: &[
            "ftm:PublicBody",
            "org:FormalOrganization",
            "schema:AdministrativeArea",
            "cv:AdminUnit",
            "prov:Organization",
        ],
    },
    EntityKindSpec {
        kind: EntityKind::Event,
        labels: Labels::new(["pasākums", "event", "sündmus", "renginys"]),
        object: "Event",
        terms: &[
            "ftm:Event",
            "schema:Event",
            "cv:PublicEvent",
            "prov:Activity",
        ],
    },
    EntityKindSpec {
        kind: EntityKind::Project,
        labels: Labels::new(["projekts", "project", "projekt", "projektas"]),
        object: "Project",
        terms: &["ftm:Project", "schema:Project", "prov:Activity"],
    },
    EntityKindSpec {
        kind: EntityKind::Document,
        labels: Labels::new(["dokuments", "document", "dokument", "dokumentas"]),
        object: "Document",
        terms: &["ftm:Document", "schema:CreativeWork", "prov:Entity"],
    },
];

impl EntityKind {
    /// The kind's row.
    #[must_use]
    pub fn spec(self) -> &'static EntityKindSpec {
        // The rows stand in the order of the words; the vocabulary's test holds them to it.
        &ENTITY_KINDS[self as usize]
    }

    /// What the date of an entity of the kind means: an event happened at its date, anything else
    /// was there at some time in it.
    #[must_use]
    pub const fn time_rule(self) -> TimeRule {
        match self {
            Self::Event => TimeRule::Point,
            _ => TimeRule::State,
        }
    }

    /// The keys of the types that an entity of the kind may have; none for a person.
    #[must_use]
    pub fn types(self) -> Vec<&'static str> {
        match self {
            Self::Person => Vec::new(),
            Self::Organisation => keys(OrganisationType::ALL, OrganisationType::as_str),
            Self::Municipality => keys(MunicipalityType::ALL, MunicipalityType::as_str),
            Self::Event => keys(EventType::ALL, EventType::as_str),
            Self::Project => keys(ProjectType::ALL, ProjectType::as_str),
            Self::Document => keys(DocumentType::ALL, DocumentType::as_str),
        }
    }
}

fn keys<T: Copy>(words: &[T], key: fn(T) -> &'static str) -> Vec<&'static str> {
    words.iter().copied().map(key).collect()
}
