//! Keys that stand for something, and figures that are part of something.

use super::{Look, index::Found};
use crate::operations::{
    dossier::{At, Dossier, Reading},
    violation::{Code, Violation},
};

impl<'a> Look<'a> {
    /// What a key stands for; nothing is a violation.
    pub(super) fn entity(&mut self, dossier: &Dossier, field: &str, key: &At<String>) -> Found<'a> {
        let found = self.index.find(&key.value);
        if found == Found::Nothing {
            let violation = self.dangling(dossier, field, key);
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
        for (field, key) in &reading.loose {
            if self.index.find(&key.value) == Found::Nothing {
                let message = self.names_nothing(&key.value);
                self.violations.push(
                    Violation::new(&file, key.position, field, Code::DanglingKey, message)
                        .nearest(self.index.nearest_entity(&key.value)),
                );
            }
        }
    }

    fn dangling(&self, dossier: &Dossier, field: &str, key: &At<String>) -> Violation {
        let message = self.names_nothing(&key.value);
        Violation::new(
            &dossier.file,
            key.position,
            field,
            Code::DanglingKey,
            message,
        )
        .expected("the key of an entity")
        .nearest(self.index.nearest_entity(&key.value))
    }

    fn names_nothing(&self, key: &str) -> String {
        format!("no entity in {} has the key `{key}`", self.known.places())
    }
}
