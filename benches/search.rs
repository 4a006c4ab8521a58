//! How long names are looked for among a million of them, and how the peers do beside it.
//!
//! `cargo bench --bench search` makes the names, the same in every run, and prints
//!
//! - of the index by itself: how long it takes to make, its memory, and of each kind of search
//!   the median and the 99th percentile, on the clock and on the processor;
//! - of the same names in an SQLite file and in PostgreSQL: how long the index takes to be read
//!   from there, the same searches through the product's own door, and how soon a write is found;
//! - of the peers: trigrams of FTS5, trigrams of `pg_trgm`, and rapidfuzz over all names;
//! - of a tenth as many people, some of them told twice: how long it takes to find these.
//!
//! Found is how often the name that was mistyped is among the ten best.
//! `STAKEGRAPH_BENCH_SCALE=0.01` makes it a hundred times smaller; a word behind `--` (`memory`,
//! `sqlite`, `postgres`, `peers`, `twice`) runs that part alone.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "shared/filling.rs"]
mod filling;
#[path = "search/generate.rs"]
mod generate;
#[path = "search/memory.rs"]
mod memory;
#[path = "search/peers.rs"]
mod peers;
#[path = "shared/processor.rs"]
mod processor;
#[path = "shared/setting.rs"]
mod setting;
#[path = "search/stores.rs"]
mod stores;
#[path = "search/timing.rs"]
mod timing;
#[path = "search/twice.rs"]
mod twice;

use generate::{Dice, mistyped, names};
use test_support::Kind;
use timing::Sought;

/// How often each kind of search is asked.
const TIMES: usize = 500;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usual = if setting::is_asked() { 1.0 } else { 0.001 };
    let scale = setting::setting("STAKEGRAPH_BENCH_SCALE", usual);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of names"
    )]
    let (names, people) = (
        names((1_000_000.0 * scale) as usize),
        generate::people((twice::PEOPLE * scale) as usize),
    );
    let questions = questions(&names);
    let parts: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|named| named == part);
    if wanted("memory") {
        memory::measure(&names, &questions);
    }
    let runtime = tokio::runtime::Runtime::new()?;
    for (part, kind) in [("sqlite", Kind::Sqlite), ("postgres", Kind::Postgres)] {
        if wanted(part) {
            stores::measure(&runtime, kind, &names, &questions)?;
        }
    }
    if wanted("peers") {
        peers::measure(&runtime, &names, &questions)?;
    }
    if wanted("twice") {
        for kind in Kind::ALL {
            twice::measure(&runtime, kind, &people)?;
        }
    }
    Ok(())
}

/// A kind of search with what is asked.
struct Questions {
    what: String,
    asked: Vec<Sought>,
}

fn questions(names: &[String]) -> Vec<Questions> {
    let mut dice = Dice::new(5);
    let mut all = Vec::new();
    for typos in 0..=2 {
        let asked = (0..TIMES).map(|_| {
            let name = &names[dice.below(names.len())];
            Sought {
                text: mistyped(&mut dice, name, typos),
                name: Some(name.clone()),
            }
        });
        all.push(Questions {
            what: format!("a whole name, typos: {typos}"),
            asked: asked.collect(),
        });
    }
    let mut typed = Vec::new();
    for _ in 0..TIMES / 5 {
        let name = names[dice.below(names.len())].to_lowercase();
        let ends = name
            .char_indices()
            .map(|(at, letter)| at + letter.len_utf8());
        typed.extend(ends.map(|end| Sought {
            text: name[..end].to_owned(),
            name: None,
        }));
    }
    all.push(Questions {
        what: "every beginning while it is typed".to_owned(),
        asked: typed,
    });
    all
}
