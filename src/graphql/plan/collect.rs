//! The fields of a selection, with every fragment in its place.
//!
//! Fields with one response key are one field where they stand on the same kinds; where they would
//! have to be one on some kinds and not on others, there is no plan.

use async_graphql::{
    Name, Positioned,
    parser::types::{
        Directive, ExecutableDocument, Field as Selected, FragmentDefinition, Selection,
        SelectionSet, TypeCondition,
    },
};
use entity::vocabulary::{ENTITY_KINDS, EntityKind};

use super::{Arguments, Condition, EVERY, Kinds, bit};

/// Where a selection stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    /// On entities of these kinds.
    Entities(Kinds),
    /// On an object of this name.
    Object(&'a str),
}

/// Fields that are one.
#[derive(Debug)]
pub(super) struct Collected<'d> {
    pub(super) key: &'d str,
    pub(super) field: &'d Selected,
    pub(super) sets: Vec<&'d SelectionSet>,
    pub(super) kinds: Kinds,
    pub(super) when: Vec<usize>,
}

/// Who goes through a document.
pub(super) struct Collector<'d> {
    pub(super) document: &'d ExecutableDocument,
    pub(super) conditions: Vec<Condition>,
    /// How many selections were gone through so far; the precheck has bounded how many there are.
    pub(super) collected: usize,
}

/// Those who act.
pub(super) const ACTORS: Kinds =
    bit(EntityKind::Person) | bit(EntityKind::Organisation) | bit(EntityKind::Municipality);

impl Place<'_> {
    const fn kinds(self) -> Kinds {
        match self {
            Self::Entities(kinds) => kinds,
            Self::Object(_) => EVERY,
        }
    }

    /// The kinds that a type condition leaves; nothing when memory does not know the type.
    fn narrowed(self, within: Kinds, condition: &str) -> Option<Kinds> {
        match self {
            Self::Object(name) => (condition == name).then_some(within),
            Self::Entities(_) => Some(within & kinds_of(condition)?),
        }
    }
}

/// The kinds that a type of entities has.
pub(super) fn kinds_of(name: &str) -> Option<Kinds> {
    match name {
        "Entity" | "Node" => Some(EVERY),
        "Actor" => Some(ACTORS),
        _ => {
            let spec = ENTITY_KINDS.iter().find(|spec| spec.object == name)?;
            Some(bit(spec.kind))
        }
    }
}

impl<'d> Collector<'d> {
    pub(super) const fn new(document: &'d ExecutableDocument) -> Self {
        Self {
            document,
            conditions: Vec::new(),
            collected: 0,
        }
    }

    /// The fields of some selections that are one.
    pub(super) fn fields(
        &mut self,
        sets: &[&'d SelectionSet],
        place: Place<'_>,
    ) -> Option<Vec<Collected<'d>>> {
        let mut found = Vec::new();
        for set in sets {
            self.collect(set, place, (place.kinds(), &[]), &mut found)?;
        }
        Some(found)
    }

    fn collect(
        &mut self,
        set: &'d SelectionSet,
        place: Place<'_>,
        (kinds, when): (Kinds, &[usize]),
        found: &mut Vec<Collected<'d>>,
    ) -> Option<()> {
        for item in &set.items {
            self.collected += 1;
            let (directives, condition, inner) = match &item.node {
                Selection::Field(field) => {
                    let when = self.conditions_of(&field.node.directives, when)?;
                    take(found, &field.node, (kinds, when))?;
                    continue;
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.fragment(&spread.node.fragment_name.node)?;
                    let FragmentDefinition {
                        type_condition,
                        directives,
                        selection_set,
                    } = fragment;
                    if !directives.is_empty() {
                        return None;
                    }
                    (&spread.node.directives, Some(type_condition), selection_set)
                }
                Selection::InlineFragment(inline) => {
                    let inline = &inline.node;
                    (
                        &inline.directives,
                        inline.type_condition.as_ref(),
                        &inline.selection_set,
                    )
                }
            };
            let condition = condition.map(|condition: &Positioned<TypeCondition>| &condition.node);
            let kinds = match condition {
                Some(condition) => place.narrowed(kinds, condition.on.node.as_str())?,
                None => kinds,
            };
            if kinds != 0 {
                let when = self.conditions_of(directives, when)?;
                self.collect(&inner.node, place, (kinds, &when), found)?;
            }
        }
        Some(())
    }

    fn fragment(&self, name: &Name) -> Option<&'d FragmentDefinition> {
        Some(&self.document.fragments.get(name)?.node)
    }

    /// The places of the conditions of a field, with those around it.
    fn conditions_of(
        &mut self,
        directives: &[Positioned<Directive>],
        around: &[usize],
    ) -> Option<Vec<usize>> {
        let mut when = around.to_vec();
        for directive in directives {
            let wanted = match directive.node.name.node.as_str() {
                "include" => true,
                "skip" => false,
                _ => return None,
            };
            when.push(self.conditions.len());
            self.conditions.push(Condition {
                wanted,
                arguments: Arguments(directive.node.clone()),
            });
        }
        Some(when)
    }
}

/// Takes a field in; with one of the same key on the same kinds it is one.
fn take<'d>(
    found: &mut Vec<Collected<'d>>,
    field: &'d Selected,
    (kinds, when): (Kinds, Vec<usize>),
) -> Option<()> {
    let key = field.response_key().node.as_str();
    let set = &field.selection_set.node;
    let other = found
        .iter_mut()
        .find(|other| other.key == key && other.kinds & kinds != 0);
    let Some(other) = other else {
        found.push(Collected {
            key,
            field,
            sets: vec![set],
            kinds,
            when,
        });
        return Some(());
    };
    let is_plain = other.when.is_empty() && when.is_empty();
    if is_plain && other.kinds == kinds {
        other.sets.push(set);
        return Some(());
    }
    let is_there = is_plain && other.kinds & kinds == kinds && set.items.is_empty();
    is_there.then_some(())
}
