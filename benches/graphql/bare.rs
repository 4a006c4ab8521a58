//! The least that an answer over HTTP costs here: a handler of axum that reads the request as JSON and
//! writes an answer that it has in memory.

use std::{collections::HashMap, error::Error, fs, io::Write, path::Path, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::Value;

use crate::service::Service;

type Answers = Arc<HashMap<String, Bytes>>;

/// Asks a service and writes each request with its answer to a file, for [`serve`].
pub(crate) fn keep(
    service: &Service,
    bodies: &[String],
    file: &Path,
) -> Result<(), Box<dyn Error>> {
    let mut lines = String::new();
    for body in bodies {
        let answer = service.ask(body)?;
        lines += &format!("{body}\n{answer}\n");
    }
    Ok(fs::write(file, lines)?)
}

/// Serves the answers of a file.
pub(crate) fn serve(file: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    let mut lines = text.lines();
    let mut answers = HashMap::new();
    while let (Some(body), Some(answer)) = (lines.next(), lines.next()) {
        let key = key(body.as_bytes()).ok_or("a line is no request")?;
        answers.insert(key, Bytes::copy_from_slice(answer.as_bytes()));
    }
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        writeln!(
            std::io::stderr(),
            "listening on http://{}",
            listener.local_addr()?
        )?;
        let router = Router::new().route("/graphql", post(answer));
        axum::serve(listener, router.with_state(Answers::new(answers))).await?;
        Ok(())
    })
}

/// What a request asks with.
fn key(body: &[u8]) -> Option<String> {
    let request: Value = serde_json::from_slice(body).ok()?;
    Some(request.get("variables")?.to_string())
}

async fn answer(State(answers): State<Answers>, body: Bytes) -> Response {
    let answer = key(&body).and_then(|key| answers.get(&key).cloned());
    match answer {
        Some(answer) => ([(CONTENT_TYPE, "application/json")], answer).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
