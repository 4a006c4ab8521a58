//! Orders of what stands in memory: the values by which the store sorts, and its cursors.

use std::cmp::Ordering;

use entity::time::Bounds;
use serde_json::Value as Json;

use super::{Missed, Part, Tie, one_more, sorted};
use crate::{
    network::{Reader, Snapshot, Span},
    store::{Cursor, EntityOrder, NO_ROLE, PageRequest, RelationOrder},
};

/// A value in a column of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value<'a> {
    /// A day, a moment, an id.
    Number(i64),
    /// A key, a word.
    Text(&'a str),
    /// A name's place in the alphabet.
    Bytes(&'a [u8]),
}

impl Value<'_> {
    fn to_json(self) -> Json {
        match self {
            Self::Number(number) => number.into(),
            Self::Text(text) => text.into(),
            Self::Bytes(bytes) => hex::encode(bytes).into(),
        }
    }

    fn compared(self, json: &Json) -> Result<Ordering, Missed> {
        Ok(match self {
            Self::Number(number) => number.cmp(&json.as_i64().ok_or(Missed)?),
            Self::Text(text) => text.cmp(json.as_str().ok_or(Missed)?),
            Self::Bytes(bytes) => {
                let other = hex::decode(json.as_str().ok_or(Missed)?);
                bytes.cmp(other.map_err(|_| Missed)?.as_slice())
            }
        })
    }
}

/// What may be sorted.
pub(super) trait Sort: Copy {
    /// What is sorted.
    type Item: Copy;

    /// Whether the greatest comes first.
    fn descends(self) -> bool;

    /// The item's value.
    fn value(self, snapshot: &Snapshot, item: Self::Item) -> Value<'_>;

    /// The item's id, which closes every order.
    fn id(snapshot: &Snapshot, item: Self::Item) -> i64;
}

/// An order, and where a page of it lies.
#[derive(Clone, Debug)]
pub(super) struct Ordered<O> {
    orders: Vec<O>,
    name: String,
    page: PageRequest,
    bounds: [Option<Vec<Json>>; 2],
}

impl<O: Sort> Ordered<O> {
    /// The order of this name, and the page.
    pub(super) fn new(orders: Vec<O>, name: String, page: &PageRequest) -> Result<Self, Missed> {
        let bounds = page.bounds(&name, orders.len() + 1)?;
        Ok(Self {
            orders,
            name,
            page: page.clone(),
            bounds,
        })
    }

    /// The part of all these that the page asks for; `stands` says that they come in this order.
    pub(super) fn part(
        &self,
        reader: &Reader<'_>,
        all: impl Iterator<Item = O::Item>,
        stands: bool,
    ) -> Result<Part<O::Item>, Missed> {
        let snapshot = reader.snapshot;
        let enough = if stands && !self.page.backwards() {
            one_more(&self.page)
        } else {
            usize::MAX
        };
        let mut list = Vec::new();
        let mut is_whole = self.bounds.iter().all(Option::is_none);
        for item in all {
            if !self.is_within(snapshot, item)? {
                continue;
            }
            list.push(item);
            if list.len() >= enough {
                is_whole = false;
                break;
            }
        }
        if reader.meter.halted().is_some() {
            return Err(Missed);
        }
        let total = is_whole.then_some(list.len());
        if !stands {
            sorted(&mut list, &self.page, |a, b| self.compare(snapshot, *a, *b));
        }
        Ok(Part::of(list, &self.page, total))
    }

    fn last_descends(&self) -> bool {
        self.orders.last().is_some_and(|last| last.descends())
    }

    /// The name's place and the id after which the page lies, in the order of names.
    pub(super) fn name_after(&self) -> Option<(Vec<u8>, i64)> {
        let [name, id] = self.bounds[0].as_deref()? else {
            return None;
        };
        Some((hex::decode(name.as_str()?).ok()?, id.as_i64()?))
    }

