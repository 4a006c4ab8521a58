//! The binary as a server under way.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

/// A server under way; it is killed when it goes out of scope.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: String,
    said: String,
    rest: Option<BufReader<ChildStderr>>,
}

impl Server {
    /// Starts a command line and waits for the line that tells its address.
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        let address = loop {
            let mut line = String::new();
            let read = lines.read_line(&mut line).unwrap();
            assert!(read > 0, "it never listened: {said}");
            if let Some(address) = line.trim_end().strip_prefix("listening on http://") {
                break address.to_owned();
            }
            said.push_str(&line);
        };
        Self {
            child,
            address,
            said,
            rest: Some(lines),
        }
    }

    /// What it said before it listened.
    pub fn said(&self) -> &str {
        &self.said
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The number of its process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What else it says is read and forgotten, so that it is never held up by saying much; its
    /// end tells nothing of it then.
    #[must_use]
    pub fn unheard(mut self) -> Self {
        fn forget(said: Option<impl Read + Send + 'static>) {
            let Some(mut said) = said else { return };
            std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        }
        forget(self.child.stdout.take());
        forget(self.rest.take());
        self
    }

    /// Sends a request and reads the answer until the server ends it.
    pub fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Gets a path.
    pub fn get(&self, path: &str) -> String {
        self.send("GET", path, "", "")
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let done = Command::new("kill")
            .args(["-s", name, &id])
            .status()
            .unwrap();
        assert!(done.success());
    }

    /// What it has worked so far: the time of all its threads on a processor, in hundredths of a second.
    pub fn worked(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        // After the name in brackets, the twelfth and thirteenth field.
        let (_, fields) = stat.rsplit_once(')').unwrap();
        let times = fields.split_whitespace().skip(11).take(2);
        let ticks: u64 = times.map(|time| time.parse::<u64>().unwrap()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// Waits for its end: the exit code, and what it said after it listened.
    pub fn ended(mut self) -> (i32, String) {
        let mut said = String::new();
        if let Some(mut rest) = self.rest.take() {
            rest.read_to_string(&mut said).unwrap();
        }
        (self.child.wait().unwrap().code().unwrap_or(-1), said)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
