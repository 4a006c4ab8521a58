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

    /// All that fit, of the seeds when there are any; by name, those behind the cursor only.
    fn all<'r>(
        &'r self,
        reader: &'r Reader<'r>,
        seeds: Option<Vec<u32>>,
    ) -> Box<dyn Iterator<Item = u32> + 'r> {
        let fits = |entity: &u32| reader.meter.step() && reader.shows(*entity, &self.test);
        if let Some(few) = seeds {
            return Box::new(each(few.into_iter().filter(fits)).into_iter());
        }
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
        let seeds = reader.candidates(&self.test);
        let stands = self.by_name && seeds.is_none();
        self.order.part(reader, self.all(reader, seeds), stands)
    }

    /// How many there are on all pages.
    ///
    /// # Errors
    /// When the work is used up.
    pub fn count(&self, reader: &Reader<'_>) -> Result<usize, Missed> {
        let fits = |entity: &u32| reader.meter.step() && reader.shows(*entity, &self.test);
        let count = match reader.candidates(&self.test) {
            Some(few) => each(few.into_iter().filter(fits)).len(),
            None => reader.snapshot.entities().filter(fits).count(),
        };
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

/// Each of these once.
fn each(found: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut found: Vec<u32> = found.collect();
    found.sort_unstable();
    found.dedup();
    found
}
