//! What a command prints: data on stdout, messages on stderr.
//!
//! Every command writes through this, so that `--json` and `--quiet` mean the same
//! everywhere. A closed pipe is no failure: whoever reads has seen enough.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stdout, Write};

use serde::Serialize;

use super::Failure;

/// The two output streams, and how the user wants them.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// Data as JSON.
    pub json: bool,
    /// No messages but errors.
    pub quiet: bool,
}

impl Console {
    /// Data for a person or a pipe, on stdout.
    pub fn data(&self, text: impl Display) {
        write_line(std::io::stdout().lock(), &text);
    }

    /// Data that is written as it comes, on stdout; whoever writes flushes.
    #[must_use]
    pub fn stream(&self) -> impl Write + Send + use<> {
        BufWriter::new(Stream(std::io::stdout()))
    }

    /// One JSON value on one line of stdout.
    pub fn json_line(&self, value: &impl Serialize) {
        match serde_json::to_string(value) {
            Ok(line) => self.data(line),
            Err(error) => self.error(&error),
        }
    }

    /// A message on stderr, unless `--quiet`.
    pub fn message(&self, text: impl Display) {
        if !self.quiet {
            self.line(text);
        }
    }

    /// A line on stderr that scripts wait for: printed whatever `--quiet` says.
    pub fn line(&self, text: impl Display) {
        write_line(std::io::stderr().lock(), &text);
    }

    /// An error on stderr.
    pub fn error(&self, text: impl Display) {
        self.line(format_args!("error: {text}"));
    }

    /// A failed command: an object with `--json`, else a sentence and its advice, on stderr.
    pub fn failure(&self, failure: &Failure) {
        if self.json {
            self.line(serde_json::json!({
                "error": failure.message,
                "help": failure.help,
                "exit": failure.exit as u8,
            }));
            return;
        }
        self.error(&failure.message);
        if let Some(help) = &failure.help {
            self.line(format_args!("  help: {help}"));
        }
    }

    /// Whether a progress bar has a terminal to be drawn on and is wanted.
    #[must_use]
    pub fn shows_progress(&self) -> bool {
        !self.quiet && !self.json && std::io::stderr().is_terminal()
    }
}

fn write_line(mut stream: impl Write, text: &impl Display) {
    // The only failure that happens in practice is a pipe that the reader closed.
    let _ = writeln!(stream, "{text}").and_then(|()| stream.flush());
}

/// Standard output, to which a closed pipe is no failure.
struct Stream(Stdout);

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(bytes.len()),
            done => done,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            done => done,
        }
    }
}
