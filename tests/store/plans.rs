//! Plans of the database: lists are read from an index in their order, never sorted whole.
//!
//! SQLite tells its plan for a statement without its values, so the statements are caught
//! as the store sends them and explained on a connection of the test's own.

use std::sync::{Arc, Mutex};

use entity::{
    time::QueryInterval,
    vocabulary::{
        Direction, EntityKind,
        RelationKind::{Attended, Concerns},
    },
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use stakegraph::store::{
    EntityFilter, EntityOrder, LinkQuery, RelationFilter, RelationOrder, Sent, Store, View,
};
use test_support::build::Dossier;
use test_support::{Kind, TestDatabase};

/// The SQL of every statement.
type Caught = Arc<Mutex<Vec<String>>>;

struct Bench {
    store: Store,
    direct: DatabaseConnection,
    caught: Caught,
}

impl Bench {
    /// The plan of the only statement sent since the last call.
    async fn plan(&self) -> String {
        let sql = std::mem::take(&mut *self.caught.lock().unwrap());
        let [sql] = &*sql else {
            panic!("one statement was expected: {sql:#?}")
        };
        let explained = format!("EXPLAIN QUERY PLAN {sql}");
        let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, explained);
        let rows = self.direct.query_all_raw(statement).await.unwrap();
        let lines: Vec<String> = rows
            .iter()
            .map(|row| row.try_get("", "detail").unwrap())
            .collect();
        lines.join("\n")
    }
}

fn on_sqlite(body: impl AsyncFn(&Bench)) {
    let caught = Caught::default();
    let log = Arc::clone(&caught);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let database = TestDatabase::empty(Kind::Sqlite);
        let observer = move |sent: Sent<'_>| log.lock().unwrap().push(sent.sql.to_owned());
        let store = Store::open_observed(database.url(), 4, observer)
            .await
            .unwrap();
        store.migrate().await.unwrap();
        let mut dossier = Dossier::new("small");
        dossier.person("anna");
        dossier.event("visit", Some("2019"));
        dossier.relation("anna", Attended, "visit");
        dossier.record(&store, 0).await.unwrap();
        let direct = Database::connect(database.url()).await.unwrap();
        caught.lock().unwrap().clear();
        body(&Bench {
            store,
            direct,
            caught: Arc::clone(&caught),
        })
        .await;
    });
}

/// Nothing is read but by an index or from a list that was given, and nothing is sorted.
fn assert_served(plan: &str, what: &str) {
    for line in plan.lines() {
        let whole =
            line.starts_with("SCAN") && !line.contains("USING INDEX") && !line.contains("VIRTUAL");
        assert!(!whole, "{what} reads a whole table:\n{plan}");
        assert!(
            !line.contains("TEMP B-TREE FOR ORDER BY"),
            "{what} is sorted:\n{plan}"
        );
    }
}

#[test]
fn every_order_of_entities_is_an_index() {
    on_sqlite(async |bench| {
        let kinds = EntityFilter {
            kind: Some(vec![EntityKind::Person]),
            ..Default::default()
        };
        let orders = [
            EntityOrder::NameAsc,
            EntityOrder::NameDesc,
            EntityOrder::PeriodAsc,
            EntityOrder::PeriodDesc,
            EntityOrder::KeyAsc,
            EntityOrder::KeyDesc,
            EntityOrder::RecordedAtDesc,
        ];
        for filter in [kinds, EntityFilter::default()] {
            for order in orders {
                let view = View::public();
                bench
                    .store
                    .list_entities(&view, &filter, &[order], &Default::default())
                    .await
                    .unwrap();
                assert_served(&bench.plan().await, &format!("{order:?}"));
            }
        }
    });
}

#[test]
fn every_own_order_of_relations_is_an_index() {
    on_sqlite(async |bench| {
        let kinds = RelationFilter {
            kind: Some(vec![Attended]),
            ..Default::default()
        };
        for filter in [kinds, RelationFilter::default()] {
            for order in [
                RelationOrder::PeriodAsc,
                RelationOrder::PeriodDesc,
                RelationOrder::KindAsc,
                RelationOrder::RoleAsc,
                RelationOrder::RecordedAtDesc,
            ] {
                let view = View::public();
                bench
                    .store
                    .list_relations(&view, &filter, &[order], &Default::default())
                    .await
                    .unwrap();
                assert_served(&bench.plan().await, &format!("{order:?}"));
            }
        }
    });
}

#[test]
fn a_page_of_links_is_cut_by_an_index_for_each_parent() {
    on_sqlite(async |bench| {
        for direction in [Direction::Out, Direction::In] {
            let query = LinkQuery {
                kinds: Some(vec![Attended]),
                direction,
                filter: RelationFilter::default(),
                order: Vec::new(),
                page: Default::default(),
            };
            bench
                .store
                .links(&View::public(), &[1, 2], &query)
                .await
                .unwrap();
            let plan = bench.plan().await;
            let index = if direction == Direction::Out {
                "relation_subject"
            } else {
                "relation_object"
            };
            let used = format!("USING COVERING INDEX {index} ");
            assert!(plan.contains(&used), "{plan}");
            // The pages of all parents together are sorted once, and nothing before that.
            assert_eq!(plan.matches("TEMP B-TREE").count(), 1, "{plan}");
        }
    });
}

#[test]
fn events_of_some_days_are_known_from_the_index_of_links() {
    on_sqlite(async |bench| {
        let object = EntityFilter {
            key: Some(vec!["visit".into()]),
            ..Default::default()
        };
        let has = RelationFilter {
            kind: Some(vec![Concerns]),
            object: Some(Box::new(object)),
            ..Default::default()
        };
        let filter = EntityFilter {
            kind: Some(vec![EntityKind::Event]),
            during: Some(QueryInterval::parse("2019").unwrap()),
            has: Some(Box::new(has)),
            ..Default::default()
        };
        bench
            .store
            .count_entities(&View::public(), &filter)
            .await
            .unwrap();
        let sent = bench.caught.lock().unwrap().join("");
        assert!(sent.contains("\"period_inherited\""), "{sent}");
        let plan = bench.plan().await;
        let index = "USING COVERING INDEX relation_object ";
        assert!(plan.contains(index), "{plan}");
    });
}

#[test]
fn filters_of_entities_start_from_an_index() {
    on_sqlite(async |bench| {
        let filters = [
            EntityFilter {
                key: Some(vec!["anna".into()]),
                ..Default::default()
            },
            EntityFilter {
                id: Some(vec![1]),
                ..Default::default()
            },
            EntityFilter {
                name: Some(vec![1, 2]),
                ..Default::default()
            },
        ];
        for filter in filters {
            bench
                .store
                .count_entities(&View::public(), &filter)
                .await
                .unwrap();
            let plan = bench.plan().await;
            let whole = plan
                .lines()
                .any(|line| line.starts_with("SCAN e") && !line.contains("INDEX"));
            assert!(!whole, "{filter:?}:\n{plan}");
        }
    });
}
