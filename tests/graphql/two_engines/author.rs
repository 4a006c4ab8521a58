//! Documents drawn by chance: all ways in, links, orders, pages, filters, fragments and lenses.

use std::fmt::Write;

use entity::vocabulary::{EntityKind, RelationKind};
use proptest::test_runner::TestRunner;

use super::{SIZE, drawn, key};

/// Filters of relations.
const RELATIONS: [&str; 8] = [
    "{role: [\"expert\"]}",
    "{during: \"2019\"}",
    "{during: \"2019\", certainty: CERTAIN}",
    "{modality: [PLANNED, ASSERTED]}",
    "{other: {kind: [PERSON]}}",
    "{or: [{basis: [REFERENCE]}, {role: [\"lead\"]}]}",
    "{not: {other: {country: [\"LV\"]}}}",
    "{object: {key: [\"thing-1\", \"thing-2\"]}}",
];

/// Filters of entities.
const ENTITIES: [&str; 8] = [
    "{kind: [EVENT, MUNICIPALITY]}",
    "{during: \"2019\"}",
    "{has: {kind: [ATTENDED]}}",
    "{has: {other: {key: [\"thing-3\"]}}}",
    "{has: {subject: {key: [\"thing-2\", \"thing-4\"]}, kind: [PART_OF, ATTENDED]}}",
    "{key: [\"thing-0\", \"thing-5\", \"thing-9\", \"nothing\"]}",
    "{country: [\"LV\"], not: {status: [HELD]}}",
    "{or: [{named: true}, {kind: [PROJECT]}]}",
];

/// Filters that only few entities fit, since they name some; which is drawn.
const FEW: [&str; 6] = [
    "{during: \"2019\", has: {kind: [ATTENDED], subject: {key: [KEYS]}}}",
    "{during: \"2018/2019\", has: {kind: [TOOK_PLACE_IN, PART_OF], object: {key: [KEYS]}}}",
    "{during: \"2018\", certainty: CERTAIN, has: {other: {key: [KEYS]}}}",
    "{has: {kind: [ATTENDED, WORKS_FOR], other: {key: [KEYS]}}}",
    "{key: [KEYS]}",
    "{kind: [EVENT], has: {object: {key: [KEYS]}}}",
];

pub(super) const RELATION_ORDERS: [&str; 6] = [
    "PERIOD_ASC",
    "PERIOD_DESC",
    "KIND_ASC",
    "ROLE_ASC",
    "OTHER_NAME_ASC",
    "RECORDED_AT_DESC",
];
pub(super) const ENTITY_ORDERS: [&str; 7] = [
    "NAME_ASC",
    "NAME_DESC",
    "PERIOD_ASC",
    "PERIOD_DESC",
    "KEY_ASC",
    "KEY_DESC",
    "RECORDED_AT_DESC",
];
const PERIOD: &str = "{ __typename edtf earliestStart latestStart earliestEnd latestEnd }";
const LENSES: [&str; 6] = [
    "valid: \"2019\"",
    "valid: \"2018\", certainty: CERTAIN",
    "modality: [PLANNED]",
    "known: \"2026-01-01T00:00:00Z\"",
    "succession: TODAY",
    "valid: \"2019-10-17\", succession: TODAY",
];

/// Who writes documents.
pub(super) struct Author<'r> {
    runner: &'r mut TestRunner,
    aliases: usize,
}

impl<'r> Author<'r> {
    pub(super) fn new(runner: &'r mut TestRunner) -> Self {
        Self { runner, aliases: 0 }
    }

    fn below(&mut self, bound: usize) -> usize {
        drawn(self.runner, &(0..bound))
    }

