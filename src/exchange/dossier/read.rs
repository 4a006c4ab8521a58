//! Reading a file: one dossier at a time, one item at a time.
//!
//! A file may hold several dossiers, as YAML documents of one stream. The long lists are
//! decoded item by item, so that no tree of a whole file stands in memory. Not here: the
//! bounds of YAML (`compose`) and what a value must be (`check`).

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use saphyr_parser::Event;
use sha2::{Digest, Sha256};

use super::{
    compose::{Events, Step, Stop},
    fields::DOSSIER,
    node::Entry,
    rules::TextRule,
    shape::{Field, Shape},
};
use crate::operations::{
    dossier::{Dossier, Reading},
    violation::{Code, Position, Violation},
};

mod frame;

use frame::Frame;

/// Reads the one dossier of a text.
///
/// # Errors
/// Every violation of the text, or that it does not hold exactly one dossier.
pub fn parse(file: &str, text: &str) -> Result<Dossier, Vec<Violation>> {
    let mut dossiers = Vec::new();
    let mut violations = Vec::new();
    for reading in read(file, text) {
        violations.extend(reading.violations);
        dossiers.extend(reading.dossier);
    }
    match (dossiers.pop(), violations.is_empty()) {
        (Some(dossier), true) if dossiers.is_empty() => Ok(dossier),
        (Some(second), true) => {
            let message = "a second dossier begins here, where one was asked for";
            Err(vec![Violation::new(
                &second.file,
                second.key.position,
                "dossier",
                Code::DuplicateDossier,
                message,
            )])
        }
        _ => Err(violations),
    }
}

/// Reads the dossiers of a text one after the other.
#[must_use]
pub fn read<'t>(file: &str, text: &'t str) -> Dossiers<'t> {
    let file: Arc<str> = file.into();
    Dossiers {
        events: Events::new(&file, text.strip_prefix('\u{feff}').unwrap_or(text)),
        text,
        file,
        met: 0,
        ended: false,
    }
}

/// The dossiers of a text.
pub struct Dossiers<'t> {
    events: Events<'t>,
    text: &'t str,
    file: Arc<str>,
    met: usize,
    ended: bool,
}

impl Iterator for Dossiers<'_> {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        while !self.ended {
            match self.document() {
                Ok(None) => {}
                Ok(Some(reading)) => return Some(reading),
                Err(Stop) => {
                    self.ended = true;
                    return Some(self.nothing(false));
                }
            }
        }
        None
    }
}

