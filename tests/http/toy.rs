//! A router over a toy schema, and requests to it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use std::time::Duration;

use async_graphql::{Context, Error, Object, Result, Schema, SimpleObject, Subscription};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use futures_util::{FutureExt, Stream, StreamExt, stream};
use serde_json::Value;
use sha2::{Digest, Sha256};
use stakegraph::graphql::{Door, ErrorCode, Policy, Trusted};
use stakegraph::http::{App, Options, Readiness, Viewers, router};
use stakegraph::store::Viewer;
use tower::ServiceExt;

struct Query;

/// What the explorer's page of an entity asks about.
#[derive(SimpleObject)]
struct Entity {
    kind: &'static str,
    name: &'static str,
}

#[Object]
impl Query {
    async fn entity(&self, key: String) -> Option<Entity> {
        let (kind, name) = match key.as_str() {
            "a-person" => ("PERSON", "<A> & Person"),
            "a-place" => ("MUNICIPALITY", "A Place"),
            _ => return None,
        };
        Some(Entity { kind, name })
    }

    async fn tier(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(ctx.data::<Viewer>()?.tier.to_string())
    }

    async fn name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(ctx.data::<Viewer>()?.name.as_deref().map(ToOwned::to_owned))
    }

    async fn echo(&self, text: String) -> String {
        text
    }

    async fn words(&self) -> Vec<String> {
        Vec::new()
    }

    async fn breaks(&self) -> Option<Result<String>> {
        Some(Err(Error::new_with_source(std::io::Error::other(
            "password=secret in /var/lib",
        ))))
    }

    async fn refuses(&self) -> Option<Result<String>> {
        Some(Err(ErrorCode::NotFound.error("no such thing")))
    }

    async fn required(&self) -> Result<String> {
        Err(ErrorCode::Unavailable.error("not now"))
    }

    async fn panics(&self) -> String {
        let nothing: Option<String> = None;
        std::hint::black_box(nothing).expect("a resolver panicked")
    }

    async fn brief(&self) -> bool {
        tokio::time::sleep(Duration::from_millis(300)).await;
        true
    }

    async fn slow(&self) -> String {
        tokio::time::sleep(Duration::from_secs(60)).await;
        String::new()
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn touch(&self) -> bool {
        true
    }
}

struct Events;

#[Subscription]
impl Events {
    /// The numbers from 1 on.
    async fn count(&self, to: i32) -> impl Stream<Item = i32> {
        stream::iter(1..=to)
    }

    /// The tier of the viewer, once.
    async fn tier(&self, ctx: &Context<'_>) -> Result<impl Stream<Item = String>> {
        let tier = ctx.data::<Viewer>()?.tier.to_string();
        Ok(stream::iter([tier]))
    }

    /// A long text, again and again.
    async fn long(&self, length: usize) -> impl Stream<Item = String> {
        stream::repeat_with(move || "a".repeat(length))
    }

    /// Nothing, for ever.
    async fn silence(&self) -> impl Stream<Item = bool> {
        stream::pending()
    }

    /// The same, counted while it is under way; for one test alone.
    async fn counted_silence(&self) -> impl Stream<Item = bool> {
        let under_way = UnderWay::begin();
        stream::pending().map(move |told| {
            let _held = &under_way;
            told
        })
    }
}

/// How many counted silences are under way.
pub(crate) static SILENCES: AtomicUsize = AtomicUsize::new(0);

struct UnderWay;

impl UnderWay {
    fn begin() -> Self {
        SILENCES.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        SILENCES.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The toy schema behind a door; each event can be resumed behind by its number.
pub(crate) fn door() -> Door {
    let schema = Schema::new(Query, Mutation, Events);
    let events = schema.clone();
    let door = Door::new(schema.sdl(), move |request, viewer| {
        let schema = schema.clone();
        async move { schema.execute(request.data(viewer)).await }.boxed()
    });
    door.streaming(move |request, viewer| {
        let events = events.execute_stream(request.data(viewer)).enumerate();
        let placed = events
            .map(|(number, event)| event.extension("resume", (number + 1).to_string().into()));
        placed.boxed()
    })
}

/// The router with default options and no viewers.
pub(crate) fn app() -> Router {
    app_with(Options::default(), Viewers::default())
}

/// The router with these options and viewers.
pub(crate) fn app_with(options: Options, viewers: Viewers) -> Router {
    router(App {
        door: door(),
        viewers: Arc::new(viewers),
        readiness: Readiness::ready(),
        options,
    })
}

/// The router under a policy, trusting these documents.
pub(crate) fn app_under(policy: Policy, trusted: &[(&str, &str)], options: Options) -> Router {
    let door = door().under(policy);
    let trusted = Trusted::of(door.sdl(), trusted.iter().copied()).unwrap();
    router(App {
        door: door.trusting(trusted),
        viewers: Arc::default(),
        readiness: Readiness::ready(),
        options,
    })
}

/// The router under a policy for these viewers.
pub(crate) fn app_for(policy: Policy, viewers: Viewers) -> Router {
    router(App {
        door: door().under(policy),
        viewers: Arc::new(viewers),
        readiness: Readiness::ready(),
        options: Options::default(),
    })
}

/// One viewer, and the token by which it is known.
pub(crate) fn viewers() -> (Viewers, &'static str) {
    let hash = hex::encode(Sha256::digest(b"a-token"));
    let viewers = Viewers::parse(&format!("{hash} PARTNER office")).unwrap();
    (viewers, "a-token")
}

/// A response, read whole.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    /// A header's value, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// All values of a header, joined.
    pub(crate) fn all(&self, name: &str) -> String {
        let values = self.headers.get_all(name).iter();
        values
            .map(|value| value.to_str().unwrap())
            .collect::<Vec<_>>()
            .join(", ")
            .to_lowercase()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// The code of the first error.
    pub(crate) fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

/// Sends a request with these headers.
pub(crate) async fn send(
    app: Router,
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Reply {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = app
        .oneshot(request.body(body.into()).unwrap())
        .await
        .unwrap();
    read(response).await
}

/// Posts a JSON body to `/graphql`.
pub(crate) async fn post(app: Router, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut all = vec![("content-type", "application/json")];
    all.extend_from_slice(headers);
    send(app, "POST", "/graphql", &all, body.to_owned()).await
}

/// Posts a query, taking the answer in the newer media type.
pub(crate) async fn ask(query: &str) -> Reply {
    let body = serde_json::json!({ "query": query }).to_string();
    post(
        app(),
        &[("accept", "application/graphql-response+json")],
        &body,
    )
    .await
}

/// Gets an address.
pub(crate) async fn get(app: Router, address: &str) -> Reply {
    send(app, "GET", address, &[], Body::empty()).await
}

async fn read(response: Response) -> Reply {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Reply {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}
