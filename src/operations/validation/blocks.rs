//! Entities: names, identifiers, evidence, and what an undetermined name may mean.

use entity::vocabulary::{EntityKind, MunicipalityType, Tier};

use super::{Look, index::Found};
use crate::operations::{
    dossier::{At, Declaration, Dossier, EntityBlock},
    violation::Code,
};

impl<'a> Look<'a> {
    pub(super) fn block(&mut self, dossier: &'a Dossier, block: &'a EntityBlock) {
        self.cites(dossier, &block.path, &block.cite);
        self.names(dossier, block);
        self.identifiers(dossier, block);
        self.evidenced(dossier, block);
        match &block.declaration {
            Some(declared) => self.declaration(dossier, block, declared),
            None => {
                self.entity(dossier, &block.path, &block.key);
            }
        }
    }

    fn declaration(&mut self, dossier: &Dossier, block: &EntityBlock, declared: &Declaration) {
        self.title(dossier, block);
        self.recorded_name(dossier, block);
        for (index, key) in declared.possibly.iter().enumerate() {
            let field = format!("{}.possibly[{index}]", block.path);
            if let Found::Entity(kind, _) = self.entity(dossier, &field, key)
                && kind != EntityKind::Municipality
            {
                let message = format!("`{}` is a {kind}", key.value);
                self.refuse(
                    dossier,
                    key.position,
                    field,
                    Code::EndpointForbidden,
                    message,
                )
                .expected = Some("a MUNICIPALITY".to_owned());
            }
        }
        self.undetermined(dossier, block, declared);
        for (language, text) in &declared.description {
            let field = format!("{}.description.{language}", block.path);
            if declared.kind.value == EntityKind::Person {
                self.said_of_person(dossier, text.position, &field, &text.value);
            }
            if block.visibility.value == Tier::Public {
                self.contacts(dossier, text.position, &field, &text.value);
            }
        }
    }

    /// An entity rests on its own citations or on those of its names; a dossier's document is
    /// its own evidence.
    fn evidenced(&mut self, dossier: &Dossier, block: &EntityBlock) {
        let by_names = block.names.iter().any(|name| !name.cite.is_empty());
        if block.path != "document" && !by_names {
            self.rests_on_something(dossier, block.key.position, &block.path, &block.cite);
        }
    }

    fn undetermined(&mut self, dossier: &Dossier, block: &EntityBlock, declared: &Declaration) {
        let undetermined =
            declared.entity_type.as_deref() == Some(MunicipalityType::Undetermined.as_str());
        if let (false, Some(first)) = (undetermined, declared.possibly.first()) {
            let message = "only what is UNDETERMINED may mean one of several".to_owned();
            let field = format!("{}.possibly", block.path);
            self.refuse(
                dossier,
                first.position,
                field,
                Code::AttributeNotOfKind,
                message,
            )
            .expected = Some("`type: UNDETERMINED`".to_owned());
        }
    }

    /// The first name is the recorded one: it is there, and seen by all who see the entity.
    fn recorded_name(&mut self, dossier: &Dossier, block: &EntityBlock) {
        let Some(first) = block.names.first() else {
            let message = "an entity is declared with at least one name".to_owned();
            let field = format!("{}.names", block.path);
            let position = block.key.position;
            self.refuse(dossier, position, field, Code::MissingField, message);
            return;
        };
        if let Some(tier) = &first.visibility
            && tier.value.rank() > block.visibility.value.rank()
        {
            let message = format!(
                "the recorded name is {}, its entity {}",
                tier.value, block.visibility.value
            );
            let field = format!("{}.names[0].visibility", block.path);
            self.refuse(dossier, tier.position, field, Code::NameTier, message)
                .expected = Some(format!("{} or lower", block.visibility.value));
        }
    }

    fn names(&mut self, dossier: &Dossier, block: &EntityBlock) {
        let is_person = matches!(
            self.index.find(&block.key.value),
            Found::Entity(EntityKind::Person, _)
        );
        for name in &block.names {
            let path = format!("{}.names[{}]", block.path, name.index);
            self.cites(dossier, &path, &name.cite);
            self.surface(dossier, block, name);
            if is_person {
                let field = format!("{path}.text");
                self.said_of_person(dossier, name.text.position, &field, &name.text.value);
            }
            if effective(name.visibility.as_ref(), block) == Tier::Public {
                let field = format!("{path}.text");
                self.contacts(dossier, name.text.position, &field, &name.text.value);
            }
        }
    }

    fn identifiers(&mut self, dossier: &Dossier, block: &EntityBlock) {
        for identifier in &block.identifiers {
            let path = format!("{}.identifiers[{}]", block.path, identifier.index);
            self.cites(dossier, &path, &identifier.cite);
            if effective(identifier.visibility.as_ref(), block) == Tier::Public {
                self.contact_scheme(dossier, &path, identifier);
            }
        }
    }
}

/// Who may see a name or identifier: its own tier, or its entity's.
pub(super) fn effective(own: Option<&At<Tier>>, block: &EntityBlock) -> Tier {
    own.map_or(block.visibility.value, |at| at.value)
}
