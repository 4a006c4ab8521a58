//! GraphQL over WebSockets: the words of graphql-transport-ws, its close codes, and its limits.

use std::{net::SocketAddr, time::Duration};

use entity::vocabulary::Tier;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use stakegraph::http::{Connections, Options, Origins, StreamLimits, Streams, Viewers, serve};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::HeaderValue},
};

use crate::toy::app_with;

const SOON: Duration = Duration::from_millis(200);
const LATE: Duration = Duration::from_secs(30);

const PROTOCOL: &str = "graphql-transport-ws";

/// A server with these limits.
struct Served {
    address: SocketAddr,
    streams: Streams,
}

async fn served(limits: StreamLimits) -> Served {
    let streams = Streams::new(limits);
    let options = Options {
        streams: streams.clone(),
        allowed_origins: Origins::parse(["https://listed.example"]).unwrap(),
        body_limit: 100_000,
        ..Options::default()
    };
    let hash = hex::encode(Sha256::digest("a-token"));
    let viewers = Viewers::parse(&format!("{hash} {} Somebody", Tier::Partner)).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Connections {
        most: 100,
        head: LATE,
        patience: LATE,
        grace: LATE,
    };
    let router = app_with(options, viewers);
    tokio::spawn(serve(listener, router, connections, std::future::pending()));
    Served { address, streams }
}

struct Socket(WebSocketStream<TcpStream>);

