//! The names themselves: every version that was ever recorded.

use std::collections::HashMap;

use super::{
    arena::Arena,
    bearers::Bearers,
    entry::{Name, Sight},
    life::Life,
};

/// A version of a name; its text stands in the arena.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_field_names, reason = "a row says which version it is")]
struct Version {
    row: i64,
    life: Life,
    bearer: u32,
    version: i32,
    sort: u128,
    kind: u8,
    latvian: bool,
}

/// Versions of names by ordinal, in the order of their coming.
#[derive(Debug, Default)]
pub(super) struct Names {
    versions: Vec<Version>,
    texts: Arena,
    /// The last version of each name.
    last: HashMap<i64, u32>,
    /// From a version to the one before it, where there is one.
    before: HashMap<u32, u32>,
}

impl Names {
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.versions.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn text(&self, name: u32) -> &str {
        self.texts.get(name as usize)
    }

    pub(super) fn bearer(&self, name: u32) -> u32 {
        self.versions
            .get(name as usize)
            .map_or(u32::MAX, |version| version.bearer)
    }

    /// The rank of the name's kind, and the beginning of its place in alphabetical order.
    pub(super) fn rank(&self, name: u32) -> (u8, u128) {
        self.versions
            .get(name as usize)
            .map_or((u8::MAX, u128::MAX), |version| (version.kind, version.sort))
    }

    pub(super) fn latvian(&self, name: u32) -> bool {
        self.versions
            .get(name as usize)
            .is_some_and(|version| version.latvian)
    }

    pub(super) fn seen(&self, name: u32, sight: Sight) -> bool {
        self.versions
            .get(name as usize)
            .is_some_and(|version| version.life.seen(sight))
    }

    /// Adds a version, or renews it.
    pub(super) fn put(&mut self, told: &Name, bearers: &mut Bearers) {
        let life = Life::new(told.recorded_at, told.superseded_at, told.reach);
        let mut at = self.last.get(&told.id).copied();
        while let Some(known) = at {
            if let Some(version) = self.versions.get_mut(known as usize)
                && version.row == told.row
            {
                version.life.renewed(life);
                self.relate(told.id);
                return;
            }
            at = self.before.get(&known).copied();
        }
        let next = self.len();
        self.versions.push(Version {
            row: told.row,
            life,
            bearer: bearers.ordinal(told.bearer),
            version: told.version,
            sort: told.sort,
            kind: told.kind,
            latvian: told.latvian,
        });
        self.texts.push(&told.text);
        self.link(told.id, next);
        self.relate(told.id);
    }

    /// Puts a new version at its place among those of its name, the last first.
    fn link(&mut self, id: i64, new: u32) {
        let number = |names: &Self, at: u32| names.versions[at as usize].version;
        let Some(last) = self.last.get(&id).copied() else {
            self.last.insert(id, new);
            return;
        };
        if number(self, last) < number(self, new) {
            self.before.insert(new, last);
            self.last.insert(id, new);
            return;
        }
        let mut later = last;
        while let Some(earlier) = self.before.get(&later).copied() {
            if number(self, earlier) < number(self, new) {
                self.before.insert(new, earlier);
                break;
            }
            later = earlier;
        }
        self.before.insert(later, new);
    }

    /// Tells the earlier versions of a name who sees the later ones.
    fn relate(&mut self, id: i64) {
        let Some(mut later) = self.last.get(&id).copied() else {
            return;
        };
        while let Some(earlier) = self.before.get(&later).copied() {
            let life = self.versions[later as usize].life;
            self.versions[earlier as usize].life.precedes(life);
            later = earlier;
        }
    }

    pub(super) fn shrink(&mut self) {
        self.versions.shrink_to_fit();
        self.texts.shrink();
    }

    pub(super) fn bytes(&self) -> usize {
        let entry = size_of::<i64>() + size_of::<u32>() + 1;
        self.versions.capacity() * size_of::<Version>()
            + self.texts.bytes()
            + self.last.capacity() * entry
            + self.before.capacity() * entry
    }
}
