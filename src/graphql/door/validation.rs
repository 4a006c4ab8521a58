//! Whether a document fits the schema, by every rule of the specification, and whether the
//! values of its variables have the types that it declares.
//!
//! What it is: the schema as the validator knows it, and its findings as errors of the closed
//! list, few and short. What it is not: a bound on the work; the precheck has refused what would
//! make it long. Why not the library's own rules: `docs/decisions/0012-validation.md`.

mod usages;

use apollo_compiler::{
    ExecutableDocument, Schema, ast,
    executable::Operation,
    introspection::check_max_depth,
    parser::{LineColumn, Parser},
    request::{RequestError, coerce_variable_values},
    response::JsonMap,
    validation::{DiagnosticList, Valid},
};
use async_graphql::{Pos, ServerError};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::graphql::{
    ErrorCode,
    limits::{NESTING, TOKENS},
};

/// A document that fits the schema.
pub(super) type Proven = Valid<ExecutableDocument>;

/// The schema as the validator knows it.
#[derive(Debug)]
pub(crate) struct Rules(Valid<Schema>);

/// Why a document or its variables are refused.
#[derive(Clone, Debug)]
pub(super) struct Faults {
    /// The code of all of them.
    pub code: ErrorCode,
    /// What is wrong, and where.
    pub errors: Vec<ServerError>,
}

impl Faults {
    /// One fault without a place.
    pub(super) fn new(code: ErrorCode, message: &str) -> Self {
        Self::at(code, message, None)
    }

    /// One fault.
    fn at(code: ErrorCode, message: &str, place: Option<Pos>) -> Self {
        let errors = vec![ServerError::new(message, place)];
        Self { code, errors }
    }
}

impl Rules {
    /// The rules of a schema; none when it breaks the rules of schemas itself.
    pub(crate) fn of(sdl: &str) -> Option<Self> {
        match Schema::parse_and_validate(sdl, "schema.graphql") {
            Ok(schema) => Some(Self(schema)),
            Err(faults) => {
                tracing::error!(faults = %faults.errors, "the schema is not valid");
                None
            }
        }
    }

    /// The schema.
    pub(super) fn schema(&self) -> &Valid<Schema> {
        &self.0
    }

    /// The document of a text, as the specification reads it.
    pub(super) fn read(text: &str) -> Result<ast::Document, Faults> {
        let mut parser = Parser::new()
            .token_limit(TOKENS * 4)
            .recursion_limit(NESTING * 4);
        parser
            .parse_ast(text, "query")
            .map_err(|faults| told(&faults.errors, ErrorCode::GraphqlParseFailed))
    }

    /// Proves that a document fits the schema.
    pub(super) fn prove(&self, document: &ast::Document) -> Result<Proven, Faults> {
        let proven = document
            .to_executable_validate(&self.0)
            .map_err(|faults| told(&faults.errors, ErrorCode::GraphqlValidationFailed))?;
        if let Some(misplaced) = usages::misplaced(&self.0, &proven) {
            let range = misplaced.value.line_column_range(&proven.sources);
            return Err(Faults::at(
                ErrorCode::GraphqlValidationFailed,
                &misplaced.message,
                range.map(|range| pos(range.start)),
            ));
        }
        for operation in proven.operations.iter() {
            if let Err(fault) = check_max_depth(&proven, operation) {
                return Err(Faults::at(
                    ErrorCode::QueryTooComplex,
                    "The introspection nests too deep.",
                    place(&fault, &proven),
                ));
            }
        }
        Ok(proven)
    }

    /// The values of the variables with the types that an operation declares, defaults among
    /// them.
    pub(super) fn coerced(
        &self,
        proven: &Proven,
        operation: &Operation,
        variables: &Map<String, Value>,
    ) -> Result<JsonMap, Faults> {
        let given = JsonMap::deserialize(variables)
            .map_err(|_| Faults::new(ErrorCode::BadUserInput, "The variables cannot be read."))?;
        coerce_variable_values(&self.0, operation, &given)
            .map(Valid::into_inner)
            .map_err(|fault| {
                let message = sentence(&fault.message().to_string());
                Faults::at(ErrorCode::BadUserInput, &message, place(&fault, proven))
            })
    }
}

/// What the validator found: each thing once, with every place.
fn told(found: &DiagnosticList, code: ErrorCode) -> Faults {
    let mut errors: Vec<ServerError> = Vec::new();
    let mut code = code;
    for fault in found.iter() {
        let message = fault.error.to_string();
        if message.contains("recursion") || message.contains("limit reached") {
            code = ErrorCode::QueryTooComplex;
        }
        let message = sentence(&message);
        let place = fault.line_column_range().map(|range| pos(range.start));
        if let Some(known) = errors.iter_mut().find(|error| error.message == message) {
            known.locations.extend(place);
        } else if errors.len() < super::errors::MOST_ERRORS {
            errors.push(ServerError::new(message, place));
        } else {
            break;
        }
    }
    for error in &mut errors {
        error.locations.truncate(super::errors::MOST_ERRORS);
    }
    Faults { code, errors }
}

/// A message of the validator as the public reads it.
fn sentence(message: &str) -> String {
    let message = message.strip_prefix("syntax error: ").unwrap_or(message);
    let mut letters = message.chars();
    let first = letters.next().map(char::to_uppercase);
    let mut text: String = first.into_iter().flatten().chain(letters).collect();
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

fn place(fault: &RequestError, proven: &Proven) -> Option<Pos> {
    let range = fault.location()?.line_column_range(&proven.sources)?;
    Some(pos(range.start))
}

const fn pos(place: LineColumn) -> Pos {
    Pos {
        line: place.line,
        column: place.column,
    }
}
