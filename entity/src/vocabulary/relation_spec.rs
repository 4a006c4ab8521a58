//! The shape of a row of the relation table, and what may be asked of it.
//!
//! The rows stand in [`super::relation_kind`]. Not here: whether a relation's facts hold
//! together beyond its endpoints, which is the business of validation.

use std::fmt;

use super::{Direction, EntityKind, Labels, RelationKind};

/// One row of the relation table.
#[derive(Debug)]
pub struct RelationSpec {
    /// The kind that the row describes.
    pub kind: RelationKind,
    /// What a relation of this kind says, in one sentence.
    pub description: &'static str,
    /// Which subjects may stand with which objects; any one of these suffices.
    pub ends: &'static [Ends],
    /// The field on the subject, which leads to the object.
    pub forward: Link,
    /// The field on the object, which leads to the subject; none when the kind is symmetric.
    pub inverse: Option<Link>,
    /// The roles that a relation of this kind may name.
    pub roles: Roles,
    /// What its date means.
    pub time: KindTime,
    /// Which end lends its period to a relation without one.
    pub period_from: PeriodFrom,
    /// What it may carry beyond the attributes of every relation.
    pub carries: &'static [Attribute],
    /// Terms of other vocabularies, as `prefix:name`; `^` before it: read from object to subject.
    pub terms: &'static [&'static str],
}

/// Subjects and objects that may be joined.
#[derive(Clone, Copy, Debug)]
pub struct Ends {
    /// What the subject may be.
    pub subjects: &'static [End],
    /// What the object may be.
    pub objects: &'static [End],
}

/// A kind of entity at one end, possibly of one type only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The kind.
    pub kind: EntityKind,
    /// The only type allowed; none: every type.
    pub only_type: Option<&'static str>,
}

/// A link field: how one end of a relation shows the other.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The field's name in GraphQL.
    pub field: &'static str,
    /// The type of its nodes.
    pub node: NodeType,
    /// What the link is called.
    pub labels: Labels,
    /// What the field lists, in one sentence.
    pub description: &'static str,
}

/// The GraphQL type of a link's nodes: the six object types and the two interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeType {
    /// Any entity.
    Entity,
    /// A person, organisation or municipality.
    Actor,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A municipality.
    Municipality,
    /// An event.
    Event,
    /// A project.
    Project,
    /// A document.
    Document,
}

/// Which roles a kind of relation may name. No relation has to name one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roles {
    /// Every role of the vocabulary.
    Any,
    /// These keys of the role table; none when empty.
    Of(&'static [&'static str]),
}

/// What the date of a relation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindTime {
    /// It happened then.
    Point,
    /// It held at some time then.
    State,
    /// It happened then when the subject is an event; else it held at some time then.
    PointIfEvent,
}

/// What a single date means for one relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeRule {
    /// It happened then.
    Point,
    /// It held at some time then.
    State,
}

/// Which end lends its period to a relation that happened and has no date of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodFrom {
    /// The subject.
    Subject,
    /// The object.
    Object,
    /// Neither: without a date of its own the relation has none.
    None,
}

/// An attribute that only some kinds of relation carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// The form of support, as far as the source goes.
    SupportForm,
    /// The share of a body's area that went to its successor.
    Share,
}

/// A link field as it stands on one kind of entity.
#[derive(Clone, Copy, Debug)]
pub struct LinkOn {
    /// The kind of the relation that the field follows.
    pub relation: RelationKind,
    /// Which way it follows it, seen from the entity.
    pub direction: Direction,
    /// The field.
    pub link: &'static Link,
}

impl End {
    /// Every entity of a kind.
    #[must_use]
    pub const fn any(kind: EntityKind) -> Self {
        Self {
            kind,
            only_type: None,
        }
    }

    /// The entities of a kind that have one type.
    #[must_use]
    pub const fn only(kind: EntityKind, only_type: &'static str) -> Self {
        Self {
            kind,
            only_type: Some(only_type),
        }
    }

    fn takes(&self, kind: EntityKind, of_type: Option<&str>) -> bool {
        self.kind == kind && self.only_type.is_none_or(|only| Some(only) == of_type)
    }
}

