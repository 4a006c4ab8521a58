//! `stakegraph serve`: migrate, load when empty, listen, stop gracefully.
//!
//! Everything that can be wrong with the settings is told before the database is touched.
//! Not here: routes (`http`), what loading does (`operations`).

use crate::http::{Origins, Viewers};

use super::{Context, Failure};

/// The viewers of the token file.
///
/// # Errors
/// When the file cannot be read, with every line that is wrong.
pub(super) fn viewers(context: &Context) -> Result<Viewers, Failure> {
    let Some(file) = context.settings.http.viewer_token_file() else {
        return Ok(Viewers::default());
    };
    let text = std::fs::read_to_string(&file).map_err(|error| {
        Failure::usage(format!(
            "cannot read the viewer tokens in {}: {error}",
            file.display()
        ))
    })?;
    Viewers::parse(&text).map_err(|problems| {
        let told: Vec<String> = problems
            .iter()
            .map(|problem| format!("{}: {problem}", file.display()))
            .collect();
        Failure::usage(told.join("\n")).with_help(
            "a line is: SHA-256-of-token tier name; printf %s TOKEN | sha256sum gives the first",
        )
    })
}

/// The origins that may call from a browser.
///
/// # Errors
/// At the first that is no origin.
pub(super) fn origins(context: &Context) -> Result<Origins, Failure> {
    let listed = context
        .settings
        .http
        .allowed_origins
        .iter()
        .map(String::as_str);
    Origins::parse(listed).map_err(|error| Failure::usage(format!("http.allowed_origins: {error}")))
}
