//! Counting tokens, as the specification of GraphQL cuts them, without a parser.
//!
//! What is no token is left for the parser to refuse. Strings and comments are stepped over
//! whole, so that braces within them do not count.

use super::Excess;
use crate::graphql::limits::{BYTES, DIRECTIVES, NESTING, TOKENS};

/// Refuses a text with too many bytes, before anything reads it.
pub(in crate::graphql::door) fn length(text: &str) -> Result<(), Excess> {
    if text.len() > BYTES {
        return Err(Excess::too_much("bytes", BYTES));
    }
    Ok(())
}

/// Refuses a text with too many bytes, tokens, levels or directives.
pub(in crate::graphql::door) fn scan(text: &str) -> Result<(), Excess> {
    length(text)?;
    let (mut tokens, mut nesting, mut directives) = (0, 0_usize, 0);
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
            b'{' | b'[' | b'(' => {
                nesting += 1;
                1
            }
            b'}' | b']' | b')' => {
                nesting = nesting.saturating_sub(1);
                1
            }
            b'@' => {
                directives += 1;
                1
            }
            b'.' => run(rest, |byte| byte == b'.').min(3),
            byte if is_name(*byte) => run(rest, is_name),
            _ => 1,
        };
        tokens += 1;
        if tokens > TOKENS {
            return Err(Excess::too_much("tokens", TOKENS));
        }
        if nesting > NESTING {
            return Err(Excess::too_much("levels of nesting", NESTING));
        }
        if directives > DIRECTIVES {
            return Err(Excess::too_much("directives", DIRECTIVES));
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(())
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
    use super::{TOKENS, scan};

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