impl Dossiers<'_> {
    /// The next document of the stream, when the next event begins one.
    fn document(&mut self) -> Result<Option<Reading>, Stop> {
        match self.events.next()? {
            (Event::DocumentStart(_), position) => self.dossier(position),
            (Event::StreamEnd, _) => {
                self.ended = true;
                if self.met > 0 {
                    return Ok(None);
                }
                let start = Position { line: 1, column: 1 };
                self.events
                    .refuse(start, Code::Empty, "the file holds no dossier");
                Ok(Some(self.nothing(true)))
            }
            _ => Ok(None),
        }
    }

    fn dossier(&mut self, start: Position) -> Result<Option<Reading>, Stop> {
        let step = self.events.next()?;
        if matches!(&step.0, Event::Scalar(text, ..) if text.is_empty()) {
            return Ok(None);
        }
        self.met += 1;
        let position = step.1;
        let mut frame = Frame::new(&self.file, position);
        let read = match step.0 {
            Event::MappingStart(0, None) => self.fields(&mut frame),
            _ => self.no_mapping(&mut frame, step),
        };
        if read.is_err() {
            self.ended = true;
            frame.incomplete();
        }
        let end = match read {
            Ok(()) => self.events.next().ok().map(|(_, end)| end),
            Err(Stop) => None,
        };
        let alone = self.met == 1 && self.events.at_end();
        let sha256 = match end {
            Some(end) if !alone => hash(lines(self.text, start.line, end.line)),
            _ => hash(self.text),
        };
        let refused = std::mem::take(&mut self.events.violations);
        Ok(Some(frame.finish(sha256, refused)))
    }

    fn no_mapping(&mut self, frame: &mut Frame, step: Step<'_>) -> Result<(), Stop> {
        let node = self.events.node(step, 1)?;
        frame.checker.wrong_type(&node, &Shape::Record(&DOSSIER));
        Ok(())
    }

    /// The fields of a dossier, each read as it comes.
    fn fields(&mut self, frame: &mut Frame) -> Result<(), Stop> {
        let mut seen = HashSet::new();
        loop {
            let step = match self.events.next()? {
                (Event::MappingEnd, _) => break,
                step => step,
            };
            let key_position = step.1;
            let key = self.events.key(step, 1)?;
            let value = self.events.next()?;
            let Some(key) = key else {
                self.events.node(value, 1)?;
                continue;
            };
            let known = DOSSIER.field(&key);
            let fresh = known.is_some_and(|field| seen.insert(field.name));
            match known {
                Some(field) if fresh => self.field(frame, field, value)?,
                _ => {
                    let value = self.events.node(value, 1)?;
                    let entry = Entry {
                        key,
                        key_position,
                        value,
                    };
                    match known {
                        Some(_) => frame.checker.duplicate(&entry),
                        None => frame.checker.unknown_field(&entry, &DOSSIER),
                    }
                }
            }
        }
        frame.missing(&seen);
        Ok(())
    }

    fn field(
        &mut self,
        frame: &mut Frame,
        field: &'static Field,
        step: Step<'_>,
    ) -> Result<(), Stop> {
        match (&field.shape, &step.0) {
            (Shape::List(shape), Event::SequenceStart(0, None)) => {
                self.items(frame, field, shape, step.1)
            }
            (Shape::Map(rule, shape), Event::MappingStart(0, None)) => {
                self.entries(frame, field, (rule, shape), step.1)
            }
            _ => {
                let node = self.events.node(step, 1)?;
                frame.single(field, node);
                Ok(())
            }
        }
    }

    fn items(
        &mut self,
        frame: &mut Frame,
        field: &'static Field,
        shape: &Shape,
        position: Position,
    ) -> Result<(), Stop> {
        let mut place = 0;
        loop {
            let step = match self.events.next()? {
                (Event::SequenceEnd, _) => break,
                step => step,
            };
            let node = self.events.node(step, 2)?;
            frame.item(field.name, shape, place, node);
            place += 1;
        }
        if place == 0 {
            frame.empty(field, position);
        }
        Ok(())
    }

    fn entries(
        &mut self,
        frame: &mut Frame,
        field: &'static Field,
        (rule, shape): (&'static TextRule, &Shape),
        position: Position,
    ) -> Result<(), Stop> {
        let mut seen = HashSet::new();
        loop {
            let step = match self.events.next()? {
                (Event::MappingEnd, _) => break,
                step => step,
            };
            let key_position = step.1;
            let key = self.events.key(step, 2)?;
            let value = self.events.next()?;
            let value = self.events.node(value, 2)?;
            let Some(key) = key else { continue };
            let fresh = seen.insert(key.clone());
            let entry = Entry {
                key,
                key_position,
                value,
            };
            frame.entry(field.name, (rule, shape), entry, fresh);
        }
        if seen.is_empty() {
            frame.empty(field, position);
        }
        Ok(())
    }

    /// A reading without a dossier, with what was refused.
    fn nothing(&mut self, complete: bool) -> Reading {
        Reading {
            dossier: None,
            unread: BTreeSet::new(),
            complete,
            loose: Vec::new(),
            violations: std::mem::take(&mut self.events.violations),
        }
    }
}

fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// The lines from one to another, both within, counted from 1.
fn lines(text: &str, first: u32, last: u32) -> &str {
    let start_of = |line: u32| {
        text.match_indices('\n')
            .nth((line as usize).wrapping_sub(2))
            .map_or(if line <= 1 { 0 } else { text.len() }, |(at, _)| at + 1)
    };
    let (start, end) = (start_of(first), start_of(last.saturating_add(1)));
    text.get(start..end).unwrap_or(text)
}
