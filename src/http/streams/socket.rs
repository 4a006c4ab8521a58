//! GraphQL over a WebSocket, in the protocol graphql-transport-ws.
//!
//! A browser opens a WebSocket to anywhere without asking, so its origin is checked here. Who the
//! viewer is says the handshake or, for browsers, which cannot set headers there, the first
//! message. One task holds a connection: it reads before it writes, so that what a client sends is
//! refused while its answers wait. Not here: the words of the protocol (`protocol`).

use std::sync::Arc;

use std::{ops::ControlFlow, time::Duration};

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::StreamExt;
use serde_json::Value;
use tokio::time::{Instant, Interval, timeout, timeout_at};

use super::{
    Place, StreamLimits,
    operations::{Operations, Told, failed, told},
    pump::{SLOW, cut_errors},
    reservations::too_many,
};
use crate::graphql::{ErrorCode, Question};
use crate::http::{App, client, envelope::RequestId, incoming, refusal::Refusal};
use crate::store::Viewer;

mod protocol;

use protocol::{Close, Incoming, PROTOCOL};

/// After how many signs of life without an answer a client counts as gone.
const SILENCE: u32 = 3;

/// How long a client has to read why it is closed, when it cannot be heard any more.
const LINGER: Duration = Duration::from_millis(500);

