//! The rules of single texts: what is allowed, what is said when it is not, and the pattern
//! that says the same in the JSON Schema.
//!
//! A rule's check and its pattern must agree; a test holds them to it. To add a rule: add a
//! static here and a line to that test.

use entity::{
    id::{KEY_MAX, is_entity_key},
    time::{Edtf, Fault},
};
use unicode_normalization::is_nfc;

use crate::operations::violation::Code;

/// What a text must be.
#[derive(Debug)]
pub(super) struct TextRule {
    /// The name of its definition in the schema.
    pub(super) name: &'static str,
    /// What is expected, for a message and as the description in the schema.
    pub(super) expected: &'static str,
    /// The pattern in the schema; none when clean text is all that is asked.
    pub(super) pattern: Option<&'static str>,
    /// The most characters.
    pub(super) longest: usize,
    /// What makes it right, beyond being clean.
    check: fn(&str) -> Result<(), Wrong>,
    /// Whether line breaks are allowed within.
    lines: bool,
}

/// Why a text is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) code: Code,
    pub(super) message: String,
    /// What was expected, when it is more telling than the rule's own words.
    pub(super) expected: Option<&'static str>,
}

impl Wrong {
    fn new(code: Code, message: &str) -> Self {
        Self {
            code,
            message: message.to_owned(),
            expected: None,
        }
    }
}

impl TextRule {
    /// Whether a text keeps the rule.
    pub(super) fn check(&self, text: &str) -> Result<(), Wrong> {
        clean(text, self.lines)?;
        if text.chars().count() > self.longest {
            let message = format!("this is longer than {} characters", self.longest);
            return Err(Wrong::new(Code::BadValue, &message));
        }
        (self.check)(text)
    }
}

/// Refuses what an editor or a copied page leaves behind unseen.
fn clean(text: &str, lines: bool) -> Result<(), Wrong> {
    let unclean = |message: &str| Err(Wrong::new(Code::UncleanText, message));
    if text.is_empty() {
        return unclean("the text is empty");
    }
    if text.trim() != text {
        return unclean("the text begins or ends with a blank");
    }
    let hidden = |c: char| {
        (c.is_control() && !(lines && c == '\n'))
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
    };
    if let Some(c) = text.chars().find(|c| hidden(*c)) {
        let message = format!("the text holds the hidden character U+{:04X}", u32::from(c));
        return unclean(&message);
    }
    if !is_nfc(text) {
        return unclean("the text is not in Unicode's composed form, NFC");
    }
    Ok(())
}

const ANY: usize = 20_000;

macro_rules! text_rules {
    ($( $name:ident { $schema:literal, $expected:literal, $pattern:expr, $longest:expr, $check:expr } )+) => {
        $( pub(super) static $name: TextRule = TextRule {
            name: $schema,
            expected: $expected,
            pattern: $pattern,
            longest: $longest,
            check: $check,
            lines: false,
        }; )+

        /// Every rule, for the schema and the tests.
        pub(super) static RULES: &[&TextRule] = &[$(&$name,)+ &PROSE];
    };
}

/// Our own words: line breaks are allowed.
pub(super) static PROSE: TextRule = TextRule {
    name: "prose",
    expected: "text in our own words",
    pattern: None,
    longest: ANY,
    check: |_| Ok(()),
    lines: true,
};

const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

