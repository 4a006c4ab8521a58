//! Folding of names, and the words of names that an older schema kept.

use entity::vocabulary::NameKind;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database};
use stakegraph::store::fold;
use test_support::{
    TestDatabase,
    build::{Dossier, open},
    each_empty_database,
};

#[test]
fn folding_drops_case_diacritics_and_punctuation() {
    assert_eq!(fold("S.Kraukle"), "s kraukle");
    assert_eq!(fold("ĀBELE\u{a0}Šķēle"), "abele skele");
    assert_eq!(fold("„Ventspils  vainags”"), "ventspils vainags");
}

/// Names are found in memory; who goes back to an older schema finds the words of all of them.
#[test]
fn the_way_back_gives_an_older_schema_its_words() {
    each_empty_database(async |database: &TestDatabase| {
        let store = open(database).await;
        let mut dossier = Dossier::new("visit");
        dossier.person("anna");
        dossier.name("anna", "Anna Ābele, Anna Ozola", NameKind::Alias);
        dossier.record(&store, 0).await.unwrap();
        let connection = Database::connect(database.url()).await.unwrap();
        let words = async || {
            let words = "SELECT w.word FROM name_word w JOIN name n ON n.row = w.name_row \
                         WHERE n.kind = 'ALIAS' ORDER BY w.word";
            connection
                .query_all_raw(sea_orm::Statement::from_string(
                    connection.get_database_backend(),
                    words,
                ))
                .await
        };
        assert!(words().await.is_err());

        let steps = Migrator::migrations();
        let kept = steps
            .iter()
            .position(|step| step.name().ends_with("_words"));
        let back = u32::try_from(steps.len() - kept.unwrap()).unwrap();
        Migrator::down(&connection, Some(back)).await.unwrap();
        let found = words().await.unwrap();
        let found: Vec<String> = found
            .iter()
            .map(|w| w.try_get("", "word").unwrap())
            .collect();
        assert_eq!(found, ["abele", "anna", "ozola"]);

        store.migrate().await.unwrap();
        assert!(words().await.is_err());
    });
}
