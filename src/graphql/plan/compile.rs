//! From a document to a plan: which fields memory holds, by their names in the schema.

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field as Selected, OperationType, SelectionSet,
};
use entity::vocabulary::{Direction, ENTITY_KINDS, EntityKind, RelationKind};

use super::{
    Arguments, Asked, Connection, EVERY, Edge, Entity, Field, Kinds, Node, PageInfo, Period, Plan,
    Relation, Root, Subject, bit,
    collect::{Collected, Collector, Place, kinds_of},
};

/// The plan of one operation.
pub(super) fn plan(document: &ExecutableDocument, operation: Option<&str>) -> Option<Plan> {
    let operation = match (&document.operations, operation) {
        (DocumentOperations::Single(only), _) => &only.node,
        (DocumentOperations::Multiple(all), Some(name)) => &all.get(name)?.node,
        (DocumentOperations::Multiple(all), None) if all.len() == 1 => &all.values().next()?.node,
        (DocumentOperations::Multiple(_), None) => return None,
    };
    if operation.ty != OperationType::Query || !operation.directives.is_empty() {
        return None;
    }
    let variables = operation.variable_definitions.iter().map(|defined| {
        let default = defined.node.default_value().cloned();
        (defined.node.name.node.clone(), default)
    });
    let variables: Vec<_> = variables.collect();
    let mut compiler = Compiler {
        collector: Collector::new(document),
        asked: Vec::new(),
    };
    compiler.root(&[&operation.selection_set.node], variables)
}

type Sets<'s, 'd> = &'s [&'d SelectionSet];

struct Compiler<'d> {
    collector: Collector<'d>,
    asked: Vec<Asked>,
}

type Variables = Vec<(async_graphql::Name, Option<async_graphql::Value>)>;

impl<'d> Compiler<'d> {
    /// The plan of a root; under a lens a root of its own, whose arguments are its own.
    fn root(&mut self, sets: Sets<'_, 'd>, variables: Variables) -> Option<Plan> {
        let outer = std::mem::take(&mut self.asked);
        let conditions = std::mem::take(&mut self.collector.conditions);
        let fields = self.each(sets, Place::Object("Query"), |this, field| {
            this.way_in(field, &variables)
        });
        let asked = std::mem::replace(&mut self.asked, outer);
        let conditions = std::mem::replace(&mut self.collector.conditions, conditions);
        Some(Plan {
            fields: fields?,
            asked,
            conditions,
            variables,
            size: self.collector.collected,
        })
    }

