//! Whether variables within lists and input objects have the type that is expected there.
//!
//! The library looks at variables that are whole arguments; of those within a value it compares
//! the names of the types alone, so that a list passes for its element and what may be null for
//! what may not. This is the rule of the specification, "All Variable Usages Are Allowed".

use std::collections::HashSet;

use apollo_compiler::{
    ExecutableDocument, Name, Node, Schema,
    ast::{InputValueDefinition, Type, Value},
    executable::{Field, Operation, Selection, SelectionSet},
    schema::ExtendedType,
};

/// A variable where it does not belong.
pub(super) struct Misplaced<'a> {
    /// Where it stands.
    pub value: &'a Node<Value>,
    /// What is wrong.
    pub message: String,
}

/// The first variable of a document that is within a value where it does not belong.
pub(super) fn misplaced<'a>(
    schema: &Schema,
    document: &'a ExecutableDocument,
) -> Option<Misplaced<'a>> {
    document.operations.iter().find_map(|operation| {
        let mut search = Search {
            schema,
            document,
            operation,
            seen: HashSet::new(),
        };
        search.set(&operation.selection_set)
    })
}

/// What is expected at a place.
#[derive(Clone, Copy)]
struct Expected<'a> {
    ty: &'a Type,
    /// Whether there is a value when none is given.
    has_default: bool,
    /// Whether this is within a value, and so not yet looked at.
    within: bool,
}

impl<'a> Expected<'a> {
    fn of(definition: &'a InputValueDefinition, within: bool) -> Self {
        Self {
            ty: &definition.ty,
            has_default: definition.default_value.is_some(),
            within,
        }
    }
}

struct Search<'s, 'a> {
    schema: &'s Schema,
    document: &'a ExecutableDocument,
    operation: &'a Operation,
    /// The fragments that were looked at for this operation.
    seen: HashSet<&'a Name>,
}

impl<'a> Search<'_, 'a> {
    fn set(&mut self, set: &'a SelectionSet) -> Option<Misplaced<'a>> {
        set.selections.iter().find_map(|selection| match selection {
            Selection::Field(field) => {
                let found = self.arguments(field);
                found.or_else(|| self.set(&field.selection_set))
            }
            Selection::InlineFragment(inner) => self.set(&inner.selection_set),
            Selection::FragmentSpread(spread) => {
                if !self.seen.insert(&spread.fragment_name) {
                    return None;
                }
                let fragment = self.document.fragments.get(&spread.fragment_name)?;
                self.set(&fragment.selection_set)
            }
        })
    }

    fn arguments(&self, field: &'a Field) -> Option<Misplaced<'a>> {
        field.arguments.iter().find_map(|argument| {
            let definition = field.definition.argument_by_name(&argument.name)?;
            self.value(&argument.value, Expected::of(definition, false))
        })
    }

    fn value(&self, value: &'a Node<Value>, expected: Expected<'_>) -> Option<Misplaced<'a>> {
        match &**value {
            Value::Variable(name) if expected.within => self.variable(value, name, expected),
            Value::List(items) => {
                let item = Expected {
                    ty: expected.ty.item_type(),
                    has_default: false,
                    within: true,
                };
                items.iter().find_map(|value| self.value(value, item))
            }
            Value::Object(fields) => {
                let ty = self.schema.types.get(expected.ty.inner_named_type())?;
                let ExtendedType::InputObject(object) = ty else {
                    return None;
                };
                fields.iter().find_map(|(name, value)| {
                    let definition = object.fields.get(name)?;
                    self.value(value, Expected::of(definition, true))
                })
            }
            _ => None,
        }
    }

    fn variable(
        &self,
        value: &'a Node<Value>,
        name: &Name,
        expected: Expected<'_>,
    ) -> Option<Misplaced<'a>> {
        let mut variables = self.operation.variables.iter();
        let variable = variables.find(|variable| variable.name == *name)?;
        let default = variable.default_value.as_deref();
        let is_given =
            expected.has_default || default.is_some_and(|default| !matches!(default, Value::Null));
        let fits = if is_given {
            let nullable = expected.ty.clone().nullable();
            variable.ty.is_assignable_to(&nullable)
        } else {
            variable.ty.is_assignable_to(expected.ty)
        };
        (!fits).then(|| Misplaced {
            value,
            message: format!(
                "The variable ${name} is of the type {}, and here {} is expected.",
                variable.ty, expected.ty
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use apollo_compiler::{ExecutableDocument, Schema};

    use super::misplaced;

    const SCHEMA: &str = "
        type Query { find(where: Where, all: [Where!], words: [[Int]]): Int }
        input Where { many: [Int!], one: Int!, usual: Int! = 3, inner: Where }";

    /// The message about the first variable that is out of place in an operation.
    fn found(text: &str) -> Option<String> {
        let schema = Schema::parse_and_validate(SCHEMA, "schema").unwrap();
        let document = ExecutableDocument::parse_and_validate(&schema, text, "query").unwrap();
        misplaced(&schema, &document).map(|misplaced| misplaced.message)
    }

    #[test]
    fn a_variable_within_a_value_has_the_type_that_is_expected() {
        for fits in [
            "query ($v: [Int!]) { find(where: {one: 1, many: $v}) }",
            "query ($v: Int!) { find(where: {one: $v, many: [$v]}) }",
            "query ($v: Int = 3) { find(where: {one: $v}) }",
            "query ($v: Int) { find(where: {one: 1, usual: $v}) }",
            "query ($v: Int) { find(words: [[$v]]) }",
            "query ($v: Where!) { find(all: [$v]) }",
        ] {
            assert_eq!(found(fits), None, "{fits}");
        }
        for (text, message) in [
            (
                "query ($v: [[Int!]]) { find(where: {one: 1, many: $v}) }",
                "The variable $v is of the type [[Int!]], and here [Int!] is expected.",
            ),
            (
                "query ($v: Int) { find(where: {one: 1, inner: {one: $v}}) }",
                "The variable $v is of the type Int, and here Int! is expected.",
            ),
            (
                "query ($v: Int = null) { find(where: {one: $v}) }",
                "The variable $v is of the type Int, and here Int! is expected.",
            ),
            (
                "query ($v: Where) { find(all: [$v]) }",
                "The variable $v is of the type Where, and here Where! is expected.",
            ),
            (
                "query ($v: [Int]) { ...F } fragment F on Query { find(words: [[$v]]) }",
                "The variable $v is of the type [Int], and here Int is expected.",
            ),
        ] {
            assert_eq!(found(text).as_deref(), Some(message), "{text}");
        }
    }
}
