//! Load: as much as is answered, or so much a second whatever is answered.

use std::{
    cell::{Cell, RefCell},
    error::Error,
    rc::Rc,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use http_body_util::{BodyExt, Full};
use hyper::{
    Request,
    body::Bytes,
    client::conn::http1::{self, SendRequest},
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, task::LocalSet};

/// How long an answer may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(30);

/// What became of requests.
#[derive(Default)]
pub(crate) struct Told {
    /// The milliseconds of each that was served.
    pub(crate) served: Vec<f64>,
    /// How many were refused, with 429 or 503.
    pub(crate) refused: usize,
    /// How many had no answer, or another.
    pub(crate) lost: usize,
    took: Duration,
}

impl Told {
    /// How many were asked.
    pub(crate) fn asked(&self) -> usize {
        self.served.len() + self.refused + self.lost
    }

    /// How many were served each second.
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    pub(crate) fn per_second(&self) -> f64 {
        self.served.len() as f64 / self.took.as_secs_f64()
    }

    /// So many milliseconds this part of what was served took at most.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list"
    )]
    pub(crate) fn quantile(&self, part: f64) -> f64 {
        let mut sorted = self.served.clone();
        sorted.sort_by(f64::total_cmp);
        let place = (sorted.len() as f64 * part) as usize;
        sorted.get(place).or(sorted.last()).copied().unwrap_or(0.0)
    }

    /// So many milliseconds 99 of 100 took at most.
    pub(crate) fn p99(&self) -> f64 {
        self.quantile(0.99)
    }
}

/// What all clients share; they run on one thread.
struct Crowd {
    address: String,
    idle: RefCell<Vec<SendRequest<Full<Bytes>>>>,
    number: Cell<u32>,
    told: RefCell<Told>,
}

impl Crowd {
    fn new(address: &str) -> Rc<Self> {
        Rc::new(Self {
            address: address.to_owned(),
            idle: RefCell::default(),
            number: Cell::new(0),
            told: RefCell::default(),
        })
    }

    /// One question, from when it is due.
    async fn ask(&self, due: Instant) {
        let answer = tokio::time::timeout(PATIENCE, self.answer()).await;
        let took = due.elapsed().as_secs_f64() * 1_000.0;
        let mut told = self.told.borrow_mut();
        match answer {
            Ok(Ok(200)) => told.served.push(took),
            Ok(Ok(429 | 503)) => told.refused += 1,
            Ok(Ok(_) | Err(_)) | Err(_) => told.lost += 1,
        }
    }

    async fn answer(&self) -> Result<u16, Box<dyn Error>> {
        let kept = self.idle.borrow_mut().pop();
        let mut connection = match kept.filter(|kept| !kept.is_closed()) {
            Some(kept) => kept,
            None => self.connected().await?,
        };
        connection.ready().await?;
        let number = self.number.get();
        self.number.set(number.wrapping_add(1));
        let body = crate::QUESTION.replace("NUMBER", &(10 + number % 20).to_string());
        let request = Request::post("/graphql")
            .header("host", &self.address)
            .header("content-type", "application/json")
            .header("accept", "application/graphql-response+json")
            .body(Full::from(body))?;
        let response = connection.send_request(request).await?;
        let status = response.status().as_u16();
        let keeps = response.headers().get("connection").is_none();
        response.into_body().collect().await?;
        if keeps {
            self.idle.borrow_mut().push(connection);
        }
        Ok(status)
    }

    async fn connected(&self) -> Result<SendRequest<Full<Bytes>>, Box<dyn Error>> {
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::task::spawn_local(connection);
        Ok(sender)
    }

    fn told(&self, took: Duration) -> Told {
        Told {
            took,
            ..self.told.take()
        }
    }
}

/// So many clients, each of which asks again as soon as it is answered.
pub(crate) async fn saturate(
    address: &str,
    clients: usize,
    time: Duration,
) -> Result<Told, Box<dyn Error>> {
    let crowd = Crowd::new(address);
    let began = Instant::now();
    let client = || {
        let crowd = Rc::clone(&crowd);
        async move {
            while began.elapsed() < time {
                crowd.ask(Instant::now()).await;
            }
        }
    };
    // Connections that are kept run on behind it: not they are waited for.
    let all = async { join_all((0..clients).map(|_| client())).await };
    LocalSet::new().run_until(all).await;
    Ok(crowd.told(began.elapsed()))
}

/// So many questions each second, whether the ones before are answered or not. A question counts
/// from when it was due, so that a late one is not taken for a fast one.
pub(crate) async fn flood(
    address: &str,
    each_second: f64,
    time: Duration,
) -> Result<Told, Box<dyn Error>> {
    let crowd = Crowd::new(address);
    let began = Instant::now();
    let between = Duration::from_secs_f64(1.0 / each_second);
    let all = async {
        let (mut due, mut asked) = (began, Vec::new());
        while due < began + time {
            tokio::time::sleep_until(due.into()).await;
            while due <= Instant::now() {
                let crowd = Rc::clone(&crowd);
                asked.push(tokio::task::spawn_local(
                    async move { crowd.ask(due).await },
                ));
                due += between;
            }
        }
        join_all(asked).await
    };
    let asked = LocalSet::new().run_until(all).await;
    asked.into_iter().collect::<Result<Vec<()>, _>>()?;
    Ok(crowd.told(began.elapsed()))
}
