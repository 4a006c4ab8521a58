//! The fields of an operation with their prices, fragments in their places.
//!
//! Not here: what fields cost (`prices`), and the sum (`cost`).

use apollo_compiler::{
    ExecutableDocument, Name, Schema,
    ast::Value,
    executable::{Field, Selection, SelectionSet},
    response::{JsonMap, JsonValue},
    schema::ExtendedType,
    validation::Valid,
};

use super::prices::{self, Length, Price};

/// A field with its price.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) price: Price,
    /// The arguments that may say how long its page is, the first that does first.
    pub(super) given: Vec<Given>,
    /// When what is below it is read as the graph was known at a moment.
    pub(super) known: Option<Known>,
    pub(super) is_list: bool,
    /// Whether it leads to a value, and to no object.
    pub(super) is_leaf: bool,
    pub(super) inner: Vec<Term>,
}

/// The length of a page, as far as the document says.
#[derive(Clone, Debug)]
pub(super) enum Given {
    Number(u64),
    Variable(Name),
}

/// When an argument is given.
#[derive(Clone, Debug)]
pub(super) enum Known {
    Always,
    /// When the variable has a value other than null.
    Variable(Name),
}

impl Given {
    /// A whole number, or the length of a list.
    fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Int(number) => {
                Self::Number(number.try_to_i32().ok()?.max(0).unsigned_abs().into())
            }
            Value::List(items) => Self::Number(u64::try_from(items.len()).ok()?),
            Value::Variable(name) => Self::Variable(name.clone()),
            _ => return None,
        })
    }

    /// The same, with the values of variables.
    pub(super) fn number(&self, variables: &JsonMap) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Variable(name) => match variables.get(name.as_str())? {
                JsonValue::Number(number) => Some(number.as_i64()?.max(0).unsigned_abs()),
                JsonValue::Array(items) => u64::try_from(items.len()).ok(),
                _ => None,
            },
        }
    }
}

impl Known {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::Variable(name) => Some(Self::Variable(name.clone())),
            _ => Some(Self::Always),
        }
    }
}

impl Term {
    /// Whether it, or something below it, is a list without pages.
    pub(super) fn is_unpaged(&self) -> bool {
        let own = self.is_list && matches!(self.price.length, Length::Usual(_));
        own || self.inner.iter().any(Self::is_unpaged)
    }

    /// How many fields it counts.
    pub(super) fn size(&self) -> usize {
        1 + self.inner.iter().map(Self::size).sum::<usize>()
    }
}

/// The fields of a set.
pub(super) fn of(
    schema: &Valid<Schema>,
    document: &Valid<ExecutableDocument>,
    set: &SelectionSet,
) -> Vec<Term> {
    let mut terms = Vec::new();
    Reading { schema, document }.read(set, &mut terms);
    terms
}

struct Reading<'a> {
    schema: &'a Schema,
    document: &'a ExecutableDocument,
}

impl Reading<'_> {
    fn read(&self, set: &SelectionSet, terms: &mut Vec<Term>) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => terms.extend(self.field(&set.ty, field)),
                Selection::InlineFragment(inner) => self.read(&inner.selection_set, terms),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = spread.fragment_def(self.document) {
                        self.read(&fragment.selection_set, terms);
                    }
                }
            }
        }
    }

    /// A field that costs something.
    fn field(&self, of: &str, field: &Field) -> Option<Term> {
        if field.name.starts_with("__") {
            return introspection(&field.name);
        }
        let ty = field.definition.ty.inner_named_type();
        let price = prices::of(of, &field.name, is_page(ty));
        let argument = |name: &str| field.argument_by_name(name).ok();
        let pages = price.page.map_or(&[][..], |page| page.arguments);
        let given = pages.iter().filter_map(|name| Given::of(argument(name)?));
        let known = if field.name == "at" {
            argument("known").and_then(|value| Known::of(value))
        } else {
            None
        };
        let leaf = matches!(
            self.schema.types.get(ty),
            Some(ExtendedType::Scalar(_) | ExtendedType::Enum(_))
        );
        let mut inner = Vec::new();
        self.read(&field.selection_set, &mut inner);
        Some(Term {
            price,
            given: given.collect(),
            known,
            is_list: field.definition.ty.is_list(),
            is_leaf: leaf,
            inner,
        })
    }
}

/// A field of introspection, with all below it.
fn introspection(name: &str) -> Option<Term> {
    let fixed = prices::introspection(name);
    (fixed > 0).then(|| Term {
        price: Price {
            fixed,
            ..prices::PLAIN
        },
        given: Vec::new(),
        known: None,
        is_list: false,
        is_leaf: true,
        inner: Vec::new(),
    })
}

/// Whether a type is a page of a list.
fn is_page(name: &str) -> bool {
    name.ends_with("Connection")
}
