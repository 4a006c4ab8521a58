//! How far the log of changes is, for whoever asks now.
//!
//! The log is asked once for all who wait, and not again while its answer is as young as the
//! service wants it. Not here: what the graph in memory does with it.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

use super::{Snapshots, locked};
use crate::store::StoreError;

/// The log did not get as far as was asked in the time that there was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("snapshot {least} is not there yet: this service is at {place}")]
pub struct Behind {
    /// How far it had to be.
    pub least: i64,
    /// How far it is.
    pub place: i64,
}

/// Between two looks at the log while it is waited for.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// Whose turn it is to ask the log. Those who wait are told when it is over, also when the log
/// failed or nobody waits for its answer any more: the next of them asks.
struct Turn<'a>(&'a Asking);

/// Whether the log is being asked, and who waits for that.
#[derive(Debug, Default)]
pub(super) struct Asking {
    is_asked: AtomicBool,
    over: Notify,
}

impl Asking {
    /// The turn to ask, if nobody has it.
    fn turn(&self) -> Option<Turn<'_>> {
        let was_asked = self.is_asked.swap(true, Ordering::AcqRel);
        (!was_asked).then(|| Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        // Released first: whoever is told finds the turn free.
        self.0.is_asked.store(false, Ordering::Release);
        self.0.over.notify_waiters();
    }
}

/// The last answer of the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    place: i64,
    /// When it was asked.
    asked: Instant,
}

impl Snapshots {
    /// The place in the log up to which whoever asks now reads everything.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn place(&self) -> Result<i64, StoreError> {
        match &self.pinned {
            Some(pinned) => pinned
                .place
                .get_or_try_init(|| self.looked())
                .await
                .copied(),
            None => self.looked().await,
        }
    }

    /// The same, once the log has got as far as this.
    ///
    /// # Errors
    /// When the database fails, or it does not get there in time.
    pub async fn place_from(
        &self,
        least: i64,
        patience: Duration,
    ) -> Result<Result<i64, Behind>, StoreError> {
        let until = Instant::now() + patience;
        loop {
            let place = self.looked().await?;
            if place >= least {
                if let Some(pinned) = &self.pinned {
                    // Who waits for a place reads nothing before it is there.
                    let _ = pinned.place.set(place);
                }
                return Ok(Ok(place));
            }
            if Instant::now() >= until {
                return Ok(Err(Behind { least, place }));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// The log's last answer, when it is young enough; else its answer now.
    async fn looked(&self) -> Result<i64, StoreError> {
        let began = Instant::now();
        let patience = Duration::from_micros(self.state.patience.load(Ordering::Relaxed));
        let oldest = began.checked_sub(patience).unwrap_or(began);
        loop {
            let over = self.state.asking.over.notified();
            tokio::pin!(over);
            // From here on no end of a turn is missed.
            over.as_mut().enable();
            // Who waited takes the answer to a question that was asked after his own.
            if let Some(place) = self.seen_since(oldest) {
                return Ok(place);
            }
            match self.state.asking.turn() {
                Some(turn) => return self.asked(turn).await,
                None => over.await,
            }
        }
    }

    /// Asks the log, for all who began to wait before this.
    async fn asked(&self, _turn: Turn<'_>) -> Result<i64, StoreError> {
        let asked = Instant::now();
        let place = self.store.last_sequence().await?;
        *locked(&self.state.seen) = Some(Seen { place, asked });
        Ok(place)
    }

    fn seen_since(&self, oldest: Instant) -> Option<i64> {
        let seen = *locked(&self.state.seen);
        seen.filter(|seen| seen.asked >= oldest)
            .map(|seen| seen.place)
    }
}
