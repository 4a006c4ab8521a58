//! The public error codes, one closed list.
//!
//! Every error that leaves the service carries one in `extensions.code`. Clients branch on
//! them, so a code is never renamed. To add one: add it here, with what it means, and its
//! status in `http::status`.

use async_graphql::{Error, ErrorExtensions};

/// Declares the codes: doc sentence, name, public text.
macro_rules! codes {
    ($( $(#[$doc:meta])+ $name:ident = $code:literal, )+) => {
        /// What went wrong, for programs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ErrorCode {
            $( $(#[$doc])+ $name, )+
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as it stands in `extensions.code`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
        }
    };
}

codes! {
    /// The HTTP request is not a GraphQL request.
    BadRequest = "BAD_REQUEST",
    /// The document is not GraphQL.
    GraphqlParseFailed = "GRAPHQL_PARSE_FAILED",
    /// The document does not fit the schema.
    GraphqlValidationFailed = "GRAPHQL_VALIDATION_FAILED",
    /// An argument or variable has a value that means nothing here.
    BadUserInput = "BAD_USER_INPUT",
    /// What the operation needs does not exist, or the viewer may not see it.
    NotFound = "NOT_FOUND",
    /// It is in conflict with what is stored.
    Conflict = "CONFLICT",
    /// It was made for a version that has been superseded.
    StaleVersion = "STALE_VERSION",
    /// The token is wrong or malformed.
    Unauthenticated = "UNAUTHENTICATED",
    /// The viewer may not do that.
    Forbidden = "FORBIDDEN",
    /// The operation asks for more than one request may.
    QueryTooComplex = "QUERY_TOO_COMPLEX",
    /// The request is too large.
    PayloadTooLarge = "PAYLOAD_TOO_LARGE",
    /// This client has asked for too much in too short a time.
    RateLimited = "RATE_LIMITED",
    /// It took too long and was stopped.
    Timeout = "TIMEOUT",
    /// The service cannot answer at the moment.
    Unavailable = "UNAVAILABLE",
    /// The service failed; nothing about the cause is told.
    Internal = "INTERNAL",
}

impl ErrorCode {
    /// A resolver's error with this code.
    #[must_use]
    pub fn error(self, message: impl Into<String>) -> Error {
        Error::new(message).extend_with(|_, extensions| extensions.set("code", self.as_str()))
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
