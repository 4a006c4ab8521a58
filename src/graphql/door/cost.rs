//! What an operation costs at most, before it runs.
//!
//! A field that leads to an object costs one; a page costs its size times what is asked of each
//! element; a few fields have a price of their own. All prices stand in [`prices`]. They are looked
//! up once for each document, which gives a [`Formula`]; a request puts its variables into that. What
//! was really used is counted where it is loaded ([`Purse`]). Not here: who may spend how much
//! (`budget`), how large a document may be (`precheck`).

mod prices;
mod purse;
mod terms;

use apollo_compiler::{
    ExecutableDocument, Schema, executable::Operation, response::JsonMap, validation::Valid,
};

use prices::{Length, SNAPSHOT, UNPAGED};
use terms::{Known, Term};

pub(crate) use purse::Purse;

/// What an operation may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Estimate {
    /// At most, all in all.
    pub requested: u64,
    /// Of that, the prices of work that is not counted in rows.
    pub fixed: u64,
}

/// What an operation costs, as far as its document says.
#[derive(Clone, Debug)]
pub(super) struct Formula {
    terms: Vec<Term>,
    unpaged: bool,
}

impl Formula {
    /// The formula of an operation; the precheck has bounded how long it gets.
    pub(super) fn of(
        schema: &Valid<Schema>,
        document: &Valid<ExecutableDocument>,
        operation: &Operation,
    ) -> Self {
        let terms = terms::of(schema, document, &operation.selection_set);
        Self {
            unpaged: terms.iter().any(Term::is_unpaged),
            terms,
        }
    }

    /// The most that the operation may use, with its variables as they were coerced.
    pub(super) fn estimate(&self, variables: &JsonMap) -> Estimate {
        let mut counting = Counting {
            variables,
            fixed: 0,
        };
        let around = Around {
            parents: 1,
            page: 1,
            known: false,
        };
        let rows = counting.all(&self.terms, around);
        let unpaged = if self.unpaged { UNPAGED } else { 0 };
        Estimate {
            requested: rows
                .saturating_add(counting.fixed)
                .saturating_add(unpaged)
                .max(1),
            fixed: counting.fixed,
        }
    }

    /// How many fields it counts.
    pub(super) fn size(&self) -> usize {
        self.terms.iter().map(Term::size).sum()
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

/// The sum of a formula as it grows.
struct Counting<'a> {
    variables: &'a JsonMap,
    fixed: u64,
}

impl Counting<'_> {
    fn all(&mut self, terms: &[Term], around: Around) -> u64 {
        let costs = terms.iter().map(|term| self.one(term, around));
        costs.fold(0, u64::saturating_add)
    }

    fn one(&mut self, term: &Term, around: Around) -> u64 {
        let price = &term.price;
        let mut fixed = price.fixed;
        if price.walks && around.known {
            fixed = fixed.saturating_add(SNAPSHOT);
        }
        self.fixed = self
            .fixed
            .saturating_add(fixed.saturating_mul(around.parents));
        let page = price.page.map_or(around.page, |page| {
            let mut given = term.given.iter();
            let given = given.find_map(|length| length.number(self.variables));
            given.map_or(page.default, |given| given.min(page.most))
        });
        let length = match price.length {
            _ if !term.is_list => 1,
            Length::Page => page,
            Length::Pages(times) => page.saturating_mul(times),
            Length::Fixed(length) | Length::Usual(length) => length,
        };
        let elements = around.parents.saturating_mul(length);
        let own = if price.page.is_some() {
            // The rows of a page are read once, whatever is asked of them.
            let rows = page.saturating_add(u64::from(!term.is_list));
            around.parents.saturating_mul(rows)
        } else if price.loads {
            around.parents
        } else if term.is_leaf {
            0
        } else {
            elements
        };
        let inner = Around {
            parents: elements,
            page,
            known: around.known || term.known.as_ref().is_some_and(|k| self.is_given(k)),
        };
        own.saturating_add(self.all(&term.inner, inner))
    }

    fn is_given(&self, known: &Known) -> bool {
        match known {
            Known::Always => true,
            Known::Variable(name) => {
                let value = self.variables.get(name.as_str());
                value.is_some_and(|value| !value.is_null())
            }
        }
    }
}
