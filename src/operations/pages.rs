//! Pages, links and counts of the graph in memory: what the store answers by SQL, in the same
//! orders, with the same cursors.
//!
//! What a page is of becomes a test and an order once ([`LinkPages`], [`EntityPages`]) and is then
//! read for as many parents as there are. Read on the thread that asks: a page looks at the links
//! of its parents only, and at no more than a [`Meter`](crate::network::Meter) lets it. Where
//! memory does not hold what is asked, or the work is too great, [`Missed`] says so, and SQL
//! answers. A test asks both for everything and demands equal answers.

mod entities;
mod links;
mod order;

pub use entities::EntityPages;
pub use links::{LinkPages, Tie};

use crate::store::{PageError, PageRequest};

/// Memory does not answer this: it does not hold it, it would take too long, or a cursor is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed;

impl From<PageError> for Missed {
    fn from(_: PageError) -> Self {
        Self
    }
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<T> {
    /// What it holds, in the order of the list.
    pub items: Vec<T>,
    /// Whether something follows.
    pub has_next: bool,
    /// Whether something precedes.
    pub has_previous: bool,
    /// How many there are on all pages, where all had to be looked at.
    pub total: Option<usize>,
}

impl<T> Part<T> {
    /// The part that a page asks for, of all that lies between its cursors: `list` is sorted, or
    /// was cut one behind the page.
    fn of(mut list: Vec<T>, page: &PageRequest, total: Option<usize>) -> Self {
        let (has_next, has_previous) = page.cut(&mut list);
        Self {
            items: list,
            has_next,
            has_previous,
            total,
        }
    }
}

/// How many a page holds at most, and one more.
fn one_more(page: &PageRequest) -> usize {
    usize::try_from(page.limit())
        .unwrap_or(usize::MAX)
        .saturating_add(1)
}

/// Sorts as far as the page needs it: the first of the list, or the last, and one more.
fn sorted<T>(list: &mut Vec<T>, page: &PageRequest, by: impl Fn(&T, &T) -> std::cmp::Ordering) {
    let wanted = one_more(page);
    if page.backwards() {
        if let Some(cut) = list.len().checked_sub(wanted).filter(|cut| *cut > 0) {
            list.select_nth_unstable_by(cut, &by);
            list.drain(..cut);
        }
    } else if wanted < list.len() {
        list.select_nth_unstable_by(wanted, &by);
        list.truncate(wanted);
    }
    list.sort_unstable_by(by);
}
