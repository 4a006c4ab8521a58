//! The closed list of error codes, and how every failure becomes one of them.
//!
//! What it is: [`ErrorCode`], the constructors that resolvers use, and [`classify`], through
//! which each answer passes, so that no error leaves without a code and none carries the
//! database's words. Not here: HTTP statuses and request ids (`http`). A new code is a new
//! row of the table, and a change of the public contract.

use async_graphql::{Error, ServerError, Value};

use crate::store::StoreError;

use super::batch::LoadError;

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $code:ident = $key:literal, $text:literal; )+) => {
        /// What went wrong, for programs: `extensions.code` of every error.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ErrorCode { $( $(#[doc = $doc])+ $code, )+ }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The code as it stands in `extensions.code`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => $key),+ }
            }

            /// When it is given, in one sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$code => concat!($($doc),+).trim_ascii(),)+ }
            }

            /// The public text, where the failure itself has nothing to add.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$code => $text),+ }
            }
        }
    };
}

codes! {
    /// The request is not one that a GraphQL server can read: no operation, or two and no name.
    BadRequest = "BAD_REQUEST", "The request cannot be read.";
    /// The document is not GraphQL.
    GraphqlParseFailed = "GRAPHQL_PARSE_FAILED", "The document is not GraphQL.";
    /// The document does not fit the schema.
    GraphqlValidationFailed = "GRAPHQL_VALIDATION_FAILED", "The document does not fit the schema.";
    /// An argument or a variable has a value that it cannot have; the message says what was expected.
    BadUserInput = "BAD_USER_INPUT", "An argument has a value that it cannot have.";
    /// Something that the request needs does not exist, or is not for this viewer.
    NotFound = "NOT_FOUND", "Not found.";
    /// The request contradicts what is stored.
    Conflict = "CONFLICT", "The request contradicts what is stored.";
    /// What the request changes was changed in the meantime.
    StaleVersion = "STALE_VERSION", "It was changed in the meantime.";
    /// The token is missing where one is needed, or is not known.
    Unauthenticated = "UNAUTHENTICATED", "The token is not known.";
    /// This viewer may not do this.
    Forbidden = "FORBIDDEN", "This is not allowed.";
    /// The request asks for more than one request may: too deep, too wide or too many conditions.
    QueryTooComplex = "QUERY_TOO_COMPLEX", "The request asks for too much at once.";
    /// The body is too large.
    PayloadTooLarge = "PAYLOAD_TOO_LARGE", "The body is too large.";
    /// Too many requests in too short a time.
    RateLimited = "RATE_LIMITED", "Too many requests; try again later.";
    /// The request took longer than it may.
    Timeout = "TIMEOUT", "The request took too long.";
    /// No document of this hash was sent before: send it whole, with its hash.
    PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound";
    /// The service cannot answer at the moment; the same request may succeed later.
    Unavailable = "UNAVAILABLE", "The service is not available; try again later.";
    /// The service failed; the operator finds the cause by the request id.
    Internal = "INTERNAL", "The service failed.";
}

impl ErrorCode {
    /// An error of this code with a message of its own.
    #[must_use]
    pub fn error(self, message: impl Into<String>) -> Error {
        let mut error = Error::new(message);
        error
            .extensions
            .get_or_insert_default()
            .set("code", self.as_str());
        error
    }

    /// The code that an error carries.
    #[must_use]
    pub fn of(error: &ServerError) -> Option<Self> {
        let Value::String(code) = error.extensions.as_ref()?.get("code")? else {
            return None;
        };
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.as_str() == code)
    }

    /// The error with this code.
    pub(crate) fn put(self, mut error: ServerError) -> ServerError {
        error
            .extensions
            .get_or_insert_default()
            .set("code", self.as_str());
        error
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `BAD_USER_INPUT` with what was expected.
pub(crate) fn bad_input(message: impl Into<String>) -> Error {
    ErrorCode::BadUserInput.error(message)
}

/// A failure of the store as the public may see it; the cause stays with it for the log.
pub(crate) fn from_store(failure: LoadError) -> Error {
    let mut error = match failure.as_ref() {
        StoreError::Page(page) => return bad_input(page.to_string()),
        StoreError::TooMany(_) | StoreError::TooManyNamed(..) | StoreError::Exhausted => {
            return ErrorCode::QueryTooComplex.error(failure.to_string());
        }
        known if known.is_transient() => {
            ErrorCode::Unavailable.error(ErrorCode::Unavailable.text())
        }
        _ => ErrorCode::Internal.error(ErrorCode::Internal.text()),
    };
    error.source = Some(failure);
    error
}

/// A word as it stands in a column; one that is in no list was never written by the store.
pub(crate) fn word<T: std::str::FromStr>(text: Option<&str>) -> async_graphql::Result<T> {
    let known = text.and_then(|text| text.parse().ok());
    known.ok_or_else(|| ErrorCode::Internal.error(ErrorCode::Internal.text()))
}

/// The failure of the store behind an error, for the log of whoever answers the request.
#[must_use]
pub fn cause(error: &ServerError) -> Option<&StoreError> {
    error.source::<StoreError>()
}

/// Gives each error its code, and keeps every text inside that is not meant for the public.
pub(crate) fn classify(errors: Vec<ServerError>) -> Vec<ServerError> {
    errors.into_iter().map(classified).collect()
}

fn classified(mut error: ServerError) -> ServerError {
    if ErrorCode::of(&error).is_some() {
        return error;
    }
    if error.source.is_none() {
        return unclassified(&error).put(error);
    }
    // An error raised with a bare `?` carries the words of what failed below.
    tracing::error!(error = error.message, "a field failed without a code");
    ErrorCode::Internal.text().clone_into(&mut error.message);
    ErrorCode::Internal.put(error)
}

/// The code of a document that does not parse, by what the parser says of it.
pub(crate) fn of_parsing(message: &str) -> ErrorCode {
    // The parser's two guards: one counts nested selections, the other its own steps.
    if message.starts_with("recursion limit") || message.contains("limit reached") {
        ErrorCode::QueryTooComplex
    } else {
        ErrorCode::GraphqlParseFailed
    }
}

/// The error of a document that does not parse, without the echo of its text.
pub(crate) fn of_document(mut error: ServerError) -> ServerError {
    let code = of_parsing(&error.message);
    let expected = error.message.rsplit("= ").next().unwrap_or_default().trim();
    error.message = format!("The document does not parse: {expected}");
    code.put(error)
}

/// The library's own errors, told apart by their stage: those of fields have a path.
fn unclassified(error: &ServerError) -> ErrorCode {
    let message = error.message.as_str();
    if !error.path.is_empty() {
        ErrorCode::BadUserInput
    } else if message.starts_with("Unknown operation named")
        || message.starts_with("Operation name required")
    {
        ErrorCode::BadRequest
    } else if message.starts_with("Query is too complex")
        || message.starts_with("Query is nested too deep")
        || message.starts_with("The recursion depth")
    {
        ErrorCode::QueryTooComplex
    } else {
        ErrorCode::GraphqlValidationFailed
    }
}
