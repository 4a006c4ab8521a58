//! Judging dossiers: everything that is wrong, across all files of an import at once.
//!
//! The rules of one file's form are checked while it is read (`exchange`); here are those
//! that need several facts, the vocabulary's tables, the document's text or what is stored.
//! Nothing is repaired. Without a database nothing is known beyond the files given: keys
//! that stand in none of them dangle. To add a rule: a code in `violation`, a check in the
//! module of its noun, a test that shows line and column.

use super::{
    dossier::{Cite, Dossier, Reading},
    drafting,
    violation::{Code, Position, Violation},
};

mod blocks;
mod figures;
mod index;
mod known;
mod persons;
mod quotes;
mod references;
mod relations;
mod spans;
mod tiers;

pub use index::Index;
pub use known::Known;

use entity::draft::Batch;

/// What judging gave: the facts, and all that is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The facts of all dossiers, joined by key; to be recorded only without violations.
    pub batch: Batch,
    /// Everything that is wrong, by file and place.
    pub violations: Vec<Violation>,
}

/// Judges what was read against itself and against what is known.
#[must_use]
pub fn check(readings: &[Reading], known: &Known) -> Checked {
    let index = Index::of(readings, known);
    let mut violations: Vec<Violation> = readings
        .iter()
        .flat_map(|reading| reading.violations.iter().cloned())
        .collect();
    violations.extend(Index::duplicate_dossiers(readings));
    for (place, reading) in readings.iter().enumerate() {
        let mut look = Look {
            index: &index,
            known,
            place,
            violations: Vec::new(),
        };
        if let Some(dossier) = &reading.dossier {
            look.dossier(dossier);
        }
        look.loose(reading);
        violations.extend(look.violations);
    }
    violations.extend(spans::conflicts(readings));
    let (batch, conflicts) = drafting::batch(readings, known);
    violations.extend(conflicts);
    violations.extend(tiers::raised(readings, &batch, known));
    violations.sort_by(|a, b| {
        (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code))
    });
    violations.dedup();
    Checked { batch, violations }
}

/// A look at one dossier, with all that surrounds it.
struct Look<'a> {
    index: &'a Index<'a>,
    known: &'a Known,
    place: usize,
    violations: Vec<Violation>,
}

impl<'a> Look<'a> {
    fn dossier(&mut self, dossier: &'a Dossier) {
        self.spans(dossier);
        self.quotes(dossier);
        for block in dossier.blocks() {
            self.block(dossier, block);
        }
        for relation in &dossier.relations {
            self.relation(dossier, relation);
        }
        for figure in &dossier.figures {
            self.figure(dossier, figure);
        }
        for note in &dossier.notes {
            self.note(dossier, note);
        }
    }

    /// Adds a violation, to be completed by the caller.
    #[expect(
        clippy::too_many_arguments,
        reason = "a violation is these five, said once each"
    )]
    fn refuse(
        &mut self,
        dossier: &Dossier,
        position: Position,
        field: String,
        code: Code,
        message: String,
    ) -> &mut Violation {
        let violation = Violation::new(&dossier.file, position, field, code, message);
        self.violations.push(violation);
        let last = self.violations.len() - 1;
        &mut self.violations[last]
    }

    /// A fact rests on spans that its dossier names.
    fn cites(&mut self, dossier: &Dossier, path: &str, cites: &[Cite]) {
        for cite in cites {
            self.named_span(dossier, &format!("{path}.cite"), &cite.span);
            if let Some(note) = &cite.note {
                self.contacts(dossier, cite.span.position, &format!("{path}.cite"), note);
            }
        }
    }

    fn rests_on_something(
        &mut self,
        dossier: &Dossier,
        position: Position,
        path: &str,
        cites: &[Cite],
    ) {
        if cites.is_empty() {
            let message = "a fact without a citation".to_owned();
            let field = format!("{path}.cite");
            self.refuse(dossier, position, field, Code::CitationMissing, message)
                .expected = Some("the name of the span that supports it".to_owned());
        }
    }
}
