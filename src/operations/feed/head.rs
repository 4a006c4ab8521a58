//! The end of the log, watched by one task for all readers of a store.
//!
//! The task lives as long as somebody reads. It asks the database, so that what other processes
//! record is seen like what this one does. Not here: reading what was recorded (`reading`).

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use crate::store::{LogHead, Store};

/// How often the end of the log is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// How long a database that fails is left alone.
const PAUSE: Duration = Duration::from_secs(2);

/// The end of the log as its watcher saw it last.
#[derive(Debug, Default)]
pub(super) struct Head {
    seen: watch::Sender<LogHead>,
    watched: Mutex<bool>,
}

impl Head {
    /// Wakes whoever holds it when the log has grown.
    pub(super) fn watch(self: &Arc<Self>, store: &Store) -> watch::Receiver<LogHead> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let receiver = self.seen.subscribe();
        if !*watched {
            *watched = true;
            tokio::spawn(look(Arc::clone(self), store.clone()));
        }
        receiver
    }

    /// Whether nobody reads any more; then the watch has ended.
    fn ended(&self) -> bool {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        *watched = self.seen.receiver_count() > 0;
        !*watched
    }
}

async fn look(head: Arc<Head>, store: Store) {
    let mut failing = false;
    while !head.ended() {
        match store.log_head().await {
            Ok(now) => {
                failing = false;
                head.seen.send_if_modified(|seen| {
                    let moved = *seen != now;
                    *seen = now;
                    moved
                });
            }
            Err(error) if !failing => {
                failing = true;
                let error: &dyn std::error::Error = &error;
                tracing::warn!(error, "the log of changes cannot be followed");
            }
            Err(_) => {}
        }
        tokio::time::sleep(if failing { PAUSE } else { LOOK_EVERY }).await;
    }
}
