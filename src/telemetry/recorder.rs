//! Where metrics gather until somebody asks.

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

use super::{buckets, describe};

/// The metrics of this process; clones share them.
#[derive(Clone)]
pub struct Recorder(PrometheusHandle);

/// Why metrics cannot be gathered.
#[derive(Debug, thiserror::Error)]
#[error("metrics cannot be gathered: {0}")]
pub struct RecorderError(#[from] BuildError);

/// Begins to gather; there is one recorder a process.
///
/// # Errors
/// When metrics are gathered already.
pub fn recorder() -> Result<Recorder, RecorderError> {
    let mut builder = PrometheusBuilder::new();
    for (name, ends) in buckets() {
        builder = builder.set_buckets_for_metric(Matcher::Full(name.to_owned()), ends)?;
    }
    let handle = builder.install_recorder()?;
    describe();
    Ok(Recorder(handle))
}

impl Recorder {
    /// All metrics in the text format of Prometheus.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.render()
    }

    /// Puts what was measured into its buckets.
    pub fn upkeep(&self) {
        self.0.run_upkeep();
    }
}

impl std::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder").finish_non_exhaustive()
    }
}
