//! The README's question has the README's reply.

use entity::vocabulary::Tier;
use serde_json::{Value, json};
use test_support::{Texts, each_graph};

use crate::ask::ask;

/// The first block of code in a language.
fn block<'a>(page: &'a str, language: &str) -> &'a str {
    let (_, rest) = page
        .split_once(&format!("```{language}\n"))
        .expect("the block begins");
    rest.split_once("```").expect("the block ends").0
}

#[test]
fn the_reply_in_the_readme_is_the_real_one() {
    let page = include_str!("../../README.md");
    let reply: Value = serde_json::from_str(block(page, "json")).expect("the reply is JSON");
    each_graph(Texts::NotHeld, async |store| {
        let data = ask(&store, Tier::Public, block(page, "graphql")).await;
        assert_eq!(json!({ "data": data }), reply);
    });
}
