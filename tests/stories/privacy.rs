//! With the texts held, what is for partners stands in no quote that everybody reads.

use entity::vocabulary::Tier;
use serde_json::Value;
use test_support::{Texts, each_graph};

use crate::{
    answers::{at, list, number, text},
    ask::ask,
    evidence::citations,
};

const PROOF: &str = "evidence { document { key sha256 } start end sha256 quote verified }";

/// Every page of a root list.
async fn all(
    store: &stakegraph::store::Store,
    tier: Tier,
    field: &str,
    fields: &str,
) -> Vec<Value> {
    let (mut nodes, mut after) = (Vec::new(), String::from("null"));
    loop {
        let query = format!(
            "{{ page: {field}(first: 100, after: {after}) {{ nodes {{ {fields} }} \
             pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let reply = ask(store, tier, &query).await;
        nodes.extend(list(&reply, "page/nodes").into_iter().cloned());
        if at(&reply, "page/pageInfo/hasNextPage") != true {
            return nodes;
        }
        after = at(&reply, "page/pageInfo/endCursor").to_string();
    }
}

#[test]
fn no_public_quote_holds_a_number_for_partners() {
    each_graph(Texts::Held, async |store| {
        let figure = format!("value visibility {PROOF}");
        let figures = all(&store, Tier::Partner, "figures", &figure).await;
        let hidden: Vec<&Value> = figures
            .iter()
            .filter(|figure| text(figure, "visibility") != "PUBLIC")
            .collect();
        assert!(hidden.len() >= 2, "there are figures for partners");

        let entity =
            format!("names {{ {PROOF} }} notes {{ {PROOF} }} figures {{ {PROOF} }} {PROOF}");
        let mut public = all(&store, Tier::Public, "entities", &entity).await;
        public.extend(all(&store, Tier::Public, "relations", PROOF).await);
        let quotes: Vec<&Value> = public.iter().flat_map(citations).collect();
        assert!(quotes.len() > 500, "the graph is cited");

        for (figure, evidence) in hidden
            .iter()
            .flat_map(|f| list(f, "evidence").into_iter().map(move |e| (f, e)))
        {
            let value = number(figure, "value").to_string();
            for quote in quotes.iter().filter(|quote| meets(quote, evidence)) {
                let words = text(quote, "quote");
                let told = words
                    .split(|c: char| !c.is_ascii_digit())
                    .any(|digits| digits == value);
                assert!(!told, "a quote tells a number for partners: {quote}");
            }
        }
    });
}

fn meets(one: &Value, other: &Value) -> bool {
    let of = |citation, path| at(citation, path).as_u64();
    text(one, "document/key") == text(other, "document/key")
        && of(one, "start") < of(other, "end")
        && of(one, "end") > of(other, "start")
}
