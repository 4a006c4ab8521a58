//! The links of an entity in memory, page by page.

use entity::vocabulary::Direction;

use super::{Missed, Part, order::Ordered};
use crate::{
    network::{KindSet, Link, Reader, RelationTest, Way},
    operations::snapshots::Compiler,
    store::{Cursor, LinkQuery, RelationOrder, or_default, relation_order_name},
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
        let orders = or_default(&query.order);
        let stands = orders == [RelationOrder::PeriodAsc]
            && ways.len() == 1
            && test.kinds().is_at_most_one();
        let name = relation_order_name(&orders);
        Ok(Self {
            test,
            ways,
            order: Ordered::new(orders, name, &query.page)?,
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
        self.order
            .part(reader, self.all(reader, parent), self.stands)
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
        self.order.cursor(reader.snapshot, *tie)
    }
}
