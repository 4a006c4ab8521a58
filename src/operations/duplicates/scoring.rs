//! How probable it is that two subjects are one, feature by feature.
//!
//! As in the model of Fellegi and Sunter, each feature adds bits: how many times more often it is
//! seen of one thing told twice than of two things, as a power of two. Their sum, from a start
//! that takes most pairs for two, is a probability. The weights are set by hand and stand in one
//! table; what rules a pair out stands in [`ruled_out`] and needs no weight.

use std::collections::HashMap;

use entity::vocabulary::{DuplicateEvidence as Evidence, EntityKind, RelationKind, Verdict};

use super::{
    Candidate,
    reading::{Named, Read, Subject},
};
use crate::{
    names::{Reason, Similarity},
    network::{Span, Way},
};

/// A feature of a pair, and what it adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// What it is about.
    pub evidence: Evidence,
    /// In bits: above zero it speaks for one, below zero for two.
    pub weight: f64,
    /// What was compared or found: two names, identifiers, words.
    pub values: Vec<String>,
    /// By what rules names are alike.
    pub rules: Vec<&'static str>,
    /// The entities to which both are related, or in which they lie, by number.
    pub entities: Vec<i64>,
}

/// The weights, in bits.
mod weight {
    pub(super) const START: f64 = -5.0;
    /// A name that is the same; one that is just probable adds nothing.
    pub(super) const NAME: f64 = 10.0;
    pub(super) const COMMON_NAME_MOST: f64 = -6.0;
    pub(super) const SHARED_IDENTIFIER: f64 = 12.0;
    pub(super) const OTHER_IDENTIFIER: f64 = -9.0;
    pub(super) const SHARED_RELATIONS_MOST: f64 = 7.0;
    pub(super) const POSSIBLY_SAME: f64 = 4.0;
    pub(super) const COUNTRY: f64 = 0.5;
    pub(super) const OTHER_COUNTRY: f64 = -8.0;
    pub(super) const TYPE: f64 = 0.5;
    pub(super) const OTHER_TYPE: f64 = -3.0;
    pub(super) const TIME: f64 = 2.0;
    pub(super) const OTHER_TIME: f64 = -8.0;
    pub(super) const PLACE: f64 = 0.5;
    pub(super) const OTHER_PLACE: f64 = -8.0;
}

/// How many shared entities are told of.
const TOLD: usize = 10;

/// Relations between two things that could not be between one thing and itself.
const BETWEEN_TWO: RelationKind = RelationKind::PossiblySameAs;

