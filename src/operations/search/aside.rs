//! Asking the index beside the tasks that answer others.
//!
//! What it is: a question that owns all it needs, run on a thread of its own, as many at a time
//! as there are cores. When whoever asked has gone, it ends soon. What it is not: what is asked
//! (`search`), nor how the index follows the store (`follow`).

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use entity::vocabulary::EntityKind;

use crate::{
    names::index::{self, Index, Sight},
    store::{StandIns, Store, StoreError, View},
};

use super::follow::{self, Names};

/// What is asked of the index, with all that shapes the answer.
#[derive(Clone, Debug)]
pub(super) struct Question {
    text: String,
    kinds: Option<u16>,
    sight: Sight,
    today: Option<Arc<StandIns>>,
    strict: bool,
}

impl Question {
    /// A text in any form, or the beginnings of its words, among these kinds.
    pub(super) fn new(view: &View, text: &str, kinds: Option<&[EntityKind]>) -> Self {
        let bits =
            |kinds: &[EntityKind]| kinds.iter().fold(0, |bits, kind| bits | (1 << *kind as u8));
        Self {
            text: text.to_owned(),
            kinds: kinds.map(bits),
            sight: Sight {
                rank: view.viewer.tier.rank(),
                known: view.lens.known,
                valid: view.lens.valid.map(|days| (days.first.0, days.last.0)),
            },
            today: view.lens.stands.clone(),
            strict: false,
        }
    }

    /// The same of names that have every word, in whatever form.
    pub(super) fn strict(self) -> Self {
        Self {
            strict: true,
            ..self
        }
    }

    fn query<'a>(&'a self, given_up: &'a AtomicBool) -> index::Query<'a> {
        index::Query {
            text: &self.text,
            kinds: self.kinds,
            sight: self.sight,
            today: self.today.as_deref().map(StandIns::pairs),
            strict: self.strict,
            given_up: Some(given_up),
        }
    }
}

/// Raises its flag when it is dropped: when whoever asked has gone.
struct Leash(Arc<AtomicBool>);

impl Drop for Leash {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What the index says, with all that was committed before this call.
///
/// # Errors
/// When the database fails.
pub(super) async fn ask<T: Send + 'static>(
    store: &Store,
    question: Question,
    answer: impl FnOnce(&Index, &index::Query<'_>) -> T + Send + 'static,
) -> Result<T, StoreError> {
    let turn = store.companions().get::<Names>().turn().await;
    let index = follow::up_to_date(store).await?;
    let given_up = Arc::new(AtomicBool::new(false));
    let leash = Leash(Arc::clone(&given_up));
    let answer = run(move || {
        let answer = answer(&index, &question.query(&given_up));
        drop(turn);
        answer
    })
    .await;
    drop(leash);
    Ok(answer)
}

/// Runs work that would hold up others on a thread of its own.
pub(super) async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(ended) => match ended.try_into_panic() {
            Ok(payload) => std::panic::resume_unwind(payload),
            // It was not begun: the program ends, and this wait with it.
            Err(_) => std::future::pending().await,
        },
    }
}
