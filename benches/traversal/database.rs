//! From PostgreSQL into memory: building the snapshot of a database that was filled by COPY, and
//! how soon it holds what is recorded.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use entity::{
    id::Noun,
    vocabulary::{EntityKind, RelationKind},
};
use sea_orm::sqlx::{self, AssertSqlSafe, PgPool, Row, postgres::PgPoolCopyExt};
use stakegraph::{
    network::reach,
    operations::snapshots::Snapshots,
    store::{Store, StoreError},
};
use test_support::{Kind, TestDatabase, build::Dossier};

use crate::{
    clock::{self, Times},
    ours::{bounds, id, kind},
    table::{OURS, Table},
    walks::{NEAR, reading, test},
    world::{KINDS, World},
};

type Done = Result<(), Box<dyn std::error::Error>>;

/// The names of figures that are asked for.
pub(crate) const BUILT: &str = "built from PostgreSQL, s by the clock on the wall";
pub(crate) const SEEN: &str = "then seen in the snapshot, ms by the wall";
pub(crate) const PART: &str = "99th percentile while recorded to alone, times";

/// So many recordings are made.
const WRITES: usize = 200;
/// So many relations are then recorded at a time, so many times a second.
const TOGETHER: usize = 20;
const PACE: u32 = 50;
/// How long readers are watched.
const WATCHED: Duration = Duration::from_secs(8);
/// So many bytes are sent at a time.
const PIECE: usize = 1 << 20;

/// Fills a database of its own, and measures.
pub(crate) fn measure(world: &World, table: &mut Table) -> Done {
    let database = TestDatabase::migrated(Kind::Postgres);
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let pool = PgPool::connect(database.url()).await?;
        let began = Instant::now();
        fill(&pool, world).await?;
        println!("  PostgreSQL was filled in {:.0?}", began.elapsed());
        pool.close().await;
        let store = database.store().await;
        let snapshots = build(&store, world, table).await?;
        write(&store, &snapshots, world, table).await?;
        meanwhile(&store, &snapshots, world, table).await?;
        store.close().await?;
        Ok(())
    })
}

/// The first snapshot of a service.
async fn build(
    store: &Store,
    world: &World,
    table: &mut Table,
) -> Result<Snapshots, Box<dyn std::error::Error>> {
    let snapshots = Snapshots::new(store.clone());
    let (began, worked) = (Instant::now(), clock::process());
    let snapshot = snapshots.latest().await?;
    let worked = clock::process().saturating_sub(worked).as_secs_f64();
    let scale = world.scale.name;
    let wall = began.elapsed().as_secs_f64();
    table.number(scale, BUILT, OURS, wall);
    table.number(
        scale,
        "of it this program's processor time, s",
        OURS,
        worked,
    );
    assert_eq!(
        snapshot.footprint().relations,
        world.ties.len(),
        "all are there"
    );
    Ok(snapshots)
}

/// What somebody at work records at a time: a person attended an event.
fn attendance(number: usize, person: &str) -> Dossier {
    let event = format!("meeting-{number}");
    let mut dossier = Dossier::new(&format!("written-{number}")).cited();
    dossier.person(person);
    dossier.event(&event, Some("2024-05-01"));
    let attended = dossier.relation(person, RelationKind::Attended, &event);
    attended.content.period = Some("2024-05-01".to_owned());
    dossier
}

/// Recordings of one attendance each, and the time until the snapshot has it.
async fn write(store: &Store, snapshots: &Snapshots, world: &World, table: &mut Table) -> Done {
    let (mut recorded, mut visible) = (Times::default(), Times::default());
    for number in 0..WRITES {
        let person = format!("guest-{number}");
        let dossier = attendance(number, &person);
        let began = Instant::now();
        dossier.record(store, 0).await?;
        recorded.push(began.elapsed());
        let began = Instant::now();
        let snapshot = snapshots.latest().await?;
        visible.push(began.elapsed());
        let person = entity::id::number(Noun::Entity, &person);
        assert!(snapshot.number(person).is_some(), "the snapshot has it");
    }
    let scale = world.scale.name;
    table.times(
        scale,
        "a recording committed, ms by the wall",
        OURS,
        &recorded,
    );
    table.times(scale, SEEN, OURS, &visible);
    Ok(())
}

