//! Lists of entities in memory, page by page.

use super::{Missed, Part, order::Ordered};
use crate::{
    network::{EntityTest, Reader},
    operations::snapshots::Compiler,
    store::{Cursor, EntityFilter, EntityOrder, PageRequest, entity_order_name, or_default},
};

/// Which entities and which page of them.
#[derive(Clone, Debug)]
pub struct EntityPages {
    test: EntityTest,
    order: Ordered<EntityOrder>,
    by_name: bool,
}

impl EntityPages {
    /// The page of a list.
    ///
    /// # Errors
    /// When a cursor is not of this list and order.
    pub fn new(
        compiler: &Compiler<'_>,
        filter: &EntityFilter,
        orders: &[EntityOrder],
        page: &PageRequest,
    ) -> Result<Self, Missed> {
        let orders = or_default(orders);
        let by_name = orders == [EntityOrder::NameAsc];
        let name = entity_order_name(&orders);
        Ok(Self {
            test: compiler.entity(filter),
            order: Ordered::new(orders, name, page)?,
            by_name,
        })
    }

    fn fits(&self, reader: &Reader<'_>, entity: u32) -> bool {
        reader.meter.step() && reader.shows(entity, &self.test)
    }

    /// Those that fit, where the test leads to few.
    fn few(&self, reader: &Reader<'_>) -> Option<Vec<u32>> {
        reader.seeds_that(&self.test, |entity| self.fits(reader, entity))
    }

    /// All that fit; by name, those behind the cursor only.
    fn all<'r>(&'r self, reader: &'r Reader<'r>) -> Box<dyn Iterator<Item = u32> + 'r> {
        let fits = |entity: &u32| self.fits(reader, *entity);
        let left = |_: &u32| reader.meter.halted().is_none();
        if self.by_name {
            let after = self.order.name_after();
            let after = after.as_ref().map(|(name, id)| (name.as_slice(), *id));
            Box::new(reader.snapshot.by_name(after).take_while(left).filter(fits))
        } else {
            Box::new(reader.snapshot.entities().take_while(left).filter(fits))
        }
    }

    /// The page.
    ///
    /// # Errors
    /// When the work is used up.
    pub fn page(&self, reader: &Reader<'_>) -> Result<Part<u32>, Missed> {
        match self.few(reader) {
            Some(few) => self.order.part(reader, few.into_iter(), false),
            None => self.order.part(reader, self.all(reader), self.by_name),
        }
    }

    /// How many there are on all pages.
    ///
    /// # Errors
    /// When the work is used up.
    pub fn count(&self, reader: &Reader<'_>) -> Result<usize, Missed> {
        let all = || {
            let all = reader.snapshot.entities();
            all.filter(|entity| self.fits(reader, *entity)).count()
        };
        let count = self.few(reader).map_or_else(all, |few| few.len());
        match reader.meter.halted() {
            Some(_) => Err(Missed),
            None => Ok(count),
        }
    }

    /// The cursor of an entity.
    #[must_use]
    pub fn cursor(&self, reader: &Reader<'_>, entity: u32) -> Cursor {
        self.order.cursor(reader.snapshot, entity)
    }
}