/// Scores pairs of what was read.
pub(super) struct Scorer<'a> {
    read: &'a Read,
    /// How many of a kind bear a name.
    bearers: HashMap<(EntityKind, String), usize>,
    /// To how many subjects an entity is related, as far as the view shows.
    related: HashMap<u32, usize>,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(read: &'a Read) -> Self {
        let mut bearers = HashMap::new();
        for subject in &read.subjects {
            let mut keys: Vec<String> = subject
                .names
                .iter()
                .map(|name| name.words.join(" "))
                .collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                *bearers.entry((subject.kind, key)).or_default() += 1;
            }
        }
        let mut related = HashMap::new();
        for far in read.subjects.iter().flat_map(|subject| &subject.neighbours) {
            *related.entry(*far).or_default() += 1;
        }
        Self {
            read,
            bearers,
            related,
        }
    }

    /// The candidate that two subjects make, unless something rules it out.
    pub(super) fn candidate(&self, one: usize, other: usize) -> Option<Candidate> {
        let (one, other) = (self.read.subjects.get(one)?, self.read.subjects.get(other)?);
        let pair = (one.id.min(other.id), one.id.max(other.id));
        let judged = self.read.judged.get(&pair).copied();
        if matches!(judged, Some(Verdict::Different | Verdict::Same)) || self.tied(one, other) {
            return None;
        }
        // What rules a pair out is cheap to see; names are compared last.
        let words = self.of_words(one, other)?;
        let time = self.of_time(one, other)?;
        let shared: Vec<String> = shared_identifiers(one, other);
        let (names, alike) = alike(one, other)?;
        if alike.score < Similarity::PROBABLE && shared.is_empty() {
            return None;
        }
        let mut features = vec![feature(Evidence::Start, weight::START, Vec::new())];
        features.extend(self.of_names(one.kind, names, &alike));
        features.extend(Self::of_identifiers(one, other, shared));
        features.extend(self.of_relations(one, other));
        features.extend(words);
        features.extend(time);
        features.extend(self.of_places(one, other));
        let bits: f64 = features.iter().map(|feature| feature.weight).sum();
        let key = |subject: &Subject| self.read.snapshot.key(subject.node).to_owned();
        Some(Candidate {
            one: one.id,
            other: other.id,
            keys: [key(one), key(other)],
            score: 1.0 / (1.0 + (-bits).exp2()),
            features,
            unsure: judged == Some(Verdict::Unsure),
        })
    }

    /// Something is said of the two that nobody says of one thing: that one is part of the
    /// other, followed it, works for it.
    fn tied(&self, one: &Subject, other: &Subject) -> bool {
        let snapshot = &self.read.snapshot;
        let mut links = Way::ALL
            .iter()
            .flat_map(|way| snapshot.links(one.node, *way));
        links.any(|link| {
            link.far == other.node
                && link.facts.kind() != BETWEEN_TWO
                && self.seen(link.facts.reach())
        })
    }

    fn seen(&self, reach: u8) -> bool {
        i16::from(reach) <= self.read.view.viewer.tier.rank()
    }

    fn of_names(&self, kind: EntityKind, names: [&Named; 2], alike: &Similarity) -> Vec<Feature> {
        let least = f64::from(Similarity::PROBABLE);
        let part = ((f64::from(alike.score) - least) / (1.0 - least)).max(-1.0);
        let keys = names.iter().map(|name| name.words.join(" "));
        let bearers = keys.map(|key| self.bearers.get(&(kind, key)).copied().unwrap_or(0));
        let others = count(bearers.max().unwrap_or(0).saturating_sub(2));
        let told = names.map(|name| name.text.clone()).to_vec();
        let mut name = feature(Evidence::Name, weight::NAME * part, told);
        name.rules = alike.reasons.iter().map(|reason| reason.key()).collect();
        let common = -(1.0 + others).log2();
        let mut found = vec![name];
        if common < 0.0 {
            let told = vec![format!("{others}")];
            found.push(feature(
                Evidence::CommonName,
                common.max(weight::COMMON_NAME_MOST),
                told,
            ));
        }
        found
    }

    fn of_identifiers(one: &Subject, other: &Subject, shared: Vec<String>) -> Vec<Feature> {
        let mut found = Vec::new();
        for (scheme, value) in &one.identifiers {
            let theirs = other
                .identifiers
                .iter()
                .filter(|(known, _)| known == scheme);
            let theirs: Vec<&str> = theirs.map(|(_, value)| value.as_str()).collect();
            let ours = one.identifiers.iter().filter(|(known, _)| known == scheme);
            let agrees = ours
                .into_iter()
                .any(|(_, value)| theirs.contains(&value.as_str()));
            if !agrees && let Some(first) = theirs.first() {
                let told = vec![format!("{scheme}:{value}"), format!("{scheme}:{first}")];
                found.push(feature(
                    Evidence::OtherIdentifier,
                    weight::OTHER_IDENTIFIER,
                    told,
                ));
            }
        }
        if !shared.is_empty() {
            found.push(feature(
                Evidence::SharedIdentifier,
                weight::SHARED_IDENTIFIER,
                shared,
            ));
        }
        found
    }

    fn of_relations(&self, one: &Subject, other: &Subject) -> Vec<Feature> {
        let snapshot = &self.read.snapshot;
        let mut found = Vec::new();
        let shared: Vec<u32> = one
            .neighbours
            .iter()
            .copied()
            .filter(|far| other.neighbours.binary_search(far).is_ok())
            .collect();
        if !shared.is_empty() {
            // What few are related to says more than what many are.
            let bits = shared.iter().map(|far| {
                let related = self.related.get(far).copied().unwrap_or(1);
                (count(self.read.subjects.len()) / count(related)).log2()
            });
            let bits = bits.sum::<f64>().min(weight::SHARED_RELATIONS_MOST);
            let mut feature = feature(
                Evidence::SharedRelations,
                bits,
                vec![shared.len().to_string()],
            );
            let told = shared.iter().take(TOLD);
            feature.entities = told.map(|far| snapshot.entity_id(*far)).collect();
            found.push(feature);
        }
        let mut links = Way::ALL
            .iter()
            .flat_map(|way| snapshot.links(one.node, *way));
        if links.any(|link| {
            link.far == other.node
                && link.facts.kind() == BETWEEN_TWO
                && self.seen(link.facts.reach())
        }) {
            found.push(feature(
                Evidence::PossiblySame,
                weight::POSSIBLY_SAME,
                Vec::new(),
            ));
        }
        found
    }

    /// Country and type; nothing when they rule the pair out.
    fn of_words(&self, one: &Subject, other: &Subject) -> Option<Vec<Feature>> {
        let snapshot = &self.read.snapshot;
        let (here, there) = (snapshot.node(one.node)?, snapshot.node(other.node)?);
        let place = one.kind == EntityKind::Municipality;
        let mut found = Vec::new();
        let countries = [here.country(), there.country()].map(|word| snapshot.word(word));
        if let [Some(ours), Some(theirs)] = countries {
            let same = ours == theirs;
            if !same && place {
                return None;
            }
            let bits = if same {
                weight::COUNTRY
            } else {
                weight::OTHER_COUNTRY
            };
            found.push(feature(
                Evidence::Country,
                bits,
                vec![ours.to_owned(), theirs.to_owned()],
            ));
        }
        let types = [here.entity_type(), there.entity_type()].map(|word| snapshot.word(word));
        if let [Some(ours), Some(theirs)] = types {
            let same = ours == theirs;
            // A city and a county of one name are two.
            if !same && place {
                return None;
            }
            let bits = if same {
                weight::TYPE
            } else {
                weight::OTHER_TYPE
            };
            found.push(feature(
                Evidence::Type,
                bits,
                vec![ours.to_owned(), theirs.to_owned()],
            ));
        }
        Some(found)
    }

    /// When the two were; nothing when that rules the pair out.
    #[expect(clippy::option_option, reason = "ruled out is not the same as untold")]
    fn of_time(&self, one: &Subject, other: &Subject) -> Option<Option<Feature>> {
        let snapshot = &self.read.snapshot;
        let (here, there) = (snapshot.node(one.node)?, snapshot.node(other.node)?);
        if here.span == 0 || there.span == 0 {
            return Some(None);
        }
        let (ours, theirs) = (snapshot.span(here.span), snapshot.span(there.span));
        if meet(&ours, &theirs) {
            let bits = if one.kind == EntityKind::Municipality {
                0.0
            } else {
                weight::TIME
            };
            return Some(Some(feature(Evidence::Time, bits, Vec::new())));
        }
        // A municipality and the one that took its place bear one name, one after the other.
        if one.kind == EntityKind::Municipality {
            return None;
        }
        Some(Some(feature(
            Evidence::Time,
            weight::OTHER_TIME,
            Vec::new(),
        )))
    }

    /// Where the two lie, when that is known of both.
    fn of_places(&self, one: &Subject, other: &Subject) -> Option<Feature> {
        let bits = if one.places.apart(&other.places)? {
            weight::OTHER_PLACE
        } else {
            weight::PLACE
        };
        let mut feature = feature(Evidence::Place, bits, Vec::new());
        let told = one.places.nearest_with(&other.places).take(TOLD);
        feature.entities = told
            .map(|place| self.read.snapshot.entity_id(place))
            .collect();
        Some(feature)
    }
}