text_rules! {
    LINE { "line", "one line of text", None, 1_000, |_| Ok(()) }
    ENTITY_KEY {
        "entityKey", "a key: lower-case words and digits joined by hyphens, such as malda-avramenko",
        Some(SLUG), KEY_MAX, |text| keyed(is_entity_key(text))
    }
    ENTITY_REFERENCE {
        "entityReference", "the key of an entity, such as malda-avramenko",
        Some(SLUG), KEY_MAX, |text| keyed(is_entity_key(text))
    }
    DOSSIER_KEY {
        "dossierKey", "a key: lower-case words and digits joined by hyphens, such as seminar-2020",
        Some(SLUG), KEY_MAX, |text| keyed(is_entity_key(text))
    }
    SPAN_NAME {
        "spanName", "the name of a span: lower-case words and digits joined by hyphens",
        Some(SLUG), KEY_MAX, |text| keyed(is_entity_key(text))
    }
    SPAN_REFERENCE {
        "spanReference", "the name of a span of this dossier",
        Some(SLUG), KEY_MAX, |text| keyed(is_entity_key(text))
    }
    FACT_KEY {
        "factKey", "a key without blanks, such as seminar-2020/participants/STATED",
        Some("^[!-~]+$"), 600, |text| keyed(text.bytes().all(|byte| byte.is_ascii_graphic()))
    }
    FIGURE_REFERENCE {
        "figureReference", "the key of a figure, such as seminar-2020/participants/STATED",
        Some("^[!-~]+$"), 600, |text| keyed(text.bytes().all(|byte| byte.is_ascii_graphic()))
    }
    GROUP {
        "group", "a group: lower-case words joined by hyphens, beginning with a letter",
        Some("^[a-z][a-z0-9]*(-[a-z0-9]+)*$"), KEY_MAX,
        |text| keyed(is_entity_key(text) && text.starts_with(|c: char| c.is_ascii_lowercase()))
    }
    SCHEME {
        "scheme", "the key of a scheme, such as iso-3166-2",
        Some(SLUG), KEY_MAX, |text| keyed(is_entity_key(text))
    }
    LANGUAGE {
        "language", "a language as a BCP 47 tag, such as lv, en or rom",
        Some("^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"), 35, |text| valued(is_language(text))
    }
    COUNTRY {
        "country", "a country as ISO 3166-1 alpha-2, such as LV",
        Some("^[A-Z]{2}$"), 2,
        |text| valued(text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()))
    }
    SHA256 {
        "sha256", "a SHA-256 as 64 lower-case hexadecimal digits",
        Some("^[0-9a-f]{64}$"), 64, |text| valued(is_sha256(text))
    }
    URL {
        "url", "an address that begins with https:// or http://",
        Some("^https?://[!-~]+$"), 2_000, |text| valued(is_url(text))
    }
    DURATION {
        "duration", "an ISO 8601 duration of whole years, months, weeks or days, such as P1Y",
        Some("^P(?=[0-9])([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,4}D)?$"), 24,
        |text| valued(is_duration(text))
    }
    EDTF {
        "edtf", "a date or interval in EDTF, such as 2019, 2019-10-17, 2019~, 2018/.. or 2019-09/2020-05",
        Some("^[0-9X./?~-]+$"), 40, dated
    }
}

fn keyed(right: bool) -> Result<(), Wrong> {
    right
        .then_some(())
        .ok_or_else(|| Wrong::new(Code::BadKey, "this is not written as such keys are"))
}

fn valued(right: bool) -> Result<(), Wrong> {
    right
        .then_some(())
        .ok_or_else(|| Wrong::new(Code::BadValue, "this is not such a value"))
}

fn dated(text: &str) -> Result<(), Wrong> {
    let Err(error) = Edtf::parse(text) else {
        return Ok(());
    };
    let code = match error.fault() {
        Fault::Reversed => Code::ReversedDates,
        Fault::NoSuchDate => Code::ImpossibleDate,
        _ => Code::BadDate,
    };
    Err(Wrong {
        code,
        message: error.what().to_owned(),
        expected: Some(error.expected()),
    })
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn is_url(text: &str) -> bool {
    text.strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic()))
}

fn is_language(text: &str) -> bool {
    let mut tags = text.split('-');
    let primary = tags.next().is_some_and(|tag| {
        matches!(tag.len(), 2 | 3) && tag.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    primary
        && tags.all(|tag| {
            matches!(tag.len(), 1..=8) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn is_duration(text: &str) -> bool {
    let Some(mut rest) = text.strip_prefix('P') else {
        return false;
    };
    if rest.is_empty() {
        return false;
    }
    for unit in ['Y', 'M', 'W', 'D'] {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if let (1..=4, Some(after)) = (digits, rest[digits..].strip_prefix(unit)) {
            rest = after;
        }
    }
    rest.is_empty()
}
