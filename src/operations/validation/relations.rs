//! Relations and notes: ends, roles and attributes as the relation table allows them.

use entity::vocabulary::{Attribute, Basis, EntityKind, Modality, Role, nearest};

use super::{Look, index::Found};
use crate::operations::{
    dossier::{At, Dossier, NoteBlock, RelationBlock},
    violation::Code,
};

impl<'a> Look<'a> {
    pub(super) fn relation(&mut self, dossier: &'a Dossier, relation: &'a RelationBlock) {
        let path = format!("relations[{}]", relation.index);
        self.cites(dossier, &path, &relation.cite);
        self.rests_on_something(dossier, relation.position, &path, &relation.cite);
        let subject = self.entity(dossier, &format!("{path}.subject"), &relation.subject);
        let object = self.entity(dossier, &format!("{path}.object"), &relation.object);
        self.ends(dossier, &path, relation, (subject, object));
        self.role(dossier, &path, relation);
        self.attributes(dossier, &path, relation);
        self.on_behalf_of(dossier, &path, relation);
        self.person_in_relation(dossier, &path, relation, subject);
        let inferred = relation
            .basis
            .as_ref()
            .filter(|at| at.value == Basis::Inferred);
        if let (Some(basis), None) = (inferred, &relation.rule) {
            let message = "an INFERRED relation does not say by which rule".to_owned();
            let field = format!("{path}.rule");
            self.refuse(dossier, basis.position, field, Code::RuleMissing, message)
                .expected = Some("`rule`, in a sentence".to_owned());
        }
    }

    fn ends(
        &mut self,
        dossier: &Dossier,
        path: &str,
        relation: &RelationBlock,
        ends: (Found<'_>, Found<'_>),
    ) {
        let spec = relation.kind.value.spec();
        if relation.subject.value == relation.object.value {
            let message = format!("`{}` is related to itself", relation.subject.value);
            let field = format!("{path}.object");
            self.refuse(
                dossier,
                relation.object.position,
                field,
                Code::SelfRelation,
                message,
            );
            return;
        }
        let (Found::Entity(subject, subject_type), Found::Entity(object, object_type)) = ends
        else {
            return;
        };
        if spec.allows((subject, subject_type), (object, object_type)) {
            return;
        }
        let message = format!(
            "{} (\"{}\") does not join {} and {}",
            relation.kind.value,
            spec.forward.labels.en,
            named(&relation.subject, subject, subject_type),
            named(&relation.object, object, object_type),
        );
        let at_subject = !spec.has_subject(subject);
        let (field, position) = if at_subject {
            ("subject", relation.subject.position)
        } else {
            ("object", relation.object.position)
        };
        let field = format!("{path}.{field}");
        self.refuse(dossier, position, field, Code::EndpointForbidden, message)
            .expected = Some(spec.expected_ends());
    }

    fn role(&mut self, dossier: &Dossier, path: &str, relation: &RelationBlock) {
        let spec = relation.kind.value.spec();
        let Some(role) = relation
            .role
            .as_ref()
            .filter(|role| !spec.allows_role(&role.value))
        else {
            return;
        };
        let allowed: Vec<&str> = Role::keys().filter(|key| spec.allows_role(key)).collect();
        let message = format!("{} has no role `{}`", relation.kind.value, role.value);
        let field = format!("{path}.role");
        let violation = self.refuse(dossier, role.position, field, Code::RoleNotOfKind, message);
        violation.nearest = nearest(&role.value, allowed.iter().copied()).map(str::to_owned);
        violation.expected = Some(if allowed.is_empty() {
            "no role".to_owned()
        } else {
            format!("one of {}", allowed.join(", "))
        });
    }

    fn attributes(&mut self, dossier: &Dossier, path: &str, relation: &RelationBlock) {
        let spec = relation.kind.value.spec();
        let kind = relation.kind.value;
        let carried = [
            (
                "supportForm",
                Attribute::SupportForm,
                relation.support_form.as_ref().map(|at| at.position),
            ),
            (
                "share",
                Attribute::Share,
                relation.share.as_ref().map(|at| at.position),
            ),
        ];
        for (name, attribute, position) in carried {
            if let Some(position) = position.filter(|_| !spec.carries(attribute)) {
                let message = format!("{kind} carries no `{name}`");
                let field = format!("{path}.{name}");
                self.refuse(dossier, position, field, Code::AttributeNotOfKind, message)
                    .expected = Some(format!("`{name}` on {} alone", kinds_with(attribute)));
            }
        }
        let recurs = matches!(relation.modality, Modality::Committed | Modality::Planned);
        if let Some(recurrence) = relation.recurrence.as_ref().filter(|_| !recurs) {
            let message = format!("what is {} does not recur", relation.modality);
            let field = format!("{path}.recurrence");
            self.refuse(
                dossier,
                recurrence.position,
                field,
                Code::AttributeNotOfKind,
                message,
            )
            .expected = Some("the modality COMMITTED or PLANNED".to_owned());
        }
    }

    fn on_behalf_of(&mut self, dossier: &Dossier, path: &str, relation: &RelationBlock) {
        let Some(actor) = &relation.on_behalf_of else {
            return;
        };
        let field = format!("{path}.onBehalfOf");
        if let Found::Entity(kind, _) = self.entity(dossier, &field, actor)
            && !is_actor(kind)
        {
            let message = format!("`{}` is a {kind}, which cannot be acted for", actor.value);
            self.refuse(dossier, actor.position, field, Code::NotAnActor, message)
                .expected = Some("a PERSON, ORGANISATION or MUNICIPALITY".to_owned());
        }
    }

    pub(super) fn note(&mut self, dossier: &'a Dossier, note: &'a NoteBlock) {
        let path = format!("notes[{}]", note.index);
        self.cites(dossier, &path, &note.cite);
        self.rests_on_something(dossier, note.position, &path, &note.cite);
        let about = self.entity(dossier, &format!("{path}.about"), &note.about);
        for (language, text) in &note.text {
            let field = format!("{path}.text.{language}");
            if matches!(about, Found::Entity(EntityKind::Person, _)) {
                self.said_of_person(dossier, text.position, &field, &text.value);
            }
            if note.visibility.value == entity::vocabulary::Tier::Public {
                self.contacts(dossier, text.position, &field, &text.value);
            }
        }
    }
}

/// Whether somebody can act for it.
const fn is_actor(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Person | EntityKind::Organisation | EntityKind::Municipality
    )
}

fn named(key: &At<String>, kind: EntityKind, of_type: Option<&str>) -> String {
    match of_type {
        Some(of_type) => format!("`{}` ({kind}, {of_type})", key.value),
        None => format!("`{}` ({kind})", key.value),
    }
}

fn kinds_with(attribute: Attribute) -> String {
    let kinds: Vec<&str> = entity::vocabulary::RELATIONS
        .iter()
        .filter(|spec| spec.carries(attribute))
        .map(|spec| spec.kind.as_str())
        .collect();
    kinds.join(" and ")
}