impl RelationSpec {
    /// Whether the kind reads the same from both ends: one row, shown both ways.
    #[must_use]
    pub const fn symmetric(&self) -> bool {
        self.inverse.is_none()
    }

    /// Whether a subject and an object of these kinds and types may be joined.
    #[must_use]
    pub fn allows(
        &self,
        subject: (EntityKind, Option<&str>),
        object: (EntityKind, Option<&str>),
    ) -> bool {
        self.ends.iter().any(|ends| {
            ends.subjects
                .iter()
                .any(|end| end.takes(subject.0, subject.1))
                && ends.objects.iter().any(|end| end.takes(object.0, object.1))
        })
    }

    /// Whether some entity of this kind may be the subject.
    #[must_use]
    pub fn has_subject(&self, kind: EntityKind) -> bool {
        self.ends
            .iter()
            .flat_map(|ends| ends.subjects)
            .any(|end| end.kind == kind)
    }

    /// Whether some entity of this kind may be the object.
    #[must_use]
    pub fn has_object(&self, kind: EntityKind) -> bool {
        self.ends
            .iter()
            .flat_map(|ends| ends.objects)
            .any(|end| end.kind == kind)
    }

    /// What is expected of the two ends, for a message: `PERSON → EVENT or PROJECT (ACTIVITY)`.
    #[must_use]
    pub fn expected_ends(&self) -> String {
        let rules: Vec<String> = self.ends.iter().map(ToString::to_string).collect();
        rules.join("; ")
    }

    /// Whether a relation of this kind may name a role.
    #[must_use]
    pub fn allows_role(&self, role: &str) -> bool {
        match self.roles {
            Roles::Any => true,
            Roles::Of(keys) => keys.contains(&role),
        }
    }

    /// Whether a relation of this kind may carry an attribute.
    #[must_use]
    pub fn carries(&self, attribute: Attribute) -> bool {
        self.carries.contains(&attribute)
    }

    /// The link fields that this kind puts on a kind of entity: none, one or two.
    pub fn links_on(&'static self, kind: EntityKind) -> impl Iterator<Item = LinkOn> {
        let direction = if self.symmetric() {
            Direction::Both
        } else {
            Direction::Out
        };
        let forward = self.has_subject(kind).then_some((direction, &self.forward));
        let inverse = self.inverse.as_ref().filter(|_| self.has_object(kind));
        forward
            .into_iter()
            .chain(inverse.map(|link| (Direction::In, link)))
            .map(|(direction, link)| LinkOn {
                relation: self.kind,
                direction,
                link,
            })
    }
}

impl fmt::Display for Ends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_list(f, self.subjects)?;
        f.write_str(" → ")?;
        write_list(f, self.objects)
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        self.only_type.map_or(Ok(()), |only| write!(f, " ({only})"))
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, ends: &[End]) -> fmt::Result {
    for (place, end) in ends.iter().enumerate() {
        let joint = match place {
            0 => "",
            _ if place + 1 == ends.len() => " or ",
            _ => ", ",
        };
        write!(f, "{joint}{end}")?;
    }
    Ok(())
}

impl NodeType {
    /// The name in GraphQL.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entity => "Entity",
            Self::Actor => "Actor",
            Self::Person => "Person",
            Self::Organisation => "Organisation",
            Self::Municipality => "Municipality",
            Self::Event => "Event",
            Self::Project => "Project",
            Self::Document => "Document",
        }
    }

    /// Whether an entity of this kind is of the type.
    #[must_use]
    pub const fn covers(self, kind: EntityKind) -> bool {
        match self {
            Self::Entity => true,
            Self::Actor => matches!(
                kind,
                EntityKind::Person | EntityKind::Organisation | EntityKind::Municipality
            ),
            Self::Person => matches!(kind, EntityKind::Person),
            Self::Organisation => matches!(kind, EntityKind::Organisation),
            Self::Municipality => matches!(kind, EntityKind::Municipality),
            Self::Event => matches!(kind, EntityKind::Event),
            Self::Project => matches!(kind, EntityKind::Project),
            Self::Document => matches!(kind, EntityKind::Document),
        }
    }
}
