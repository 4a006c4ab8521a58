//! Spans on their way to a collector, over OTLP.
//!
//! Off unless an endpoint is set. Spans gather in memory, a bounded number of them, and leave in
//! the background; a collector that is gone costs spans and nothing else. The client speaks plain
//! HTTP, to a collector on this machine or in its network, which is what such collectors are for.

use std::{
    error::Error,
    fmt,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, SystemTime},
};

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Request, Response, Uri,
    body::Bytes,
    client::conn::http1,
    header::{HOST, HeaderValue},
};
use hyper_util::rt::TokioIo;
use opentelemetry::{
    KeyValue, global,
    trace::{Span, SpanKind, Status, TraceContextExt, Tracer, TracerProvider},
};
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracerProvider},
};
use tokio::{net::TcpStream, runtime::Handle};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{Layer, filter::Targets, registry::LookupSpan};

/// How the service calls itself.
const SERVICE: &str = "stakegraph";

/// How long a collector may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest answer of a collector that is read, in bytes.
const ANSWER: usize = 64 * 1024;

/// Whether spans leave, so that statements are told only then.
static LEAVING: AtomicBool = AtomicBool::new(false);

/// The way of spans out of the process.
#[derive(Debug)]
pub struct Spans(SdkTracerProvider);

/// Why spans cannot leave.
#[derive(Debug, thiserror::Error)]
pub enum SpansError {
    /// Only plain HTTP is spoken.
    #[error("{0:?} is no address of the form http://host:port/v1/traces")]
    Endpoint(String),
    /// The exporter cannot be made.
    #[error("the exporter of spans cannot be made: {0}")]
    Exporter(String),
}

/// Lets spans leave to an endpoint, a share of all traces from 0 to 1.
///
/// # Errors
/// When the endpoint is no plain HTTP address.
pub fn spans(endpoint: &str, share: f64, runtime: Handle) -> Result<Spans, SpansError> {
    let no_endpoint = || SpansError::Endpoint(endpoint.to_owned());
    let uri: Uri = endpoint.parse().map_err(|_| no_endpoint())?;
    if uri.scheme_str() != Some("http") || uri.host().is_none() {
        return Err(no_endpoint());
    }
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Client(runtime))
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(endpoint)
        .with_timeout(PATIENCE)
        .build()
        .map_err(|error| SpansError::Exporter(error.to_string()))?;
    let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(share)));
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_sampler(sampler)
        .with_resource(Resource::builder().with_service_name(SERVICE).build())
        .build();
    global::set_tracer_provider(provider.clone());
    LEAVING.store(true, Ordering::Relaxed);
    Ok(Spans(provider))
}

impl Spans {
    /// What hands the spans of the log on.
    #[must_use]
    pub fn layer<S>(&self) -> impl Layer<S> + Send + Sync + use<S>
    where
        S: tracing::Subscriber + for<'span> LookupSpan<'span> + Send + Sync,
    {
        // Our own spans, in whatever detail the log is kept.
        let ours = Targets::new().with_target(SERVICE, tracing::Level::DEBUG);
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer(SERVICE))
            .with_location(false)
            .with_threads(false)
            .with_filter(ours)
    }

    /// Sends what has gathered, and ends. It waits for the collector, so not on a task's thread.
    pub fn end(&self) {
        LEAVING.store(false, Ordering::Relaxed);
        if let Err(error) = self.0.shutdown() {
            tracing::warn!(%error, "the last spans did not leave");
        }
    }
}

/// A statement came back, of which the text is told and never the values.
pub(super) fn statement(sql: &str, took: Duration, failed: bool) {
    if !LEAVING.load(Ordering::Relaxed) {
        return;
    }
    let within = tracing::Span::current().context();
    if !within.span().span_context().is_sampled() {
        return;
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "a span says when it was, whatever the time is"
    )]
    let now = SystemTime::now();
    let tracer = global::tracer(SERVICE);
    let mut span = tracer
        .span_builder("sql")
        .with_kind(SpanKind::Client)
        .with_start_time(now.checked_sub(took).unwrap_or(now))
        .with_attributes([KeyValue::new("db.query.text", sql.to_owned())])
        .start_with_context(&tracer, &within);
    if failed {
        span.set_status(Status::error(""));
    }
    span.end_with_timestamp(now);
}

/// Sends the requests of the exporter, whose own thread has no runtime.
struct Client(Handle);

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

type Sent<'a> = Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'a>>;

impl HttpClient for Client {
    fn send_bytes<'a, 'b>(&'a self, request: Request<Bytes>) -> Sent<'b>
    where
        'a: 'b,
        Self: 'b,
    {
        // The clock is the runtime's, too: it is started there.
        let sending = self
            .0
            .spawn(async { tokio::time::timeout(PATIENCE, send(request)).await });
        Box::pin(async move { sending.await?? })
    }
}

async fn send(request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
    let (mut parts, body) = request.into_parts();
    let uri = parts.uri.clone();
    let (host, port) = (uri.host().ok_or("no host")?, uri.port_u16().unwrap_or(80));
    let stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            let error: &dyn Error = &error;
            tracing::debug!(error, "the connection to the collector broke");
        }
    });
    let authority = uri.authority().map_or(host, |authority| authority.as_str());
    parts
        .headers
        .insert(HOST, HeaderValue::from_str(authority)?);
    parts.uri = Uri::builder()
        .path_and_query(uri.path_and_query().map_or("/", |path| path.as_str()))
        .build()?;
    let request = Request::from_parts(parts, Full::new(body));
    let (parts, body) = sender.send_request(request).await?.into_parts();
    let body = Limited::new(body, ANSWER).collect().await?.to_bytes();
    Ok(Response::from_parts(parts, body))
}
