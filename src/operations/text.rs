//! A document's text, cut by code points, and numbers read from it.
//!
//! Spans count Unicode code points, Rust's strings bytes; the offsets are worked out once.

use sha2::{Digest, Sha256};

use super::violation::Position;

/// A text with the byte at which each code point starts.
#[derive(Clone, Debug)]
pub struct Text {
    whole: String,
    starts: Vec<usize>,
    sha256: String,
}

impl Text {
    /// A text.
    #[must_use]
    pub fn new(text: String) -> Self {
        let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        let sha256 = sha256(&text);
        Self {
            whole: text,
            starts,
            sha256,
        }
    }

    /// The whole of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.whole
    }

    /// How many code points it has.
    #[must_use]
    pub fn length(&self) -> usize {
        self.starts.len() - 1
    }

    /// SHA-256 of its bytes.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// A span of it; none when it reaches beyond the end.
    #[must_use]
    pub fn span(&self, start: i32, end: i32) -> Option<&str> {
        let byte = |at: i32| self.starts.get(usize::try_from(at).ok()?).copied();
        self.whole.get(byte(start)?..byte(end)?)
    }

    /// Where a code point stands.
    #[must_use]
    pub fn position(&self, at: i32) -> Position {
        let before = self.span(0, at).unwrap_or(&self.whole);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position {
            line: count(before.matches('\n').count() + 1),
            column: count(before[line_start..].chars().count() + 1),
        }
    }

    /// The code point at which a byte stands.
    #[must_use]
    pub fn code_point(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start < byte)
    }
}

/// SHA-256 of a text's UTF-8, in lower-case hexadecimal.
#[must_use]
pub fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// The number in a span, when it holds one and only one: `63`, `1 200`, `10,5`, `~160`.
#[must_use]
pub fn one_number(text: &str) -> Option<f64> {
    let mut numbers = Vec::new();
    let mut current = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let digit_follows = rest.peek().is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => current.push(c),
            // A blank between digits parts thousands, a comma or a point decimals.
            ' ' | '\u{a0}' | '\u{202f}' if !current.is_empty() && digit_follows => {}
            ',' | '.' if !current.is_empty() && digit_follows => current.push('.'),
            _ if !current.is_empty() => numbers.push(std::mem::take(&mut current)),
            _ => {}
        }
    }
    if !current.is_empty() {
        numbers.push(current);
    }
    match &numbers[..] {
        [number] => number.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_code_points() {
        let text = Text::new("Ābele\nun ģimene".to_owned());
        assert_eq!(text.length(), 15);
        assert_eq!(text.span(0, 5), Some("Ābele"));
        assert_eq!(text.span(9, 15), Some("ģimene"));
        assert_eq!(text.span(9, 16), None);
        assert_eq!(text.span(-1, 2), None);
        assert_eq!(text.position(9), Position { line: 2, column: 4 });
        assert_eq!(text.code_point("Ābele\n".len()), 6);
    }

    #[test]
    fn one_number_is_read_and_two_are_not() {
        assert_eq!(one_number("63"), Some(63.0));
        assert_eq!(one_number("ap 20 skolēnu"), Some(20.0));
        assert_eq!(one_number("1\u{a0}200"), Some(1200.0));
        assert_eq!(one_number("10,5 mēneši."), Some(10.5));
        assert_eq!(one_number("no 3 līdz 5"), None);
        assert_eq!(one_number("vairākas"), None);
    }
}
