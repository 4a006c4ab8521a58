//! Lines out of what PostgreSQL copies in binary form.
//!
//! Each tuple is the number of its fields, then each field as its length and its bytes; a length
//! below zero is NULL. The columns are those of the lines, in the order in which `lines` selects
//! them, with the reach behind them.

use std::str::FromStr;

use sea_orm::DbErr;

use super::{Days, EntityLine, RelationLine};
use crate::store::StoreError;

/// What every copy begins with.
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";

/// A line that can be read from a tuple.
pub(super) trait Copied: Sized {
    /// Reads the fields in order.
    fn read(fields: &mut Fields<'_>) -> Option<Self>;
}

/// The tuples of a piece of a copy as lines.
pub(super) fn lines<T: Copied>(bytes: &[u8]) -> Result<Vec<T>, StoreError> {
    let mut fields = Fields(bytes);
    let unreadable = || StoreError::Database(DbErr::Type("a copied row".to_owned()));
    if let Some(rest) = bytes.strip_prefix(SIGNATURE) {
        fields.0 = rest;
        // Flags, and a header that may be longer some day.
        fields
            .fixed()
            .map(i32::from_be_bytes)
            .ok_or_else(unreadable)?;
        fields.field().ok_or_else(unreadable)?;
    }
    let mut lines = Vec::new();
    while !fields.0.is_empty() {
        let count = fields.fixed().map(i16::from_be_bytes);
        if count.ok_or_else(unreadable)? < 0 {
            break;
        }
        lines.push(T::read(&mut fields).ok_or_else(unreadable)?);
    }
    Ok(lines)
}

/// What is left of the bytes.
pub(super) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn fixed<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    /// The bytes of the next field; NULL is no bytes at all.
    #[expect(clippy::option_option, reason = "NULL is not the same as the end")]
    fn field(&mut self) -> Option<Option<&'a [u8]>> {
        let length = i32::from_be_bytes(self.fixed()?);
        let Ok(length) = usize::try_from(length) else {
            return Some(None);
        };
        let (field, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(Some(field))
    }

    fn there<T>(&mut self, read: impl FnOnce(&'a [u8]) -> Option<T>) -> Option<T> {
        read(self.field()??)
    }

    #[expect(clippy::option_option, reason = "NULL is not the same as the end")]
    fn perhaps<T>(&mut self, read: impl FnOnce(&'a [u8]) -> Option<T>) -> Option<Option<T>> {
        match self.field()? {
            None => Some(None),
            Some(field) => read(field).map(Some),
        }
    }
}

fn long(field: &[u8]) -> Option<i64> {
    field.try_into().ok().map(i64::from_be_bytes)
}

fn int(field: &[u8]) -> Option<i32> {
    field.try_into().ok().map(i32::from_be_bytes)
}

fn short(field: &[u8]) -> Option<i16> {
    field.try_into().ok().map(i16::from_be_bytes)
}

fn boolean(field: &[u8]) -> Option<bool> {
    field.first().map(|byte| *byte != 0)
}

fn text(field: &[u8]) -> Option<String> {
    String::from_utf8(field.to_vec()).ok()
}

fn word<T: FromStr>(field: &[u8]) -> Option<T> {
    std::str::from_utf8(field).ok()?.parse().ok()
}

/// What every line begins with.
struct Common {
    row: i64,
    id: i64,
    period_edtf: Option<String>,
    days: Days,
    recorded_at: i64,
}

impl Common {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        Some(Self {
            row: fields.there(long)?,
            id: fields.there(long)?,
            period_edtf: fields.perhaps(text)?,
            days: Days {
                earliest_start: fields.perhaps(int)?,
                latest_start: fields.perhaps(int)?,
                earliest_end: fields.perhaps(int)?,
                latest_end: fields.perhaps(int)?,
                period_certain: fields.there(boolean)?,
                order_day: fields.there(int)?,
            },
            recorded_at: fields.there(long)?,
        })
    }
}

impl Copied for EntityLine {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let Common {
            row,
            id,
            period_edtf,
            days,
            recorded_at,
        } = Common::read(fields)?;
        Some(Self {
            row,
            id,
            period_edtf,
            days,
            recorded_at,
            key: fields.there(text)?,
            kind: fields.there(word)?,
            name: fields.there(text)?,
            sort_name: fields.there(|field| Some(field.to_vec()))?,
            entity_type: fields.perhaps(text)?,
            country: fields.perhaps(text)?,
            status: fields.perhaps(word)?,
            named: fields.perhaps(boolean)?,
            held: fields.perhaps(boolean)?,
            reach: fields.there(short)?,
        })
    }
}

impl Copied for RelationLine {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let Common {
            row,
            id,
            period_edtf,
            days,
            recorded_at,
        } = Common::read(fields)?;
        Some(Self {
            row,
            id,
            period_edtf,
            days,
            recorded_at,
            subject_id: fields.there(long)?,
            object_id: fields.there(long)?,
            kind: fields.there(word)?,
            role: fields.perhaps(text)?,
            on_behalf_of_id: fields.perhaps(long)?,
            modality: fields.there(word)?,
            basis: fields.there(word)?,
            support_form: fields.perhaps(word)?,
            reach: fields.there(short)?,
        })
    }
}
