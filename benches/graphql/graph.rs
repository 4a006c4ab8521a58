//! The graph of the bench, drawn by a fixed rule, and what is asked of it.

use std::{collections::BTreeSet, fmt};

use entity::vocabulary::{
    EntityKind,
    RelationKind::{Attended, Concerns, MemberOf, PartOf, PartnerIn, TookPlaceIn, WorksFor},
};
use stakegraph::store::{Store, StoreError};
use test_support::build::Dossier;

use crate::chance::{self, drawn, scaled, skewed};

/// Facts in one recording.
const CHUNK: usize = 20_000;

/// How large the graph is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) people: u64,
    pub(crate) bodies: u64,
    pub(crate) towns: u64,
    pub(crate) events: u64,
    pub(crate) projects: u64,
    pub(crate) attendances: u64,
}

impl Size {
    /// The whole at 1.
    pub(crate) fn of(scale: f64) -> Self {
        let scaled = |whole| scaled(whole, scale);
        Self {
            people: scaled(1e5),
            bodies: scaled(1e4),
            towns: scaled(1e3),
            events: scaled(1e5),
            projects: scaled(1e3),
            attendances: scaled(1e6),
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} people, {} organisations, {} municipalities, {} events, {} projects, {} attendances",
            self.people, self.bodies, self.towns, self.events, self.projects, self.attendances
        )
    }
}

/// A day from 2010 on, so many days within sixteen years.
fn day(seed: u64, within: u64) -> String {
    let days = drawn(seed) % within;
    let (year, rest) = (2010 + days / 336, days % 336);
    format!("{year}-{:02}-{:02}", 1 + rest / 28, 1 + rest % 28)
}

/// The days of sixteen years of twelve months of 28 days.
const DAYS: u64 = 16 * 336;

/// Writes facts, so many in a recording.
struct Filling<'s> {
    store: &'s Store,
    dossier: Dossier,
    facts: usize,
    dossiers: usize,
}

impl Filling<'_> {
    async fn next(&mut self) -> Result<&mut Dossier, StoreError> {
        self.facts += 1;
        if self.facts >= CHUNK {
            self.flush().await?;
        }
        Ok(&mut self.dossier)
    }

    async fn flush(&mut self) -> Result<(), StoreError> {
        self.dossier.record(self.store, 0).await?;
        self.dossiers += 1;
        self.facts = 0;
        self.dossier = Dossier::new(&format!("bench-{}", self.dossiers));
        Ok(())
    }
}

/// Fills a store.
pub(crate) async fn fill(store: &Store, size: &Size) -> Result<(), StoreError> {
    let mut filling = Filling {
        store,
        dossier: Dossier::new("bench-0"),
        facts: 0,
        dossiers: 0,
    };
    entities(&mut filling, size).await?;
    filling.flush().await?;
    work(&mut filling, size).await?;
    events(&mut filling, size).await?;
    attendances(&mut filling, size).await?;
    filling.flush().await
}

async fn entities(filling: &mut Filling<'_>, size: &Size) -> Result<(), StoreError> {
    let all = [
        ("mun", "Municipality", EntityKind::Municipality, size.towns),
        ("org", "Organisation", EntityKind::Organisation, size.bodies),
        (
            "prj",
            "Platform project",
            EntityKind::Project,
            size.projects,
        ),
        ("per", "Anna Bērziņa", EntityKind::Person, size.people),
        ("evt", "Network meeting", EntityKind::Event, size.events),
    ];
    for (prefix, name, kind, number) in all {
        for at in 0..number {
            let (key, name) = (format!("{prefix}-{at}"), format!("{name} {at}"));
            let draft = filling.next().await?.called(&key, kind, &name);
            if kind == EntityKind::Event {
                draft.content.entity_type = Some("MEETING".to_owned());
                draft.content.period = Some(day(at ^ 0xe0e0, DAYS));
            }
        }
    }
    Ok(())
}

