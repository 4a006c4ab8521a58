//! The worked examples of the explorer, against the real schema.

use std::sync::Arc;

use stakegraph::graphql;
use stakegraph::http::{App, Options, Readiness, router};
use stakegraph::store::Store;

use crate::toy::post;

#[tokio::test]
async fn every_example_fits_the_schema() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", directory.path().join("empty.db").display());
    let store = Store::open(&url).await.unwrap();
    store.migrate().await.unwrap();
    let app = router(App {
        door: graphql::door(store),
        viewers: Arc::default(),
        readiness: Readiness::ready(),
        options: Options::default(),
    });
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/web/examples");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let query = std::fs::read_to_string(&file).unwrap();
        let body = serde_json::json!({ "query": query }).to_string();
        let reply = post(app.clone(), &[], &body).await;
        assert!(
            reply.json().get("errors").is_none(),
            "{}: {}",
            file.display(),
            reply.text
        );
        count += 1;
    }
    assert!(count > 0);
}
