//! What fields cost: the one place where that is declared.
//!
//! The unit is an object. A price of its own has what works on more than it shows: counted in
//! the rows or links that it may look at, in thousands. To price a new field: add a row.

use crate::{
    graphql::limits::{self, ACTORS, AROUND, CHAINS, GROUPS, ROWS},
    operations::traversal::RELATIONS_EACH,
    store::{PAGE_DEFAULT, PAGE_MAX},
};

/// What a snapshot of an earlier moment costs, which is built for the question.
pub(super) const SNAPSHOT: u64 = 20_000;

/// What an operation may use beyond its estimate for lists that have no pages, when it has any:
/// most have few elements, and some have many.
pub(super) const UNPAGED: u64 = 1_000;

/// How long a list without pages is, as a rule.
const USUAL: u64 = 5;

/// How long a page is: by which arguments, when none is given, and at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    pub arguments: &'static [&'static str],
    pub default: u64,
    pub most: u64,
}

/// How long a list is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Length {
    /// As long as the page in which it stands.
    Page,
    /// So many times as long.
    Pages(u64),
    /// Never longer than this.
    Fixed(u64),
    /// Mostly no longer than this.
    Usual(u64),
}

/// What a field costs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Price {
    /// Work that is not counted in rows.
    pub fixed: u64,
    /// Whether it walks through the graph in memory.
    pub walks: bool,
    /// Whether it is a value that has to be loaded.
    pub loads: bool,
    /// Its page, where it is one.
    pub page: Option<Page>,
    /// How long it is, where it is a list.
    pub length: Length,
}

/// A field of an object that has no price of its own.
pub(super) const PLAIN: Price = Price {
    fixed: 0,
    walks: false,
    loads: false,
    page: None,
    length: Length::Usual(USUAL),
};

const CONNECTION: Page = Page {
    arguments: &["first", "last"],
    default: PAGE_DEFAULT as u64,
    most: PAGE_MAX as u64,
};

/// As many as ids are given.
const IDS: Page = Page {
    arguments: &["ids"],
    default: 0,
    most: limits::IDS as u64,
};

/// As many as `first` says; so many when it says nothing, and at most.
const fn first((default, most): (usize, usize)) -> Page {
    Page {
        arguments: &["first"],
        default: default as u64,
        most: most as u64,
    }
}

/// A way into the graph with a price and a page.
const fn way(fixed: u64, page: Page) -> Price {
    Price {
        fixed,
        page: Some(page),
        length: Length::Page,
        ..PLAIN
    }
}

/// A walk through the graph in memory.
const fn walk(fixed: u64, page: Page) -> Price {
    Price {
        walks: true,
        ..way(fixed, page)
    }
}

const fn list(length: Length) -> Price {
    Price { length, ..PLAIN }
}

/// What fields cost that cost other than an object.
const PRICES: &[(&str, &str, Price)] = &[
    ("Query", "search", walk(20, CONNECTION)),
    ("Query", "trace", walk(2_000, first(CHAINS))),
    ("Query", "paths", walk(2_000, first(CHAINS))),
    ("Query", "neighbourhood", walk(500, first(AROUND))),
    ("Query", "network", walk(10_000, first(ACTORS))),
    ("Query", "statistics", way(2_000, first(GROUPS))),
    ("Query", "relationRows", way(0, first(ROWS))),
    ("Query", "eventRows", way(0, first(ROWS))),
    ("Query", "timeline", way(0, CONNECTION)),
    ("Query", "nodes", way(0, IDS)),
    // Compares pairs of names, up to 300,000, and keeps what it found while the snapshot stays.
    ("Query", "duplicates", walk(10_000, CONNECTION)),
    (
        "Query",
        "discrepancies",
        Price {
            fixed: 5_000,
            length: Length::Usual(100),
            ..PLAIN
        },
    ),
    (
        "Query",
        "vocabulary",
        Price {
            fixed: 100,
            ..PLAIN
        },
    ),
    ("Chain", "entities", list(Length::Fixed(17))),
    ("Chain", "relations", list(Length::Fixed(16))),
    (
        "Subgraph",
        "relations",
        list(Length::Pages(RELATIONS_EACH as u64)),
    ),
    ("Network", "ties", list(Length::Pages(2))),
    ("Duplicate", "entities", list(Length::Fixed(2))),
    ("Duplicate", "features", list(Length::Fixed(12))),
    ("SearchConnection", "facets", list(Length::Fixed(6))),
    ("SearchConnection", "groups", way(2_000, first(GROUPS))),
    ("SearchEdge", "reasons", list(Length::Fixed(8))),
];

/// Lists within a page.
const WITHIN: &[&str] = &[
    "edges",
    "nodes",
    "chains",
    "entities",
    "actors",
    "entries",
    "relations",
    "ties",
];

/// Values that do not stand in the row of their object.
const LOADED: &[&str] = &["totalCount", "name", "held"];

/// Objects that stand for a page.
const PAGES: &[&str] = &["ChainPage", "Subgraph", "Network", "Timeline"];

/// The price of a field of a type.
pub(super) fn of(ty: &str, field: &str, is_connection: bool) -> Price {
    let named = PRICES
        .iter()
        .find(|(of, name, _)| *of == ty && *name == field);
    if let Some((_, _, price)) = named {
        return *price;
    }
    if is_connection {
        return way(0, CONNECTION);
    }
    let in_page = ty.ends_with("Connection") || PAGES.contains(&ty);
    if in_page && WITHIN.contains(&field) {
        return list(Length::Page);
    }
    Price {
        loads: LOADED.contains(&field),
        ..PLAIN
    }
}

/// The price of a field of introspection: its answer is long, and the same for everybody.
pub(super) fn introspection(field: &str) -> u64 {
    match field {
        "__schema" => 1_000,
        "__type" => 50,
        _ => 0,
    }
}
