//! How far the log of changes is, for whoever asks now.
//!
//! The log is asked once for all who wait, and not again while its answer is as young as the
//! service wants it. Not here: what the graph in memory does with it.

use std::{sync::atomic::Ordering, time::Duration};

use tokio::time::Instant;

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
        if let Some(place) = self.seen_since(oldest) {
            return Ok(place);
        }
        let _turn = self.state.asking.lock().await;
        // Who waited takes the answer to a question that was asked after his own.
        if let Some(place) = self.seen_since(oldest) {
            return Ok(place);
        }
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
