//! The operations of one connection: begun by name, told as they come, ended by name.

use std::{
    collections::HashMap,
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::{
    StreamExt,
    stream::{self, AbortHandle, Abortable, BoxStream, SelectAll, Stream},
};

use super::open;
use crate::graphql::{Answer, Opened, Outcome, Question};
use crate::http::{App, envelope::RequestId, refusal::Refusal};
use crate::store::Viewer;

/// What an operation tells.
#[derive(Debug)]
pub(super) enum Told {
    /// An answer, or one event of a subscription.
    Next(Answer),
    /// It was refused: the list of errors, as JSON.
    Failed(String),
    /// It has told all.
    Done,
}

/// The operations under way on one connection, as a stream of what they tell, with their names.
pub(super) struct Operations {
    running: HashMap<String, Running>,
    told: SelectAll<Abortable<BoxStream<'static, (String, Told)>>>,
}

struct Running {
    end: AbortHandle,
    /// Behind what it has told so far.
    resume: Option<String>,
}

impl Operations {
    pub(super) fn new() -> Self {
        Self {
            running: HashMap::new(),
            told: SelectAll::new(),
        }
    }

    /// How many are under way.
    pub(super) fn under_way(&self) -> usize {
        self.running.len()
    }

    /// Whether one of this name is under way.
    pub(super) fn has(&self, name: &str) -> bool {
        self.running.contains_key(name)
    }

    /// Begins one, of which none of its name is under way.
    pub(super) fn begin(&mut self, name: String, told: BoxStream<'static, Told>) {
        let of = name.clone();
        let told = told
            .chain(stream::iter([Told::Done]))
            .map(move |told| (of.clone(), told));
        let (told, end) = stream::abortable(told.boxed());
        self.told.push(told);
        self.running.insert(name, Running { end, resume: None });
    }

    /// Ends one; it tells nothing more.
    pub(super) fn end(&mut self, name: &str) {
        if let Some(running) = self.running.remove(name) {
            running.end.abort();
        }
    }

    /// Those under way with where to resume them.
    pub(super) fn places(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let running = self.running.iter();
        running.map(|(name, running)| (name.as_str(), running.resume.as_deref()))
    }
}

/// Ends for a moment when nothing is under way, and never for good.
impl Stream for Operations {
    type Item = (String, Told);

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.told.poll_next_unpin(cx);
        if let Poll::Ready(Some((name, told))) = &next {
            match told {
                Told::Next(answer) => {
                    if let Some(running) = self.running.get_mut(name) {
                        running.resume.clone_from(&answer.resume);
                    }
                }
                Told::Failed(_) | Told::Done => self.end(name),
            }
        }
        next
    }
}

/// What an operation tells, from its opening on; nothing is done before it is asked for.
pub(super) fn told(
    app: &App,
    id: &RequestId,
    question: Question,
    viewer: Viewer,
) -> BoxStream<'static, Told> {
    let (app, id) = (app.clone(), id.clone());
    let opening = async move {
        match open(&app, question, viewer).await {
            Err(refusal) => stream::iter([failed(&refusal, &id)]).boxed(),
            Ok(Opened::Answer(answer)) => stream::iter([answered(answer)]).boxed(),
            Ok(Opened::Events(events)) => events.map(Told::Next).boxed(),
        }
    };
    stream::once(opening).flatten().boxed()
}

/// What a refused request tells.
pub(super) fn failed(refusal: &Refusal, id: &RequestId) -> Told {
    Told::Failed(refusal.errors(id).to_string())
}

fn answered(answer: Answer) -> Told {
    match answer.outcome {
        Outcome::Executed => Told::Next(answer),
        Outcome::Refused(_) | Outcome::NotAQuery => {
            let body: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            Told::Failed(body["errors"].to_string())
        }
    }
}
