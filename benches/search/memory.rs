//! The index by itself.

use std::{convert::Infallible, time::Instant};

use stakegraph::{
    names::index::{Bearer, Index, Name, Query, Sight, beginning},
    store::sort_key,
};

use crate::{Questions, timing};

/// Makes the index of these names, and asks it.
pub(crate) fn measure(names: &[String], questions: &[Questions]) {
    let sorts: Vec<u128> = names
        .iter()
        .map(|name| beginning(&sort_key(name)))
        .collect();
    let began = Instant::now();
    let index = index(names, &sorts);
    println!(
        "the index in memory: {} names, made in {:.1?}, {} MB",
        names.len(),
        began.elapsed(),
        index.bytes() / 1_000_000
    );
    for Questions { what, asked } in questions {
        let Ok(()) = timing::measure::<Infallible>(what, asked, |text| {
            let found = index.best(&query(text), 10);
            Ok(found.into_iter().map(|found| found.text).collect())
        });
    }
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

const fn query(text: &str) -> Query<'_> {
    Query {
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
    }
}
