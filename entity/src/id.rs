//! Keys and ids: an id is derived from a key, so it is equal in every installation.
//!
//! A key is readable text. The id of a fact is the first 63 bits of the SHA-256 of its
//! noun and key; its public form is a letter for the noun, a dot and 16 hexadecimal
//! digits. A dot never occurs in an entity's key, so an id and a key cannot be confused.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

/// What kind of fact an id points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noun {
    /// A person, organisation, municipality, event, project or document.
    Entity,
    /// A name of an entity.
    Name,
    /// An identifier of an entity in some scheme.
    Identifier,
    /// A relation between two entities.
    Relation,
    /// A figure about an entity.
    Figure,
    /// A note about an entity.
    Note,
    /// What somebody judged of two entities.
    Judgement,
    /// Two entities that may be the same: found, never recorded.
    Duplicate,
}

impl Noun {
    /// Every noun.
    pub const ALL: &'static [Self] = &[
        Self::Entity,
        Self::Name,
        Self::Identifier,
        Self::Relation,
        Self::Figure,
        Self::Note,
        Self::Judgement,
        Self::Duplicate,
    ];

    /// The word in the database and in the hash.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Name => "name",
            Self::Identifier => "identifier",
            Self::Relation => "relation",
            Self::Figure => "figure",
            Self::Note => "note",
            Self::Judgement => "judgement",
            Self::Duplicate => "duplicate",
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Entity => 'E',
            Self::Name => 'M',
            Self::Identifier => 'I',
            Self::Relation => 'R',
            Self::Figure => 'F',
            Self::Note => 'N',
            Self::Judgement => 'J',
            Self::Duplicate => 'D',
        }
    }
}

/// The number of a fact: the first 63 bits of SHA-256 over `noun:key`.
#[must_use]
pub fn number(noun: Noun, key: &str) -> i64 {
    let mut hash = Sha256::new();
    hash.update(noun.as_str());
    hash.update(":");
    hash.update(key);
    let digest = hash.finalize();
    let mut first = [0u8; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first) & i64::MAX
}

/// A public id: what it points to, and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicId {
    /// What kind of fact it is.
    pub noun: Noun,
    /// Its number, see [`number`].
    pub number: i64,
}

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:016x}", self.noun.letter(), self.number)
    }
}

/// Text that is no public id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is a letter, a dot and 16 hexadecimal digits, such as E.0123456789abcdef")]
pub struct NotAnId;

impl FromStr for PublicId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (letter, digits) = text.split_once('.').ok_or(NotAnId)?;
        let noun = Noun::ALL
            .iter()
            .copied()
            .find(|noun| letter.chars().eq([noun.letter()]))
            .ok_or(NotAnId)?;
        let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if digits.len() != 16 || !digits.bytes().all(lower_hex) {
            return Err(NotAnId);
        }
        let number = i64::from_str_radix(digits, 16).map_err(|_| NotAnId)?;
        Ok(Self { noun, number })
    }
}

/// The longest key of an entity, in characters.
pub const KEY_MAX: usize = 120;

/// Whether text is an entity's key: lower-case ASCII words and digits joined by single hyphens.
#[must_use]
pub fn is_entity_key(text: &str) -> bool {
    text.len() <= KEY_MAX
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// The key of the judgement of two entities, whichever of them is named first. An equals sign
/// occurs in no key of an entity.
#[must_use]
pub fn judgement_key(one: &str, other: &str) -> String {
    let (first, second) = if one <= other {
        (one, other)
    } else {
        (other, one)
    };
    format!("{first}={second}")
}