/// Makes a WebSocket of a request.
pub(in crate::http) fn upgrade(
    app: &Arc<App>,
    id: &RequestId,
    headers: &HeaderMap,
    address: String,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Refusal> {
    if !app.options.allowed_origins.allow(headers) {
        return Err(Refusal::new(
            ErrorCode::Forbidden,
            "Pages of this origin may not connect.",
        ));
    }
    let viewer = app.viewers.of(headers)?;
    let known = headers
        .contains_key(header::AUTHORIZATION)
        .then_some(viewer);
    let limit = app.options.body_limit;
    let upgrade = upgrade
        .max_message_size(limit)
        .max_frame_size(limit)
        .protocols([PROTOCOL]);
    if upgrade.selected_protocol() != Some(&HeaderValue::from_static(PROTOCOL)) {
        return Err(Refusal::with_status(
            StatusCode::BAD_REQUEST,
            ErrorCode::BadRequest,
            "The subprotocol is graphql-transport-ws.",
        ));
    }
    let place = app.options.streams.connect()?;
    let session = Session {
        limits: app.options.streams.limits,
        app: Arc::clone(app),
        id: id.clone(),
        address,
        known,
        viewer: None,
        operations: Operations::new(),
        heard: Instant::now(),
    };
    Ok(upgrade.on_upgrade(move |socket| session.run(socket, place)))
}

/// One connection.
struct Session {
    limits: StreamLimits,
    app: Arc<App>,
    id: RequestId,
    /// Where it comes from.
    address: String,
    /// Who the handshake says it is.
    known: Option<Viewer>,
    /// Who it is, once the client has said hello.
    viewer: Option<Viewer>,
    operations: Operations,
    /// When the client last gave a sign of life.
    heard: Instant,
}

/// What comes next to a connection.
enum Event {
    Heard(Option<Result<Message, axum::Error>>),
    Told(String, Told),
    Sign,
    Late,
    Stopping,
}

impl Session {
    async fn run(mut self, mut socket: WebSocket, place: Place) {
        let close = self.talk(&mut socket).await;
        if let Some(close) = close {
            let frame = Message::Close(Some(CloseFrame {
                code: close.code(),
                reason: close.reason().into(),
            }));
            // Whoever has gone does not mind. Who is there reads on until he has the word.
            let _ = timeout(self.limits.patience, async {
                if socket.send(frame).await.is_ok() {
                    while let Some(Ok(_)) = socket.recv().await {}
                }
            })
            .await;
            if close == Close::TooLarge {
                // What it sent and nobody read makes the system reset the connection at its end,
                // before the word is read.
                tokio::time::sleep(LINGER).await;
            }
        }
        drop(place);
    }

    /// Goes on until one side ends it; why, when it was this one.
    async fn talk(&mut self, socket: &mut WebSocket) -> Option<Close> {
        let streams = self.app.options.streams.clone();
        let mut stopped = std::pin::pin!(streams.stopped());
        let init = Instant::now() + self.limits.init;
        let mut signs = tokio::time::interval(self.limits.keep_alive);
        signs.reset();
        loop {
            let event = tokio::select! {
                biased;
                () = &mut stopped => Event::Stopping,
                event = self.event(socket, &mut signs, init) => event,
            };
            let done = match event {
                Event::Stopping => return Some(Close::Stopping),
                Event::Late => return Some(Close::InitTimeout),
                Event::Heard(None) => return None,
                Event::Heard(Some(Err(error))) => return protocol::fault(error),
                Event::Heard(Some(Ok(message))) => {
                    self.heard = Instant::now();
                    self.heard(socket, message).await
                }
                Event::Told(name, told) => self.send(socket, protocol::told(&name, &told)).await,
                Event::Sign if self.heard.elapsed() > self.limits.keep_alive * SILENCE => {
                    return Some(Close::Silent);
                }
                Event::Sign => self.send(socket, protocol::ping()).await,
            };
            match done {
                ControlFlow::Continue(()) => {}
                ControlFlow::Break(Close::Gone) => return None,
                ControlFlow::Break(close) => return Some(close),
            }
        }
    }

    async fn event(
        &mut self,
        socket: &mut WebSocket,
        signs: &mut Interval,
        init: Instant,
    ) -> Event {
        let greeted = self.viewer.is_some();
        let busy = self.operations.under_way() > 0;
        tokio::select! {
            biased;
            heard = socket.recv() => Event::Heard(heard),
            () = tokio::time::sleep_until(init), if !greeted => Event::Late,
            Some((name, told)) = self.operations.next(), if busy => Event::Told(name, told),
            _ = signs.tick() => Event::Sign,
        }
    }

    async fn heard(&mut self, socket: &mut WebSocket, message: Message) -> ControlFlow<Close> {
        let text = match message {
            Message::Text(text) => text,
            Message::Binary(_) => return ControlFlow::Break(Close::Malformed),
            Message::Close(_) => return ControlFlow::Break(Close::Gone),
            Message::Ping(_) | Message::Pong(_) => return ControlFlow::Continue(()),
        };
        let Ok(incoming) = serde_json::from_str::<Incoming>(&text) else {
            return ControlFlow::Break(Close::Malformed);
        };
        match incoming {
            Incoming::Ping { payload } => self.send(socket, protocol::pong(payload)).await,
            Incoming::Pong {} => ControlFlow::Continue(()),
            Incoming::ConnectionInit { payload } => self.greet(socket, payload).await,
            Incoming::Complete { id } => {
                self.operations.end(&id);
                ControlFlow::Continue(())
            }
            Incoming::Subscribe { id, payload } => self.subscribe(socket, id, payload).await,
        }
    }

    async fn greet(
        &mut self,
        socket: &mut WebSocket,
        payload: Option<Value>,
    ) -> ControlFlow<Close> {
        if self.viewer.is_some() {
            return ControlFlow::Break(Close::TwoInits);
        }
        let viewer = match protocol::authorization(payload.as_ref()) {
            None => self
                .known
                .take()
                .map_or_else(|| self.app.viewers.of(&HeaderMap::new()), Ok),
            Some(headers) => headers.and_then(|headers| self.app.viewers.of(&headers)),
        };
        let Ok(viewer) = viewer else {
            return ControlFlow::Break(Close::Forbidden);
        };
        self.viewer = Some(viewer);
        self.send(socket, protocol::ack()).await
    }

    async fn subscribe(
        &mut self,
        socket: &mut WebSocket,
        name: String,
        payload: Value,
    ) -> ControlFlow<Close> {
        let Some(viewer) = self.viewer.clone() else {
            return ControlFlow::Break(Close::Unauthorized);
        };
        if name.is_empty() {
            return ControlFlow::Break(Close::Malformed);
        }
        if self.operations.has(&name) {
            return ControlFlow::Break(Close::TwoOfOneName);
        }
        let told = match self.question(payload, &viewer) {
            Ok(question) => told(&self.app, &self.id, question, viewer),
            Err(refusal) => {
                let failed = failed(&refusal, &self.id);
                return self.send(socket, protocol::told(&name, &failed)).await;
            }
        };
        self.operations.begin(name, told);
        ControlFlow::Continue(())
    }

    fn question(&self, payload: Value, viewer: &Viewer) -> Result<Question, Refusal> {
        if self.operations.under_way() >= self.limits.operations {
            return Err(too_many());
        }
        Ok(Question {
            client: client::name(viewer, &self.address),
            ..incoming::from_value(payload, self.id.as_str())?
        })
    }

    /// Sends a message, unless the client takes nothing for too long: then it is told so, if it
    /// takes anything within as long again.
    async fn send(&mut self, socket: &mut WebSocket, message: String) -> ControlFlow<Close> {
        match timeout(self.limits.patience, socket.send(Message::text(message))).await {
            Ok(Ok(())) => return ControlFlow::Continue(()),
            Ok(Err(_)) => return ControlFlow::Break(Close::Gone),
            Err(_) => {}
        }
        let until = Instant::now() + self.limits.patience;
        for (name, resume) in self.operations.places() {
            let errors = cut_errors(ErrorCode::Timeout, SLOW, &self.id, resume);
            let word = protocol::told(name, &Told::Failed(errors.to_string()));
            match timeout_at(until, socket.send(Message::text(word))).await {
                Ok(Ok(())) => {}
                _ => return ControlFlow::Break(Close::Gone),
            }
        }
        ControlFlow::Break(Close::Slow)
    }
}
