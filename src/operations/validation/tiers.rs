//! Who may see what: contact details are never public, and an import shows nothing to more
//! than may see it now.

use std::collections::HashMap;

use entity::{
    draft::{Batch, Content, Draft},
    id::Noun,
    vocabulary::Tier,
};

use super::{Known, Look};
use crate::operations::{
    dossier::{Dossier, IdentifierBlock, Reading, key},
    drafting::origin_of_names,
    violation::{Code, Position, Violation},
};

/// Beginnings of schemes of contact details.
const CONTACTS: &[&str] = &[
    "email",
    "e-mail",
    "mail",
    "phone",
    "telephone",
    "tel",
    "mobile",
    "fax",
    "address",
    "contact",
    "telefon",
    "talrunis",
    "adrese",
    "epasts",
    "e-pasts",
];

impl Look<'_> {
    pub(super) fn contact_scheme(
        &mut self,
        dossier: &Dossier,
        path: &str,
        identifier: &IdentifierBlock,
    ) {
        let scheme = identifier.scheme.value.as_str();
        if CONTACTS.iter().any(|contact| scheme.starts_with(contact)) {
            let message = format!("`{scheme}` is a contact detail, which is never PUBLIC");
            let field = format!("{path}.visibility");
            let position = identifier.scheme.position;
            self.refuse(dossier, position, field, Code::TierTooLow, message)
                .expected = Some("PARTNER or higher".to_owned());
        } else {
            let field = format!("{path}.value");
            let position = identifier.value.position;
            self.contacts(dossier, position, &field, &identifier.value.value);
        }
    }

    /// A public text without addresses of mail and numbers of telephones.
    pub(super) fn contacts(
        &mut self,
        dossier: &Dossier,
        position: Position,
        field: &str,
        text: &str,
    ) {
        let detail = if holds_address(text) {
            "an address of mail"
        } else if holds_number(text) {
            "a number of a telephone"
        } else {
            return;
        };
        let message = format!("a PUBLIC text holds {detail}");
        self.refuse(
            dossier,
            position,
            field.to_owned(),
            Code::TierTooLow,
            message,
        )
        .expected = Some("contact details as identifiers, PARTNER or higher".to_owned());
    }
}

fn holds_address(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(user, host)| {
            user.chars().next_back().is_some_and(char::is_alphanumeric)
                && host.starts_with(char::is_alphanumeric)
                && host.contains('.')
        })
    })
}

fn holds_number(text: &str) -> bool {
    text.match_indices('+').any(|(at, _)| {
        let digits = text[at + 1..]
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '\u{a0}'))
            .filter(char::is_ascii_digit)
            .count();
        digits >= 8
    })
}

/// Facts that the import would show to more than may see them now.
pub(super) fn raised(readings: &[Reading], batch: &Batch, known: &Known) -> Vec<Violation> {
    if known.visibility.is_empty() {
        return Vec::new();
    }
    let mut opened = HashMap::new();
    collect(&batch.entities, known, &mut opened);
    collect(&batch.names, known, &mut opened);
    collect(&batch.identifiers, known, &mut opened);
    collect(&batch.relations, known, &mut opened);
    collect(&batch.figures, known, &mut opened);
    collect(&batch.notes, known, &mut opened);
    let dossiers = readings
        .iter()
        .filter_map(|reading| reading.dossier.as_ref());
    dossiers
        .flat_map(|dossier| opened_in(dossier, &opened))
        .collect()
}

/// The tiers, stored and new, of facts that would be opened wider.
type Opened = HashMap<(Noun, String), (Tier, Tier)>;

fn collect<T: Content>(drafts: &[Draft<T>], known: &Known, opened: &mut Opened) {
    for draft in drafts {
        let key = (T::NOUN, draft.content.key().to_owned());
        if let Some(stored) = known.visibility.get(&key)
            && stored.rank() > draft.visibility.rank()
        {
            opened.insert(key, (*stored, draft.visibility));
        }
    }
}

fn opened_in(dossier: &Dossier, opened: &Opened) -> Vec<Violation> {
    let mut places: Vec<(Noun, String, String, Position)> = Vec::new();
    for block in dossier.blocks() {
        let entity = block.key.value.clone();
        if block.declaration.is_some() {
            places.push((
                Noun::Entity,
                entity.clone(),
                block.path.clone(),
                block.visibility.position,
            ));
        }
        places.extend(origin_of_names(block).map(|(key, path, at)| (Noun::Name, key, path, at)));
        for identifier in &block.identifiers {
            let key =
                key::of_identifier(&entity, &identifier.scheme.value, &identifier.value.value);
            let path = format!("{}.identifiers[{}]", block.path, identifier.index);
            places.push((Noun::Identifier, key, path, identifier.scheme.position));
        }
    }
    for relation in &dossier.relations {
        let path = format!("relations[{}]", relation.index);
        places.push((
            Noun::Relation,
            key::of_relation(relation),
            path,
            relation.visibility.position,
        ));
    }
    for figure in &dossier.figures {
        let path = format!("figures[{}]", figure.index);
        places.push((
            Noun::Figure,
            key::of_figure(figure),
            path,
            figure.visibility.position,
        ));
    }
    for (key, note) in key::of_notes(dossier) {
        let path = format!("notes[{}]", note.index);
        places.push((Noun::Note, key, path, note.visibility.position));
    }
    places
        .into_iter()
        .filter_map(|(noun, key, path, position)| {
            let (stored, new) = opened.get(&(noun, key))?;
            let message = format!("it is stored as {stored}; an import may not show it as {new}");
            let field = format!("{path}.visibility");
            let violation = Violation::new(
                &dossier.file,
                position,
                field,
                Code::VisibilityRaised,
                message,
            );
            Some(violation.expected(format!("{stored} or higher")))
        })
        .collect()
}
