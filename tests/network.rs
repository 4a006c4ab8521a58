//! The graph in memory: an overlay answers like a rebuild, and each kernel like a plain reading
//! of what it promises.

#[path = "network/gathering.rs"]
mod gathering;
#[path = "network/kernels.rs"]
mod kernels;
#[path = "network/limits.rs"]
mod limits;
#[path = "network/model.rs"]
mod model;
#[path = "network/oracle.rs"]
mod oracle;
#[path = "network/overlay.rs"]
mod overlay;
