//! Who bears the names: the versions of entities, as far as a search needs them.

use std::collections::HashMap;

use super::{
    entry::{Bearer, Sight},
    life::Life,
};

/// A version of a bearer.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_field_names, reason = "a row says which version it is")]
struct Version {
    row: i64,
    version: i32,
    life: Life,
    kind: u8,
    days: Option<(i32, i32)>,
}

/// Bearers by ordinal: the last version in place, earlier ones aside, for few have any.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    ordinals: HashMap<i64, u32>,
    ids: Vec<i64>,
    last: Vec<Option<Version>>,
    earlier: HashMap<u32, Vec<Version>>,
}

impl Bearers {
    /// The ordinal of a bearer, also of one of which nothing else is known yet.
    pub(super) fn ordinal(&mut self, id: i64) -> u32 {
        if let Some(known) = self.ordinals.get(&id) {
            return *known;
        }
        // Four thousand million bearers would not fit the memory before they meet this bound.
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.push(id);
        self.last.push(None);
        self.ordinals.insert(id, next);
        next
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The number of a bearer.
    pub(super) fn id(&self, ordinal: u32) -> i64 {
        self.ids.get(ordinal as usize).copied().unwrap_or_default()
    }

    /// Adds a version, or renews it.
    pub(super) fn put(&mut self, told: &Bearer) {
        let ordinal = self.ordinal(told.id);
        let version = Version {
            row: told.row,
            version: told.version,
            life: Life::new(told.recorded_at, told.superseded_at, told.reach),
            kind: told.kind,
            days: told.days,
        };
        let Some(place) = self.last.get_mut(ordinal as usize) else {
            return;
        };
        let Some(last) = place else {
            *place = Some(version);
            return;
        };
        if last.row == version.row {
            last.life.renewed(version.life);
            return;
        }
        let mut versions = self.earlier.remove(&ordinal).unwrap_or_default();
        versions.push(*last);
        match versions.iter_mut().find(|known| known.row == version.row) {
            Some(known) => known.life.renewed(version.life),
            None => versions.push(version),
        }
        versions.sort_by_key(|version| version.version);
        for at in (1..versions.len()).rev() {
            let later = versions[at].life;
            versions[at - 1].life.precedes(later);
        }
        *place = versions.pop();
        self.earlier.insert(ordinal, versions);
    }

    /// The kind under which a bearer is seen, if it is, whenever it may have been.
    pub(super) fn kind(&self, id: i64, sight: Sight) -> Option<u8> {
        self.version(id, sight).map(|version| version.kind)
    }

    /// Whether a bearer is seen, and may have been in the days that are looked at.
    pub(super) fn was(&self, id: i64, sight: Sight) -> bool {
        let Some(version) = self.version(id, sight) else {
            return false;
        };
        match (sight.valid, version.days) {
            (Some((from, to)), Some((first, last))) => first <= to && last >= from,
            _ => true,
        }
    }

    fn version(&self, id: i64, sight: Sight) -> Option<&Version> {
        let ordinal = self.ordinals.get(&id)?;
        let last = self.last.get(*ordinal as usize)?.as_ref()?;
        if last.life.seen(sight) {
            return Some(last);
        }
        sight.known?;
        let earlier = self.earlier.get(ordinal)?;
        earlier.iter().find(|version| version.life.seen(sight))
    }

    pub(super) fn bytes(&self) -> usize {
        let entry = size_of::<i64>() + size_of::<u32>() + 1;
        self.ordinals.capacity() * entry
            + self.ids.capacity() * size_of::<i64>()
            + self.last.capacity() * size_of::<Option<Version>>()
            + self.earlier.values().map(Vec::capacity).sum::<usize>() * size_of::<Version>()
    }
}
