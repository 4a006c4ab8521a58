//! The shapes of which the table of fields is made.
//!
//! A shape says what a value must be, for the checker and for the JSON Schema alike. Not
//! here: the fields themselves (`fields`) and the rules of single texts (`rules`).

use entity::vocabulary::EntityKind;

use super::{node::Data, node::Scalar, rules::TextRule};

/// What a value must be.
#[derive(Debug)]
pub(super) enum Shape {
    /// Text that keeps a rule.
    Text(&'static TextRule),
    /// A word of a closed list.
    Word(&'static WordList),
    /// A number.
    Number(NumberRule),
    /// True or false.
    Boolean,
    /// The number of the format.
    Format,
    /// A list, not empty, whose items have one shape.
    List(&'static Shape),
    /// A mapping with the fields of a record.
    Record(&'static Record),
    /// A mapping from keys that keep a rule, not empty, to values of one shape.
    Map(&'static TextRule, &'static Shape),
    /// A list of fixed length; each item with its shape.
    Tuple(&'static Tuple),
    /// One of several, told apart by being text, number, list or mapping.
    Choice(&'static [Shape]),
}

/// A closed list of words.
#[derive(Debug)]
pub(super) struct WordList {
    /// What one word is called, such as `a role`.
    pub(super) name: &'static str,
    /// The words.
    pub(super) words: fn() -> Vec<&'static str>,
}

/// Which numbers are allowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberRule {
    pub(super) integer: bool,
    pub(super) least: f64,
    /// Whether the least is itself too little.
    pub(super) more: bool,
    pub(super) most: f64,
}

/// A list of fixed length.
#[derive(Debug)]
pub(super) struct Tuple {
    /// What it is called, such as `[start, end, sha256]`.
    pub(super) name: &'static str,
    pub(super) items: &'static [Shape],
    /// Whether the first number must be smaller than the second.
    pub(super) ascending: bool,
}

/// The fields of a mapping.
#[derive(Debug)]
pub(super) struct Record {
    /// The name of its definition in the schema.
    pub(super) name: &'static str,
    /// What it is, in one sentence.
    pub(super) description: &'static str,
    pub(super) fields: &'static [Field],
    /// The field of which one at least must be there, when that is not one and the same.
    pub(super) one_of: &'static [&'static str],
}

/// One field of a record.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// What it says, in one sentence.
    pub(super) description: &'static str,
    pub(super) shape: Shape,
    pub(super) need: Need,
    /// The kinds of entity that have it; all, when empty.
    pub(super) kinds: &'static [EntityKind],
    /// The kinds of entity that cannot be declared without it.
    pub(super) needed_by: &'static [EntityKind],
}

/// How much hangs on a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It must be there.
    Required,
    /// It may be missing, but when it is wrong nothing can be said of the rest.
    Weighty,
    /// It may be missing, and when it is wrong the rest is still judged.
    Optional,
}

impl Field {
    /// The field, for some kinds of entity only.
    pub(super) const fn only(mut self, kinds: &'static [EntityKind]) -> Self {
        self.kinds = kinds;
        self
    }

    /// The field, which some kinds of entity must have.
    pub(super) const fn needed_by(mut self, kinds: &'static [EntityKind]) -> Self {
        self.needed_by = kinds;
        self
    }

    /// What it is called: `onBehalfOf` is `On behalf of`.
    pub(super) fn title(&self) -> String {
        let mut title = String::new();
        for (place, letter) in self.name.chars().enumerate() {
            if place == 0 {
                title.extend(letter.to_uppercase());
            } else if letter.is_uppercase() {
                title.push(' ');
                title.extend(letter.to_lowercase());
            } else {
                title.push(letter);
            }
        }
        title
    }
}

impl Record {
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Shape {
    /// Whether data looks like this shape at first sight; its insides are not looked at.
    pub(super) fn looks_like(&self, data: &Data) -> bool {
        match (self, data) {
            (Self::Text(_) | Self::Word(_), Data::Scalar(_, scalar)) => *scalar == Scalar::Text,
            (Self::Number(_) | Self::Format, Data::Scalar(_, scalar)) => {
                matches!(scalar, Scalar::Integer | Scalar::Number)
            }
            (Self::Boolean, Data::Scalar(_, scalar)) => *scalar == Scalar::Boolean,
            (_, Data::Broken)
            | (Self::List(_) | Self::Tuple(_), Data::List(_))
            | (Self::Record(_) | Self::Map(..), Data::Map(_)) => true,
            (Self::Choice(shapes), data) => shapes.iter().any(|shape| shape.looks_like(data)),
            _ => false,
        }
    }

    /// What is expected, for a message.
    pub(super) fn expected(&self) -> String {
        match self {
            Self::Text(rule) => rule.expected.to_owned(),
            Self::Word(list) => list.name.to_owned(),
            Self::Number(rule) => rule.expected(),
            Self::Boolean => "true or false".to_owned(),
            Self::Format => "the number 1".to_owned(),
            Self::List(item) => format!("a list, each item {}", item.expected()),
            Self::Record(record) => {
                let fields: Vec<_> = record.fields.iter().map(|field| field.name).collect();
                format!("a mapping with {}", fields.join(", "))
            }
            Self::Map(rule, _) => format!("a mapping, each key {}", rule.expected),
            Self::Tuple(tuple) => tuple.name.to_owned(),
            Self::Choice(shapes) => {
                let shapes: Vec<_> = shapes.iter().map(Self::expected).collect();
                shapes.join(", or ")
            }
        }
    }
}

impl NumberRule {
    pub(super) fn expected(self) -> String {
        let what = if self.integer {
            "a whole number"
        } else {
            "a number"
        };
        match (self.least.is_finite(), self.most.is_finite()) {
            (true, true) if self.more => {
                format!("{what} above {}, at most {}", self.least, self.most)
            }
            (true, true) => format!("{what} from {} to {}", self.least, self.most),
            (true, false) => format!("{what}, at least {}", self.least),
            _ => what.to_owned(),
        }
    }

    pub(super) fn takes(self, value: f64) -> bool {
        value.is_finite()
            && (self.least < value || (self.least <= value && !self.more))
            && value <= self.most
            && (!self.integer || value.fract() == 0.0)
    }
}
