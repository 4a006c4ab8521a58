//! Which columns the fields of a plan show.

use super::{Connection, Edge, Entity, Field, Node, PageInfo, Relation, stored::Tied};
use crate::store::{EntityColumn, RelationColumn, Shown};

/// What the pages of a connection show.
pub(super) fn shown(fields: &[Field<Connection>]) -> Shown {
    let mut shown = Shown::default();
    for field in fields {
        match &field.what {
            Connection::Edges(edges) => {
                for edge in edges {
                    match &edge.what {
                        Edge::Typename(_) => {}
                        Edge::Cursor => shown.cursor = true,
                        Edge::Node(node) => add_node_columns(node, &mut shown),
                        Edge::Relation(fields) => add_relation_columns(fields, &mut shown.relation),
                    }
                }
            }
            Connection::Nodes(node) => add_node_columns(node, &mut shown),
            Connection::PageInfo(fields) => {
                let ends = [PageInfo::StartCursor, PageInfo::EndCursor];
                shown.cursor |= fields.iter().any(|field| ends.contains(&field.what));
            }
            Connection::Typename(_) | Connection::TotalCount => {}
        }
    }
    shown
}

/// The columns that these fields of an entity show.
pub(super) fn entity_columns(fields: &[Field<Entity>]) -> Vec<EntityColumn> {
    let mut columns = Vec::new();
    add_entity_columns(fields, &mut columns);
    columns
}

fn add_node_columns(node: &Node, shown: &mut Shown) {
    match node {
        Node::Entity(fields) => add_entity_columns(fields, &mut shown.entity),
        Node::Relation(fields) => add_relation_columns(fields, &mut shown.relation),
    }
}

/// Adds the columns that these fields of an entity show, where they are not there yet.
pub(super) fn add_entity_columns(fields: &[Field<Entity>], columns: &mut Vec<EntityColumn>) {
    for field in fields {
        let column = match &field.what {
            // The number and the kind are always read; links are lists of their own.
            Entity::Typename | Entity::Id | Entity::Kind | Entity::Links(..) => continue,
            Entity::Key => EntityColumn::Key,
            Entity::Name => EntityColumn::Name,
            Entity::Type => EntityColumn::Type,
            Entity::Country => EntityColumn::Country,
            Entity::Status => EntityColumn::Status,
            Entity::Named => EntityColumn::Named,
            Entity::Held => EntityColumn::Held,
            Entity::Period(_) => EntityColumn::Period,
            Entity::RecordedAt => EntityColumn::RecordedAt,
        };
        add(columns, column);
    }
}

fn add_relation_columns(fields: &[Field<Relation>], columns: &mut Vec<RelationColumn>) {
    for field in fields {
        let column = match &field.what {
            Relation::Typename | Relation::Id => continue,
            Relation::Kind => RelationColumn::Kind,
            Relation::Subject(_) => RelationColumn::Subject,
            Relation::Object(_) => RelationColumn::Object,
            Relation::OnBehalfOf(_) => RelationColumn::OnBehalfOf,
            Relation::Role => RelationColumn::Role,
            Relation::SupportForm => RelationColumn::SupportForm,
            Relation::Modality => RelationColumn::Modality,
            Relation::Basis => RelationColumn::Basis,
            Relation::Period(_) => RelationColumn::Period,
            Relation::RecordedAt => RelationColumn::RecordedAt,
        };
        add(columns, column);
    }
}

fn add<T: PartialEq>(columns: &mut Vec<T>, column: T) {
    if !columns.contains(&column) {
        columns.push(column);
    }
}

/// Which entity of a relation.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ends {
    Subject,
    Object,
    OnBehalfOf,
}

impl Ends {
    pub(super) const ALL: [Self; 3] = [Self::Subject, Self::Object, Self::OnBehalfOf];

    /// What a field of a relation asks of this end.
    pub(super) fn fields(self, field: &Relation) -> Option<&Vec<Field<Entity>>> {
        match (self, field) {
            (Self::Subject, Relation::Subject(fields))
            | (Self::Object, Relation::Object(fields))
            | (Self::OnBehalfOf, Relation::OnBehalfOf(fields)) => Some(fields),
            _ => None,
        }
    }

    /// Its number.
    pub(super) const fn id(self, tied: &Tied) -> Option<i64> {
        match self {
            Self::Subject => tied.relation.subject_id,
            Self::Object => tied.relation.object_id,
            Self::OnBehalfOf => tied.relation.on_behalf_of_id,
        }
    }

    /// Says where it stands.
    pub(super) const fn put(self, tied: &mut Tied, place: Option<usize>) {
        match self {
            Self::Subject => tied.subject = place,
            Self::Object => tied.object = place,
            Self::OnBehalfOf => tied.on_behalf_of = place,
        }
    }
}
