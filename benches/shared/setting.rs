//! What is set for a bench by the environment.

/// A number by its name, or what is usual.
pub(crate) fn setting(name: &str, usual: f64) -> f64 {
    let asked = std::env::var(name).ok();
    asked.and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// Whether it is to measure: `cargo test --benches` only asks whether it runs.
pub(crate) fn is_asked() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}
