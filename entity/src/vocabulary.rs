//! The words: every closed list of the model, each written once.
//!
//! From these tables follow the database's values and checks, the GraphQL enums, the
//! validation of dossiers, exports and docs. Not here: rows and time.

mod country;
mod entity_kind;
mod identifier_scheme;
mod labels;
mod measure;
mod nearest;
mod relation_kind;
mod relation_spec;
mod role;
mod term;
mod words;

pub use country::COUNTRIES;
pub use entity_kind::{ENTITY_KINDS, EntityKindSpec};
pub use identifier_scheme::{IDENTIFIER_SCHEMES, IdentifierScheme};
pub use labels::Labels;
pub use measure::{Counts, MEASURES, Measure};
pub use nearest::nearest;
pub use relation_kind::{RELATIONS, RelationKind};
pub use relation_spec::{
    Attribute, End, Ends, KindTime, Link, LinkOn, NodeType, PeriodFrom, RelationSpec, Roles,
    TimeRule,
};
pub use role::{ROLES, Role};
pub use term::{NAMESPACES, Namespace, Term};
pub use words::*;
