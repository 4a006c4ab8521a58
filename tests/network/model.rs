//! Small graphs as plain lists, and changes to them.

use std::collections::BTreeMap;

use entity::{
    time::{Bounds, Edtf},
    vocabulary::{Basis, EntityKind, Modality, RelationKind, TimeRule},
};
use proptest::prelude::*;
use stakegraph::network::{
    Builder, Chain, Edit, EntityFact, KindSet, Meter, Reader, RelationFact, RelationTest, Sight,
    Snapshot, Span, Terms, Way,
};

/// Kinds that the graphs of these tests use.
pub(crate) const KINDS: [RelationKind; 4] = [
    RelationKind::Attended,
    RelationKind::PartOf,
    RelationKind::CooperatesWith,
    RelationKind::Implements,
];

/// Dates that are imprecise and doubtful, and some whose every day is known.
const PERIODS: [Option<&str>; 7] = [
    None,
    Some("2018"),
    Some("2019-10-17"),
    Some("2019/2020"),
    Some("2020~"),
    Some("2019-06-01/2019-10-17"),
    Some("2019-10-17/.."),
];

/// An entity; its id is its place, plus one.
#[derive(Clone, Debug)]
pub(crate) struct Thing {
    pub(crate) name: String,
    pub(crate) kind: EntityKind,
    pub(crate) period: Option<&'static str>,
    pub(crate) reach: u8,
}

/// A relation; its id is its place in the map.
#[derive(Clone, Debug)]
pub(crate) struct Tie {
    pub(crate) subject: i64,
    pub(crate) object: i64,
    pub(crate) kind: RelationKind,
    pub(crate) modality: Modality,
    pub(crate) period: Option<&'static str>,
    /// Whether that is its period in any case; else it may be lent one.
    pub(crate) own: bool,
    pub(crate) reach: u8,
}

/// A graph as lists, with all subjects that a relation ever had.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub(crate) things: BTreeMap<i64, Thing>,
    pub(crate) ties: BTreeMap<i64, Tie>,
    subjects: BTreeMap<i64, Vec<i64>>,
}

/// Something that is written.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Thing(i64, Thing),
    Tie(i64, Tie),
    DropTie(i64),
    DropThing(i64),
}

pub(crate) fn span(period: Option<&str>) -> Option<Span> {
    let edtf = Edtf::parse(period?).unwrap();
    Some(Span::of(&Bounds::of(&edtf, TimeRule::State)))
}

impl Thing {
    fn fact<'a>(&'a self, id: i64, key: &'a str) -> EntityFact<'a> {
        EntityFact {
            id,
            kind: self.kind,
            entity_type: None,
            country: None,
            status: None,
            flag: Some(true),
            span: span(self.period),
            reach: self.reach,
            recorded_at: id % 3,
            key,
            name: &self.name,
            sort_name: self.name.as_bytes(),
        }
    }
}

impl Tie {
    fn fact(&self, id: i64, derived: Derived) -> RelationFact<'static> {
        RelationFact {
            id,
            subject: self.subject,
            object: self.object,
            kind: self.kind,
            role: [None, Some("expert")][usize::from(id % 2 == 0)],
            on_behalf_of: (id % 3 == 0).then_some(self.object),
            modality: self.modality,
            basis: Basis::Stated,
            support_form: None,
            span: span(derived.period),
            reach: derived.reach,
            recorded_at: id % 3,
        }
    }
}

/// What follows for a tie from its ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Derived {
    pub(crate) period: Option<&'static str>,
    pub(crate) reach: u8,
}

impl Model {
    pub(crate) fn derived(&self, tie: &Tie) -> Derived {
        let lender = match tie.kind {
            RelationKind::Attended => Some(tie.object),
            RelationKind::PartOf => Some(tie.subject),
            _ => None,
        };
        let lender = lender.filter(|_| !tie.own);
        Derived {
            period: lender.map_or(tie.period, |lender| self.things[&lender].period),
            reach: self.reach(tie),
        }
    }

    /// A tie reaches as far as the least open of itself and its ends.
    pub(crate) fn reach(&self, tie: &Tie) -> u8 {
        let of = |id| self.things[&id].reach;
        tie.reach.max(of(tie.subject)).max(of(tie.object))
    }

    /// The graph built at once.
    pub(crate) fn built(&self) -> Snapshot {
        let mut builder = Builder::default();
        for (id, thing) in &self.things {
            builder.entity(&thing.fact(*id, &id.to_string())).unwrap();
        }
        for (id, tie) in &self.ties {
            builder.relation(&tie.fact(*id, self.derived(tie))).unwrap();
        }
        builder.finish(0)
    }

    /// Changes the lists, and the snapshot alike.
    pub(crate) fn change(&mut self, edit: &mut Edit, change: &Change) {
        match change {
            Change::Thing(id, thing) => {
                let touching = |tie: &Tie| tie.subject == *id || tie.object == *id;
                let ties = self.ties.iter().filter(|(_, tie)| touching(tie));
                let ties = ties.map(|(id, tie)| (*id, tie.clone(), self.derived(tie)));
                let ties: Vec<(i64, Tie, Derived)> = ties.collect();
                self.things.insert(*id, thing.clone());
                edit.put_entity(&thing.fact(*id, &id.to_string())).unwrap();
                // As the store does: what follows otherwise than before is written anew.
                for (id, tie, before) in ties {
                    if self.derived(&tie) != before {
                        self.put(edit, id, &tie);
                    }
                }
            }
            Change::Tie(id, tie) => {
                let known = |end| self.things.contains_key(&end);
                if known(tie.subject) && known(tie.object) {
                    self.put(edit, *id, tie);
                }
            }
            Change::DropTie(id) => {
                self.ties.remove(id);
                edit.drop_relation(*id, self.subjects.get(id).map_or(&[], Vec::as_slice));
            }
            Change::DropThing(id) => {
                if self.things.contains_key(id) {
                    let touching = |tie: &Tie| tie.subject == *id || tie.object == *id;
                    let ties = self.ties.iter().filter(|(_, tie)| touching(tie));
                    let ties: Vec<i64> = ties.map(|(id, _)| *id).collect();
                    for tie in ties {
                        self.change(edit, &Change::DropTie(tie));
                    }
                    self.things.remove(id);
                    edit.drop_entity(*id);
                }
            }
        }
    }

