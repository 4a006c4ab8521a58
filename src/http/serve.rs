//! Serves a router on a listener until it is told to stop.
//!
//! A stop takes no new connections, finishes the requests under way and gives up on those
//! that take longer than the grace.

use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Serves until `stop` resolves and the requests under way are done.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    grace: Duration,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (stopping, mut stopped) = watch::channel(false);
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        stop.await;
        // The receiver lives as long as the server does.
        let _ = stopping.send(true);
    });
    let given_up = async {
        let _ = stopped.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        done = serving => done,
        () = given_up => {
            tracing::warn!("stopped before every request under way was answered");
            Ok(())
        }
    }
}
