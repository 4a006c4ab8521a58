//! How rows are written: CSV, a JSON array, or JSON lines.

use axum::http::HeaderValue;
use serde_json::Value;

use crate::exchange::csv::{Cell, line};

/// A form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// RFC 4180, UTF-8, with a header.
    Csv,
    /// One array of objects.
    Json,
    /// One object a line.
    Ndjson,
}

impl Format {
    /// The form that an ending stands for.
    pub(super) fn of(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "ndjson" => Some(Self::Ndjson),
            _ => None,
        }
    }

    /// The value of `Content-Type`.
    pub(super) const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Json => "application/json; charset=utf-8",
            Self::Ndjson => "application/x-ndjson; charset=utf-8",
        })
    }

    /// A piece of the file: the first has the header, the last what closes it.
    pub(super) fn piece(self, columns: &[&str], rows: &[Value], first: bool, last: bool) -> String {
        match self {
            Self::Csv => {
                let header = if first {
                    line(columns.iter().copied().map(Cell::text))
                } else {
                    String::new()
                };
                let cells = |row: &Value| line(columns.iter().map(|column| cell(&row[*column])));
                header + &rows.iter().map(cells).collect::<String>()
            }
            Self::Ndjson => {
                let rows = rows.iter().map(|row| object(columns, row) + "\n");
                rows.collect()
            }
            Self::Json => {
                let rows: Vec<String> = rows.iter().map(|row| object(columns, row)).collect();
                let open = match (first, rows.is_empty()) {
                    (true, _) => "[\n",
                    (false, true) => "",
                    (false, false) => ",\n",
                };
                let close = if last { "\n]\n" } else { "" };
                format!("{open}{}{close}", rows.join(",\n"))
            }
        }
    }
}

/// A row with its columns in their order, and no others.
fn object(columns: &[&str], row: &Value) -> String {
    let pairs = columns.iter().map(|column| {
        let name = Value::from(*column);
        format!("{name}:{}", row[*column])
    });
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::default(),
        Value::String(text) => Cell::text(text),
        other => Cell::value(other),
    }
}
