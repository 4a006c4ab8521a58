//! Where a walk stands, in words that outlive the snapshot.

/// A link by its place in the list of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hop {
    pub(super) way: super::Way,
    pub(super) kind: u32,
    pub(super) day: i32,
    pub(super) id: i64,
}

/// The stack of a walk: where it began, the links that it stands on, and the last link that it
/// looked at from the last of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The place of the first entity in the order of names.
    pub(super) sort_name: Vec<u8>,
    pub(super) start: i64,
    /// Whether all chains from the first entity are behind.
    pub(super) done: bool,
    pub(super) hops: Vec<Hop>,
    pub(super) last: Option<Hop>,
}

/// How many bytes a hop takes.
const HOP: usize = 14;

impl Position {
    /// The position as bytes, for a cursor.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![u8::from(self.done), u8::from(self.last.is_some())];
        bytes.extend(self.start.to_be_bytes());
        bytes.push(u8::try_from(self.hops.len()).unwrap_or(u8::MAX));
        for hop in self.hops.iter().chain(&self.last) {
            let way = u8::from(hop.way == super::Way::In);
            bytes.extend([way, u8::try_from(hop.kind).unwrap_or(u8::MAX)]);
            bytes.extend(hop.day.to_be_bytes());
            bytes.extend(hop.id.to_be_bytes());
        }
        bytes.extend(&self.sort_name);
        bytes
    }

    /// The position that these bytes stand for.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<11>()?;
        let [done, has_last, start @ .., count] = head;
        let count = usize::from(*count);
        let links = count + usize::from(*has_last);
        let (hops, sort_name) = rest.split_at_checked(links * HOP)?;
        let mut hops: Vec<Hop> = hops.chunks(HOP).map(hop).collect::<Option<_>>()?;
        Some(Self {
            last: hops.split_off(count).pop(),
            hops,
            start: i64::from_be_bytes(*start),
            done: *done == 1,
            sort_name: sort_name.to_vec(),
        })
    }
}

fn hop(bytes: &[u8]) -> Option<Hop> {
    let ([way, kind], rest) = bytes.split_first_chunk::<2>()?;
    let (day, id) = rest.split_first_chunk::<4>()?;
    Some(Hop {
        way: if *way == 1 {
            super::Way::In
        } else {
            super::Way::Out
        },
        kind: u32::from(*kind),
        day: i32::from_be_bytes(*day),
        id: i64::from_be_bytes(id.try_into().ok()?),
    })
}
