//! The arguments of a field, with the values that a request gives to their variables.

use std::sync::Arc;

use async_graphql::{
    InputType, Name, Value as Constant, Variables,
    parser::types::{Directive, Field},
};
use entity::id::{Noun, PublicId, number};

use super::{Asked, Condition, Missed, Plan, Subject};
use crate::{
    graphql::{
        connection::Listing, entity_list::entity_query, link::link_query, loaders::EntityQuery,
    },
    operations::search,
    store::{EntityFilter, LinkQuery, Store, View},
};

/// The arguments of a directive as they stand in the document; those of a field look the same.
#[derive(Debug)]
pub(super) struct Arguments(pub(super) Directive);

/// What a field with arguments asks for.
#[derive(Clone, Debug)]
pub(super) enum Query {
    /// The entity with this number.
    Entity(i64),
    /// A list.
    List(Arc<EntityQuery>),
    /// The links of an entity.
    Links(Arc<LinkQuery<String>>),
}

/// The same with the names in its filters resolved.
#[derive(Debug)]
pub(super) enum Resolved {
    /// The entity with this number.
    Entity(i64),
    /// A list, and which entities are in it.
    List(Arc<EntityQuery>, EntityFilter),
    /// The links of an entity.
    Links(LinkQuery),
}

/// Who knows the values of variables.
pub(super) trait Values {
    /// The value of a variable.
    fn value(&self, name: &Name) -> Result<Constant, Missed>;
}

/// Nobody: only what holds no variable has a value.
pub(super) struct NoValues;

impl Values for NoValues {
    fn value(&self, _: &Name) -> Result<Constant, Missed> {
        Err(Missed)
    }
}

/// The variables of a request, over the defaults of its document.
pub(super) struct Given<'a> {
    pub(super) plan: &'a Plan,
    pub(super) variables: &'a Variables,
}

impl Values for Given<'_> {
    fn value(&self, name: &Name) -> Result<Constant, Missed> {
        let defined = self.plan.variables.iter().find(|(known, _)| known == name);
        let (_, default) = defined.ok_or(Missed)?;
        let given = self.variables.get(name).or(default.as_ref());
        given.cloned().ok_or(Missed)
    }
}

impl Arguments {
    pub(super) fn of(field: &Field) -> Self {
        Self(Directive {
            name: field.name.clone(),
            arguments: field.arguments.clone(),
        })
    }

    /// One argument, as the schema would read it.
    pub(super) fn get<T: InputType>(&self, name: &str, values: &dyn Values) -> Result<T, Missed> {
        let given = self.0.get_argument(name);
        let value = given
            .map(|value| {
                let value = value.node.clone();
                value.into_const_with(|variable| values.value(&variable))
            })
            .transpose()?;
        T::parse(value).map_err(|_| Missed)
    }

    fn listing<F, O>(&self, values: &dyn Values) -> Result<Listing<F, O>, Missed>
    where
        F: InputType,
        O: InputType,
    {
        Ok(Listing {
            filter: self.get("where", values)?,
            order_by: self.get("orderBy", values)?,
            first: self.get("first", values)?,
            after: self.get("after", values)?,
            last: self.get("last", values)?,
            before: self.get("before", values)?,
        })
    }
}

impl Condition {
    /// Whether it lets its field stand.
    pub(super) fn lets(&self, values: &dyn Values) -> Result<bool, Missed> {
        let is: bool = self.arguments.get("if", values)?;
        Ok(is == self.wanted)
    }
}

impl Asked {
    pub(super) fn new(of: Subject, arguments: Arguments) -> Self {
        let mut asked = Self {
            of,
            arguments,
            fixed: None,
        };
        asked.fixed = asked.read(&NoValues).ok();
        asked
    }

    /// What is asked for with these values.
    pub(super) fn query(&self, values: &dyn Values) -> Result<Query, Missed> {
        match &self.fixed {
            Some(fixed) => Ok(fixed.clone()),
            None => self.read(values),
        }
    }

    fn read(&self, values: &dyn Values) -> Result<Query, Missed> {
        match self.of {
            Subject::Key => {
                let key: String = self.arguments.get("key", values)?;
                Ok(Query::Entity(number(Noun::Entity, &key)))
            }
            Subject::Id => {
                let id: String = self.arguments.get::<async_graphql::ID>("id", values)?.0;
                match id.parse::<PublicId>() {
                    Ok(id) if id.noun == Noun::Entity => Ok(Query::Entity(id.number)),
                    _ => Err(Missed),
                }
            }
            Subject::List(kind) => {
                let args = self.arguments.listing(values)?;
                let query = entity_query(kind, args).map_err(|_| Missed)?;
                Ok(Query::List(Arc::new(query)))
            }
            Subject::Links(kind, direction) => {
                let args = self.arguments.listing(values)?;
                let query = link_query(kind, direction, args).map_err(|_| Missed)?;
                Ok(Query::Links(query))
            }
        }
    }
}

impl Query {
    /// Resolves the names that it asks for.
    pub(super) async fn resolved(&self, store: &Store, view: &View) -> Result<Resolved, Missed> {
        Ok(match self {
            Self::Entity(id) => Resolved::Entity(*id),
            Self::List(query) => {
                let filter = search::entity_filter(store, view, &query.filter).await;
                Resolved::List(Arc::clone(query), filter?)
            }
            Self::Links(query) => {
                let filter = search::relation_filter(store, view, &query.filter).await;
                Resolved::Links(LinkQuery {
                    kinds: query.kinds.clone(),
                    direction: query.direction,
                    filter: filter?,
                    order: query.order.clone(),
                    page: query.page.clone(),
                })
            }
        })
    }
}
