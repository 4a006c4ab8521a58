//! The words of the graph, as clients read them.
//!
//! Everything here follows from the tables of `entity::vocabulary`; nothing is written twice.

use async_graphql::{Object, SimpleObject};
use entity::vocabulary::{
    self as words, ENTITY_KINDS, EntityKind, EntityKindSpec, IDENTIFIER_SCHEMES, LinkOn, MEASURES,
    RELATIONS, ROLES, RelationKind, RelationSpec,
};

use super::language::Language;

/// The words of the graph.
pub(crate) struct Vocabulary;

/// The words of the graph.
#[Object]
impl Vocabulary {
    /// The kinds of entity.
    async fn entity_kinds(&self) -> Vec<EntityKindInfo> {
        ENTITY_KINDS.iter().map(EntityKindInfo).collect()
    }

    /// The kinds of relation.
    async fn relation_kinds(
        &self,
        #[graphql(desc = "Only these.")] kinds: Option<Vec<RelationKind>>,
    ) -> Vec<RelationKindInfo> {
        let wanted = |spec: &&RelationSpec| {
            kinds
                .as_ref()
                .is_none_or(|kinds| kinds.contains(&spec.kind))
        };
        RELATIONS
            .iter()
            .filter(wanted)
            .map(RelationKindInfo)
            .collect()
    }

    /// The roles in which a subject may stand in a relation.
    async fn roles(&self) -> Vec<RoleInfo> {
        ROLES.iter().map(RoleInfo).collect()
    }

    /// What figures are numbers of.
    async fn measures(&self) -> Vec<MeasureInfo> {
        MEASURES.iter().map(MeasureInfo).collect()
    }

    /// The schemes of others in which entities have identifiers.
    async fn identifier_schemes(&self) -> Vec<IdentifierSchemeInfo> {
        let info = |scheme: &words::IdentifierScheme| IdentifierSchemeInfo {
            key: scheme.key,
            description: scheme.description,
        };
        IDENTIFIER_SCHEMES.iter().map(info).collect()
    }
}

