//! The place of a reader, sealed.
//!
//! A place says how far the log was known when its reader was told something, and that is more
//! than he may know: recordings that he sees nothing of count too. So it leaves encrypted, with
//! the viewer's rank in it, under a secret of the database: nobody reads it, nobody makes one,
//! and every service of the database understands it.

use aes_gcm_siv::{
    Aes256GcmSiv, Nonce,
    aead::{Aead, KeyInit},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::id::Noun;

use crate::store::{LogHead, LogPlace};

/// The form of what is sealed; another form gets another number.
const FORM: u8 = 1;

/// The longest text that can be a cursor.
const LONGEST: usize = 200;

/// How far a reader has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// Up to this moment he was told all as it was then.
    pub base: i64,
    /// The last recording that was known when he was told of the place.
    pub head: LogHead,
    /// Behind the last change that he was told.
    pub place: LogPlace,
}

/// Seals and opens places.
#[derive(Clone)]
pub(super) struct Seal(Aes256GcmSiv);

impl Seal {
    pub(super) fn new(key: [u8; 32]) -> Self {
        Self(Aes256GcmSiv::new(&key.into()))
    }

    /// The cursor of a viewer of this rank; none when the cipher refuses, which it does for
    /// texts of gigabytes only.
    pub(super) fn close(&self, rank: i16, position: &Position) -> Option<String> {
        // The mode is safe without a nonce of its own: equal places only look equal.
        let sealed = self.0.encrypt(&Nonce::default(), &*written(rank, position));
        sealed.ok().map(|sealed| URL_SAFE_NO_PAD.encode(sealed))
    }

    /// The place of a cursor that was made here for a viewer of this rank.
    pub(super) fn open(&self, rank: i16, cursor: &str) -> Option<Position> {
        if cursor.len() > LONGEST {
            return None;
        }
        let sealed = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let plain = self.0.decrypt(&Nonce::default(), &*sealed).ok()?;
        read(rank, &plain)
    }
}

fn written(rank: i16, position: &Position) -> Vec<u8> {
    let Position { base, head, place } = position;
    let (noun, fact) = match place.fact {
        None => (u8::MAX, 0),
        Some((noun, fact)) => (number(noun), fact),
    };
    let mut bytes = vec![FORM, noun];
    bytes.extend(rank.to_be_bytes());
    for number in [*base, head.sequence, head.recorded_at, place.sequence, fact] {
        bytes.extend(number.to_be_bytes());
    }
    bytes
}

fn read(rank: i16, bytes: &[u8]) -> Option<Position> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    let [FORM, noun, high, low] = *head else {
        return None;
    };
    let numbers: Vec<i64> = rest
        .chunks(8)
        .map(|chunk| chunk.try_into().map(i64::from_be_bytes))
        .collect::<Result<_, _>>()
        .ok()?;
    let [base, sequence, recorded_at, place, fact] = *numbers else {
        return None;
    };
    let noun = match noun {
        u8::MAX => None,
        noun => Some(*Noun::ALL.get(usize::from(noun))?),
    };
    (i16::from_be_bytes([high, low]) == rank).then_some(Position {
        base,
        head: LogHead {
            sequence,
            recorded_at,
        },
        place: LogPlace {
            sequence: place,
            fact: noun.map(|noun| (noun, fact)),
        },
    })
}

/// The place of a noun in the list of all.
fn number(noun: Noun) -> u8 {
    let place = Noun::ALL.iter().position(|known| *known == noun);
    place
        .and_then(|place| u8::try_from(place).ok())
        .unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(fact: Option<(Noun, i64)>) -> Position {
        Position {
            base: -5,
            head: LogHead {
                sequence: 12,
                recorded_at: 1_600_000_000_000_000,
            },
            place: LogPlace { sequence: 7, fact },
        }
    }

    #[test]
    fn a_place_comes_back_as_it_was_closed() {
        let seal = Seal::new([7; 32]);
        for fact in [None, Some((Noun::Entity, 0)), Some((Noun::Note, i64::MAX))] {
            let cursor = seal.close(1, &position(fact)).unwrap();
            assert_eq!(seal.open(1, &cursor), Some(position(fact)));
        }
    }

    #[test]
    fn a_cursor_is_of_its_rank_and_of_its_database_and_shows_nothing() {
        let seal = Seal::new([7; 32]);
        let cursor = seal.close(1, &position(None)).unwrap();
        assert_eq!(seal.open(0, &cursor), None);
        assert_eq!(Seal::new([8; 32]).open(1, &cursor), None);
        let mut other = cursor.clone().into_bytes();
        other[20] ^= 1;
        assert_eq!(seal.open(1, &String::from_utf8(other).unwrap()), None);
        for text in ["", "now", "AAAA", &"A".repeat(100), &"A".repeat(10_000)] {
            assert_eq!(seal.open(1, text), None);
        }
        let bytes = URL_SAFE_NO_PAD.decode(&cursor).unwrap();
        let known = 1_600_000_000_000_000_i64.to_be_bytes();
        assert!(!bytes.windows(8).any(|window| window == known));
    }
}
