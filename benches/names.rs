//! How well names are analysed and compared, and how fast.
//!
//! `cargo bench --bench names` prints the figures on the data of `../shared/data` (or `STAKEGRAPH_SHARED`), beside
//! those of the peers on the same data, where the forms of the graph's own names lead, and the time that one analysis, one set of keys and one comparison take.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "../tests/names/figures.rs"]
mod figures;
#[path = "../tests/names/leading.rs"]
mod leading;

use std::hint::black_box;
use std::time::Instant;

use figures::{inflection, pairs, percent};
use stakegraph::names::{analyse, compare, forms, lemma_key, similarity, stem_keys};

fn main() {
    print_inflection();
    print_pairs();
    print_leading();
    print_times();
}

fn print_inflection() {
    let Some(found) = inflection() else { return };
    println!(
        "Proper nouns and their lemmas (simplemma: 33.3 % exact; light stemmer: 95.6 % grouped, 189 of 2035 lemmas collide)"
    );
    for (what, part, whole) in [
        ("inflected: lemma first", found.first, found.inflected),
        (
            "inflected: among the first three",
            found.first_three,
            found.inflected,
        ),
        (
            "inflected: form meets its lemma",
            found.grouped,
            found.inflected,
        ),
        (
            "nominative: itself first",
            found.nominatives_first,
            found.nominatives,
        ),
        (
            "nominative: among the first three",
            found.nominatives_first_three,
            found.nominatives,
        ),
        ("lemmas that share a key", found.colliding, found.lemmas),
    ] {
        println!(
            "  {what:<36} {part:>5} of {whole:>5}  {:>6.2} %",
            percent(part, whole)
        );
    }
}

fn print_pairs() {
    let Some(groups) = pairs() else { return };
    println!("Pairs of names (nomenklatura logic-v2: F1 0.804 of all, 0.889 not synthetic)");
    for (name, found) in groups {
        println!(
            "  {name:<20} {:>4} pairs  F1 {:.3}  (right {}, wrong {}, missed {})",
            found.rows,
            found.f1(),
            found.right,
            found.wrong,
            found.missed
        );
    }
}

fn print_leading() {
    println!(
        "Where names lead in a search: first, beside others of the name, to whom the form itself is recorded of, lost"
    );
    let of_graph = Some(leading::graph());
    for (what, found) in [
        ("forms of the graph's names", of_graph),
        ("aliases of members of parliament", leading::aliases()),
    ] {
        let Some(found) = found else { continue };
        println!(
            "  {what:<36} {:>5} asked: {} {} {} {}  {:?}",
            found.asked,
            found.first,
            found.tied,
            found.recorded,
            found.lost.len(),
            found.lost
        );
    }
}

const NAMES: &[&str] = &[
    "Maldas Avramenko",
    "ventspilī",
    "Viļakas novada pašvaldības",
    "Kozlovsku",
    "Kultūras ministrijai",
    "Jāņa Bērziņa",
    "Limbažu",
    "S.Kraukle",
];

fn print_times() {
    println!("Times");
    print_time("analyse", analyse);
    print_time("stem_keys of each word", |name| {
        name.split(' ').map(stem_keys).collect::<Vec<_>>()
    });
    print_time("lemma_key", lemma_key);
    print_time("forms", forms);
    print_time("compare", |name| compare(name, "Malda Avramenko"));
    print_time("similarity", |name| similarity(name, "Magda Avramenko"));
}

fn print_time<T>(what: &str, run: impl Fn(&str) -> T) {
    const ROUNDS: u32 = 200;
    for name in NAMES {
        black_box(run(name));
    }
    let began = Instant::now();
    for _ in 0..ROUNDS {
        for name in NAMES {
            black_box(run(name));
        }
    }
    let calls = ROUNDS * u32::try_from(NAMES.len()).unwrap_or(u32::MAX);
    println!("  {what:<24} {:>9.1?}", began.elapsed() / calls);
}