/// A kind of entity.
pub(crate) struct EntityKindInfo(&'static EntityKindSpec);

/// A kind of entity.
#[Object]
impl EntityKindInfo {
    /// The kind.
    async fn kind(&self) -> EntityKind {
        self.0.kind
    }

    /// What one is called; English in languages that have no label.
    async fn label(
        &self,
        #[graphql(desc = "The language wanted; English when absent.")] language: Option<Language>,
    ) -> &str {
        label(&self.0.labels, language.as_ref())
    }

    /// The types that one may have: words for `type` in a filter. Empty for persons.
    async fn types(&self) -> Vec<&str> {
        self.0.kind.types()
    }

    /// The fields of its object type that follow relations.
    async fn links(&self) -> Vec<LinkInfo> {
        RelationKind::links_on(self.0.kind).map(LinkInfo).collect()
    }

    /// The nearest terms of other vocabularies, as `prefix:name`.
    async fn terms(&self) -> &[&str] {
        self.0.terms
    }
}

/// A field that follows relations of one kind.
pub(crate) struct LinkInfo(LinkOn);

/// A field that follows relations of one kind.
#[Object]
impl LinkInfo {
    /// The name of the field.
    async fn field(&self) -> &str {
        self.0.link.field
    }

    /// The kind of relation that it follows.
    async fn relation(&self) -> RelationKind {
        self.0.relation
    }

    /// Which way it follows it.
    async fn direction(&self) -> words::Direction {
        self.0.direction
    }

    /// The type of its nodes.
    async fn node_type(&self) -> &str {
        self.0.link.node.as_str()
    }

    /// What the link is called; English in languages that have no label.
    async fn label(
        &self,
        #[graphql(desc = "The language wanted; English when absent.")] language: Option<Language>,
    ) -> &str {
        label(&self.0.link.labels, language.as_ref())
    }
}

/// A kind of relation.
pub(crate) struct RelationKindInfo(&'static RelationSpec);

/// A kind of relation.
#[Object]
impl RelationKindInfo {
    /// The kind.
    async fn kind(&self) -> RelationKind {
        self.0.kind
    }

    /// What it says, in one sentence.
    async fn description(&self) -> &str {
        self.0.description
    }

    /// What it is called; from the object's side when so asked. English in languages that have
    /// no label.
    async fn label(
        &self,
        #[graphql(desc = "The language wanted; English when absent.")] language: Option<Language>,
        #[graphql(desc = "Seen from the object.", default)] inverse: bool,
    ) -> &str {
        let link = self
            .0
            .inverse
            .as_ref()
            .filter(|_| inverse)
            .unwrap_or(&self.0.forward);
        label(&link.labels, language.as_ref())
    }

    /// Whether it reads the same from both ends.
    async fn symmetric(&self) -> bool {
        self.0.symmetric()
    }

    /// Whether it places an entity in the municipality to which it leads, as statistics count it.
    async fn places(&self) -> bool {
        RelationKind::PLACING.contains(&self.0.kind)
    }

    /// Which subjects may stand with which objects; any one of these.
    async fn endpoints(&self) -> Vec<EndpointsInfo> {
        let ends = |ends: &[words::End]| {
            let info = |end: &words::End| EndpointInfo {
                kind: end.kind,
                only_type: end.only_type,
            };
            ends.iter().map(info).collect()
        };
        let info = |rule: &words::Ends| EndpointsInfo {
            subjects: ends(rule.subjects),
            objects: ends(rule.objects),
        };
        self.0.ends.iter().map(info).collect()
    }

    /// The field on the subject, which leads to the object.
    async fn field(&self) -> &str {
        self.0.forward.field
    }

    /// The field on the object, which leads to the subject; null when it is symmetric.
    async fn inverse_field(&self) -> Option<&str> {
        self.0.inverse.as_ref().map(|link| link.field)
    }

    /// The roles that it may name.
    async fn roles(&self) -> Vec<RoleInfo> {
        ROLES
            .iter()
            .filter(|role| self.0.allows_role(role.key))
            .map(RoleInfo)
            .collect()
    }

    /// What its date means.
    async fn time(&self) -> TimeMeaning {
        match self.0.time {
            words::KindTime::Point => TimeMeaning::Point,
            words::KindTime::State => TimeMeaning::State,
            words::KindTime::PointIfEvent => TimeMeaning::PointIfEvent,
        }
    }

    /// The nearest terms of other vocabularies, as `prefix:name`; `^` before it: read from
    /// object to subject.
    async fn terms(&self) -> &[&str] {
        self.0.terms
    }
}

/// What the date of a relation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
pub(crate) enum TimeMeaning {
    /// It happened then.
    Point,
    /// It held at some time then.
    State,
    /// It happened then when the subject is an event; else it held at some time then.
    PointIfEvent,
}

/// Subjects and objects that may stand together.
#[derive(SimpleObject)]
pub(crate) struct EndpointsInfo {
    /// What the subject may be.
    subjects: Vec<EndpointInfo>,
    /// What the object may be.
    objects: Vec<EndpointInfo>,
}

/// What may stand at one end of a relation.
#[derive(SimpleObject)]
pub(crate) struct EndpointInfo {
    /// The kind.
    kind: EntityKind,
    /// The only type allowed; null: every type.
    only_type: Option<&'static str>,
}

/// A role in which a subject may stand in a relation.
pub(crate) struct RoleInfo(&'static words::Role);

/// A role in which a subject may stand in a relation.
#[Object]
impl RoleInfo {
    /// The key, as it stands in `role`.
    async fn key(&self) -> &str {
        self.0.key
    }

    /// What it says, in one sentence.
    async fn description(&self) -> &str {
        self.0.description
    }

    /// What it is called; English in languages that have no label.
    async fn label(
        &self,
        #[graphql(desc = "The language wanted; English when absent.")] language: Option<Language>,
    ) -> &str {
        label(&self.0.labels, language.as_ref())
    }

    /// The kinds of relation that may name it.
    async fn kinds(&self) -> Vec<RelationKind> {
        self.0.kinds().collect()
    }
}

/// What figures are numbers of.
pub(crate) struct MeasureInfo(&'static words::Measure);

/// What figures are numbers of.
#[Object]
impl MeasureInfo {
    /// The key, as it stands in `measure`.
    async fn key(&self) -> &str {
        self.0.key
    }

    /// What it is a number of, in one sentence.
    async fn description(&self) -> &str {
        self.0.description
    }

    /// What it is called; English in languages that have no label.
    async fn label(
        &self,
        #[graphql(desc = "The language wanted; English when absent.")] language: Option<Language>,
    ) -> &str {
        label(&self.0.labels, language.as_ref())
    }

    /// The units that its figures may have.
    async fn units(&self) -> &[&str] {
        self.0.units
    }

    /// What the graph counts for it, against which stated figures are held; null when nothing.
    async fn counts(&self) -> Option<&str> {
        self.0.counts.map(words::Counts::description)
    }

    /// The lowest tier that its figures may be given.
    async fn least_visibility(&self) -> words::Tier {
        self.0.least
    }
}

/// A scheme of others in which entities have identifiers.
#[derive(SimpleObject)]
pub(crate) struct IdentifierSchemeInfo {
    /// The key, as it stands in `scheme`.
    key: &'static str,
    /// Whose identifiers these are, in one sentence.
    description: &'static str,
}

fn label<'a>(labels: &'a words::Labels, language: Option<&Language>) -> &'a str {
    labels.in_language(language.map_or("en", |language| language.0.as_str()))
}
