//! What must not be recorded of a person: ethnicity, religion, health.
//!
//! Fields and roles by such names are refused while reading; here are groups and texts.

use entity::vocabulary::{EntityKind, OrganisationType, RelationKind};

use super::{Look, index::Found};
use crate::operations::{
    dossier::{At, Dossier, EntityBlock, RelationBlock},
    sensitive,
    violation::{Code, Position},
};

impl Look<'_> {
    /// A named person in a group that is described by a people, and what is noted of it.
    pub(super) fn person_in_relation(
        &mut self,
        dossier: &Dossier,
        path: &str,
        relation: &RelationBlock,
        subject: Found<'_>,
    ) {
        if !matches!(subject, Found::Entity(EntityKind::Person, _)) {
            return;
        }
        for (place, note) in relation.cite.iter().enumerate() {
            if let Some(text) = &note.note {
                let field = format!("{path}.cite[{place}].note");
                self.said_of_person(dossier, note.span.position, &field, text);
            }
        }
        if let Some(rule) = &relation.rule {
            self.said_of_person(dossier, relation.position, &format!("{path}.rule"), rule);
        }
        if !self.is_named(&relation.subject.value) {
            return;
        }
        let joins = matches!(
            relation.kind.value,
            RelationKind::MemberOf | RelationKind::Represents | RelationKind::WorksFor
        );
        if joins {
            self.in_group(dossier, &format!("{path}.object"), &relation.object);
        }
        if let Some(actor) = &relation.on_behalf_of {
            self.in_group(dossier, &format!("{path}.onBehalfOf"), actor);
        }
    }

    fn in_group(&mut self, dossier: &Dossier, field: &str, group: &At<String>) {
        let is_group = self.index.find(&group.value)
            == Found::Entity(
                EntityKind::Organisation,
                Some(OrganisationType::Group.as_str()),
            );
        let described = sensitive::names_people(&group.value)
            || self.index.declared(&group.value).is_some_and(names_people);
        if is_group && described {
            let message = format!(
                "the group `{}` is described by a people; a named person's place in it would record their ethnicity",
                group.value
            );
            let field = field.to_owned();
            self.refuse(dossier, group.position, field, Code::Art9Field, message)
                .expected = Some("the person without the group".to_owned());
        }
    }

    /// Text about a person that says such a matter.
    pub(super) fn said_of_person(
        &mut self,
        dossier: &Dossier,
        position: Position,
        field: &str,
        text: &str,
    ) {
        if let Some(word) = sensitive::says_of_person(text) {
            let message =
                format!("`{word}` would record ethnicity, religion or health of a person");
            self.refuse(
                dossier,
                position,
                field.to_owned(),
                Code::Art9Field,
                message,
            )
            .expected = Some("what the person does, not what they are".to_owned());
        }
    }

    fn is_named(&self, key: &str) -> bool {
        self.index
            .declared(key)
            .and_then(|block| block.declaration.as_ref())
            .is_none_or(|declared| declared.named != Some(false))
    }
}

fn names_people(block: &EntityBlock) -> bool {
    let names = block.names.iter().map(|name| &name.text.value);
    let described = block
        .declaration
        .iter()
        .flat_map(|declared| declared.description.values().map(|text| &text.value));
    names
        .chain(described)
        .any(|text| sensitive::names_people(text))
}