/// The names of the two that are most alike. Where two of their names are well known and easily
/// confused, such as Malda and Magda, no other likeness counts that is short of a form.
fn alike<'s>(one: &'s Subject, other: &'s Subject) -> Option<([&'s Named; 2], Similarity)> {
    let pairs = one.names.iter();
    let pairs = pairs.flat_map(|name| other.names.iter().map(move |to| (name, to)));
    let mut best: Option<([&Named; 2], Similarity)> = None;
    let mut confusable = false;
    for (name, to) in pairs {
        let found = name.ready.as_nominatives(&to.ready);
        confusable |= found.reasons.contains(&Reason::Confusable);
        if best
            .as_ref()
            .is_none_or(|(_, known)| found.score > known.score)
        {
            best = Some(([name, to], found));
        }
    }
    let (names, mut alike) = best?;
    if confusable && alike.score < Similarity::FORM {
        alike.score = 0.0;
    }
    Some((names, alike))
}

/// Whether some reading of both dates has a day in common.
fn meet(one: &Span, other: &Span) -> bool {
    one.earliest_start <= other.latest_end && other.earliest_start <= one.latest_end
}

fn feature(evidence: Evidence, weight: f64, values: Vec<String>) -> Feature {
    Feature {
        evidence,
        weight,
        values,
        rules: Vec::new(),
        entities: Vec::new(),
    }
}

fn shared_identifiers(one: &Subject, other: &Subject) -> Vec<String> {
    let shared = one
        .identifiers
        .iter()
        .filter(|known| other.identifiers.contains(known));
    shared
        .map(|(scheme, value)| format!("{scheme}:{value}"))
        .collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a graph are far below 2^52"
)]
fn count(number: usize) -> f64 {
    number as f64
}
