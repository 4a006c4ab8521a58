//! Names as text: tokens, folding, abbreviations.
//!
//! Not here: grammar. To add an abbreviation: a row of [`ABBREVIATIONS`].

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word.
    Word,
    /// A letter with a full stop that stands for a given name.
    Initial,
    /// A shortened word: "nov.", "VSIA".
    Abbreviation,
    /// Digits, with or without a full stop, or a Roman number.
    Number,
}

/// A word of a name and what stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Spaces and marks before it.
    pub before: String,
    /// The word as written.
    pub text: String,
    /// The word in lower case.
    pub lower: String,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
}

/// `(as written in lower case, nominative, genitive)`.
pub const ABBREVIATIONS: &[(&str, &str, &str)] = &[
    ("nov.", "novads", "novada"),
    ("pils.", "pilsēta", "pilsētas"),
    ("pag.", "pagasts", "pagasta"),
    ("raj.", "rajons", "rajona"),
    ("apr.", "apriņķis", "apriņķa"),
    ("pašv.", "pašvaldība", "pašvaldības"),
    ("min.", "ministrija", "ministrijas"),
    ("univ.", "universitāte", "universitātes"),
    ("vsk.", "vidusskola", "vidusskolas"),
    ("psk.", "pamatskola", "pamatskolas"),
    ("b-ba", "biedrība", "biedrības"),
    ("lr", "Latvijas Republika", "Latvijas Republikas"),
    ("es", "Eiropas Savienība", "Eiropas Savienības"),
    (
        "ano",
        "Apvienoto Nāciju Organizācija",
        "Apvienoto Nāciju Organizācijas",
    ),
    (
        "asv",
        "Amerikas Savienotās Valstis",
        "Amerikas Savienoto Valstu",
    ),
    (
        "sia",
        "sabiedrība ar ierobežotu atbildību",
        "sabiedrības ar ierobežotu atbildību",
    ),
    (
        "vsia",
        "valsts sabiedrība ar ierobežotu atbildību",
        "valsts sabiedrības ar ierobežotu atbildību",
    ),
    ("as", "akciju sabiedrība", "akciju sabiedrības"),
    (
        "vas",
        "valsts akciju sabiedrība",
        "valsts akciju sabiedrības",
    ),
    (
        "nvo",
        "nevalstiskā organizācija",
        "nevalstiskās organizācijas",
    ),
];

/// What an abbreviation stands for: nominative and genitive.
#[must_use]
pub fn expansion(token: &Token) -> Option<(&'static str, &'static str)> {
    let known = ABBREVIATIONS
        .iter()
        .find(|(short, ..)| *short == token.lower)?;
    let shouted = token.text.chars().all(|letter| !letter.is_lowercase());
    (known.0.ends_with('.') || known.0.contains('-') || shouted).then_some((known.1, known.2))
}

/// The tokens of a name, and the marks behind the last one.
#[must_use]
pub fn tokens(text: &str) -> (Vec<Token>, String) {
    let text: String = text.nfc().collect();
    let letters: Vec<char> = text.trim().chars().collect();
    let mut found = Vec::new();
    let mut before = String::new();
    let mut quoted = false;
    let mut at = 0;
    while at < letters.len() {
        let end = word_end(&letters, at);
        if end == at {
            quoted = quotes(letters[at], quoted);
            push_mark(&mut before, letters[at]);
            at += 1;
            continue;
        }
        let word: String = letters[at..end].iter().collect();
        if before.is_empty() && !found.is_empty() {
            before.push(' ');
        }
        found.push(token(std::mem::take(&mut before), word, quoted));
        at = end;
    }
    (found, before)
}

fn quotes(mark: char, inside: bool) -> bool {
    match mark {
        '„' | '“' | '”' | '«' | '»' | '"' => !inside,
        _ => inside,
    }
}

/// Runs of spaces become one.
fn push_mark(before: &mut String, mark: char) {
    let mark = if mark.is_whitespace() { ' ' } else { mark };
    if !(mark == ' ' && before.ends_with(' ')) {
        before.push(mark);
    }
}

fn is_inner(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, '\'' | '’' | '-' | '‑' | '&')
        || is_combining_mark(letter)
}

/// Where the word that begins at `at` ends; `at` itself when none begins there.
fn word_end(letters: &[char], at: usize) -> usize {
    if !letters[at].is_alphanumeric() {
        return at;
    }
    let mut end = at;
    while end < letters.len() && is_inner(letters[end]) {
        end += 1;
    }
    while end > at + 1
        && !letters[end - 1].is_alphanumeric()
        && !is_combining_mark(letters[end - 1])
    {
        end -= 1;
    }
    let word = &letters[at..end];
    let dotted = letters.get(end) == Some(&'.');
    if dotted && (stands_for_a_name(word) || is_number(word) || is_shortened(word)) {
        end += 1;
    }
    end
}

fn stands_for_a_name(word: &[char]) -> bool {
    let capital = |at: usize| word.get(at).is_some_and(|letter| letter.is_uppercase());
    match word.len() {
        1 => word[0].is_alphabetic(),
        2 => capital(0) && "hzž".contains(word[1].to_lowercase().next().unwrap_or(' ')),
        _ => false,
    }
}

fn is_number(word: &[char]) -> bool {
    word.iter().all(char::is_ascii_digit)
}

fn is_shortened(word: &[char]) -> bool {
    let short: String = word.iter().collect::<String>().to_lowercase() + ".";
    ABBREVIATIONS.iter().any(|(known, ..)| *known == short)
}

fn token(before: String, text: String, quoted: bool) -> Token {
    let lower = text.to_lowercase();
    let letters: Vec<char> = text.chars().filter(|letter| *letter != '.').collect();
    let dotted = text.ends_with('.');
    let roman = letters.len() < 6 && letters.iter().all(|letter| "IVX".contains(*letter));
    let mut token = Token {
        before,
        text,
        lower,
        kind: TokenKind::Word,
        quoted,
    };
    token.kind = if letters.first().is_some_and(char::is_ascii_digit) || roman && !dotted {
        TokenKind::Number
    } else if dotted && stands_for_a_name(&letters) {
        TokenKind::Initial
    } else if expansion(&token).is_some() {
        TokenKind::Abbreviation
    } else {
        TokenKind::Word
    };
    token
}

/// The name in small letters of the Latin alphabet without diacritics, words apart by one space, without marks.
///
/// Folds the letters of Latvian, Estonian and Lithuanian (ļ, õ, ų) and of other Latin alphabets alike.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        if letter.is_alphanumeric() {
            for small in letter.to_lowercase() {
                push_folded(&mut folded, small);
            }
        } else if !matches!(letter, '\'' | '’' | '`' | 'ʼ')
            && !folded.ends_with(' ')
            && !folded.is_empty()
        {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push_folded(folded: &mut String, letter: char) {
    match letter {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ł' => folded.push('l'),
        'ħ' => folded.push('h'),
        'ı' => folded.push('i'),
        other if is_combining_mark(other) => {}
        other => folded.push(other),
    }
}