    /// What each field of a selection is.
    fn each<T>(
        &mut self,
        sets: Sets<'_, 'd>,
        place: Place<'_>,
        mut what: impl FnMut(&mut Self, &Collected<'d>) -> Option<T>,
    ) -> Option<Vec<Field<T>>> {
        let collected = self.collector.fields(sets, place)?;
        let fields = collected.into_iter().map(|field| {
            Some(Field {
                what: what(self, &field)?,
                key: format!("\"{}\":", field.key).into(),
                kinds: field.kinds,
                when: field.when,
            })
        });
        fields.collect()
    }

    fn ask(&mut self, of: Subject, field: &Selected) -> usize {
        self.asked.push(Asked::new(of, Arguments::of(field)));
        self.asked.len() - 1
    }

    fn way_in(&mut self, field: &Collected<'d>, variables: &Variables) -> Option<Root> {
        let kind = match field.field.name.node.as_str() {
            "__typename" => return Some(Root::Typename),
            "at" => {
                let plan = self.root(&field.sets, variables.clone())?;
                return Some(Root::At(Arguments::of(field.field), Box::new(plan)));
            }
            "people" => Some(EntityKind::Person),
            "organisations" => Some(EntityKind::Organisation),
            "municipalities" => Some(EntityKind::Municipality),
            "events" => Some(EntityKind::Event),
            "projects" => Some(EntityKind::Project),
            "documents" => Some(EntityKind::Document),
            "entities" => None,
            name => return self.lookup(field, name),
        };
        let asked = self.ask(Subject::List(kind), field.field);
        let node = kind.map_or("Entity", |kind| kind.spec().object);
        let names = [format!("{node}Connection"), format!("{node}Edge")];
        let connection = self.connection(&field.sets, &names, Listed::Entities(node))?;
        Some(Root::List(asked, connection))
    }

    /// A way in to one entity.
    fn lookup(&mut self, field: &Collected<'d>, name: &str) -> Option<Root> {
        let (subject, kinds) = match name {
            "entity" => (Subject::Key, EVERY),
            "node" => (Subject::Id, EVERY),
            _ => {
                let spec = ENTITY_KINDS
                    .iter()
                    .find(|spec| is_lower(spec.object, name))?;
                (Subject::Key, bit(spec.kind))
            }
        };
        let asked = self.ask(subject, field.field);
        Some(Root::Entity(asked, kinds, self.entity(&field.sets, kinds)?))
    }

    fn entity(&mut self, sets: Sets<'_, 'd>, kinds: Kinds) -> Option<Vec<Field<Entity>>> {
        self.each(sets, Place::Entities(kinds), Self::of_entity)
    }

    fn of_entity(&mut self, field: &Collected<'d>) -> Option<Entity> {
        let has_arguments = !field.field.arguments.is_empty();
        let name = field.field.name.node.as_str();
        let common = match name {
            "__typename" => Some(Entity::Typename),
            "id" => Some(Entity::Id),
            "key" => Some(Entity::Key),
            "kind" => Some(Entity::Kind),
            "name" if !has_arguments => Some(Entity::Name),
            "recordedAt" => Some(Entity::RecordedAt),
            "relations" => {
                let subject = Subject::Links(None, Direction::Both);
                let asked = self.ask(subject, field.field);
                let names = ["RelationConnection", "RelationEdge"].map(str::to_owned);
                let connection = self.connection(&field.sets, &names, Listed::Relations)?;
                Some(Entity::Links(asked, connection))
            }
            _ => None,
        };
        if common.is_some() {
            return common;
        }
        let kinds = EntityKind::ALL.iter().copied();
        let kinds: Vec<EntityKind> = kinds.filter(|kind| field.kinds & bit(*kind) != 0).collect();
        let all = |of: &[EntityKind]| kinds.iter().all(|kind| of.contains(kind));
        match name {
            "type" if !kinds.contains(&EntityKind::Person) => Some(Entity::Type),
            "country" if all(&[EntityKind::Organisation, EntityKind::Municipality]) => {
                Some(Entity::Country)
            }
            "status" if all(&[EntityKind::Event]) => Some(Entity::Status),
            "named" if all(&[EntityKind::Person]) => Some(Entity::Named),
            "held" if all(&[EntityKind::Document]) => Some(Entity::Held),
            "period" if all(&[EntityKind::Event, EntityKind::Project]) => {
                Some(Entity::Period(self.period(&field.sets)?))
            }
            "existed" if all(&[EntityKind::Municipality]) => {
                Some(Entity::Period(self.period(&field.sets)?))
            }
            _ => self.link(field, &kinds),
        }
    }

    /// A link field: of one kind of entity, for links of several may lead elsewhere.
    fn link(&mut self, field: &Collected<'d>, kinds: &[EntityKind]) -> Option<Entity> {
        let [kind] = kinds else { return None };
        let name = field.field.name.node.as_str();
        let link = RelationKind::links_on(*kind).find(|link| link.link.field == name)?;
        let asked = self.ask(
            Subject::Links(Some(link.relation), link.direction),
            field.field,
        );
        let node = link.link.node.as_str();
        let names = [format!("{node}LinkConnection"), format!("{node}LinkEdge")];
        let connection = self.connection(&field.sets, &names, Listed::Links(node))?;
        Some(Entity::Links(asked, connection))
    }

    fn connection(
        &mut self,
        sets: Sets<'_, 'd>,
        names: &[String; 2],
        listed: Listed,
    ) -> Option<Vec<Field<Connection>>> {
        let [connection, edge] = names;
        self.each(sets, Place::Object(connection), |this, field| {
            Some(match field.field.name.node.as_str() {
                "__typename" => Connection::Typename(connection.as_str().into()),
                "totalCount" => Connection::TotalCount,
                "nodes" => Connection::Nodes(this.node(&field.sets, listed)?),
                "pageInfo" => {
                    let place = Place::Object("PageInfo");
                    Connection::PageInfo(this.each(&field.sets, place, |_, f| page_info(f))?)
                }
                "edges" => {
                    let place = Place::Object(edge);
                    let edges = this.each(&field.sets, place, |this, field| {
                        this.edge(field, edge, listed)
                    });
                    Connection::Edges(edges?)
                }
                _ => return None,
            })
        })
    }

    fn edge(&mut self, field: &Collected<'d>, name: &str, listed: Listed) -> Option<Edge> {
        Some(match field.field.name.node.as_str() {
            "__typename" => Edge::Typename(name.into()),
            "cursor" => Edge::Cursor,
            "node" => Edge::Node(self.node(&field.sets, listed)?),
            "relation" if matches!(listed, Listed::Links(_)) => {
                Edge::Relation(self.relation(&field.sets)?)
            }
            _ => return None,
        })
    }

    fn node(&mut self, sets: Sets<'_, 'd>, listed: Listed) -> Option<Node> {
        Some(match listed {
            Listed::Entities(name) | Listed::Links(name) => {
                Node::Entity(self.entity(sets, kinds_of(name)?)?)
            }
            Listed::Relations => Node::Relation(self.relation(sets)?),
        })
    }

    fn relation(&mut self, sets: Sets<'_, 'd>) -> Option<Vec<Field<Relation>>> {
        self.each(sets, Place::Object("Relation"), |this, field| {
            let sets = &field.sets;
            Some(match field.field.name.node.as_str() {
                "__typename" => Relation::Typename,
                "id" => Relation::Id,
                "kind" => Relation::Kind,
                "subject" => Relation::Subject(this.entity(sets, EVERY)?),
                "object" => Relation::Object(this.entity(sets, EVERY)?),
                "onBehalfOf" => Relation::OnBehalfOf(this.entity(sets, super::collect::ACTORS)?),
                "role" => Relation::Role,
                "supportForm" => Relation::SupportForm,
                "modality" => Relation::Modality,
                "basis" => Relation::Basis,
                "period" => Relation::Period(this.period(sets)?),
                "recordedAt" => Relation::RecordedAt,
                _ => return None,
            })
        })
    }

    fn period(&mut self, sets: Sets<'_, 'd>) -> Option<Vec<Field<Period>>> {
        self.each(sets, Place::Object("Period"), |_, field| {
            Some(match field.field.name.node.as_str() {
                "__typename" => Period::Typename,
                "edtf" => Period::Edtf,
                "earliestStart" => Period::EarliestStart,
                "latestStart" => Period::LatestStart,
                "earliestEnd" => Period::EarliestEnd,
                "latestEnd" => Period::LatestEnd,
                _ => return None,
            })
        })
    }
}

/// What a connection lists, by the name of the nodes' type.
#[derive(Clone, Copy)]
enum Listed {
    Entities(&'static str),
    Links(&'static str),
    Relations,
}

fn page_info(field: &Collected<'_>) -> Option<PageInfo> {
    Some(match field.field.name.node.as_str() {
        "__typename" => PageInfo::Typename,
        "hasNextPage" => PageInfo::HasNextPage,
        "hasPreviousPage" => PageInfo::HasPreviousPage,
        "startCursor" => PageInfo::StartCursor,
        "endCursor" => PageInfo::EndCursor,
        _ => return None,
    })
}

/// Whether a field is called like an object, with a small letter first.
fn is_lower(object: &str, field: &str) -> bool {
    object.eq_ignore_ascii_case(field) && field.starts_with(|first: char| first.is_lowercase())
}
