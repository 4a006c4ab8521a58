//! Questions that people ask, each as one query on the real graph.
//!
//! A story is a query (`stories/queries`), a few lines that turn its reply into an answer,
//! and what is expected (`stories/expected.json`): the answer, and the places in the
//! documents that must stand behind it, as numbers. Each runs on both databases, without
//! the texts of the documents and, where they lie beside the checkout, with them. A new
//! question is a query, an entry and a test.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "stories/answers.rs"]
mod answers;
#[path = "stories/ask.rs"]
mod ask;
#[path = "stories/contradictions.rs"]
mod contradictions;
#[path = "stories/coverage.rs"]
mod coverage;
#[path = "stories/evidence.rs"]
mod evidence;
#[path = "stories/gaps.rs"]
mod gaps;
#[path = "stories/given.rs"]
mod given;
#[path = "stories/lenses.rs"]
mod lenses;
#[path = "stories/lists.rs"]
mod lists;
#[path = "stories/passages.rs"]
mod passages;
#[path = "stories/plans.rs"]
mod plans;
#[path = "stories/privacy.rs"]
mod privacy;
#[path = "stories/readme.rs"]
mod readme;
#[path = "stories/several_steps.rs"]
mod several_steps;
#[path = "stories/single_facts.rs"]
mod single_facts;
#[path = "stories/story.rs"]
mod story;
#[path = "stories/times.rs"]
mod times;
