//! The graph in memory, asked as the store is asked.

use entity::vocabulary::Direction;
use stakegraph::{
    network::{KindSet, Link, Meter, Reader, Snapshot, Way},
    operations::snapshots::{Asked, Compiler, Snapshots},
    store::{EntityFilter, LinkQuery, RelationFilter, View},
};

/// The graph in memory as one question reads it.
pub(super) struct InMemory(Asked);

impl InMemory {
    pub(super) async fn of(snapshots: &Snapshots, view: &View) -> Self {
        Self(Asked::new(snapshots, view).await.unwrap())
    }

    fn snapshot(&self) -> &Snapshot {
        &self.0.snapshot
    }

    fn read<T>(&self, body: impl FnOnce(&Compiler<'_>, &Reader<'_>) -> T) -> T {
        self.0.read_here(&Meter::unbounded(), body)
    }

    pub(super) fn entities(&self, filter: &EntityFilter) -> Vec<i64> {
        self.read(|compiler, reader| {
            let test = compiler.entity(filter);
            let all = self.snapshot().by_name(None);
            let fitting = all.filter(|entity| reader.shows(*entity, &test));
            fitting
                .map(|entity| self.snapshot().entity_id(entity))
                .collect()
        })
    }

    pub(super) fn relations(&self, filter: &RelationFilter) -> Vec<i64> {
        self.read(|compiler, reader| {
            let test = compiler.relation(filter);
            let mut found = Vec::new();
            for entity in self.snapshot().entities() {
                let links = self.snapshot().links(entity, Way::Out).iter();
                found.extend(links.filter(|link| reader.passes_alone(entity, link, &test)));
            }
            self.by_day(found)
        })
    }

    pub(super) fn links(&self, parent: i64, query: &LinkQuery) -> Vec<i64> {
        self.read(|compiler, reader| {
            let Some(parent) = self.snapshot().number(parent) else {
                return Vec::new();
            };
            let kinds: Option<KindSet> = query.kinds.as_ref().map(|k| k.iter().copied().collect());
            let test = compiler
                .relation(&query.filter)
                .of_kinds(kinds.unwrap_or(KindSet::ALL));
            let ways: &[Way] = match query.direction {
                Direction::Out => &[Way::Out],
                Direction::In => &[Way::In],
                Direction::Both => &Way::ALL,
            };
            let mut found = Vec::new();
            for way in ways {
                // A relation of an entity with itself is met on the way out.
                let again = |link: &Link| {
                    let both = query.direction == Direction::Both;
                    both && *way == Way::In && link.far == parent
                };
                let links = reader.links(parent, *way, &test).map(|(_, link)| link);
                found.extend(links.filter(|link| !again(link)));
            }
            self.by_day(found)
        })
    }

    fn by_day(&self, links: Vec<&Link>) -> Vec<i64> {
        let mut places: Vec<(i32, i64)> = links
            .into_iter()
            .map(|link| self.snapshot().link_place(link))
            .map(|(_, day, id)| (day, id))
            .collect();
        places.sort_unstable();
        places.into_iter().map(|(_, id)| id).collect()
    }
}
