//! What an operation costs at most, before it runs.
//!
//! A field that leads to an object costs one; a page costs its size times what is asked of each
//! element; a few fields have a price of their own. All prices stand in [`prices`]. What was
//! really used is counted where it is loaded ([`Purse`]). Not here: who may spend how much
//! (`budget`), how large a document may be (`precheck`).

mod prices;
mod purse;

use apollo_compiler::{
    ExecutableDocument, Schema,
    ast::{Type, Value},
    executable::{Field, Operation, Selection, SelectionSet},
    response::{JsonMap, JsonValue},
    schema::ExtendedType,
    validation::Valid,
};

use prices::{Length, SNAPSHOT, UNPAGED};
pub(crate) use purse::Purse;

/// What an operation may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Estimate {
    /// At most, all in all.
    pub requested: u64,
    /// Of that, the prices of work that is not counted in rows.
    pub fixed: u64,
}

/// The most that an operation may use, with its variables as they were coerced.
pub(super) fn estimate(
    schema: &Valid<Schema>,
    document: &Valid<ExecutableDocument>,
    operation: &Operation,
    variables: &JsonMap,
) -> Estimate {
    let mut counting = Counting {
        schema,
        document,
        variables,
        fixed: 0,
        unpaged: false,
    };
    let around = Around {
        parents: 1,
        page: 1,
        known: false,
    };
    let rows = counting.set(&operation.selection_set, around);
    let unpaged = if counting.unpaged { UNPAGED } else { 0 };
    Estimate {
        requested: rows
            .saturating_add(counting.fixed)
            .saturating_add(unpaged)
            .max(1),
        fixed: counting.fixed,
    }
}

/// What is known of the objects whose fields are counted.
#[derive(Clone, Copy)]
struct Around {
    /// How many of them there are at most.
    parents: u64,
    /// How long the page is that they stand for.
    page: u64,
    /// Whether they are read as the graph was known at a moment.
    known: bool,
}

struct Counting<'a> {
    schema: &'a Schema,
    document: &'a ExecutableDocument,
    variables: &'a JsonMap,
    fixed: u64,
    unpaged: bool,
}

impl Counting<'_> {
    /// The cost of a set; the precheck has bounded how often this is called.
    fn set(&mut self, set: &SelectionSet, around: Around) -> u64 {
        set.selections
            .iter()
            .map(|selection| match selection {
                Selection::Field(field) => self.field(&set.ty, field, around),
                Selection::InlineFragment(inner) => self.set(&inner.selection_set, around),
                Selection::FragmentSpread(spread) => spread
                    .fragment_def(self.document)
                    .map_or(0, |fragment| self.set(&fragment.selection_set, around)),
            })
            .fold(0, u64::saturating_add)
    }

    fn field(&mut self, of: &str, field: &Field, around: Around) -> u64 {
        if field.name.starts_with("__") {
            let price = prices::introspection(&field.name).saturating_mul(around.parents);
            self.fixed = self.fixed.saturating_add(price);
            return 0;
        }
        let price = prices::of(
            of,
            &field.name,
            is_page(field.definition.ty.inner_named_type()),
        );
        let mut fixed = price.fixed;
        if price.walks && around.known {
            fixed = fixed.saturating_add(SNAPSHOT);
        }
        self.fixed = self
            .fixed
            .saturating_add(fixed.saturating_mul(around.parents));
        let page = price
            .page
            .map_or(around.page, |page| self.page(field, page));
        let length = self.length(&field.definition.ty, price.length, page);
        let elements = around.parents.saturating_mul(length);
        let known = around.known || (field.name == "at" && self.is_given(field, "known"));
        let own = if price.page.is_some() {
            // The rows of a page are read once, whatever is asked of them.
            let rows = page.saturating_add(u64::from(!field.definition.ty.is_list()));
            around.parents.saturating_mul(rows)
        } else if price.loads {
            around.parents
        } else if self.is_leaf(field) {
            0
        } else {
            elements
        };
        let inner = Around {
            parents: elements,
            page,
            known,
        };
        own.saturating_add(self.set(&field.selection_set, inner))
    }

    /// How many elements a field has at most; those of a list without pages, as a rule.
    fn length(&mut self, ty: &Type, length: Length, page: u64) -> u64 {
        if !ty.is_list() {
            return 1;
        }
        match length {
            Length::Page => page,
            Length::Pages(times) => page.saturating_mul(times),
            Length::Fixed(most) => most,
            Length::Usual(usual) => {
                self.unpaged = true;
                usual
            }
        }
    }

    /// How long the page is that the arguments of a field ask for.
    fn page(&self, field: &Field, page: prices::Page) -> u64 {
        let given = page.arguments.iter().find_map(|name| {
            let value = field.argument_by_name(name).ok()?;
            self.number(value)
        });
        given.map_or(page.default, |given| given.min(page.most))
    }

    /// A length: a whole number, or that of a list.
    fn number(&self, value: &Value) -> Option<u64> {
        match value {
            Value::Int(number) => Some(number.try_to_i32().ok()?.max(0).unsigned_abs().into()),
            Value::List(items) => u64::try_from(items.len()).ok(),
            Value::Variable(name) => match self.variables.get(name.as_str())? {
                JsonValue::Number(number) => Some(number.as_i64()?.max(0).unsigned_abs()),
                JsonValue::Array(items) => u64::try_from(items.len()).ok(),
                _ => None,
            },
            _ => None,
        }
    }

    fn is_given(&self, field: &Field, argument: &str) -> bool {
        field
            .argument_by_name(argument)
            .is_ok_and(|value| match &**value {
                Value::Null => false,
                Value::Variable(name) => !matches!(
                    self.variables.get(name.as_str()),
                    None | Some(JsonValue::Null)
                ),
                _ => true,
            })
    }

    fn is_leaf(&self, field: &Field) -> bool {
        let ty = self
            .schema
            .types
            .get(field.definition.ty.inner_named_type());
        matches!(ty, Some(ExtendedType::Scalar(_) | ExtendedType::Enum(_)))
    }
}

/// Whether a type is a page of a list.
fn is_page(name: &str) -> bool {
    name.ends_with("Connection")
}
