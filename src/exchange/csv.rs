//! Lines of CSV, as RFC 4180 has them, UTF-8.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe before it. Numbers are
//! numbers. Not here: which columns there are (`graph`, and `http` for rows).

/// What stands between two commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell(String);

impl Cell {
    /// A value that is no text, as it stands.
    #[must_use]
    pub fn value(value: &impl ToString) -> Self {
        Self(value.to_string())
    }

    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let is_formula =
            text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        let guard = if is_formula { "'" } else { "" };
        if text.contains([',', '"', '\r', '\n']) {
            Self(format!("\"{guard}{}\"", text.replace('"', "\"\"")))
        } else {
            Self(format!("{guard}{text}"))
        }
    }
}

/// A line with its end; an empty cell is what has no value.
#[must_use]
pub fn line(cells: impl IntoIterator<Item = Cell>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| cell.0).collect();
    cells.join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::{Cell, line};

    #[test]
    fn a_text_is_never_a_formula_and_a_number_is_a_number() {
        let texts = ["=1+1", "＝1", "-1", "a=b", "a,b", "=\"x\"", ""].map(Cell::text);
        let cells = texts.into_iter().chain([Cell::value(&-1)]);
        assert_eq!(
            line(cells),
            "'=1+1,'＝1,'-1,a=b,\"a,b\",\"'=\"\"x\"\"\",,-1\r\n"
        );
    }
}
