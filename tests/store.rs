//! The store: recording, finding, paging and who sees what, on both databases.

#[path = "store/changes.rs"]
mod changes;
#[path = "store/citations.rs"]
mod citations;
#[path = "store/entities.rs"]
mod entities;
#[path = "store/links.rs"]
mod links;
#[path = "store/plans.rs"]
mod plans;
#[path = "store/readers.rs"]
mod readers;
#[path = "store/recording.rs"]
mod recording;
#[path = "store/time.rs"]
mod time;
#[path = "store/words.rs"]
mod words;