    /// Which of two comes first.
    fn compare(&self, snapshot: &Snapshot, a: O::Item, b: O::Item) -> Ordering {
        for order in &self.orders {
            let found = order.value(snapshot, a).cmp(&order.value(snapshot, b));
            if found.is_ne() {
                return turned(found, order.descends());
            }
        }
        turned(
            O::id(snapshot, a).cmp(&O::id(snapshot, b)),
            self.last_descends(),
        )
    }

    /// Whether an item lies between the cursors.
    fn is_within(&self, snapshot: &Snapshot, item: O::Item) -> Result<bool, Missed> {
        let [after, before] = &self.bounds;
        let place = |values: &Vec<Json>| self.place(snapshot, item, values);
        let after = after.as_ref().map(place).transpose()?;
        let before = before.as_ref().map(place).transpose()?;
        Ok(after.is_none_or(Ordering::is_gt) && before.is_none_or(Ordering::is_lt))
    }

    fn place(
        &self,
        snapshot: &Snapshot,
        item: O::Item,
        values: &[Json],
    ) -> Result<Ordering, Missed> {
        for (order, value) in self.orders.iter().zip(values) {
            let found = order.value(snapshot, item).compared(value)?;
            if found.is_ne() {
                return Ok(turned(found, order.descends()));
            }
        }
        let id = Value::Number(O::id(snapshot, item));
        let found = id.compared(values.last().ok_or(Missed)?)?;
        Ok(turned(found, self.last_descends()))
    }

    /// The cursor of an item.
    pub(super) fn cursor(&self, snapshot: &Snapshot, item: O::Item) -> Cursor {
        let values = self.orders.iter().map(|order| order.value(snapshot, item));
        let id = Value::Number(O::id(snapshot, item));
        let values: Vec<Json> = values.chain([id]).map(Value::to_json).collect();
        Cursor::write(&self.name, &values)
    }
}

fn turned(found: Ordering, descends: bool) -> Ordering {
    if descends { found.reverse() } else { found }
}

/// The first day negated, for the opposite order; undated ones come last all the same.
fn reversed(span: &Span) -> i32 {
    if span.is_dated() {
        -span.order_day
    } else {
        Bounds::UNDATED
    }
}

impl Sort for EntityOrder {
    type Item = u32;

    fn descends(self) -> bool {
        matches!(self, Self::NameDesc | Self::KeyDesc | Self::RecordedAtDesc)
    }

    fn value(self, snapshot: &Snapshot, entity: u32) -> Value<'_> {
        let span = || {
            snapshot
                .node(entity)
                .map_or(Span::UNDATED, |node| snapshot.span(node.span))
        };
        match self {
            Self::NameAsc | Self::NameDesc => Value::Bytes(snapshot.name_place(entity).0),
            Self::PeriodAsc => Value::Number(span().order_day.into()),
            Self::PeriodDesc => Value::Number(reversed(&span()).into()),
            Self::KeyAsc | Self::KeyDesc => Value::Text(snapshot.key(entity)),
            Self::RecordedAtDesc => {
                let node = snapshot.node(entity);
                Value::Number(node.map_or(0, |node| snapshot.recorded_at(node)))
            }
        }
    }

    fn id(snapshot: &Snapshot, entity: u32) -> i64 {
        snapshot.entity_id(entity)
    }
}

impl Sort for RelationOrder {
    type Item = Tie;

    fn descends(self) -> bool {
        self == Self::RecordedAtDesc
    }

    fn value(self, snapshot: &Snapshot, Tie { link, .. }: Tie) -> Value<'_> {
        match self {
            Self::PeriodAsc => Value::Number(snapshot.span(link.span).order_day.into()),
            Self::PeriodDesc => Value::Number(reversed(&snapshot.span(link.span)).into()),
            Self::KindAsc => Value::Text(link.facts.kind().as_str()),
            Self::RoleAsc => Value::Text(snapshot.word(link.facts.role()).unwrap_or(NO_ROLE)),
            Self::OtherNameAsc => Value::Bytes(snapshot.name_place(link.far).0),
            Self::RecordedAtDesc => Value::Number(snapshot.relation_recorded_at(link.relation)),
        }
    }

    fn id(snapshot: &Snapshot, tie: Tie) -> i64 {
        snapshot.relation_id(tie.link.relation)
    }
}
