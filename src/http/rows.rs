//! `/rows/{name}.csv|json|ndjson`: flat rows as files, for spreadsheets and dashboards.
//!
//! What it is: a question to the same door that answers GraphQL, page after page, written as it
//! comes, so that a file holds what `/graphql` shows to the same viewer and never lies in memory
//! whole. What it is not: another way to the graph. A column is a word in [`FILES`], in a fixed
//! order; new ones go to the end. Not here: how cells are written ([`format`]).

mod format;
mod parameters;

use std::sync::Arc;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderValue, header, request::Parts};
use axum::response::Response;
use futures_util::stream;
use serde_json::{Map, Value, json};

use super::accept::Media;
use super::envelope::RequestId;
use super::refusal::Refusal;
use super::security;
use super::{App, client};
use crate::graphql::{ErrorCode, MOST_ROWS, Outcome, Question};
use crate::store::Viewer;
use format::Format;

/// A list of rows: its name in the address, its field, the type of its filter, its columns.
#[derive(Debug)]
struct File {
    name: &'static str,
    field: &'static str,
    filter: &'static str,
    columns: &'static [&'static str],
}

/// What there is.
const FILES: &[File] = &[
    File {
        name: "relations",
        field: "relationRows",
        filter: "RelationWhere",
        columns: &[
            "id",
            "key",
            "kind",
            "role",
            "modality",
            "basis",
            "subjectKey",
            "subjectName",
            "subjectKind",
            "objectKey",
            "objectName",
            "objectKind",
            "supportForm",
            "headcount",
            "edtf",
            "timeStart",
            "timeEnd",
            "startCertain",
            "endCertain",
            "dateOfEvent",
            "visibility",
            "recordedAt",
        ],
    },
    File {
        name: "events",
        field: "eventRows",
        filter: "EntityWhere",
        columns: &[
            "id",
            "key",
            "name",
            "type",
            "status",
            "online",
            "placeKey",
            "placeName",
            "placeCountry",
            "projectKey",
            "projectName",
            "edtf",
            "timeStart",
            "timeEnd",
            "startCertain",
            "endCertain",
            "visibility",
            "recordedAt",
        ],
    },
];

/// What is read of one file: the question, and how far it has come.
struct Reading {
    app: Arc<App>,
    viewer: Viewer,
    file: &'static File,
    format: Format,
    request_id: String,
    client: String,
    variables: Map<String, Value>,
    next: Next,
}

/// What comes next.
enum Next {
    /// These rows, and whether more follow.
    Rows(Vec<Value>, bool),
    /// The page after the cursor in the variables.
    Ask,
    /// Nothing.
    Done,
}

/// `/rows/NAME.FORMAT`.
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Extension(id): Extension<RequestId>,
    Path(name): Path<String>,
    Query(given): Query<Vec<(String, String)>>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let caching = security::caching(&parts.headers);
    match begin(app, &id, &name, given, &parts).await {
        Ok(reading) => written(reading, &name, caching),
        Err(refusal) => refusal.response(Media::Json, &id),
    }
}

/// The first page: what is wrong with the question is told before a byte is sent.
async fn begin(
    app: Arc<App>,
    id: &RequestId,
    name: &str,
    given: Vec<(String, String)>,
    parts: &Parts,
) -> Result<Reading, Refusal> {
    let found = name.rsplit_once('.').and_then(|(name, ending)| {
        let file = FILES.iter().find(|file| file.name == name)?;
        Some((file, Format::of(ending)?))
    });
    let (file, format) = found.ok_or_else(|| {
        let message = "There is nothing at this address: rows are relations or events, as .csv, .json or .ndjson.";
        Refusal::new(ErrorCode::NotFound, message)
    })?;
    let viewer = app.viewers.of(&parts.headers)?;
    let client = client::name(&viewer, &app.address(parts));
    let mut reading = Reading {
        viewer,
        file,
        format,
        request_id: id.as_str().to_owned(),
        client,
        variables: parameters::variables(given)?,
        next: Next::Ask,
        app,
    };
    reading.read().await?;
    Ok(reading)
}