    fn put(&mut self, edit: &mut Edit, id: i64, tie: &Tie) {
        let subjects = self.subjects.entry(id).or_default();
        subjects.push(tie.subject);
        subjects.sort_unstable();
        subjects.dedup();
        let subjects = subjects.clone();
        let fact = tie.fact(id, self.derived(tie));
        self.ties.insert(id, tie.clone());
        edit.put_relation(&fact, &subjects).unwrap();
    }

    /// What was built holds the subjects of its own relations.
    pub(crate) fn settled(mut self) -> Self {
        self.subjects = self
            .ties
            .iter()
            .map(|(id, tie)| (*id, vec![tie.subject]))
            .collect();
        self
    }
}

pub(crate) fn thing() -> impl Strategy<Value = Thing> {
    let kinds = [
        EntityKind::Person,
        EntityKind::Event,
        EntityKind::Organisation,
    ];
    let words = ("[a-c]{1,2}", prop::sample::select(kinds.to_vec()));
    let periods = prop::sample::select(PERIODS.to_vec());
    (words, periods, 0_u8..6).prop_map(|((name, kind), period, reach)| Thing {
        name,
        kind,
        period,
        reach: reach.saturating_sub(3),
    })
}

pub(crate) fn tie(things: i64) -> impl Strategy<Value = Tie> {
    let modalities = [Modality::Asserted, Modality::Asserted, Modality::Planned];
    let ends = (1..=things, 1..=things);
    let words = (
        prop::sample::select(KINDS.to_vec()),
        prop::sample::select(modalities.to_vec()),
        prop::sample::select(PERIODS.to_vec()),
        prop::bool::weighted(0.1),
        0_u8..6,
    );
    (ends, words).prop_map(
        |((subject, object), (kind, modality, period, own, reach))| Tie {
            subject,
            object,
            kind,
            modality,
            period,
            own,
            reach: reach.saturating_sub(3),
        },
    )
}

/// A graph of some things and some ties.
pub(crate) fn model(things: i64, ties: usize) -> impl Strategy<Value = Model> {
    let all = prop::collection::vec(thing(), usize::try_from(things).unwrap());
    (all, prop::collection::vec(tie(things), 0..ties)).prop_map(|(things, ties)| {
        Model {
            things: (1..).zip(things).collect(),
            ties: (1..).zip(ties).collect(),
            subjects: BTreeMap::new(),
        }
        .settled()
    })
}

pub(crate) fn changes(things: i64, most: usize) -> impl Strategy<Value = Vec<Change>> {
    let ids = 1..=things + 3;
    let change = prop_oneof![
        2 => (ids.clone(), thing()).prop_map(|(id, thing)| Change::Thing(id, thing)),
        6 => (1..40_i64, tie(things + 3)).prop_map(|(id, tie)| Change::Tie(id, tie)),
        3 => (1..40_i64).prop_map(Change::DropTie),
        1 => ids.prop_map(Change::DropThing),
    ];
    prop::collection::vec(change, 0..most)
}

/// Runs a kernel as a viewer of this rank sees the graph.
pub(crate) fn reading<T>(snapshot: &Snapshot, rank: u8, body: impl FnOnce(&Reader<'_>) -> T) -> T {
    let (sight, meter) = (Sight::of_rank(rank), Meter::unbounded());
    body(&Reader {
        snapshot,
        sight: &sight,
        meter: &meter,
    })
}

/// Asserted relations of these kinds, for a viewer of this rank.
pub(crate) fn asserted(kinds: &[RelationKind], rank: u8) -> RelationTest {
    let terms = Terms {
        kinds: kinds.iter().copied().collect::<KindSet>(),
        ..Terms::default()
    };
    RelationTest::new(terms, Some(&[Modality::Asserted]), &Sight::of_rank(rank))
}

/// The ids of a chain, entities and relations by turns.
pub(crate) fn ids(snapshot: &Snapshot, chain: &Chain) -> Vec<i64> {
    let mut ids = vec![snapshot.entity_id(chain.entities[0])];
    for (entity, relation) in chain.entities[1..].iter().zip(&chain.relations) {
        ids.push(snapshot.relation_id(*relation));
        ids.push(snapshot.entity_id(*entity));
    }
    ids
}

/// All that a snapshot holds, in words that do not depend on numbers.
pub(crate) fn dump(snapshot: &Snapshot) -> Vec<String> {
    let mut lines = Vec::new();
    for entity in snapshot.by_name(None) {
        let node = snapshot.node(entity).unwrap();
        let (key, name) = (snapshot.key(entity), snapshot.name(entity));
        lines.push(format!(
            "{} {key} {name} {:?} {}",
            node.id,
            node.kind(),
            node.reach
        ));
        for way in Way::ALL {
            for link in snapshot.links(entity, way) {
                let far = snapshot.entity_id(link.far);
                let fact = snapshot.relation_fact(entity, link);
                lines.push(format!("  {way:?} {far} {fact:?}"));
            }
        }
    }
    lines
}
