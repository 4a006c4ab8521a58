//! Writing an answer: from the fields of a plan and what a source knows to JSON.

use std::io::Write;

use entity::{
    id::{Noun, PublicId},
    time::Timestamp,
    vocabulary::{EventStatus, SupportForm},
};

use super::{
    Connection, EVERY, Edge, Entity, Field, Kinds, Missed, Node, PageInfo, Period, Relation, bit,
    source::{Dates, List, Needs, Page, Source},
};

/// Who writes.
pub(super) struct Writer<'a, S> {
    pub(super) source: &'a S,
    pub(super) when: &'a [bool],
    /// What the answer costs so far, counted as the loaders of the resolvers count.
    pub(super) spent: u64,
    pub(super) out: Vec<u8>,
}

type Written = Result<(), Missed>;

impl<'a, S: Source> Writer<'a, S> {
    /// An object of those fields that stand on these kinds.
    pub(super) fn object<T>(
        &mut self,
        fields: &'a [Field<T>],
        kinds: Kinds,
        mut write: impl FnMut(&mut Self, &'a T) -> Written,
    ) -> Written {
        self.out.push(b'{');
        let mut is_first = true;
        for field in fields {
            if field.kinds & kinds == 0 || !self.lets(field) {
                continue;
            }
            if !is_first {
                self.out.push(b',');
            }
            is_first = false;
            self.out.extend_from_slice(field.key.as_bytes());
            write(self, &field.what)?;
        }
        self.out.push(b'}');
        Ok(())
    }

    /// Whether the conditions of a field let it stand.
    fn lets<T>(&self, field: &Field<T>) -> bool {
        field.when.iter().all(|place| self.when[*place])
    }

    fn list(&mut self, many: usize, mut write: impl FnMut(&mut Self, usize) -> Written) -> Written {
        self.out.push(b'[');
        for place in 0..many {
            if place > 0 {
                self.out.push(b',');
            }
            write(self, place)?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }

    pub(super) fn text(&mut self, text: &str) -> Written {
        serde_json::to_writer(&mut self.out, text).map_err(|_| Missed)
    }

    /// A word, which holds nothing that JSON escapes.
    pub(super) fn word(&mut self, word: &str) {
        self.out.push(b'"');
        self.out.extend_from_slice(word.as_bytes());
        self.out.push(b'"');
    }

    fn optional(&mut self, word: Option<&str>) {
        match word {
            Some(word) => self.word(word),
            None => self.null(),
        }
    }

    fn shown(&mut self, value: impl std::fmt::Display) -> Written {
        write!(self.out, "\"{value}\"").map_err(|_| Missed)
    }

    fn number(&mut self, number: u64) -> Written {
        write!(self.out, "{number}").map_err(|_| Missed)
    }

    fn truth(&mut self, truth: bool) {
        let text: &[u8] = if truth { b"true" } else { b"false" };
        self.out.extend_from_slice(text);
    }

    /// The entity that was asked for, if it is of one of these kinds.
    pub(super) fn found(
        &mut self,
        asked: usize,
        kinds: Kinds,
        fields: &'a [Field<Entity>],
    ) -> Written {
        if let Some(entity) = self.source.found(asked, kinds)? {
            return self.loaded(entity, fields);
        }
        self.null();
        Ok(())
    }

    /// An entity that does not stand in a page.
    fn loaded(&mut self, entity: S::Entity, fields: &'a [Field<Entity>]) -> Written {
        self.spent += 1;
        self.entity(entity, fields)
    }

    fn entity(&mut self, entity: S::Entity, fields: &'a [Field<Entity>]) -> Written {
        if !self.source.steps() {
            return Err(Missed);
        }
        let kind = self.source.kind(entity);
        self.object(fields, bit(kind), |this, field| {
            this.of_entity(entity, field)
        })
    }

    fn of_entity(&mut self, entity: S::Entity, field: &'a Entity) -> Written {
        let source = self.source;
        match field {
            Entity::Typename => self.word(source.kind(entity).spec().object),
            Entity::Id => self.id(Noun::Entity, source.id(entity))?,
            Entity::Key => self.word(source.key(entity)),
            Entity::Kind => self.word(source.kind(entity).as_str()),
            Entity::Name => {
                self.spent += 1;
                self.text(source.name(entity))?;
            }
            Entity::Type => self.word(source.entity_type(entity).ok_or(Missed)?),
            Entity::Country => self.optional(source.country(entity)),
            Entity::Status => {
                let status = source.status(entity);
                self.word(status.unwrap_or(EventStatus::Unknown).as_str());
            }
            Entity::Named => self.truth(source.named(entity).unwrap_or(true)),
            Entity::Held => self.truth(source.held(entity).unwrap_or(false)),
            Entity::Period(fields) => {
                let period = source.period(entity, needs(fields))?;
                self.period(period.as_ref(), fields)?;
            }
            Entity::RecordedAt => self.shown(Timestamp(source.recorded_at(entity)))?,
            Entity::Links(asked, fields) => {
                self.connection(&source.links(*asked, entity)?, fields)?;
            }
        }
        Ok(())
    }

    fn id(&mut self, noun: Noun, number: i64) -> Written {
        self.shown(PublicId { noun, number })
    }

    fn relation(&mut self, of: S::Relation, fields: &'a [Field<Relation>]) -> Written {
        self.object(fields, EVERY, |this, field| this.of_relation(of, field))
    }

    fn of_relation(&mut self, of: S::Relation, field: &'a Relation) -> Written {
        let source = self.source;
        match field {
            Relation::Typename => self.word("Relation"),
            Relation::Id => self.id(Noun::Relation, source.relation_id(of))?,
            Relation::Kind => self.word(source.relation_kind(of)?.as_str()),
            Relation::Subject(fields) => self.loaded(source.subject(of)?, fields)?,
            Relation::Object(fields) => self.loaded(source.object(of)?, fields)?,
            Relation::OnBehalfOf(fields) => match source.on_behalf_of(of)? {
                Some(actor) => self.loaded(actor, fields)?,
                None => self.null(),
            },
            Relation::Role => self.optional(source.role(of)),
            Relation::SupportForm => {
                self.optional(source.support_form(of).map(SupportForm::as_str));
            }
            Relation::Modality => self.word(source.modality(of)?.as_str()),
            Relation::Basis => self.word(source.basis(of)?.as_str()),
            Relation::Period(fields) => {
                let period = source.relation_period(of, needs(fields))?;
                self.period(period.as_ref(), fields)?;
            }
            Relation::RecordedAt => self.shown(Timestamp(source.relation_recorded_at(of)))?,
        }
        Ok(())
    }

    fn period(&mut self, period: Option<&Dates<'_>>, fields: &'a [Field<Period>]) -> Written {
        let Some(Dates { edtf, days }) = period else {
            self.null();
            return Ok(());
        };
        self.object(fields, EVERY, |this, field| {
            let day = match field {
                Period::Typename => {
                    this.word("Period");
                    return Ok(());
                }
                Period::Edtf => {
                    this.word(edtf);
                    return Ok(());
                }
                Period::EarliestStart => days[0],
                Period::LatestStart => days[1],
                Period::EarliestEnd => days[2],
                Period::LatestEnd => days[3],
            };
            if let Some(day) = day.finite() {
                return this.shown(day);
            }
            this.null();
            Ok(())
        })
    }

    /// A page of a list, read when the first field needs it.
    pub(super) fn connection<L: List<S>>(
        &mut self,
        list: &L,
        fields: &'a [Field<Connection>],
    ) -> Written {
        let shows_a_page = fields
            .iter()
            .any(|field| field.what.is_of_page() && self.lets(field));
        let page = if shows_a_page {
            let page = list.page()?;
            self.spent += page.items.len() as u64;
            Some(page)
        } else {
            None
        };
        let page = page.as_deref();
        self.object(fields, EVERY, |this, field| {
            this.of_connection((list, page), field)
        })
    }

    fn of_connection<L: List<S>>(
        &mut self,
        (list, page): (&L, Option<&Page<L::Item>>),
        field: &'a Connection,
    ) -> Written {
        match (field, page) {
            (Connection::Typename(name), _) => {
                self.word(name);
                Ok(())
            }
            (Connection::TotalCount, _) => {
                self.spent += 1;
                // A page for which all was looked at has counted it.
                let counted = page.and_then(|page| page.total);
                let total = counted.map_or_else(|| list.count(), |total| Ok(total as u64))?;
                self.number(total)
            }
            (Connection::Edges(fields), Some(page)) => {
                self.list(page.items.len(), |this, place| {
                    this.object(fields, EVERY, |this, field| {
                        this.edge(list, (page, place), field)
                    })
                })
            }
            (Connection::Nodes(node), Some(page)) => self.list(page.items.len(), |this, place| {
                this.node(list, page.items[place], node)
            }),
            (Connection::PageInfo(fields), Some(page)) => {
                self.object(fields, EVERY, |this, field| {
                    this.page_info(list, page, *field)
                })
            }
            (_, None) => Err(Missed),
        }
    }

    fn edge<L: List<S>>(
        &mut self,
        list: &L,
        (page, place): (&Page<L::Item>, usize),
        field: &'a Edge,
    ) -> Written {
        let item = page.items[place];
        match field {
            Edge::Typename(name) => self.word(name),
            Edge::Cursor => self.word(&list.cursor(page, place)?),
            Edge::Node(node) => self.node(list, item, node)?,
            Edge::Relation(fields) => self.relation(list.reached(item)?, fields)?,
        }
        Ok(())
    }

    fn node<L: List<S>>(&mut self, list: &L, item: L::Item, node: &'a Node) -> Written {
        match node {
            Node::Entity(fields) => self.entity(list.far(item)?, fields),
            Node::Relation(fields) => self.relation(list.reached(item)?, fields),
        }
    }

    fn page_info<L: List<S>>(
        &mut self,
        list: &L,
        page: &Page<L::Item>,
        field: PageInfo,
    ) -> Written {
        let place = match field {
            PageInfo::Typename => {
                self.word("PageInfo");
                return Ok(());
            }
            PageInfo::HasNextPage => {
                self.truth(page.has_next);
                return Ok(());
            }
            PageInfo::HasPreviousPage => {
                self.truth(page.has_previous);
                return Ok(());
            }
            PageInfo::StartCursor => 0,
            PageInfo::EndCursor => page.items.len().saturating_sub(1),
        };
        if page.items.is_empty() {
            self.null();
        } else {
            self.word(&list.cursor(page, place)?);
        }
        Ok(())
    }
}

/// What fields of a period need to know of it.
fn needs(fields: &[Field<Period>]) -> Needs {
    let any = |of: &[Period]| fields.iter().any(|field| of.contains(&field.what));
    Needs {
        text: any(&[Period::Edtf]),
        inner: any(&[Period::LatestStart, Period::EarliestEnd]),
    }
}