    pub(super) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("f{}", self.aliases)
    }

    pub(super) fn document(&mut self) -> String {
        let mut text = String::from("{ ");
        for _ in 0..=self.below(2) {
            if self.below(4) == 0 {
                let lens = self.one(&LENSES);
                let inner = self.way_in();
                let alias = self.alias();
                write!(text, "{alias}: at({lens}) {{ __typename {inner} }} ").unwrap();
            } else {
                text.push_str(&self.way_in());
            }
        }
        text + "}"
    }

    fn way_in(&mut self) -> String {
        let alias = self.alias();
        let number = self.below(SIZE + 1);
        match self.below(4) {
            0 => {
                let fields = self.of_interface(2);
                format!("{alias}: entity(key: \"{}\") {fields} ", key(number))
            }
            1 => {
                let id = entity::id::PublicId {
                    noun: entity::id::Noun::Entity,
                    number: entity::id::number(entity::id::Noun::Entity, &key(number)),
                };
                format!("{alias}: node(id: \"{id}\") {{ id __typename }} ")
            }
            2 => {
                let (name, kind) = self.one(&[
                    ("person", EntityKind::Person),
                    ("organisation", EntityKind::Organisation),
                    ("event", EntityKind::Event),
                    ("project", EntityKind::Project),
                    ("municipality", EntityKind::Municipality),
                ]);
                let fields = self.of_kind(kind, 2);
                format!("{alias}: {name}(key: \"{}\") {fields} ", key(number))
            }
            _ => {
                let (name, kind) = self.one(&[
                    ("people", Some(EntityKind::Person)),
                    ("events", Some(EntityKind::Event)),
                    ("municipalities", Some(EntityKind::Municipality)),
                    ("entities", None),
                ]);
                let arguments = self.arguments(&ENTITIES, &ENTITY_ORDERS);
                let node = match kind {
                    Some(kind) => self.of_kind(kind, 1),
                    None => self.of_interface(1),
                };
                let shown = format!("edges {{ cursor node {node} }}");
                format!("{alias}: {name}{arguments} {{ totalCount {shown} {PAGE} }} ")
            }
        }
    }

    /// A list of few, whose links are counted and, but for some, not shown.
    pub(super) fn list_with_counts(&mut self) -> String {
        let lists = [
            ("people", EntityKind::Person),
            ("events", EntityKind::Event),
            ("events", EntityKind::Event),
            ("municipalities", EntityKind::Municipality),
        ];
        let (name, kind) = self.one(&lists);
        let links: Vec<_> = RelationKind::links_on(kind)
            .filter(|link| super::KINDS.contains(&link.relation))
            .collect();
        let counts = ["links", "other"].map(|alias| {
            let field = links[self.below(links.len())].link.field;
            let arguments = self.arguments(&RELATIONS, &RELATION_ORDERS);
            let more = self.one(&["", "", "edges { cursor node { key } }"]);
            format!("{alias}: {field}{arguments} {{ n: totalCount totalCount {more} }}")
        });
        let all = "all: relations { totalCount }";
        let shown = [counts.join(" "), format!("{} {all}", counts[0])];
        let shown = &shown[self.below(2)];
        let keys: Vec<String> = (0..SIZE)
            .filter(|_| self.below(3) > 0)
            .map(|number| format!("\"{}\"", key(number)))
            .collect();
        let filter = self.one(&FEW).replace("KEYS", &keys.join(", "));
        let order = self.one(&ENTITY_ORDERS);
        let page = self.one(&["", "first: 2", "last: 3", "first: 0"]);
        let more = self.one(&["", "totalCount", "edges { cursor }", PAGE]);
        format!(
            "{{ list: {name}(where: {filter}, orderBy: [{order}] {page}) {{ nodes {{ key {shown} }} {more} }} }}"
        )
    }

    fn arguments(&mut self, filters: &[&str], orders: &[&str]) -> String {
        let mut all = Vec::new();
        if self.below(2) == 0 {
            all.push(format!("where: {}", self.one(filters)));
        }
        if self.below(2) == 0 {
            let orders = [self.one(orders), self.one(orders)];
            let orders = &orders[..=self.below(2)];
            all.push(format!("orderBy: [{}]", orders.join(", ")));
        }
        match self.below(3) {
            0 => all.push(format!("first: {}", self.below(5))),
            1 => all.push(format!("last: {}", self.below(5))),
            _ => {}
        }
        if all.is_empty() {
            String::new()
        } else {
            format!("({})", all.join(", "))
        }
    }

    fn of_interface(&mut self, depth: usize) -> String {
        let mut text = String::from("{ __typename id key kind name recordedAt ");
        for kind in EntityKind::ALL.iter().take(5) {
            if self.below(4) == 0 {
                let fields = self.of_kind(*kind, depth);
                write!(text, "... on {} {fields} ", kind.spec().object).unwrap();
            }
        }
        if depth > 0 && self.below(3) == 0 {
            text.push_str(&self.relations(depth));
        }
        text + "}"
    }

    fn of_kind(&mut self, kind: EntityKind, depth: usize) -> String {
        let mut text = String::from("{ id key __typename ");
        text.push_str(match kind {
            EntityKind::Person => "named ",
            EntityKind::Organisation => "country ",
            EntityKind::Event => "status ",
            _ => "name ",
        });
        let period = match kind {
            EntityKind::Event | EntityKind::Project => "period",
            EntityKind::Municipality => "existed",
            _ => "",
        };
        if !period.is_empty() {
            write!(text, "{period} {PERIOD} ").unwrap();
        }
        if depth > 0 {
            let links: Vec<_> = RelationKind::links_on(kind)
                .filter(|link| super::KINDS.contains(&link.relation))
                .collect();
            for _ in 0..depth {
                let link = links[self.below(links.len())];
                let alias = self.alias();
                let arguments = self.arguments(&RELATIONS, &RELATION_ORDERS);
                let node = self.of_interface(depth - 1);
                let node = format!("node {{ ... on Entity {node} }}");
                let relation = self.relation();
                write!(
                    text,
                    "{alias}: {}{arguments} {{ totalCount edges {{ cursor {relation} {node} }} {PAGE} }} ",
                    link.link.field
                )
                .unwrap();
            }
        }
        text + "}"
    }

    fn relations(&mut self, depth: usize) -> String {
        let alias = self.alias();
        let arguments = self.arguments(&RELATIONS, &RELATION_ORDERS);
        let subject = self.of_interface(depth - 1);
        format!(
            "{alias}: relations{arguments} {{ totalCount nodes {{ id role subject {subject} object {{ key }} }} }} "
        )
    }

    fn relation(&mut self) -> String {
        let more = ["", "supportForm", "onBehalfOf { key name }", "recordedAt"];
        let more = self.one(&more);
        format!(
            "relation {{ __typename id kind role modality basis period {PERIOD} subject {{ key }} object {{ key }} {more} }}"
        )
    }
}

pub(super) const PAGE: &str =
    "pageInfo { __typename hasNextPage hasPreviousPage startCursor endCursor }";
