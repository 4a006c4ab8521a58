//! The words: every closed list of the model, each written once.
//!
//! From these tables follow the database's values and checks, the GraphQL enums, the
//! validation of dossiers, exports and docs. Not here: rows and time.

mod labels;
mod nearest;
mod relation_kind;
mod relation_spec;
mod words;

pub use labels::Labels;
pub use nearest::nearest;
pub use relation_kind::{RELATIONS, RelationKind};
pub use relation_spec::{
    Attribute, End, Ends, KindTime, Link, LinkOn, NodeType, PeriodFrom, RelationSpec, Roles,
    TimeRule,
};
pub use words::*;
