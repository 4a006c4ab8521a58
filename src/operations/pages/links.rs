//! The links of an entity in memory, page by page.

use entity::vocabulary::Direction;

use super::{
    Missed, Part,
    order::{Ordered, Sort},
    sorted,
};
use crate::{
    network::{KindSet, Link, Reader, RelationTest, Way},
    operations::snapshots::Compiler,
    store::{Cursor, LinkQuery, PageRequest, RelationOrder, relation_order_name},
};

/// A relation as it was reached, and from which end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// From which end.
    pub way: Way,
    /// The relation.
    pub link: Link,
}

/// Which links of an entity and which page of them, ready to be read for many entities.
#[derive(Clone, Debug)]
pub struct LinkPages {
    test: RelationTest,
    ways: &'static [Way],
    order: Ordered<RelationOrder>,
    page: PageRequest,
    /// Whether the links of an entity stand in this order already.
    stands: bool,
}

impl LinkPages {
    /// The page that a query asks for.
    ///
    /// # Errors
    /// When a cursor is not of this list and order.
    pub fn new(compiler: &Compiler<'_>, query: &LinkQuery) -> Result<Self, Missed> {
        let mut test = compiler.relation(&query.filter);
        if let Some(kinds) = &query.kinds {
            test = test.of_kinds(kinds.iter().copied().collect::<KindSet>());
        }
        let ways: &[Way] = match query.direction {
            Direction::Out => &[Way::Out],
            Direction::In => &[Way::In],
            Direction::Both => &Way::ALL,
        };
        let mut orders = query.order.clone();
        if orders.is_empty() {
            orders.push(RelationOrder::PeriodAsc);
        }
        let stands = orders == [RelationOrder::PeriodAsc]
            && ways.len() == 1
            && test.kinds().is_at_most_one();
        let name = relation_order_name(&orders);
        Ok(Self {
            test,
            ways,
            order: Ordered::new(orders, name, &query.page)?,
            page: query.page.clone(),
            stands,
        })
    }

    fn all<'r>(&'r self, reader: &'r Reader<'r>, parent: u32) -> impl Iterator<Item = Tie> {
        // A relation of an entity with itself is met on the way out.
        let again =
            move |tie: &Tie| self.ways.len() > 1 && tie.way == Way::In && tie.link.far == parent;
        let ways = self.ways.iter().copied();
        let ties = ways.flat_map(move |way| {
            let links = reader.links(parent, way, &self.test);
            links.map(move |(_, link)| Tie { way, link: *link })
        });
        ties.filter(move |tie| !again(tie))
    }

    /// The page of one entity.
    ///
    /// # Errors
    /// When the work is used up.
    pub fn page(&self, reader: &Reader<'_>, parent: u32) -> Result<Part<Tie>, Missed> {
        let [after, before] = self.order.is_bounded();
        let snapshot = reader.snapshot;
        let mut list = Vec::new();
        let mut wanted = usize::MAX;
        if self.stands && !self.page.backwards() {
            wanted = usize::try_from(self.page.limit())
                .unwrap_or(usize::MAX)
                .saturating_add(1);
        }
        for tie in self.all(reader, parent) {
            if (after || before) && !self.order.is_within(snapshot, tie.link)? {
                continue;
            }
            list.push(tie);
            if list.len() >= wanted {
                break;
            }
        }
        if reader.meter.halted().is_some() {
            return Err(Missed);
        }
        if !self.stands {
            let by = |a: &Tie, b: &Tie| self.order.compare(snapshot, a.link, b.link);
            sorted(&mut list, &self.page, by);
        }
        Ok(Part::of(list, &self.page, [after, before]))
    }

    /// How many links an entity has, on all pages.
    ///
    /// # Errors
    /// When the work is used up.
    pub fn count(&self, reader: &Reader<'_>, parent: u32) -> Result<usize, Missed> {
        let count = self.all(reader, parent).count();
        match reader.meter.halted() {
            Some(_) => Err(Missed),
            None => Ok(count),
        }
    }

    /// The cursor of a link.
    #[must_use]
    pub fn cursor(&self, reader: &Reader<'_>, tie: &Tie) -> Cursor {
        self.order.cursor(reader.snapshot, tie.link)
    }

    /// The id of the relation of a link.
    #[must_use]
    pub fn id(reader: &Reader<'_>, tie: &Tie) -> i64 {
        RelationOrder::id(reader.snapshot, tie.link)
    }

    /// How many links a page holds at most.
    #[must_use]
    pub const fn limit(&self) -> u64 {
        self.page.limit()
    }
}
