//! Counting tokens, as the specification of GraphQL cuts them, without a parser.
//!
//! What is no token is left for the parser to refuse. Strings and comments are stepped over
//! whole, so that braces within them do not count.

use super::Excess;
use crate::graphql::limits::{BYTES, DIRECTIVES, NESTING, SELECTIONS, TOKENS};

/// Refuses a text with too many bytes, before anything reads it.
pub(in crate::graphql::door) fn length(text: &str) -> Result<(), Excess> {
    if text.len() > BYTES {
        return Err(Excess::too_much("bytes", BYTES));
    }
    Ok(())
}

/// Refuses a text with too many bytes, tokens, levels, directives or selections.
pub(in crate::graphql::door) fn scan(text: &str) -> Result<(), Excess> {
    length(text)?;
    let mut counts = Counts::default();
    let mut rest = text.as_bytes();
    while let Some(first) = rest.first() {
        let length = match first {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                rest = &rest[1..];
                continue;
            }
            b'#' => run(rest, |byte| byte != b'\n' && byte != b'\r'),
            b'"' if rest.starts_with(b"\"\"\"") => block_string(rest),
            b'"' => string(rest),
            b'.' => run(rest, |byte| byte == b'.').min(3),
            byte if is_name(*byte) => run(rest, is_name),
            _ => 1,
        };
        let (token, behind) = rest.split_at(length.min(rest.len()));
        counts.take(token)?;
        rest = behind;
    }
    Ok(())
}

/// What was counted so far.
#[derive(Default)]
struct Counts<'t> {
    tokens: usize,
    nesting: usize,
    directives: usize,
    /// How many parentheses are open: what stands in them selects nothing.
    parentheses: usize,
    /// How many selections there are at least, with each fragment where it stands: the parser
    /// makes of each of them some hundred times as much as its text.
    selections: u64,
    /// The last token that is no comment.
    before: &'t [u8],
}

impl<'t> Counts<'t> {
    fn take(&mut self, token: &'t [u8]) -> Result<(), Excess> {
        self.tokens += 1;
        match token {
            [b'#', ..] => return self.checked(),
            [bracket @ (b'{' | b'[' | b'('), ..] => {
                self.nesting += 1;
                self.parentheses += usize::from(*bracket == b'(');
            }
            [bracket @ (b'}' | b']' | b')'), ..] => {
                self.nesting = self.nesting.saturating_sub(1);
                let closed = usize::from(*bracket == b')');
                self.parentheses = self.parentheses.saturating_sub(closed);
            }
            [b'@', ..] => self.directives += 1,
            // It was an alias.
            [b':', ..] if self.selects() => self.selections = self.selections.saturating_sub(1),
            [byte, ..] if is_name(*byte) && self.selects() => {
                let is_field = !matches!(self.before, b"@" | b"..." | b"on");
                self.selections += u64::from(is_field);
            }
            _ => {}
        }
        self.before = token;
        self.checked()
    }

    fn selects(&self) -> bool {
        self.nesting > 0 && self.parentheses == 0
    }

    fn checked(&self) -> Result<(), Excess> {
        if self.tokens > TOKENS {
            return Err(Excess::too_much("tokens", TOKENS));
        }
        if self.nesting > NESTING {
            return Err(Excess::too_much("levels of nesting", NESTING));
        }
        if self.directives > DIRECTIVES {
            return Err(Excess::too_much("directives", DIRECTIVES));
        }
        // One more may turn out to be an alias.
        if self.selections > SELECTIONS + 1 {
            return Err(Excess::too_much("selections", SELECTIONS));
        }
        Ok(())
    }
}

/// Letters and digits; a number is cut at its signs and points, which counts more, never less.
const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn run(bytes: &[u8], goes_on: impl Fn(u8) -> bool) -> usize {
    let end = bytes.iter().position(|byte| !goes_on(*byte));
    end.unwrap_or(bytes.len())
}

fn string(bytes: &[u8]) -> usize {
    let mut escaped = false;
    for (place, byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' | b'\n' | b'\r' => return place + 1,
            _ => {}
        }
    }
    bytes.len()
}

fn block_string(bytes: &[u8]) -> usize {
    let mut place = 3;
    while place < bytes.len() {
        let rest = &bytes[place..];
        if rest.starts_with(b"\\\"\"\"") {
            place += 4;
        } else if rest.starts_with(b"\"\"\"") {
            return place + 3;
        } else {
            place += 1;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::{SELECTIONS, TOKENS, scan};

    fn refused(text: &str) -> Option<String> {
        scan(text).err().map(|excess| excess.message)
    }

    #[test]
    fn what_people_write_passes() {
        let document = "query A($n: Int! = 3) { people(first: $n) { nodes { name } } } # more";
        assert_eq!(refused(document), None);
        assert_eq!(refused(""), None);
    }

    #[test]
    fn braces_in_strings_and_comments_do_not_nest() {
        let many = "{[(".repeat(100);
        let strings =
            format!("{{ a(b: \"{many}\\\"{many}\", c: \"\"\"{many}\\\"\"\"{many}\"\"\") }}");
        assert_eq!(refused(&strings), None);
        assert_eq!(refused(&format!("{{ a }} # {many}")), None);
    }

    #[test]
    fn nesting_is_refused_whatever_the_bracket() {
        for bracket in ["{", "[", "(", "{a[b("] {
            let message = refused(&bracket.repeat(100)).unwrap();
            assert!(message.contains("levels of nesting"), "{message}");
        }
        assert_eq!(refused(&"{}".repeat(100)), None);
    }

    #[test]
    fn comments_directives_and_tokens_are_counted() {
        for (text, what) in [
            ("#\n".repeat(TOKENS + 1), "tokens"),
            ("a ".repeat(TOKENS + 1), "tokens"),
            ("!".repeat(TOKENS + 1), "tokens"),
            ("@a ".repeat(101), "directives"),
            (" ".repeat(100_001), "bytes"),
        ] {
            let message = refused(&text).unwrap();
            assert!(message.contains(what), "{message}");
        }
        assert_eq!(refused(&"a ".repeat(TOKENS)), None);
    }

    #[test]
    fn selections_are_counted_and_what_stands_beside_them_is_not() {
        let most = usize::try_from(SELECTIONS).unwrap();
        for one in [
            "a ",
            "b: a ",
            "a(b: c) ",
            "a(b: {c: [d e], f: \"g\"}) ",
            "a # b c\n ",
        ] {
            let times = most.min(TOKENS / one.len());
            let text = format!("query A($n: B) {{ {} }}", one.repeat(times));
            assert_eq!(refused(&text), None, "{one}");
        }
        let others = "... on B { a } ...C a @d(if: true) ".repeat(90);
        assert_eq!(refused(&format!("{{ {others} }}")), None);
        for one in ["a ", "b:a "] {
            let message = refused(&format!("{{ {} }}", one.repeat(most + 2)));
            let message = message.unwrap_or_default();
            let what = if one == "a " { "selections" } else { "tokens" };
            assert!(message.contains(what), "{one}: {message}");
        }
    }

    #[test]
    fn what_is_cut_off_is_stepped_over() {
        for text in [
            "\"",
            "\"\\",
            "\"\"\"",
            "\"\"\"\\\"\"\"",
            "....",
            "#",
            "ā",
            "\u{feff}{a}",
        ] {
            assert_eq!(refused(text), None, "{text}");
        }
    }
}
