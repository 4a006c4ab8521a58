//! Histories: a line of JSON for every row, between a first line that says what this is and
//! a last that tells whether all of it is there.
//!
//! The last line counts the rows and carries the SHA-256 of every byte before it, so that a
//! file that was cut off or changed on its way is refused. Not here: what the rows are
//! (`store`) and where they go (`operations::history`).

use std::{
    io::{self, BufRead, Write},
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::operations::{
    history::HistoryRow,
    violation::{Code, Position, Violation},
};

/// How a history begins, by which it is told from a dossier.
pub const BEGINNING: &[u8] = b"{\"stakegraph\":\"history\"";

/// The number of this format.
const FORMAT: u32 = 1;

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    stakegraph: String,
    format: u32,
}

/// The last line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Last {
    end: End,
}

/// What the last line tells.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    rows: u64,
    sha256: String,
}

/// Writes a history.
pub struct Writer<W> {
    out: W,
    hash: Sha256,
    rows: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a history.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(out: W) -> io::Result<Self> {
        let mut writer = Self {
            out,
            hash: Sha256::new(),
            rows: 0,
        };
        writer.line(&First {
            stakegraph: "history".to_owned(),
            format: FORMAT,
        })?;
        Ok(writer)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, row: &HistoryRow) -> io::Result<()> {
        self.rows += 1;
        self.line(row)
    }

    /// Writes the last line, without which the history is incomplete; how many rows it has.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<u64> {
        let sha256 = hex::encode(self.hash.clone().finalize());
        let rows = self.rows;
        self.line(&Last {
            end: End { rows, sha256 },
        })?;
        self.out.flush()?;
        Ok(rows)
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        self.hash.update(&bytes);
        self.out.write_all(&bytes)
    }
}

/// Reads a history: its rows, and what is wrong with it, with file and line.
pub fn read<R: BufRead>(file: &str, input: R) -> Reader<R> {
    Reader {
        file: file.into(),
        input,
        hash: Sha256::new(),
        line: 0,
        rows: 0,
        state: State::First,
    }
}

/// A history while it is read.
pub struct Reader<R> {
    file: Arc<str>,
    input: R,
    hash: Sha256,
    line: u32,
    rows: u64,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    First,
    Rows,
    Ended,
    Done,
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<HistoryRow, Box<Violation>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.state == State::Done {
                return None;
            }
            let mut bytes = Vec::new();
            self.line = self.line.saturating_add(1);
            match self.input.read_until(b'\n', &mut bytes) {
                Err(error) => {
                    self.state = State::Done;
                    let why = error.to_string();
                    return Some(Err(self.violation(1, "", Code::Unreadable, why).into()));
                }
                Ok(0) => return self.over().map(|violation| Err(violation.into())),
                Ok(_) => {}
            }
            let understood = self.understand(&bytes);
            self.hash.update(&bytes);
            if let Some(told) = understood.transpose() {
                return Some(told);
            }
        }
    }
}

impl<R> Reader<R> {
    fn understand(&mut self, bytes: &[u8]) -> Result<Option<HistoryRow>, Box<Violation>> {
        match self.state {
            State::First => {
                self.state = State::Rows;
                let first: First = self.parse(bytes)?;
                if first.format == FORMAT && first.stakegraph == "history" {
                    return Ok(None);
                }
                self.state = State::Done;
                let message = format!("format {} is not known here", first.format);
                let violation = self.violation(1, "format", Code::UnknownFormat, message);
                Err(violation.expected(FORMAT.to_string()).into())
            }
            State::Rows => {
                if !bytes.starts_with(b"{\"end\"") {
                    self.rows += 1;
                    return self.parse(bytes).map(Some);
                }
                let Last { end } = self.parse(bytes)?;
                self.state = State::Ended;
                self.compare(&end).map(|()| None)
            }
            State::Ended | State::Done => {
                self.state = State::Done;
                let message = "something follows the last line";
                Err(self
                    .violation(1, "", Code::Incomplete, message.to_owned())
                    .into())
            }
        }
    }

    fn compare(&self, end: &End) -> Result<(), Box<Violation>> {
        let here = End {
            rows: self.rows,
            sha256: hex::encode(self.hash.clone().finalize()),
        };
        if *end == here {
            return Ok(());
        }
        let message = format!(
            "{} rows with the hash {} were written, and {} with {} are here",
            end.rows, end.sha256, here.rows, here.sha256
        );
        Err(self.violation(1, "end", Code::Incomplete, message).into())
    }

    fn over(&mut self) -> Option<Violation> {
        let complete = self.state == State::Ended;
        self.state = State::Done;
        let message = "the last line is missing, so the history was cut off";
        (!complete).then(|| self.violation(1, "", Code::Incomplete, message.to_owned()))
    }

    fn parse<'de, T: Deserialize<'de>>(&self, bytes: &'de [u8]) -> Result<T, Box<Violation>> {
        let mut json = serde_json::Deserializer::from_slice(bytes.trim_ascii_end());
        serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let field = error.path().to_string();
            let inner = error.inner();
            let text = inner.to_string();
            let place = format!(" at line {} column {}", inner.line(), inner.column());
            let message = text.strip_suffix(&place).unwrap_or(&text).to_owned();
            let code = match inner.classify() {
                serde_json::error::Category::Data if message.starts_with("unknown field") => {
                    Code::UnknownField
                }
                serde_json::error::Category::Data => Code::BadValue,
                _ => Code::Syntax,
            };
            let column = u32::try_from(inner.column()).unwrap_or(u32::MAX);
            self.violation(column.max(1), &field, code, message).into()
        })
    }

    fn violation(&self, column: u32, field: &str, code: Code, message: String) -> Violation {
        let position = Position {
            line: self.line,
            column,
        };
        Violation::new(&self.file, position, field, code, message)
    }
}
