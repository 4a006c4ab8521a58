//! Keys that stand for something, and figures that are part of something.

use std::sync::Arc;

use entity::vocabulary::nearest;

use super::{Look, index::Found};
use crate::operations::{
    dossier::{At, Dossier, Reading, Target},
    violation::{Code, Violation},
};

impl<'a> Look<'a> {
    /// What a key stands for; nothing is a violation.
    pub(super) fn entity(&mut self, dossier: &Dossier, field: &str, key: &At<String>) -> Found<'a> {
        let found = self.index.find(&key.value);
        if found == Found::Nothing {
            let violation = self.dangling(&dossier.file, field, key);
            self.violations.push(violation);
        }
        found
    }

    /// A figure's key, which must stand for one.
    pub(super) fn figure_key(&mut self, dossier: &Dossier, field: &str, key: &At<String>) {
        if self.index.has_figure(&key.value) {
            return;
        }
        let message = format!(
            "no figure in {} has the key `{}`",
            self.known.places(),
            key.value
        );
        let violation = Violation::new(
            &dossier.file,
            key.position,
            field,
            Code::DanglingKey,
            message,
        )
        .expected("the key of a figure")
        .nearest(self.index.nearest_figure(&key.value));
        self.violations.push(violation);
    }

    /// References in parts that could not be read are followed all the same.
    pub(super) fn loose(&mut self, reading: &Reading) {
        let Some(file) = reading
            .violations
            .first()
            .map(|violation| violation.file.clone())
        else {
            return;
        };
        for loose in &reading.loose {
            let violation = match loose.to {
                Target::Entity if self.index.find(&loose.key.value) == Found::Nothing => {
                    self.dangling(&file, &loose.field, &loose.key)
                }
                // Without its frame nothing is known of a dossier's spans.
                Target::Span
                    if reading.dossier.is_some()
                        && !self.index.names_span(self.place, &loose.key.value) =>
                {
                    self.unnamed_span(&file, &loose.field, &loose.key)
                }
                Target::Entity | Target::Span => continue,
            };
            self.violations.push(violation);
        }
    }

    /// A citation's span, which its dossier must name.
    pub(super) fn named_span(&mut self, dossier: &Dossier, field: &str, name: &At<String>) {
        if !self.index.names_span(self.place, &name.value) {
            let violation = self.unnamed_span(&dossier.file, field, name);
            self.violations.push(violation);
        }
    }

    fn unnamed_span(&self, file: &Arc<str>, field: &str, name: &At<String>) -> Violation {
        let message = format!("no span of this dossier is named `{}`", name.value);
        let near = nearest(&name.value, self.index.span_names(self.place));
        Violation::new(file, name.position, field, Code::UnknownSpan, message)
            .expected("a name that stands under `spans`")
            .nearest(near)
    }

    fn dangling(&self, file: &Arc<str>, field: &str, key: &At<String>) -> Violation {
        let message = self.names_nothing(&key.value);
        Violation::new(file, key.position, field, Code::DanglingKey, message)
            .expected("the key of an entity")
            .nearest(self.index.nearest_entity(&key.value))
    }

    fn names_nothing(&self, key: &str) -> String {
        format!("no entity in {} has the key `{key}`", self.known.places())
    }
}
