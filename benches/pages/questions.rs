//! The pages that are measured.

use std::time::{Duration, Instant};

use entity::{
    id::{Noun, number},
    vocabulary::{Direction, EntityKind, RelationKind},
};
use stakegraph::store::{
    EntityFilter, EntityOrder, LinkQuery, PageRequest, RelationFilter, RelationOrder, SearchQuery,
    Store, StoreError, View,
};

use crate::graph::{Size, event, person};

/// How often each page is asked for.
const TIMES: usize = 31;

/// Asks for every page and prints a line for each.
pub(crate) async fn ask(store: &Store, size: &Size) -> Result<(), StoreError> {
    lists(store, size).await?;
    links(store, size).await?;
    searches(store).await
}

/// Prints the median time of a page, and its statements.
async fn measured<T>(
    name: &str,
    store: &Store,
    page: impl AsyncFn() -> Result<T, StoreError>,
) -> Result<(), StoreError> {
    let mut times: Vec<Duration> = Vec::with_capacity(TIMES);
    let before = store.statements();
    for _ in 0..TIMES {
        let began = Instant::now();
        page().await?;
        times.push(began.elapsed());
    }
    let statements = (store.statements() - before) / TIMES as u64;
    times.sort();
    println!(
        "  {name:58} {:>9.2?}  {statements} statement(s)",
        times[TIMES / 2]
    );
    Ok(())
}

fn of_kind(kind: EntityKind) -> EntityFilter {
    EntityFilter {
        kind: Some(vec![kind]),
        ..EntityFilter::default()
    }
}

fn attended(other: &str) -> Option<Box<RelationFilter>> {
    let other = EntityFilter {
        key: Some(vec![other.to_owned()]),
        ..EntityFilter::default()
    };
    Some(Box::new(RelationFilter {
        kind: Some(vec![RelationKind::Attended]),
        other: Some(Box::new(other)),
        ..RelationFilter::default()
    }))
}

async fn lists(store: &Store, size: &Size) -> Result<(), StoreError> {
    let view = View::public();
    let first = PageRequest::default();
    let people = of_kind(EntityKind::Person);
    let events = of_kind(EntityKind::Event);
    measured("20 people by name", store, async || {
        store
            .list_entities(&view, &people, &[EntityOrder::NameAsc], &first)
            .await
    })
    .await?;
    let mut deep = first.clone();
    for _ in 0..50 {
        let page = store
            .list_entities(&view, &people, &[EntityOrder::NameAsc], &deep)
            .await?;
        if let (true, Some((cursor, _))) = (page.has_next, page.items.last()) {
            deep = PageRequest::new(Some(100), Some(cursor.0.clone()), None, None)?;
        }
    }
    measured(
        "100 people by name, 5,000 down the list",
        store,
        async || {
            store
                .list_entities(&view, &people, &[EntityOrder::NameAsc], &deep)
                .await
        },
    )
    .await?;
    measured("20 events, the latest first", store, async || {
        store
            .list_entities(&view, &events, &[EntityOrder::PeriodDesc], &first)
            .await
    })
    .await?;
    for (name, number) in [("the largest event", 0), ("a small event", size.events - 1)] {
        let filter = EntityFilter {
            has: attended(&event(number)),
            ..of_kind(EntityKind::Person)
        };
        measured(
            &format!("20 people who attended {name}, by name"),
            store,
            async || {
                store
                    .list_entities(&view, &filter, &[EntityOrder::NameAsc], &first)
                    .await
            },
        )
        .await?;
    }
    let filter = EntityFilter {
        has: attended(&person(7)),
        ..of_kind(EntityKind::Event)
    };
    measured(
        "20 events that a person attended, by date",
        store,
        async || {
            store
                .list_entities(&view, &filter, &[EntityOrder::PeriodAsc], &first)
                .await
        },
    )
    .await?;
    measured("how many people there are", store, async || {
        store.count_entities(&view, &people).await
    })
    .await
}

async fn links(store: &Store, size: &Size) -> Result<(), StoreError> {
    let view = View::public();
    let query = |order| LinkQuery {
        kinds: Some(vec![RelationKind::Attended]),
        direction: Direction::In,
        filter: RelationFilter::default(),
        order: vec![order],
        page: PageRequest::new(Some(5), None, None, None).unwrap_or_default(),
    };
    let ids = |from: u64| -> Vec<i64> {
        (from..from + 20)
            .map(|event_number| number(Noun::Entity, &event(event_number)))
            .collect()
    };
    for (name, from) in [
        ("the largest", 0),
        ("small", size.events.saturating_sub(20)),
    ] {
        for (by, order) in [
            ("date", RelationOrder::PeriodAsc),
            ("name", RelationOrder::OtherNameAsc),
        ] {
            let (parents, query) = (ids(from), query(order));
            let line = format!("20 events ({name}) x first 5 participants by {by}");
            measured(&line, store, async || {
                store.links(&view, &parents, &query).await
            })
            .await?;
        }
    }
    let (parents, query) = (ids(0), query(RelationOrder::PeriodAsc));
    measured(
        "how many participants 20 events (the largest) have",
        store,
        async || store.count_links(&view, &parents, &query).await,
    )
    .await
}

async fn searches(store: &Store) -> Result<(), StoreError> {
    let view = View::public();
    for text in ["Kalnina", "Inara Liepa 17"] {
        let query = SearchQuery {
            text: text.into(),
            kinds: None,
            page: PageRequest::default(),
        };
        measured(&format!("search: {text}"), store, async || {
            store.search(&view, &query).await
        })
        .await?;
    }
    Ok(())
}