impl Reading {
    /// Reads the next page.
    async fn read(&mut self) -> Result<(), Refusal> {
        self.variables.insert("first".to_owned(), json!(MOST_ROWS));
        let question = Question {
            query: document(self.file),
            variables: self.variables.clone(),
            queries_only: true,
            request_id: self.request_id.clone(),
            client: self.client.clone(),
            own: true,
            ..Question::default()
        };
        let _place = self.app.options.load.enter().await?;
        let asked = self.app.door.answer(question, self.viewer.clone());
        let Ok(answer) = tokio::time::timeout(self.app.options.deadline, asked).await else {
            return Err(Refusal::new(ErrorCode::Timeout, ErrorCode::Timeout.text()));
        };
        if let Some(seconds) = answer.retry_after {
            return Err(Refusal::retry_after(seconds));
        }
        let mut body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        if answer.outcome != Outcome::Executed || body["errors"].is_array() {
            return Err(refused(&body));
        }
        let Value::Array(rows) = body["data"]["at"]["rows"].take() else {
            return Err(Refusal::new(
                ErrorCode::Internal,
                ErrorCode::Internal.text(),
            ));
        };
        let more = rows.len() >= MOST_ROWS;
        if let Some(last) = rows.last() {
            let cursor = last["cursor"].clone();
            self.variables.insert("after".to_owned(), cursor);
        }
        self.next = Next::Rows(rows, more);
        Ok(())
    }

    /// The next piece of the file; nothing at its end.
    ///
    /// # Errors
    /// When a page fails: the connection is cut, so that half a file is not taken for a whole.
    async fn piece(&mut self, first: bool) -> Result<Option<Bytes>, std::io::Error> {
        if matches!(self.next, Next::Ask) {
            self.read()
                .await
                .map_err(|_| std::io::Error::other("the rows could not be read to the end"))?;
        }
        let (rows, more) = match std::mem::replace(&mut self.next, Next::Done) {
            Next::Rows(rows, more) => (rows, more),
            Next::Ask | Next::Done => return Ok(None),
        };
        if more {
            self.next = Next::Ask;
        }
        let columns = self.file.columns;
        Ok(Some(self.format.piece(columns, &rows, first, !more).into()))
    }
}

fn written(reading: Reading, name: &str, cache: HeaderValue) -> Response {
    let format = reading.format;
    let pieces = stream::try_unfold((reading, true), |(mut reading, first)| async move {
        let piece = reading.piece(first).await?;
        Ok::<_, std::io::Error>(piece.map(|piece| (piece, (reading, false))))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, format.content_type());
    headers.insert(header::CACHE_CONTROL, cache);
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The question for a page of rows.
fn document(file: &File) -> String {
    format!(
        "query Rows($where: {filter}, $valid: EDTF, $known: DateTime, $certainty: Certainty, \
         $modality: [Modality!], $succession: Succession, $identity: Identity, $first: Int, $after: String) {{ \
         at(valid: $valid, known: $known, certainty: $certainty, modality: $modality, \
         succession: $succession, identity: $identity) {{ rows: {field}(where: $where, first: $first, after: $after) \
         {{ {columns} cursor }} }} }}",
        filter = file.filter,
        field = file.field,
        columns = file.columns.join(" "),
    )
}

/// The first error of an answer.
fn refused(body: &Value) -> Refusal {
    let error = &body["errors"][0];
    let told = error["extensions"]["code"].as_str();
    let code = ErrorCode::ALL
        .iter()
        .copied()
        .find(|code| Some(code.as_str()) == told)
        .unwrap_or(ErrorCode::Internal);
    let message = error["message"].as_str().unwrap_or(code.text());
    Refusal::new(code, message.to_owned())
}