async fn work(filling: &mut Filling<'_>, size: &Size) -> Result<(), StoreError> {
    for at in 0..size.people {
        let person = format!("per-{at}");
        let seed = at.wrapping_mul(31);
        let employer = if drawn(seed) % 10 < 3 {
            format!("mun-{}", skewed(seed + 1, size.towns))
        } else {
            format!("org-{}", skewed(seed + 1, size.bodies))
        };
        let now = filling.next().await?.relation(&person, WorksFor, &employer);
        now.content.period = Some(format!("{}/..", day(seed + 2, DAYS)));
        now.content.role = Some("expert".to_owned());
        for past in 0..drawn(seed + 3) % 3 {
            let body = format!("org-{}", skewed(seed + 4 + past, size.bodies));
            if body != employer {
                let then = filling.next().await?.relation(&person, WorksFor, &body);
                then.content.key = format!("{}/{past}", then.content.key);
                let from = 2010 + past * 2;
                then.content.period = Some(format!("{from}-03-01/{}-06-30", from + 1));
            }
        }
        if drawn(seed + 9) % 10 < 3 {
            let body = format!("org-{}", skewed(seed + 10, size.bodies));
            filling.next().await?.relation(&person, MemberOf, &body);
        }
    }
    for at in 0..size.bodies {
        let project = format!("prj-{}", drawn(at ^ 0x0b0d) % size.projects);
        filling
            .next()
            .await?
            .relation(&format!("org-{at}"), PartnerIn, &project);
    }
    Ok(())
}

async fn events(filling: &mut Filling<'_>, size: &Size) -> Result<(), StoreError> {
    for at in 0..size.events {
        let (event, seed) = (format!("evt-{at}"), at.wrapping_mul(17) ^ 0xabcd);
        let town = format!("mun-{}", skewed(seed, size.towns));
        filling.next().await?.relation(&event, TookPlaceIn, &town);
        let own = skewed(seed + 1, size.projects);
        let mut projects = BTreeSet::from([own]);
        if drawn(seed + 2) % 10 < 3 {
            let more = 1 + drawn(seed + 3) % 7;
            projects.extend((0..more).map(|n| skewed(seed + 4 + n, size.projects)));
        }
        filling
            .next()
            .await?
            .relation(&event, Concerns, &format!("prj-{own}"));
        for project in projects {
            filling
                .next()
                .await?
                .relation(&event, PartOf, &format!("prj-{project}"));
        }
    }
    Ok(())
}

async fn attendances(filling: &mut Filling<'_>, size: &Size) -> Result<(), StoreError> {
    for (person, event) in chance::attendances(size.people, size.events, size.attendances) {
        let body = format!("org-{}", drawn(person) % size.bodies);
        let dossier = filling.next().await?;
        let relation =
            dossier.relation(&format!("per-{person}"), Attended, &format!("evt-{event}"));
        relation.content.on_behalf_of = Some(body);
        let roles = [None, None, Some("speaker"), Some("expert")];
        let role = roles[usize::try_from((person ^ event) % 4).unwrap_or(0)];
        relation.content.role = role.map(str::to_owned);
    }
    Ok(())
}

/// The values of a query's variables, with the skew of the data.
pub(crate) fn parameters(query: &str, size: &Size, number: u64) -> Vec<serde_json::Value> {
    let one = |at: u64| match query {
        "event" => serde_json::json!({"key": format!("evt-{}", skewed(at, size.events))}),
        "trace" => serde_json::json!({"key": format!("mun-{}", skewed(at, size.towns))}),
        _ => {
            let from = 2010 + drawn(at) % 13;
            let to = from + [1, 2, 3][usize::try_from(drawn(at + 1) % 3).unwrap_or(0)];
            serde_json::json!({
                "key": format!("prj-{}", skewed(at, size.projects)),
                "keys": [format!("prj-{}", skewed(at, size.projects))],
                "from": format!("{from}-01-01"),
                "to": format!("{to}-12-31"),
                "during": format!("{from}-01-01/{to}-12-31"),
            })
        }
    };
    (0..number)
        .map(|at| one(at.wrapping_mul(7919) + 13))
        .collect()
}
