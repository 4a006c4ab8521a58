//! What floors above keep beside a database for as long as it is open: an index, a graph in memory.
//!
//! One of each type, made when it is first asked for and shared by all clones of the store. The
//! store does not know what they are. Not here: when they follow the database, which is theirs.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

type Slots = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// One of each type; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Companions(Arc<Mutex<Slots>>);

impl Companions {
    /// The one of this type.
    #[must_use]
    pub fn get<T: Any + Default + Send + Sync>(&self) -> Arc<T> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = slots
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::new(T::default()));
        // What stands under a type is of that type.
        Arc::clone(slot).downcast().unwrap_or_default()
    }
}
