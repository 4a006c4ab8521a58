//! Finding by name: words, beginnings, diacritics.

use entity::vocabulary::{NameKind, Tier};
use stakegraph::store::{EntityFilter, SearchQuery, Store, View, fold};

use crate::build::{Dossier, each_store};

fn graph() -> Dossier {
    let mut dossier = Dossier::new("names");
    dossier.person("malda").content.name = "Malda Avramenko".to_owned();
    dossier.name("malda", "Malda Avramenko", NameKind::Official);
    dossier.name("malda", "Maldas Avramenko", NameKind::Surface);
    dossier.name("malda", "Slepenā", NameKind::Alias).visibility = Tier::Steward;
    dossier.person("abele").content.name = "Aldis Ābele".to_owned();
    dossier.name("abele", "Aldis Ābele", NameKind::Official);
    dossier.person("abelis").content.name = "Aldis Ābelis".to_owned();
    dossier.name("abelis", "Aldis Ābelis", NameKind::Official);
    dossier
}

async fn search(store: &Store, text: &str) -> Vec<(String, f64, String)> {
    let query = SearchQuery {
        text: text.to_owned(),
        kinds: None,
        page: Default::default(),
    };
    let page = store.search(&View::public(), &query).await.unwrap();
    page.items
        .into_iter()
        .map(|(_, hit)| (hit.entity.key, hit.score, hit.matched))
        .collect()
}

#[test]
fn a_whole_name_comes_before_its_beginnings() {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        let found = search(&store, "ALDIS ABELE").await;
        assert_eq!(found, [("abele".to_owned(), 1.0, "Aldis Ābele".to_owned())]);
        let found = search(&store, "abel").await;
        assert_eq!(found.len(), 2);
        assert!(
            found
                .iter()
                .all(|(_, score, _)| (*score - 0.7).abs() < 1e-9)
        );
    });
}

#[test]
fn an_entity_is_found_once_by_its_best_name() {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        let found = search(&store, "maldas avramenko").await;
        assert_eq!(
            found,
            [("malda".to_owned(), 1.0, "Maldas Avramenko".to_owned())]
        );
        assert_eq!(search(&store, "malda").await.len(), 1);
    });
}

#[test]
fn a_name_above_the_viewers_tier_finds_nothing() {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        assert!(search(&store, "slepena").await.is_empty());
        for text in ["", "  ", "!?"] {
            assert!(search(&store, text).await.is_empty());
        }
        let filter = EntityFilter {
            name: Some("slepena".to_owned()),
            ..EntityFilter::default()
        };
        assert_eq!(
            store
                .count_entities(&View::public(), &filter)
                .await
                .unwrap(),
            0
        );
    });
}

#[test]
fn folding_drops_case_diacritics_and_punctuation() {
    assert_eq!(fold("S.Kraukle"), "s kraukle");
    assert_eq!(fold("ĀBELE\u{a0}Šķēle"), "abele skele");
    assert_eq!(fold("„Ventspils  vainags”"), "ventspils vainags");
}