/// Neighbourhoods of three relations in the newest snapshot, alone and while relations are recorded
/// in this database.
async fn meanwhile(store: &Store, snapshots: &Snapshots, world: &World, table: &mut Table) -> Done {
    let alone = watched(snapshots, world).await?;
    let over = Arc::new(AtomicBool::new(false));
    let recording = tokio::spawn(keep_recording(store.clone(), Arc::clone(&over)));
    let busy = watched(snapshots, world).await;
    over.store(true, Ordering::Relaxed);
    let (written, busy) = (recording.await??, busy?);
    let rate = u32::try_from(written)?;
    let rate = f64::from(rate) / WATCHED.as_secs_f64();
    let scale = world.scale.name;
    table.number(scale, "recorded while read, relations a second", OURS, rate);
    for (what, read) in [("alone", &alone), ("while recorded", &busy)] {
        let measure = format!("3 relations away in the newest snapshot, {what}, ms");
        table.times(scale, &measure, OURS, &read.worked);
        table.times(scale, &format!("{measure} by the wall"), OURS, &read.wall);
    }
    table.number(scale, PART, OURS, busy.worked.at(99) / alone.worked.at(99));
    Ok(())
}

/// What reading took: this thread's work for the walk, and all of it by the wall.
#[derive(Default)]
struct Read {
    worked: Times,
    wall: Times,
}

async fn watched(snapshots: &Snapshots, world: &World) -> Result<Read, Box<dyn std::error::Error>> {
    let near = test(&NEAR);
    let (began, mut read) = (Instant::now(), Read::default());
    for start in world.starts.iter().cycle() {
        let asked = Instant::now();
        let snapshot = snapshots.latest().await?;
        read.worked.note(|| {
            let number = snapshot.number(id(*start)).unwrap_or(0);
            reading(&snapshot, |reader| reach(reader, &[number], 3, &near).len())
        });
        read.wall.push(asked.elapsed());
        if began.elapsed() > WATCHED {
            break;
        }
    }
    Ok(read)
}

/// Records who of the guests attended which of the meetings, none of it twice.
async fn keep_recording(store: Store, over: Arc<AtomicBool>) -> Result<usize, StoreError> {
    let began = Instant::now();
    let mut number = 0;
    for turn in 0_u32.. {
        let due = Duration::from_secs(1) / PACE * turn;
        if let Some(early) = due.checked_sub(began.elapsed()) {
            tokio::time::sleep(early).await;
        }
        if over.load(Ordering::Relaxed) {
            break;
        }
        let mut dossier = Dossier::new(&format!("series-{turn}")).cited();
        for _ in 0..TOGETHER {
            let person = format!("guest-{}", number % WRITES);
            let event = format!("meeting-{}", (number + 1 + number / WRITES) % WRITES);
            dossier.relation(&person, RelationKind::Attended, &event);
            number += 1;
        }
        dossier.record(&store, 0).await?;
    }
    Ok(number)
}

