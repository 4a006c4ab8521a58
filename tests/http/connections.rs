//! Connections: who is slow is cut off and holds nobody up, and a stop finishes what it took.

use std::net::SocketAddr;
use std::time::Duration;

use stakegraph::http::{Connections, Options, Viewers, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

use crate::toy::app_with;

const SOON: Duration = Duration::from_millis(200);

/// Generous: what takes longer never comes.
const LATE: Duration = Duration::from_secs(30);

struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

async fn served(most: usize, options: Options) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let connections = Connections {
        most,
        head: SOON,
        patience: LATE,
        grace: LATE,
    };
    let router = app_with(options, Viewers::default());
    let serving = tokio::spawn(serve(listener, router, connections, async {
        let _ = stopped.await;
    }));
    Served {
        address,
        stop,
        serving,
    }
}

async fn connected(address: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// All that comes until the server closes.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = stream.read_to_end(&mut bytes);
    let read = tokio::time::timeout(LATE, read).await.expect("it ends");
    // A connection that is reset has ended too.
    let _ = read;
    String::from_utf8(bytes).unwrap()
}

const PROBE: &str = "GET /livez HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn slow_heads_are_cut_off_and_hold_nobody_up() {
    let served = served(1024, Options::default()).await;
    let mut slow = Vec::new();
    for _ in 0..200 {
        slow.push(connected(served.address, "GET /livez HTTP/1.1\r\nx-slow: ").await);
    }
    let answer = rest(connected(served.address, PROBE).await).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for stream in slow {
        let answer = rest(stream).await;
        assert!(!answer.contains(" 200 "), "{answer}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_come_is_a_timeout() {
    let options = Options {
        deadline: SOON,
        ..Options::default()
    };
    let served = served(1024, options).await;
    let head = "POST /graphql HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n\
                content-length: 100\r\nconnection: close\r\n\r\n{";
    let answer = rest(connected(served.address, head).await).await;
    assert!(answer.contains("TIMEOUT"), "{answer}");
}

#[tokio::test]
async fn who_comes_when_all_places_are_taken_waits_for_one() {
    let served = served(1, Options::default()).await;
    let slow = connected(served.address, "GET /livez").await;
    let waiting = connected(served.address, PROBE).await;
    assert!(!rest(slow).await.contains(" 200 "));
    let answer = rest(waiting).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_stop_takes_no_new_connection_and_finishes_the_request_under_way() {
    let served = served(1024, Options::default()).await;
    let body = r#"{"query":"{ brief }"}"#;
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let under_way = connected(served.address, &head).await;
    tokio::time::sleep(SOON / 4).await;
    served.stop.send(()).unwrap();
    let answer = rest(under_way).await;
    assert!(answer.contains(r#"{"data":{"brief":true}"#), "{answer}");
    tokio::time::timeout(LATE, served.serving)
        .await
        .expect("it ends")
        .unwrap();
    assert!(TcpStream::connect(served.address).await.is_err());
}
