//! From the events of the YAML parser to nodes, within bounds.
//!
//! A dossier is plain: mappings, lists and scalars. Anchors, aliases and tags are refused,
//! which rules out files that swell when their aliases are followed; depth is bounded, so
//! that no file can exhaust the stack. Not here: what the nodes mean (`check`, `decode`).

use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, StrInput};

use super::node::{Data, Entry, Node, Scalar};
use crate::operations::violation::{Code, Position, Violation};

/// The deepest nesting that is read; a dossier needs six.
const DEPTH_MAX: usize = 16;

/// The events of a file, with what was refused on the way.
pub(super) struct Events<'t> {
    parser: Parser<'t, StrInput<'t>>,
    file: Arc<str>,
    pub(super) violations: Vec<Violation>,
}

/// Reading cannot go on; why stands among the violations.
#[derive(Debug)]
pub(super) struct Stop;

/// An event, and where it starts.
pub(super) type Step<'t> = (Event<'t>, Position);

impl<'t> Events<'t> {
    pub(super) fn new(file: &Arc<str>, text: &'t str) -> Self {
        Self {
            parser: Parser::new_from_str(text),
            file: Arc::clone(file),
            violations: Vec::new(),
        }
    }

    /// The next event; at the end of the stream it is `StreamEnd`, again and again.
    pub(super) fn next(&mut self) -> Result<Step<'t>, Stop> {
        match self.parser.next_event() {
            None => Ok((Event::StreamEnd, Position::default())),
            Some(Ok((event, span))) => Ok((event, position(&span.start))),
            Some(Err(error)) => {
                let message = format!("this is not YAML: {}", error.info());
                self.refuse(position(error.marker()), Code::Syntax, &message);
                Err(Stop)
            }
        }
    }

    /// Whether the stream ends here; an error is left for the next step to report.
    pub(super) fn at_end(&mut self) -> bool {
        matches!(self.parser.peek(), None | Some(Ok((Event::StreamEnd, _))))
    }

    /// The node that starts with an event.
    pub(super) fn node(&mut self, (event, position): Step<'_>, depth: usize) -> Result<Node, Stop> {
        if depth > DEPTH_MAX {
            self.refuse(
                position,
                Code::TooDeep,
                "lists and mappings are nested too deep",
            );
            return Err(Stop);
        }
        let refused = self.refused(&event, position);
        let data = match event {
            Event::Scalar(text, style, ..) => {
                let meaning = match style {
                    ScalarStyle::Plain => Scalar::of_plain(&text),
                    _ => Scalar::Text,
                };
                Data::Scalar(text.into_owned(), meaning)
            }
            Event::SequenceStart(..) => self.list(depth)?,
            Event::MappingStart(..) => self.map(depth)?,
            _ => Data::Broken,
        };
        let data = if refused { Data::Broken } else { data };
        Ok(Node { position, data })
    }

    /// The key of a mapping that starts with an event; none when it is no scalar.
    pub(super) fn key(&mut self, step: Step<'_>, depth: usize) -> Result<Option<String>, Stop> {
        let position = step.1;
        match self.node(step, depth)?.data {
            Data::Scalar(text, _) => Ok(Some(text)),
            Data::Broken => Ok(None),
            Data::List(_) | Data::Map(_) => {
                let message = "a key is text, not a list or a mapping";
                self.refuse(position, Code::UnsupportedYaml, message);
                Ok(None)
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Data, Stop> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Data::List(items)),
                step => items.push(self.node(step, depth + 1)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Data, Stop> {
        let mut entries = Vec::new();
        loop {
            let step = match self.next()? {
                (Event::MappingEnd, _) => return Ok(Data::Map(entries)),
                step => step,
            };
            let key_position = step.1;
            let key = self.key(step, depth + 1)?;
            let value = self.next()?;
            let value = self.node(value, depth + 1)?;
            if let Some(key) = key {
                entries.push(Entry {
                    key,
                    key_position,
                    value,
                });
            }
        }
    }

    /// Refuses what dossiers do not use; a dossier is read by people, who follow no references.
    fn refused(&mut self, event: &Event<'_>, position: Position) -> bool {
        let (anchor, tag) = match event {
            Event::Scalar(_, _, anchor, tag)
            | Event::SequenceStart(anchor, tag)
            | Event::MappingStart(anchor, tag) => (*anchor, tag.is_some()),
            Event::Alias(_) => (1, false),
            _ => (0, false),
        };
        if anchor != 0 {
            let message = "anchors and aliases are not read; write it out";
            self.refuse(position, Code::UnsupportedYaml, message);
        }
        if tag {
            let message = "tags are not read; leave it out";
            self.refuse(position, Code::UnsupportedYaml, message);
        }
        anchor != 0 || tag
    }

    pub(super) fn refuse(&mut self, position: Position, code: Code, message: &str) {
        let violation = Violation::new(&self.file, position, "", code, message);
        self.violations.push(violation);
    }
}

fn position(marker: &Marker) -> Position {
    let bounded = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Position {
        line: bounded(marker.line()),
        column: bounded(marker.col()).saturating_add(1),
    }
}