/// Copies the network into the tables. Indexes are put back as far as writing needs them.
async fn fill(pool: &PgPool, world: &World) -> Result<(), sqlx::Error> {
    let indexes = sqlx::query(
        "SELECT indexname, indexdef FROM pg_indexes \
         WHERE tablename IN ('entity', 'relation') AND indexname NOT LIKE '%key'",
    );
    let mut needed = Vec::new();
    for index in indexes.fetch_all(pool).await? {
        let (name, made): (String, String) = (index.try_get(0)?, index.try_get(1)?);
        run(pool, format!("DROP INDEX {name}")).await?;
        if [
            "relation_subject",
            "relation_object",
            "relation_on_behalf_of",
        ]
        .contains(&&*name)
        {
            needed.push(made);
        }
    }
    for table in ["entity", "relation"] {
        run(
            pool,
            format!("ALTER TABLE {table} DROP CONSTRAINT {table}_id_version_key"),
        )
        .await?;
    }
    entities(pool, world).await?;
    relations(pool, world).await?;
    for table in ["entity", "relation"] {
        run(
            pool,
            format!("ALTER TABLE {table} ADD UNIQUE (id, version)"),
        )
        .await?;
    }
    for made in needed {
        run(pool, made).await?;
    }
    run(
        pool,
        "INSERT INTO recording VALUES (1, 1, 'bench')".to_owned(),
    )
    .await?;
    run(pool, "ANALYZE".to_owned()).await
}

async fn run(pool: &PgPool, statement: String) -> Result<(), sqlx::Error> {
    sqlx::query(AssertSqlSafe(statement))
        .execute(pool)
        .await
        .map(drop)
}

const ENTITY: &str = "row, id, version, key, kind, name, sort_name, entity_type, possibly, \
    description, reference, period_certain, order_day, reverse_order_day, visibility, reach, \
    fingerprint, recorded_at, recorded_by";
const RELATION: &str = "row, id, version, key, kind, subject_id, object_id, modality, basis, \
    period_inherited, period_edtf, earliest_start, latest_start, earliest_end, latest_end, \
    period_certain, order_day, reverse_order_day, visibility, reach, fingerprint, recorded_at, \
    recorded_by";

async fn entities(pool: &PgPool, world: &World) -> Result<(), sqlx::Error> {
    let lines = (0..world.scale.entities()).map(|number| {
        let kind = kind(&world.scale, number);
        let own = if kind == EntityKind::Person { "\\N" } else { "OTHER" };
        let name = format!("entity-{number:08}");
        let sort_name: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
        format!(
            "{}\t{}\t1\t{name}\t{kind}\t{name}\t\\\\x{sort_name}\t{own}\t[]\t{{}}\tf\tf\t{UNDATED}\t\
             {UNDATED}\tPUBLIC\t0\t\t1\tbench\n",
            number + 1,
            id(number),
        )
    });
    copy(pool, &format!("COPY entity ({ENTITY}) FROM STDIN"), lines).await
}

const UNDATED: i32 = entity::time::Bounds::UNDATED;

async fn relations(pool: &PgPool, world: &World) -> Result<(), sqlx::Error> {
    let lines = (0..).zip(&world.ties).map(|(number, tie): (u32, _)| {
        let days = bounds(tie);
        let edtf = format!("{}/{}", days.earliest_start, days.latest_end);
        let [from, to] = [days.earliest_start.0, days.latest_end.0];
        let visibility = ["PUBLIC", "PARTNER"][usize::from(tie.reach)];
        format!(
            "{}\t{}\t1\trelation-{number}\t{}\t{}\t{}\tASSERTED\tSTATED\tf\t{edtf}\t{from}\t\
             {from}\t{to}\t{to}\tt\t{from}\t{}\t{visibility}\t{}\t\t1\tbench\n",
            number + 1,
            id(number),
            KINDS[usize::from(tie.kind)],
            id(tie.subject),
            id(tie.object),
            -from,
            tie.reach,
        )
    });
    copy(
        pool,
        &format!("COPY relation ({RELATION}) FROM STDIN"),
        lines,
    )
    .await
}

async fn copy(
    pool: &PgPool,
    statement: &str,
    lines: impl Iterator<Item = String>,
) -> Result<(), sqlx::Error> {
    let mut copying = pool.copy_in_raw(statement).await?;
    let mut piece = String::with_capacity(PIECE * 2);
    for line in lines {
        piece.push_str(&line);
        if piece.len() > PIECE {
            copying.send(piece.as_bytes()).await?;
            piece.clear();
        }
    }
    copying.send(piece.as_bytes()).await?;
    copying.finish().await.map(drop)
}
