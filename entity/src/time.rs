//! Time as the sources give it: imprecise, open, doubtful.
//!
//! What it is: dates as EDTF text ([`Edtf`]), the four day bounds that a text means under a
//! time rule ([`Bounds`]), the three-valued overlap of a fact with a question ([`overlap`]), the
//! words for a period in four languages ([`Period`]), and the moment at which something was
//! recorded ([`Timestamp`]).
//!
//! What it is not: a clock (moments come in as parameters), nor a date parser of its own: the
//! grammar is that of the crate `edtf-core`, of which a subset is let through.
//!
//! How to extend it: a form of EDTF to be let through is a change in `edtf.rs` and in
//! `fault.rs`; a language is one table in `language.rs`.

mod bounds;
mod day;
mod edtf;
mod fault;
mod language;
mod overlap;
mod period;
mod scalar;
mod timestamp;

pub use bounds::Bounds;
pub use day::{Day, DayError};
pub use edtf::Edtf;
pub use fault::{EdtfError, Fault};
pub use overlap::{QueryError, QueryInterval, before, certainly, overlap, possibly};
pub use period::Period;
pub use timestamp::{Timestamp, TimestampError};
