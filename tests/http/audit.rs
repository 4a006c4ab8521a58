//! What an auditor of GraphQL services would find, with the settings of a public installation
//! and with the defaults. Each check asks what the usual scanner asks and says whether it found.

use axum::Router;
use serde_json::{Value, json};
use stakegraph::graphql::{Answered, Introspection, Policy};
use stakegraph::http::Options;

use crate::toy::{Reply, app_under, get, post, send};

/// The service as it is set up.
struct Audited(Router);

impl Audited {
    async fn ask(&self, query: &str) -> Value {
        let body = json!({ "query": query }).to_string();
        let reply = post(self.0.clone(), &[], &body).await;
        reply.json()
    }

    async fn sent(&self, method: &str, address: &str, kind: &str, body: &str) -> Reply {
        let headers = [("content-type", kind)];
        send(self.0.clone(), method, address, &headers, body.to_owned()).await
    }

    /// What is found, by name.
    async fn findings(&self) -> Vec<&'static str> {
        let mut found = self.floods().await;
        found.extend(self.tells().await);
        found.extend(self.forgeries().await);
        found
    }

    /// Ways to make a short request costly.
    async fn floods(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        let aliases: String = (0..=100)
            .map(|n| format!("alias{n}: __typename "))
            .collect();
        let answer = self.ask(&format!("query {{ {aliases} }}")).await;
        found.extend(answer["data"]["alias100"].is_string().then_some("aliases"));
        let again = "__typename \n".repeat(500);
        let answer = self.ask(&format!("query {{ {again} }}")).await;
        found.extend(
            answer["data"]["__typename"]
                .is_string()
                .then_some("duplication"),
        );
        let answer = self.ask("query { __typename @a@a@a@a@a@a@a@a@a@a }").await;
        let errors = answer["errors"].as_array().map_or(0, Vec::len);
        found.extend((errors >= 10).then_some("directives"));
        let circular = "query { __schema { types { fields { type { fields { type { fields { type \
                        { fields { type { name } } } } } } } } } } }";
        let answer = self.ask(circular).await;
        found.extend(
            answer["data"]
                .is_object()
                .then_some("circular introspection"),
        );
        let batch = vec![json!({ "query": "{ __typename }" }); 10];
        let reply = post(self.0.clone(), &[], &json!(batch).to_string()).await;
        found.extend(reply.json().is_array().then_some("batches"));
        found
    }

    /// What the service tells of itself.
    async fn tells(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        let answer = self.ask("query { __schema { types { name } } }").await;
        found.extend(answer["data"].is_object().then_some("introspection"));
        let answer = self.ask("query { __schema { directive } }").await;
        found.extend(answer.to_string().contains("mean").then_some("suggestions"));
        let answer = self.ask("qwerty { abc }").await;
        let exception = &answer["errors"][0]["extensions"]["exception"];
        found.extend((!exception.is_null()).then_some("unhandled errors"));
        let answer = self.ask("{ __typename }").await;
        let tracing = &answer["extensions"]["tracing"];
        found.extend((!tracing.is_null()).then_some("traces"));
        let page = get(self.0.clone(), "/graphiql").await;
        found.extend((page.status == 200).then_some("an editor"));
        found
    }

    /// Requests that a page of another site could send.
    async fn forgeries(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        let reply = get(self.0.clone(), "/graphql?query=mutation%7B__typename%7D").await;
        found.extend((reply.status == 200).then_some("mutations over GET"));
        let form = "application/x-www-form-urlencoded";
        let reply = self
            .sent("POST", "/graphql", form, "query=%7B__typename%7D")
            .await;
        found.extend((reply.status == 200).then_some("forms"));
        let body = json!({ "query": "{ __typename }" }).to_string();
        let reply = self.sent("POST", "/graphql", "text/plain", &body).await;
        found.extend((reply.status == 200).then_some("plain text"));
        let reply = get(self.0.clone(), "/graphql?query=%7B__typename%7D").await;
        found.extend((reply.json()["data"].is_object()).then_some("queries over GET"));
        found
    }
}

#[tokio::test]
async fn nothing_is_found_in_a_public_installation() {
    let policy = Policy {
        answered: Answered::Trusted,
        introspection: Introspection::Viewers,
        ..Policy::default()
    };
    let options = Options {
        graphiql: false,
        ..Options::default()
    };
    let audited = Audited(app_under(policy, &[], options));
    assert_eq!(audited.findings().await, Vec::<&str>::new());
}

/// The specification wants queries over GET; whoever develops wants the schema. Neither lets
/// anybody exhaust the service or act for another.
#[tokio::test]
async fn with_the_defaults_only_what_is_meant_to_be_open_is_found() {
    let audited = Audited(app_under(Policy::default(), &[], Options::default()));
    assert_eq!(audited.floods().await, Vec::<&str>::new());
    assert_eq!(audited.forgeries().await, ["queries over GET"]);
    let meant = ["introspection", "an editor"];
    let tells = audited.tells().await;
    assert!(tells.iter().all(|found| meant.contains(found)), "{tells:?}");
}
