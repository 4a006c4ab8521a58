//! The fields of a record as an object type takes them into its own.
//!
//! Registering a type registers those of its fields first. The fields of a record lead to
//! the object types that take them in, so the second of those would find the fields still
//! empty. Here each takes them in after they were registered anew. Not here: the fields.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::resolver_utils::ContainerType;
use async_graphql::{Context, ContextSelectionSet, OutputType, Positioned, ServerResult, Value};

use super::Record;

/// A record, for `#[graphql(flatten)]`.
pub(crate) struct Common<'a>(pub(crate) &'a Record);

impl OutputType for Common<'_> {
    fn type_name() -> Cow<'static, str> {
        Record::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.types.remove(&*Record::type_name());
        Record::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        self.0.resolve(ctx, field).await
    }
}

impl ContainerType for Common<'_> {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        self.0.resolve_field(ctx).await
    }
}
