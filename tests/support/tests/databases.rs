//! The databases of the tests: there, apart from each other, and gone afterwards.

use std::{path::Path, sync::Mutex};

use sea_orm::{ConnectionTrait, Database};
use stakegraph::store::SchemaState;
use test_support::{Kind, TestDatabase, each_database, each_empty_database};

async fn one(database: &TestDatabase, sql: &str) -> bool {
    let make = if database.kind() == Kind::Sqlite {
        "?mode=rwc"
    } else {
        ""
    };
    let url = format!("{}{make}", database.url());
    let connection = Database::connect(url).await.expect("the database answers");
    let done = connection.execute_unprepared(sql).await.is_ok();
    connection.close().await.expect("the connection closes");
    done
}

#[test]
fn a_test_has_its_own_database_of_each_kind() {
    let kinds = Mutex::new(Vec::new());
    each_empty_database(async |database| {
        kinds.lock().expect("no test failed").push(database.kind());
        assert!(one(database, "CREATE TABLE here (x INTEGER)").await);
        let other = TestDatabase::empty(database.kind());
        assert!(!one(&other, "SELECT * FROM here").await);
    });
    assert_eq!(kinds.into_inner().expect("no test failed"), Kind::ALL);
}

#[test]
fn a_database_goes_with_its_test() {
    let file = TestDatabase::empty(Kind::Sqlite);
    let path = file.url().trim_start_matches("sqlite://").to_owned();
    let directory = Path::new(&path)
        .parent()
        .expect("a file is in a directory")
        .to_owned();
    assert!(directory.exists());
    drop(file);
    assert!(!directory.exists());
}

#[test]
fn a_store_comes_with_the_schema_and_without_facts() {
    each_database(async |store| {
        let state = store.schema_state().await.expect("the database answers");
        assert!(matches!(state, SchemaState::Current(_)), "{state:?}");
        assert!(store.is_empty().await.expect("the database answers"));
    });
}