impl Served {
    /// A handshake with these headers; its status when it is refused.
    async fn connect(&self, headers: &[(&'static str, &str)]) -> Result<Socket, u16> {
        let mut request = format!("ws://{}/graphql", self.address)
            .into_client_request()
            .unwrap();
        for (name, value) in headers {
            let value = HeaderValue::from_str(value).unwrap();
            request.headers_mut().insert(*name, value);
        }
        let stream = TcpStream::connect(self.address).await.unwrap();
        match client_async(request, stream).await {
            Ok((socket, _)) => Ok(Socket(socket)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    async fn open(&self) -> Socket {
        self.connect(&[("sec-websocket-protocol", PROTOCOL)])
            .await
            .unwrap()
    }

    /// A connection that has said hello.
    async fn greeted(&self) -> Socket {
        let mut socket = self.open().await;
        socket.say(json!({ "type": "connection_init" })).await;
        assert_eq!(socket.hear().await, json!({ "type": "connection_ack" }));
        socket
    }
}

impl Socket {
    async fn say(&mut self, message: Value) {
        self.text(&message.to_string()).await;
    }

    async fn text(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    async fn ask(&mut self, id: &str, query: &str) {
        let payload = json!({ "query": query });
        self.say(json!({ "id": id, "type": "subscribe", "payload": payload }))
            .await;
    }

    async fn message(&mut self) -> Option<Message> {
        let message = tokio::time::timeout(LATE, self.0.next()).await;
        message.expect("something comes").map(Result::unwrap)
    }

    /// What comes next, but for signs of life.
    async fn hear(&mut self) -> Value {
        loop {
            let Some(Message::Text(text)) = self.message().await else {
                panic!("a text comes");
            };
            let message: Value = serde_json::from_str(&text).unwrap();
            if message["type"] != "ping" {
                return message;
            }
        }
    }

    /// The code with which the server closes.
    async fn closed(&mut self) -> u16 {
        loop {
            match self.message().await {
                Some(Message::Close(Some(frame))) => return frame.code.into(),
                Some(_) => {}
                None => panic!("it closes with a code"),
            }
        }
    }
}

#[tokio::test]
async fn subscriptions_and_queries_are_told_and_completed() {
    let served = served(StreamLimits::default()).await;
    let mut socket = served.greeted().await;
    socket.ask("a", "subscription { count(to: 2) }").await;
    for number in [1, 2] {
        let payload =
            json!({ "data": { "count": number }, "extensions": { "resume": number.to_string() } });
        assert_eq!(
            socket.hear().await,
            json!({ "id": "a", "type": "next", "payload": payload })
        );
    }
    assert_eq!(
        socket.hear().await,
        json!({ "id": "a", "type": "complete" })
    );
    // The name is free again.
    socket.ask("a", "{ tier }").await;
    let cost = json!({ "requested": 1, "actual": 1, "limit": 100_000 });
    let payload = json!({ "data": { "tier": "PUBLIC" }, "extensions": { "cost": cost } });
    assert_eq!(
        socket.hear().await,
        json!({ "id": "a", "type": "next", "payload": payload })
    );
    assert_eq!(
        socket.hear().await,
        json!({ "id": "a", "type": "complete" })
    );
    socket
        .say(json!({ "type": "ping", "payload": { "a": 1 } }))
        .await;
    assert_eq!(
        socket.hear().await,
        json!({ "type": "pong", "payload": { "a": 1 } })
    );
}

#[tokio::test]
async fn what_the_door_refuses_is_an_error_and_nothing_more() {
    let served = served(StreamLimits::default()).await;
    let mut socket = served.greeted().await;
    let deep = format!("{{ tier {} }}", "{a".repeat(80));
    for (query, code) in [
        ("subscription { nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("{", "GRAPHQL_PARSE_FAILED"),
        (deep.as_str(), "QUERY_TOO_COMPLEX"),
    ] {
        socket.ask("a", query).await;
        let message = socket.hear().await;
        assert_eq!(
            (&message["id"], &message["type"]),
            (&json!("a"), &json!("error"))
        );
        assert_eq!(message["payload"][0]["extensions"]["code"], code);
    }
    socket
        .say(json!({ "id": "b", "type": "subscribe", "payload": { "variables": {} } }))
        .await;
    assert_eq!(
        socket.hear().await["payload"][0]["extensions"]["code"],
        "BAD_REQUEST"
    );
}

#[tokio::test]
async fn who_breaks_the_protocol_is_closed_with_its_code() {
    let served = served(StreamLimits::default()).await;
    let hello = json!({ "type": "connection_init" }).to_string();
    let ask = json!({ "id": "a", "type": "subscribe", "payload": { "query": "subscription { silence }" } })
        .to_string();
    let unnamed = ask.replace("\"a\"", "\"\"");
    let cases: [(&[&str], u16); 8] = [
        (&["{nope"], 4400),
        (&["{\"type\":\"bogus\"}"], 4400),
        (&["[]"], 4400),
        (&[&hello, &unnamed], 4400),
        (&[&ask], 4401),
        (&[&hello, &ask, &ask], 4409),
        (&[&hello, &hello], 4429),
        (
            &["{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer wrong\"}}"],
            4403,
        ),
    ];
    for (messages, code) in cases {
        let mut socket = served.open().await;
        for message in messages {
            socket.text(message).await;
        }
        assert_eq!(socket.closed().await, code, "{messages:?}");
    }
    let mut socket = served.greeted().await;
    socket.0.send(Message::binary(vec![255, 0])).await.unwrap();
    assert_eq!(socket.closed().await, 4400);
    let mut socket = served.greeted().await;
    socket.text(&"a".repeat(200_000)).await;
    assert_eq!(socket.closed().await, 1009);
}

#[tokio::test]
async fn who_does_not_say_hello_in_time_is_closed() {
    let served = served(StreamLimits {
        init: SOON,
        ..StreamLimits::default()
    })
    .await;
    assert_eq!(served.open().await.closed().await, 4408);
}

#[tokio::test]
async fn a_handshake_is_refused_by_its_origin_protocol_or_token() {
    let served = served(StreamLimits::default()).await;
    let protocol = ("sec-websocket-protocol", PROTOCOL);
    let status = async |headers: &[(&'static str, &str)]| served.connect(headers).await.err();
    assert_eq!(
        status(&[protocol, ("origin", "https://evil.example")]).await,
        Some(403)
    );
    assert_eq!(status(&[protocol, ("origin", "null")]).await, Some(403));
    assert_eq!(
        status(&[protocol, ("origin", "https://listed.example")]).await,
        None
    );
    let own = format!("http://{}", served.address);
    assert_eq!(status(&[protocol, ("origin", &own)]).await, None);
    assert_eq!(status(&[]).await, Some(400));
    assert_eq!(
        status(&[("sec-websocket-protocol", "graphql-ws")]).await,
        Some(400)
    );
    assert_eq!(
        status(&[protocol, ("authorization", "Bearer wrong")]).await,
        Some(401)
    );
}

#[tokio::test]
async fn the_viewer_is_said_by_the_handshake_or_the_first_message() {
    let served = served(StreamLimits::default()).await;
    let protocol = ("sec-websocket-protocol", PROTOCOL);
    let token = json!({ "Authorization": "Bearer a-token" });
    for (headers, payload, tier) in [
        (&[protocol][..], Value::Null, "PUBLIC"),
        (&[protocol], token, "PARTNER"),
        (
            &[protocol, ("authorization", "Bearer a-token")],
            json!({ "other": 1 }),
            "PARTNER",
        ),
    ] {
        let mut socket = served.connect(headers).await.unwrap();
        socket
            .say(json!({ "type": "connection_init", "payload": payload }))
            .await;
        socket.hear().await;
        for query in ["{ tier }", "subscription { tier }"] {
            socket.ask("a", query).await;
            assert_eq!(socket.hear().await["payload"]["data"]["tier"], tier);
            socket.hear().await;
        }
    }
}

#[tokio::test]
async fn operations_on_a_connection_and_connections_are_limited() {
    let served = served(StreamLimits {
        operations: 2,
        connections: 2,
        ..StreamLimits::default()
    })
    .await;
    let mut socket = served.greeted().await;
    for id in ["a", "b", "c"] {
        socket.ask(id, "subscription { silence }").await;
    }
    let message = socket.hear().await;
    assert_eq!(
        (&message["id"], &message["type"]),
        (&json!("c"), &json!("error"))
    );
    assert_eq!(message["payload"][0]["extensions"]["code"], "RATE_LIMITED");
    // One that is ended makes room.
    socket.say(json!({ "id": "a", "type": "complete" })).await;
    socket.ask("c", "{ tier }").await;
    assert_eq!(socket.hear().await["type"], "next");
    let other = served.greeted().await;
    let protocol = [("sec-websocket-protocol", PROTOCOL)];
    assert_eq!(served.connect(&protocol).await.err(), Some(503));
    drop(other);
    let again = async {
        while served.connect(&protocol).await.is_err() {
            tokio::time::sleep(SOON / 10).await;
        }
    };
    tokio::time::timeout(LATE, again)
        .await
        .expect("the place is free again");
}

#[tokio::test]
async fn a_stop_closes_every_connection_and_waits_for_it() {
    let served = served(StreamLimits::default()).await;
    let mut socket = served.greeted().await;
    socket.ask("a", "subscription { silence }").await;
    let streams = served.streams.clone();
    let stopping = tokio::spawn(async move { streams.stop().await });
    assert_eq!(socket.closed().await, 1001);
    while socket.message().await.is_some() {}
    tokio::time::timeout(LATE, stopping)
        .await
        .expect("it stops")
        .unwrap();
}

#[tokio::test]
async fn signs_of_life_are_given_and_awaited() {
    let served = served(StreamLimits {
        keep_alive: SOON,
        ..StreamLimits::default()
    })
    .await;
    let mut silent = served.greeted().await;
    let mut alive = served.greeted().await;
    for _ in 0..8 {
        let Some(Message::Text(text)) = alive.message().await else {
            panic!("a sign of life comes");
        };
        assert_eq!(text, "{\"type\":\"ping\"}");
        alive.say(json!({ "type": "pong" })).await;
    }
    assert_eq!(silent.closed().await, 1013);
}

#[tokio::test]
async fn a_slow_reader_is_told_that_he_was_cut_off_and_where_to_resume() {
    let served = served(StreamLimits {
        patience: SOON * 15,
        ..StreamLimits::default()
    })
    .await;
    let mut socket = served.greeted().await;
    socket
        .ask("a", "subscription { long(length: 2000000) }")
        .await;
    // Long enough for the first patience, not for the second.
    tokio::time::sleep(SOON * 23).await;
    let mut told = 0;
    let word = loop {
        let message = socket.hear().await;
        if message["type"] == "error" {
            break message;
        }
        told += 1;
        assert!(told < 500, "it is never cut off");
    };
    let extensions = &word["payload"][0]["extensions"];
    assert_eq!(
        (&word["id"], &extensions["code"]),
        (&json!("a"), &json!("TIMEOUT"))
    );
    assert_eq!(extensions["resume"], told.to_string());
    assert_eq!(socket.closed().await, 1013);
}
