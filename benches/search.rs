//! How long names are looked for among a million of them.
//!
//! `cargo bench --bench search` makes the names, the same in every run, and prints how long the
//! index takes to make, its memory, and the median and the 99th percentile of the ten best of
//! each kind of search. `STAKEGRAPH_BENCH_SCALE=0.01` makes it a hundred times smaller.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "search/generate.rs"]
mod generate;

use std::time::{Duration, Instant};

use stakegraph::{
    names::index::{Bearer, Index, Name, Query, Sight, beginning},
    store::sort_key,
};

use generate::{Dice, mistyped, names};

/// How often each kind of search is asked.
const TIMES: usize = 500;

fn main() {
    let asked = std::env::var("STAKEGRAPH_BENCH_SCALE").ok();
    let scale: f64 = match asked.and_then(|scale| scale.parse().ok()) {
        Some(scale) => scale,
        // `cargo test --benches` only asks whether it runs.
        None if !std::env::args().any(|argument| argument == "--bench") => 0.001,
        None => 1.0,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of names"
    )]
    let names = names((1_000_000.0 * scale) as usize);
    let sorts: Vec<u128> = names
        .iter()
        .map(|name| beginning(&sort_key(name)))
        .collect();
    let began = Instant::now();
    let index = index(&names, &sorts);
    println!(
        "{} names: made in {:.1?}, {} MB",
        names.len(),
        began.elapsed(),
        index.bytes() / 1_000_000
    );
    let mut dice = Dice::new(5);
    for typos in 0..=2 {
        let texts = (0..TIMES).map(|_| {
            let name = &names[dice.below(names.len())];
            mistyped(&mut dice, name, typos)
        });
        let texts: Vec<String> = texts.collect();
        measure(&format!("a whole name, typos: {typos}"), &index, &texts);
    }
    let mut typed = Vec::new();
    for _ in 0..TIMES / 5 {
        let name = names[dice.below(names.len())].to_lowercase();
        let ends = name
            .char_indices()
            .map(|(at, letter)| at + letter.len_utf8());
        typed.extend(ends.map(|end| name[..end].to_owned()));
    }
    measure("every beginning while it is typed", &index, &typed);
}

/// The index of these names, which rank by the alphabet as those of a store do.
fn index(names: &[String], sorts: &[u128]) -> Index {
    let mut index = Index::default();
    for (id, (text, sort)) in (0_i64..).zip(names.iter().zip(sorts)) {
        index.put_bearer(&Bearer {
            id,
            row: id,
            version: 1,
            kind: 0,
            reach: 0,
            days: None,
            recorded_at: 1,
            superseded_at: None,
        });
        index.put_name(&Name {
            id,
            row: id,
            version: 1,
            bearer: id,
            text: text.clone(),
            latvian: true,
            kind: 0,
            sort: *sort,
            reach: 0,
            recorded_at: 1,
            superseded_at: None,
        });
    }
    index.settle();
    index
}

/// Looks for each text, and prints how long the ten best took.
fn measure(what: &str, index: &Index, texts: &[String]) {
    let look = |text: &String| {
        let query = Query {
            text,
            kinds: None,
            sight: Sight {
                rank: 0,
                known: None,
                valid: None,
            },
            today: None,
            strict: false,
            given_up: None,
        };
        let began = Instant::now();
        let found = index.best(&query, 10);
        (began.elapsed(), found.len())
    };
    let mut times: Vec<Duration> = texts.iter().map(|text| look(text).0).collect();
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied();
    println!(
        "{what:36} median {:>9.1?}  p99 {:>9.1?}",
        at(50).unwrap_or_default(),
        at(99).unwrap_or_default()
    );
}
