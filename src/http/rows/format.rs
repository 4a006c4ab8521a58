//! How rows are written: CSV, a JSON array, or JSON lines.

use axum::http::HeaderValue;
use serde_json::Value;

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
                    line(columns.iter().copied())
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

fn line(cells: impl Iterator<Item = impl AsRef<str>>) -> String {
    let cells: Vec<String> = cells.map(|cell| quoted(cell.as_ref())).collect();
    cells.join(",") + "\r\n"
}

/// A value as the text of a cell; null is empty.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => guarded(text),
        other => other.to_string(),
    }
}

/// A text that a spreadsheet would take for a formula, made a text again.
fn guarded(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
