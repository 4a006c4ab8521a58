//! One fact, one answer.

use serde_json::{Value, json};

use crate::{
    answers::{at, list, number, text, texts},
    story::{Reader, Story, story},
};

#[test]
fn q01_when_and_in_what_form_was_the_seminar_held() {
    story("q01", |reply| {
        let mode = if at(reply, "event/online") == true {
            "ONLINE"
        } else {
            "ON_SITE"
        };
        json!({ "date": at(reply, "event/period/edtf"), "mode": mode })
    });
}

#[test]
fn q02_how_many_people_took_part_in_the_seminar() {
    story("q02", |reply| number(reply, "event/figures/0/value"));
}

#[test]
fn q03_who_manages_the_project() {
    story("q03", |reply| {
        texts(&list(reply, "projects/nodes/0/managers/edges"), "node/name")
    });
}

#[test]
fn q04_under_which_agreement_is_the_project_financed() {
    story("q04", |reply| {
        let funder = at(reply, "project/funders/edges/0");
        json!({ "agreement": at(funder, "relation/agreement"), "programme": at(funder, "node/name") })
    });
}

#[test]
fn q05_who_led_the_workshop_in_valmiera() {
    story("q05", |reply| {
        texts(&list(reply, "events/nodes/0/managers/edges"), "node/name")
    });
}

#[test]
fn q06_which_post_did_the_person_of_an_inflected_name_hold() {
    story("q06", |reply| {
        let person = at(reply, "people/nodes/0");
        let post = at(person, "worksFor/edges/0");
        let names = list(person, "names");
        let surface = names.iter().find(|name| text(name, "kind") == "SURFACE");
        let roles = list(reply, "vocabulary/roles");
        let role = roles
            .iter()
            .find(|role| text(role, "key") == text(post, "relation/role"));
        json!({
            "role": role.map(|role| at(role, "label")),
            "organisation": at(post, "node/name"),
            "name": at(person, "name"),
            "candidates": surface.map(|name| at(name, "candidates")),
        })
    });
}

/// What partners see once the texts are held: the number that stands in the cited span.
fn read_in_its_span(figure: &Value) -> bool {
    let quotes = list(figure, "evidence");
    let digits = quotes.iter().any(|citation| {
        text(citation, "quote")
            .split(|c: char| !c.is_ascii_digit())
            .any(|digits| digits.parse::<f64>().ok() == at(figure, "value").as_f64())
    });
    digits && at(figure, "value").is_number()
}

#[test]
fn q07_pupils_of_a_school_are_for_partners() {
    let reply = |reader: Reader| Story::of("q07").reader(reader);
    reply(Reader::Public).hides(|reply| json!(list(reply, "organisations/nodes/0/figures")));
    reply(Reader::Partner).reads(|reply| {
        let figures = list(reply, "organisations/nodes/0/figures");
        figures.len() == 1 && figures.into_iter().all(read_in_its_span)
    });
}

#[test]
fn q08_families_are_for_partners_and_mediators_for_everybody() {
    let families = |reply: &Value| -> Vec<Value> {
        let figures = list(reply, "project/figures").into_iter();
        figures
            .filter(|figure| text(figure, "measure") == "families")
            .cloned()
            .collect()
    };
    Story::of("q08").hides(|reply| json!(families(reply)));
    Story::of("q08").reader(Reader::Partner).reads(|reply| {
        let figures = list(reply, "project/figures");
        let mediators = figures
            .iter()
            .find(|figure| text(figure, "measure") == "mediators");
        let families = families(reply);
        mediators.is_some_and(|figure| number(figure, "value") == 5)
            && families.len() == 1
            && families.iter().all(read_in_its_span)
    });
}
