//! How many objects of an operation's cost a loaded value stands for.
//!
//! Not here: what fields cost before they are loaded (`door/cost/prices.rs`).

use std::sync::Arc;

use entity::row::{entity as entities, figure, judgement, note, relation};

use super::Together;
use crate::{graphql::batch::Costs, operations::search::Totals, store::Page};

impl<T> Costs for Together<T> {
    fn rows(&self) -> usize {
        1
    }
}

impl<T> Costs for Arc<[T]> {
    fn rows(&self) -> usize {
        self.len()
    }
}

impl<T: Costs> Costs for Arc<T> {
    fn rows(&self) -> usize {
        self.as_ref().rows()
    }
}

impl<T: Costs> Costs for Option<T> {
    fn rows(&self) -> usize {
        self.as_ref().map_or(0, Costs::rows)
    }
}

impl<T> Costs for Page<T> {
    fn rows(&self) -> usize {
        self.items.len()
    }
}

macro_rules! costs {
    ($($rows:literal: $($type:ty),+;)+) => {
        $($(
            impl Costs for $type {
                fn rows(&self) -> usize {
                    $rows
                }
            }
        )+)+
    };
}

costs! {
    0: ();
    1: entities::Model, relation::Model, figure::Model, note::Model, judgement::Model, u64, Totals;
}
