//! What others do with the same names and the same questions.

use std::{convert::Infallible, time::Instant};

use rapidfuzz::distance::osa;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement};
use stakegraph::names::fold;
use test_support::{Kind, TestDatabase};
use tokio::runtime::Runtime;

use crate::{Questions, timing};

/// How many of each kind are asked of a peer that takes its time.
const FEW: usize = 50;

/// Asks each peer; one that is not there is named with the reason.
pub(crate) fn measure(
    runtime: &Runtime,
    names: &[String],
    questions: &[Questions],
) -> Result<(), DbErr> {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let Ok(()) = scan(names, &folded, questions);
    for kind in Kind::ALL {
        let database = TestDatabase::empty(kind);
        let asked = runtime.block_on(trigrams(kind, database.url(), names, &folded));
        match asked {
            Ok(connection) => ask(runtime, (kind, &connection), questions)?,
            Err(reason) => println!("trigrams of {kind:?} are left out: {reason}"),
        }
    }
    Ok(())
}

/// rapidfuzz over all names: optimal string alignment, three errors at most.
fn scan(names: &[String], folded: &[String], questions: &[Questions]) -> Result<(), Infallible> {
    println!("rapidfuzz over all names");
    for Questions { what, asked } in typed_wrong(questions) {
        timing::measure::<Infallible>(what, &asked[..FEW.min(asked.len())], |text| {
            let scorer = osa::BatchComparator::new(fold(text).chars());
            let bound = osa::Args::default().score_cutoff(3);
            let near = folded.iter().enumerate().filter_map(|(at, name)| {
                let distance = scorer.distance_with_args(name.chars(), &bound)?;
                Some((distance, at))
            });
            let mut near: Vec<(usize, usize)> = near.collect();
            near.sort_unstable();
            let best = near.into_iter().take(10);
            Ok(best.map(|(_, at)| names[at].clone()).collect())
        })?;
    }
    Ok(())
}

/// Those of whole names: none of the peers is made for typing.
fn typed_wrong(questions: &[Questions]) -> impl Iterator<Item = &Questions> {
    let whole = |questions: &&Questions| questions.asked.iter().all(|sought| sought.name.is_some());
    questions.iter().filter(whole)
}

/// Makes the table and the index of trigrams.
async fn trigrams(
    kind: Kind,
    url: &str,
    names: &[String],
    folded: &[String],
) -> Result<DatabaseConnection, DbErr> {
    let url = match kind {
        Kind::Sqlite => format!("{url}?mode=rwc"),
        Kind::Postgres => url.to_owned(),
    };
    let mut options = ConnectOptions::new(url);
    // What is set for a connection holds for all that is asked.
    options.max_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await?;
    let began = Instant::now();
    let (table, index) = match kind {
        Kind::Sqlite => (
            "CREATE VIRTUAL TABLE peer USING fts5(folded, name UNINDEXED, tokenize='trigram')",
            "",
        ),
        Kind::Postgres => (
            "CREATE EXTENSION pg_trgm; CREATE UNLOGGED TABLE peer (folded text, name text)",
            "CREATE INDEX peer_trigrams ON peer USING gin (folded gin_trgm_ops); ANALYZE peer; \
             SELECT set_limit(0.4)",
        ),
    };
    connection.execute_unprepared(table).await?;
    for chunk in names.iter().zip(folded).collect::<Vec<_>>().chunks(1_000) {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
        let rows = chunk
            .iter()
            .map(|(name, folded)| format!("({},{})", quoted(folded), quoted(name)));
        let rows = rows.collect::<Vec<_>>().join(",");
        let insert = format!("INSERT INTO peer (folded, name) VALUES {rows}");
        connection.execute_unprepared(&insert).await?;
    }
    if !index.is_empty() {
        connection.execute_unprepared(index).await?;
    }
    println!("trigrams of {kind:?}: written in {:.0?}", began.elapsed());
    Ok(connection)
}

fn ask(
    runtime: &Runtime,
    (kind, connection): (Kind, &DatabaseConnection),
    questions: &[Questions],
) -> Result<(), DbErr> {
    for Questions { what, asked } in typed_wrong(questions) {
        timing::measure(what, &asked[..FEW.min(asked.len())], |text| {
            let rows = runtime.block_on(connection.query_all_raw(statement(kind, &fold(text))))?;
            rows.iter().map(|row| row.try_get_by("name")).collect()
        })?;
    }
    Ok(())
}

fn statement(kind: Kind, folded: &str) -> Statement {
    match kind {
        Kind::Sqlite => {
            let letters: Vec<char> = folded.chars().collect();
            let trigrams = letters.windows(3).map(|three| {
                let three: String = three.iter().collect();
                format!("\"{three}\"")
            });
            let sought = trigrams.collect::<Vec<_>>().join(" OR ");
            Statement::from_sql_and_values(
                sea_orm::DbBackend::Sqlite,
                "SELECT name FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT 10",
                [sought.into()],
            )
        }
        Kind::Postgres => Statement::from_sql_and_values(
            sea_orm::DbBackend::Postgres,
            "SELECT name FROM peer WHERE folded % $1 ORDER BY similarity(folded, $1) DESC LIMIT 10",
            [folded.into()],
        ),
    }
}
