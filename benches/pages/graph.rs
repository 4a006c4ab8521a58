//! The large graph, drawn by a fixed rule.

use std::fmt;

use entity::{
    draft::{Batch, RelationContent},
    vocabulary::{Basis, EntityKind, Modality, RelationKind},
};
use stakegraph::store::{Store, StoreError};

use crate::{
    chance::{attendances, drawn, scaled},
    filling::{draft, entity, opened, record},
};

/// Facts in one recording.
const CHUNK: u64 = 20_000;

/// How large the graph is.
pub(crate) struct Size {
    pub(crate) people: u64,
    pub(crate) events: u64,
    pub(crate) attendances: u64,
}

impl Size {
    /// The whole at 1.
    pub(crate) fn of(scale: f64) -> Self {
        let scaled = |whole| scaled(whole, scale);
        Self {
            people: scaled(1e5),
            events: scaled(1e4),
            attendances: scaled(1e6),
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            people,
            events,
            attendances,
        } = self;
        write!(
            f,
            "{people} people, {events} events, {attendances} attendances"
        )
    }
}

/// The key of a person.
pub(crate) fn person(number: u64) -> String {
    format!("person-{number}")
}

/// The key of an event; those with small numbers are the largest.
pub(crate) fn event(number: u64) -> String {
    format!("event-{number}")
}

/// Fills a store.
pub(crate) async fn fill(store: &Store, size: &Size) -> Result<(), StoreError> {
    let events = (0..size.events).map(|number| (event(number), EntityKind::Event));
    let people = (0..size.people).map(|number| (person(number), EntityKind::Person));
    let mut entities = events.chain(people).peekable();
    let mut dossier = 0;
    while entities.peek().is_some() {
        let mut batch = opened(dossier);
        for (key, kind) in entities
            .by_ref()
            .take(usize::try_from(CHUNK / 4).unwrap_or(1))
        {
            let name = called(&key);
            let period = period(&key, kind);
            entity(&mut batch, (key, kind), name, period);
        }
        record(store, &batch).await?;
        dossier += 1;
    }
    let pairs = attendances(size.people, size.events, size.attendances);
    let pairs: Vec<_> = pairs.into_iter().collect();
    for chunk in pairs.chunks(usize::try_from(CHUNK).unwrap_or(1)) {
        let mut batch = opened(dossier);
        for (who, what) in chunk {
            attendance(&mut batch, *who, *what);
        }
        record(store, &batch).await?;
        dossier += 1;
    }
    Ok(())
}

/// Syllables, so that names spread over the alphabet and share words.
fn called(key: &str) -> String {
    const FIRST: [&str; 8] = [
        "Aija", "Ēriks", "Ināra", "Ķemers", "Līga", "Ojārs", "Šarlote", "Žanis",
    ];
    const LAST: [&str; 8] = [
        "Ābele",
        "Čakste",
        "Kalniņa",
        "Liepa",
        "Ozols",
        "Riekstiņš",
        "Vītola",
        "Zariņš",
    ];
    let seed = key
        .bytes()
        .fold(7, |seed, byte| drawn(seed ^ u64::from(byte)));
    let at = |shift: u32| usize::try_from(seed >> shift & 7).unwrap_or_default();
    format!("{} {} {}", FIRST[at(3)], LAST[at(13)], seed % 9973)
}

/// The day of an event.
fn period(key: &str, kind: EntityKind) -> Option<String> {
    let seed = key
        .bytes()
        .fold(11, |seed, byte| drawn(seed ^ u64::from(byte)));
    (kind == EntityKind::Event).then(|| {
        format!(
            "{}-{:02}-{:02}",
            2000 + seed % 25,
            1 + seed % 12,
            1 + seed % 28
        )
    })
}

fn attendance(batch: &mut Batch, who: u64, what: u64) {
    let (subject, object) = (person(who), event(what));
    let role = ["speaker", "expert", "representative"][usize::try_from(who % 3).unwrap_or(0)];
    let content = RelationContent {
        key: format!("{subject}/ATTENDED/{object}/{role}"),
        kind: RelationKind::Attended,
        subject,
        object,
        role: Some(role.into()),
        on_behalf_of: None,
        support_form: None,
        agreement: None,
        headcount: None,
        recurrence: None,
        modality: Modality::Asserted,
        basis: Basis::Stated,
        rule: None,
        period: None,
        share: None,
        confidence: None,
    };
    let relation = draft(batch, content);
    batch.relations.push(relation);
}
