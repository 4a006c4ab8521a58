//! The figures that are promised, where the data is there.

use crate::{
    figures::{inflection, pairs, percent},
    leading::{aliases, graph},
};

#[test]
fn the_nominative_comes_among_the_first_three_and_mostly_first() {
    let Some(found) = inflection() else { return };
    assert!(found.inflected > 500, "{found:?}");
    assert!(
        percent(found.first_three, found.inflected) >= 97.0,
        "{found:?}"
    );
    assert!(percent(found.first, found.inflected) >= 85.0, "{found:?}");
    assert!(
        percent(found.nominatives_first_three, found.nominatives) >= 97.0,
        "{found:?}"
    );
}

#[test]
fn forms_meet_under_the_key_of_their_lemma_and_lemmas_stay_apart() {
    let Some(found) = inflection() else { return };
    assert!(percent(found.grouped, found.inflected) >= 97.0, "{found:?}");
    // A third of the 189 of 2,035 lemmas that the light stemmer throws together.
    assert!(
        percent(found.colliding, found.lemmas) <= 100.0 * 63.0 / 2035.0,
        "{found:?}"
    );
}

#[test]
fn pairs_of_names_are_told_better_than_by_the_peer() {
    let Some(groups) = pairs() else { return };
    let f1 = |name: &str| {
        let (_, found) = groups.iter().find(|(known, _)| known == name).unwrap();
        found.f1()
    };
    assert!(f1("all") > 0.804, "{groups:?}");
    assert!(f1("not synthetic") > 0.889, "{groups:?}");
}

#[test]
fn every_form_of_every_name_of_the_graph_leads_to_its_bearer() {
    let leading = graph();
    assert!(leading.asked > 3_000, "{leading:?}");
    assert_eq!(leading.lost, [] as [String; 0]);
    assert!(leading.recorded <= 25, "{leading:?}");
}

#[test]
fn every_alias_of_a_member_of_parliament_leads_to_the_member() {
    let Some(leading) = aliases() else { return };
    assert!(leading.asked > 100, "{leading:?}");
    assert_eq!(leading.first + leading.tied, leading.asked, "{leading:?}");
}
