//! The pages that are measured.

use std::time::{Duration, Instant};

use entity::{
    id::{Noun, number},
    vocabulary::{Direction, EntityKind, RelationKind},
};
use stakegraph::operations::search::{SearchQuery, search};
use stakegraph::store::{
    EntityFilter, EntityOrder, LinkQuery, PageRequest, RelationFilter, RelationOrder, Store,
    StoreError, View,
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

fn attended(other: &str) -> Box<RelationFilter> {
    let other = EntityFilter {
        key: Some(vec![other.to_owned()]),
        ..EntityFilter::default()
    };
    Box::new(RelationFilter {
        kind: Some(vec![RelationKind::Attended]),
        other: Some(Box::new(other)),
        ..RelationFilter::default()
    })
}

/// A page of entities, in an order.
struct Listed {
    name: String,
    filter: EntityFilter,
    order: EntityOrder,
    page: PageRequest,
}

impl Listed {
    fn first(name: &str, filter: EntityFilter, order: EntityOrder) -> Self {
        Self {
            name: name.to_owned(),
            filter,
            order,
            page: PageRequest::default(),
        }
    }

    async fn measured(&self, store: &Store) -> Result<(), StoreError> {
        let view = View::public();
        measured(&self.name, store, async || {
            store
                .list_entities(&view, &self.filter, &[self.order], &self.page)
                .await
        })
        .await
    }
}

async fn lists(store: &Store, size: &Size) -> Result<(), StoreError> {
    use EntityOrder::{NameAsc, PeriodAsc, PeriodDesc};
    let people = of_kind(EntityKind::Person);
    let among = |kind, other: &str| EntityFilter {
        has: Some(attended(other)),
        ..of_kind(kind)
    };
    let largest = among(EntityKind::Person, &event(0));
    let small = among(EntityKind::Person, &event(size.events - 1));
    let busy = among(EntityKind::Event, &person(7));
    let lists = [
        Listed::first("20 people by name", people.clone(), NameAsc),
        deep(store, people.clone()).await?,
        Listed::first(
            "20 events, the latest first",
            of_kind(EntityKind::Event),
            PeriodDesc,
        ),
        Listed::first(
            "20 people who attended the largest event, by name",
            largest,
            NameAsc,
        ),
        Listed::first(
            "20 people who attended a small event, by name",
            small,
            NameAsc,
        ),
        Listed::first("20 events that a person attended, by date", busy, PeriodAsc),
    ];
    for list in &lists {
        list.measured(store).await?;
    }
    let view = View::public();
    measured("how many people there are", store, async || {
        store.count_entities(&view, &people).await
    })
    .await
}

/// The page after fifty pages of a hundred.
async fn deep(store: &Store, people: EntityFilter) -> Result<Listed, StoreError> {
    let name = "100 people by name, 5,000 down the list";
    let mut list = Listed::first(name, people, EntityOrder::NameAsc);
    for _ in 0..50 {
        let view = View::public();
        let page = store
            .list_entities(&view, &list.filter, &[list.order], &list.page)
            .await?;
        if let (true, Some((cursor, _))) = (page.has_next, page.items.last()) {
            list.page = PageRequest::new(Some(100), Some(cursor.0.clone()), None, None)?;
        }
    }
    Ok(list)
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
            filter: None,
            page: PageRequest::default(),
        };
        measured(&format!("search: {text}"), store, async || {
            search(store, &view, &query).await
        })
        .await?;
    }
    Ok(())
}
