//! What the formats in XML share: texts, and words that they happen to have in common.

use std::fmt::{self, Display, Formatter, Write};

use crate::operations::graph::Sort;

/// How edges are read that do not say it themselves.
pub(super) const fn edge_type(directed: bool) -> &'static str {
    if directed { "directed" } else { "undirected" }
}

/// The type of the values of a column.
pub(super) const fn value_type(sort: Sort) -> &'static str {
    match sort {
        Sort::Text => "string",
        Sort::Integer => "long",
        Sort::Number => "double",
        Sort::Flag => "boolean",
    }
}

/// A text, escaped for content and for attributes in double quotes. What XML 1.0 cannot hold
/// becomes U+FFFD; line breaks are kept in attributes too.
pub(super) struct Text<'a>(pub(super) &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for char in self.0.chars() {
            match char {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' => f.write_str("&#9;")?,
                '\n' => f.write_str("&#10;")?,
                '\r' => f.write_str("&#13;")?,
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                _ => f.write_char(char)?,
            }
        }
        Ok(())
    }
}
