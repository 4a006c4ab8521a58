//! Citations: quotes of held texts, and what a quote may not tell.

use entity::{
    id::{Noun, number},
    vocabulary::{RelationKind::Attended, Tier},
};
use stakegraph::store::{NewText, Store, View};
use test_support::build::{Dossier, each_store, viewer};

const TEXT: &str = "Ābele un 63 bērni";

fn dossier() -> Dossier {
    let mut dossier = Dossier::new("report");
    dossier.person("anna");
    dossier.event("visit", None);
    let (all, name, number) = (
        dossier.citation(0, 17),
        dossier.citation(0, 5),
        dossier.citation(9, 11),
    );
    dossier
        .relation("anna", Attended, "visit")
        .citations
        .extend([all, name]);
    let figure = dossier.figure("visit", "pupils", 63.0);
    figure.visibility = Tier::Partner;
    figure.citations.push(number);
    dossier
}

async fn quotes(store: &Store, view: &View) -> Vec<(Option<String>, bool)> {
    let id = number(Noun::Relation, "anna/ATTENDED/visit");
    let row = store.relation(view, id).await.unwrap().unwrap().row;
    let cited = store
        .citations_of(view, Noun::Relation, &[row])
        .await
        .unwrap();
    cited[&row]
        .iter()
        .map(|cited| (cited.quote.clone(), cited.verified))
        .collect()
}

fn text() -> NewText {
    NewText {
        document: "report-document".to_owned(),
        sha256: "b".repeat(64),
        text: TEXT.to_owned(),
    }
}

#[test]
fn without_the_text_there_is_a_span_and_no_quote() {
    each_store(async |store| {
        dossier().record(&store, 0).await.unwrap();
        assert_eq!(
            quotes(&store, &View::public()).await,
            [(None, false), (None, false)]
        );
    });
}

#[test]
fn a_quote_is_cut_by_code_points() {
    each_store(async |store| {
        dossier().record_with(&store, 0, &[text()]).await.unwrap();
        let all = quotes(&store, &viewer(Tier::Partner)).await;
        assert_eq!(
            all,
            [
                (Some(TEXT.to_owned()), true),
                (Some("Ābele".to_owned()), true)
            ]
        );
    });
}

#[test]
fn a_quote_never_shows_a_figure_above_the_viewers_tier() {
    each_store(async |store| {
        dossier().record_with(&store, 0, &[text()]).await.unwrap();
        let shown = quotes(&store, &View::public()).await;
        assert_eq!(shown, [(None, true), (Some("Ābele".to_owned()), true)]);
    });
}
