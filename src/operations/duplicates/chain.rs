//! What follows from judgements together: chains of entities that are the same.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    fmt,
};

use entity::{
    id::{Noun, PublicId, judgement_key},
    row::judgement::Model,
    vocabulary::Verdict,
};
use serde::Serialize;

use crate::store::Ruling;

/// A judgement as it is told in a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// The id of the judgement.
    pub id: String,
    /// The keys of the two.
    pub keys: [String; 2],
    /// What was judged.
    pub verdict: Verdict,
    /// Who judged.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl From<&Model> for Link {
    fn from(judgement: &Model) -> Self {
        let id = PublicId {
            noun: Noun::Judgement,
            number: judgement.id,
        };
        let (one, other) = judgement.key.split_once('=').unwrap_or_default();
        Self {
            id: id.to_string(),
            keys: [one.to_owned(), other.to_owned()],
            verdict: judgement.verdict,
            by: judgement.recorded_by.clone(),
            reason: judgement.reason.clone(),
        }
    }
}

/// A judgement that contradicts others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What was to be judged.
    pub verdict: Verdict,
    /// The keys of the two.
    pub pair: [String; 2],
    /// The judgements that stand against it, in the order of the chain; none when the viewer may
    /// not see all of them.
    pub chain: Vec<Link>,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ([one, other], verdict) = (&self.pair, self.verdict);
        write!(f, "{one} {verdict} {other} contradicts ")?;
        if self.chain.is_empty() {
            return f.write_str("what was judged before");
        }
        let links: Vec<String> = self.chain.iter().map(Link::to_string).collect();
        f.write_str(&links.join("; "))
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            id,
            keys: [one, other],
            verdict,
            by,
            reason,
        } = self;
        write!(f, "{one} {verdict} {other} ({id}, {by}: {reason})")
    }
}

/// The judgements that stand against a new one, in the order of the chain; none when it fits.
pub(super) fn against<'a>(current: &'a [Model], ruling: &Ruling) -> Option<Vec<&'a Model>> {
    let key = judgement_key(&ruling.one, &ruling.other);
    let others: Vec<&Model> = current
        .iter()
        .filter(|judgement| judgement.key != key)
        .collect();
    let [one, other] =
        [&ruling.one, &ruling.other].map(|key| entity::id::number(Noun::Entity, key));
    let same = Sames::of(&others);
    if ruling.verdict != Verdict::Same {
        return same.way(one, other);
    }
    let (here, there) = (same.all(one), same.all(other));
    let apart = others
        .iter()
        .filter(|judgement| judgement.verdict == Verdict::Different);
    let mut apart = apart.filter_map(|judgement| {
        let (a, b) = (judgement.one_id, judgement.other_id);
        if here.contains(&a) && there.contains(&b) {
            Some((a, *judgement, b))
        } else if here.contains(&b) && there.contains(&a) {
            Some((b, *judgement, a))
        } else {
            None
        }
    });
    let (near, different, far) = apart.next()?;
    let mut chain = same.way(one, near)?;
    chain.push(different);
    chain.extend(same.way(far, other)?);
    Some(chain)
}

/// Which entities were judged to be the same as which, by which judgement.
struct Sames<'a>(HashMap<i64, Vec<(i64, &'a Model)>>);

impl<'a> Sames<'a> {
    fn of(judgements: &[&'a Model]) -> Self {
        let mut by_entity: HashMap<i64, Vec<(i64, &'a Model)>> = HashMap::new();
        for judgement in judgements
            .iter()
            .filter(|known| known.verdict == Verdict::Same)
        {
            let (one, other) = (judgement.one_id, judgement.other_id);
            by_entity.entry(one).or_default().push((other, judgement));
            by_entity.entry(other).or_default().push((one, judgement));
        }
        Self(by_entity)
    }

    fn next(&self, entity: i64) -> impl Iterator<Item = (i64, &'a Model)> + '_ {
        self.0.get(&entity).into_iter().flatten().copied()
    }

    /// The entity and all that are the same.
    fn all(&self, entity: i64) -> HashSet<i64> {
        let (mut found, mut waiting) = (HashSet::from([entity]), vec![entity]);
        while let Some(here) = waiting.pop() {
            waiting.extend(
                self.next(here)
                    .map(|(to, _)| to)
                    .filter(|to| found.insert(*to)),
            );
        }
        found
    }

    /// The shortest chain of judgements from one to the other; empty for one and the same.
    fn way(&self, from: i64, to: i64) -> Option<Vec<&'a Model>> {
        let mut before: HashMap<i64, (i64, &'a Model)> = HashMap::new();
        let mut waiting = VecDeque::from([from]);
        while let Some(here) = waiting.pop_front() {
            if here == to {
                break;
            }
            for (next, by) in self.next(here) {
                if next != from && !before.contains_key(&next) {
                    before.insert(next, (here, by));
                    waiting.push_back(next);
                }
            }
        }
        let (mut chain, mut here) = (Vec::new(), to);
        while here != from {
            let (earlier, by) = before.get(&here)?;
            chain.push(*by);
            here = *earlier;
        }
        chain.reverse();
        Some(chain)
    }
}
