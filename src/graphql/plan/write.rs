//! Writing an answer: from the fields of a plan and the numbers of a snapshot to JSON.

use std::io::Write;

use entity::{
    id::{Noun, PublicId},
    time::{Day, Timestamp},
    vocabulary::EventStatus,
};

use super::{
    Connection, EVERY, Edge, Entity, Field, Kinds, Missed, Node, PageInfo, Period, Relation, bit,
    list::{Links, List, Reached},
};
use crate::{
    network::{Reader, Span, Way},
    operations::pages::{EntityPages, LinkPages, Part},
};

/// What a field with arguments asks for, ready to be read.
#[derive(Debug)]
pub(super) enum Ready {
    Entity(i64),
    List(EntityPages),
    Links(LinkPages),
}

/// Who writes.
pub(super) struct Writer<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) ready: &'a [Ready],
    pub(super) when: &'a [bool],
    /// What the answer costs so far, counted as the loaders of the resolvers count.
    pub(super) spent: u64,
    pub(super) out: Vec<u8>,
}

type Written = Result<(), Missed>;

impl<'a> Writer<'a> {
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

    fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T) -> Written) -> Written {
        self.out.push(b'[');
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                self.out.push(b',');
            }
            write(self, item)?;
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

    fn number(&mut self, number: usize) -> Written {
        write!(self.out, "{number}").map_err(|_| Missed)
    }

    fn truth(&mut self, truth: bool) {
        let text: &[u8] = if truth { b"true" } else { b"false" };
        self.out.extend_from_slice(text);
    }

    /// An entity that the viewer sees, if it is of one of these kinds.
    pub(super) fn found(&mut self, id: i64, kinds: Kinds, fields: &'a [Field<Entity>]) -> Written {
        let snapshot = self.reader.snapshot;
        let is_such = |entity: &u32| {
            let kind = snapshot.node(*entity).map(crate::network::Node::kind);
            kind.is_some_and(|kind| bit(kind) & kinds != 0) && self.reader.sees(*entity)
        };
        if let Some(entity) = snapshot.number(id).filter(is_such) {
            return self.loaded(entity, fields);
        }
        self.null();
        Ok(())
    }

    /// An entity that does not stand in a page.
    fn loaded(&mut self, entity: u32, fields: &'a [Field<Entity>]) -> Written {
        self.spent += 1;
        self.entity(entity, fields)
    }

    fn entity(&mut self, entity: u32, fields: &'a [Field<Entity>]) -> Written {
        if !self.reader.meter.take(4) {
            return Err(Missed);
        }
        let node = self.reader.snapshot.node(entity).ok_or(Missed)?;
        self.object(fields, bit(node.kind()), |this, field| {
            this.of_entity(entity, node, field)
        })
    }

    fn of_entity(
        &mut self,
        entity: u32,
        node: &'a crate::network::Node,
        field: &'a Entity,
    ) -> Written {
        let snapshot = self.reader.snapshot;
        match field {
            Entity::Typename => self.word(node.kind().spec().object),
            Entity::Id => self.id(Noun::Entity, node.id)?,
            Entity::Key => self.word(snapshot.key(entity)),
            Entity::Kind => self.word(node.kind().as_str()),
            Entity::Name => {
                self.spent += 1;
                self.text(snapshot.name(entity))?;
            }
            Entity::Type => self.word(snapshot.word(node.entity_type()).ok_or(Missed)?),
            Entity::Country => self.optional(snapshot.word(node.country())),
            Entity::Status => self.word(node.status().unwrap_or(EventStatus::Unknown).as_str()),
            Entity::Named => self.truth(node.named().unwrap_or(true)),
            Entity::Held => self.truth(node.held().unwrap_or(false)),
            Entity::Period(fields) => self.period(&snapshot.span(node.span), fields)?,
            Entity::RecordedAt => self.shown(Timestamp(snapshot.recorded_at(node)))?,
            Entity::Links(asked, fields) => {
                let Some(Ready::Links(pages)) = self.ready.get(*asked) else {
                    return Err(Missed);
                };
                let list = Links {
                    pages,
                    parent: entity,
                };
                self.connection(&list, fields)?;
            }
        }
        Ok(())
    }

    fn id(&mut self, noun: Noun, number: i64) -> Written {
        self.shown(PublicId { noun, number })
    }

    fn relation(&mut self, of: Reached, fields: &'a [Field<Relation>]) -> Written {
        self.object(fields, EVERY, |this, field| this.of_relation(of, field))
    }

    fn of_relation(&mut self, of: Reached, field: &'a Relation) -> Written {
        let snapshot = self.reader.snapshot;
        let link = of.tie.link;
        let facts = link.facts;
        let (subject, object) = match of.tie.way {
            Way::Out => (of.parent, link.far),
            Way::In => (link.far, of.parent),
        };
        match field {
            Relation::Typename => self.word("Relation"),
            Relation::Id => self.id(Noun::Relation, snapshot.relation_id(link.relation))?,
            Relation::Kind => self.word(facts.kind().as_str()),
            Relation::Subject(fields) => self.loaded(subject, fields)?,
            Relation::Object(fields) => self.loaded(object, fields)?,
            Relation::OnBehalfOf(fields) => {
                let actor = snapshot.on_behalf_of(link.relation);
                match actor.filter(|actor| self.reader.sees(*actor)) {
                    Some(actor) => self.loaded(actor, fields)?,
                    None => self.null(),
                }
            }
            Relation::Role => self.optional(snapshot.word(facts.role())),
            Relation::SupportForm => {
                let form = facts.support_form();
                self.optional(form.map(entity::vocabulary::SupportForm::as_str));
            }
            Relation::Modality => self.word(facts.modality().as_str()),
            Relation::Basis => self.word(facts.basis().as_str()),
            Relation::Period(fields) => self.period(&snapshot.span(link.span), fields)?,
            Relation::RecordedAt => {
                self.shown(Timestamp(snapshot.relation_recorded_at(link.relation)))?;
            }
        }
        Ok(())
    }

    fn period(&mut self, span: &Span, fields: &'a [Field<Period>]) -> Written {
        if *span == Span::UNDATED {
            self.null();
            return Ok(());
        }
        // The outer days are held as they are; the inner ones follow from the text.
        let inner =
            |field: &Field<Period>| matches!(field.what, Period::LatestStart | Period::EarliestEnd);
        let has_inner = fields.iter().any(inner);
        let is_written = has_inner || fields.iter().any(|field| field.what == Period::Edtf);
        let text = if is_written {
            span.text().ok_or(Missed)?
        } else {
            String::new()
        };
        let days = if has_inner {
            span.days(&text).ok_or(Missed)?
        } else {
            [span.earliest_start, 0, 0, span.latest_end].map(Day)
        };
        self.object(fields, EVERY, |this, field| {
            let day = match field {
                Period::Typename => {
                    this.word("Period");
                    return Ok(());
                }
                Period::Edtf => {
                    this.word(&text);
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
    pub(super) fn connection<L: List>(
        &mut self,
        list: &L,
        fields: &'a [Field<Connection>],
    ) -> Written {
        let mut read = None;
        let shows_a_page = fields.iter().any(|field| {
            matches!(
                field.what,
                Connection::Edges(_) | Connection::Nodes(_) | Connection::PageInfo(_)
            ) && self.lets(field)
        });
        self.object(fields, EVERY, |this, field| match field {
            Connection::Typename(name) => {
                this.word(name);
                Ok(())
            }
            Connection::TotalCount => {
                this.spent += 1;
                // A page for which all was looked at has counted it.
                let counted = if shows_a_page {
                    this.page(list, &mut read)?.total
                } else {
                    None
                };
                let total = counted.map_or_else(|| list.count(this.reader), Ok)?;
                this.number(total)
            }
            Connection::Edges(fields) => {
                let page = this.page(list, &mut read)?;
                this.list(&page.items, |this, item| {
                    this.object(fields, EVERY, |this, field| this.edge(list, *item, field))
                })
            }
            Connection::Nodes(node) => {
                let page = this.page(list, &mut read)?;
                this.list(&page.items, |this, item| this.node(list, *item, node))
            }
            Connection::PageInfo(fields) => {
                let page = this.page(list, &mut read)?;
                this.object(fields, EVERY, |this, field| {
                    this.page_info(list, page, *field);
                    Ok(())
                })
            }
        })
    }

    fn page<'p, L: List>(
        &mut self,
        list: &L,
        read: &'p mut Option<Part<L::Item>>,
    ) -> Result<&'p Part<L::Item>, Missed> {
        if read.is_none() {
            let page = list.page(self.reader)?;
            self.spent += page.items.len() as u64;
            *read = Some(page);
        }
        read.as_ref().ok_or(Missed)
    }

    fn edge<L: List>(&mut self, list: &L, item: L::Item, field: &'a Edge) -> Written {
        match field {
            Edge::Typename(name) => self.word(name),
            Edge::Cursor => self.word(&list.cursor(self.reader, item)),
            Edge::Node(node) => self.node(list, item, node)?,
            Edge::Relation(fields) => self.relation(list.reached(item).ok_or(Missed)?, fields)?,
        }
        Ok(())
    }

    fn node<L: List>(&mut self, list: &L, item: L::Item, node: &'a Node) -> Written {
        match node {
            Node::Entity(fields) => self.entity(list.far(item), fields),
            Node::Relation(fields) => self.relation(list.reached(item).ok_or(Missed)?, fields),
        }
    }

    fn page_info<L: List>(&mut self, list: &L, page: &Part<L::Item>, field: PageInfo) {
        let item = match field {
            PageInfo::Typename => return self.word("PageInfo"),
            PageInfo::HasNextPage => return self.truth(page.has_next),
            PageInfo::HasPreviousPage => return self.truth(page.has_previous),
            PageInfo::StartCursor => page.items.first(),
            PageInfo::EndCursor => page.items.last(),
        };
        let cursor = item.map(|item| list.cursor(self.reader, *item));
        self.optional(cursor.as_deref());
    }
}
