//! A plan reads the graph in memory.

use std::borrow::Cow;

use entity::{
    time::Day,
    vocabulary::{Basis, EntityKind, EventStatus, Modality, RelationKind, SupportForm},
};

use super::{
    Kinds, Missed, bit,
    source::{Dates, List, Needs, Page, Source},
};
use crate::{
    network::{Node, Reader, Span, Way},
    operations::pages::{EntityPages, LinkPages, Tie},
};

/// What a field with arguments asks for, ready to be read.
#[derive(Debug)]
pub(super) enum Ready {
    /// The entity with this number.
    Entity(i64),
    /// A list.
    List(EntityPages),
    /// The links of an entity.
    Links(LinkPages),
}

/// The graph in memory, as a view shows it.
pub(super) struct Memory<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) ready: &'a [Ready],
}

/// An entity in memory.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    number: u32,
    node: &'a Node,
}

/// A relation as one stands to it: from which entity it was reached.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    parent: u32,
    tie: Tie,
}

impl<'a> Memory<'a> {
    fn known(&self, number: u32) -> Result<Known<'a>, Missed> {
        let node = self.reader.snapshot.node(number).ok_or(Missed)?;
        Ok(Known { number, node })
    }

    fn word(&self, number: u16) -> Option<&str> {
        self.reader.snapshot.word(number)
    }

    fn dates(span: &Span, needs: Needs) -> Result<Option<Dates<'static>>, Missed> {
        if *span == Span::UNDATED {
            return Ok(None);
        }
        // The outer days are held as they are; the inner ones follow from the text.
        let edtf = if needs.text || needs.inner {
            span.text().ok_or(Missed)?
        } else {
            String::new()
        };
        let days = if needs.inner {
            span.days(&edtf).ok_or(Missed)?
        } else {
            [span.earliest_start, 0, 0, span.latest_end].map(Day)
        };
        let edtf = Cow::Owned(edtf);
        Ok(Some(Dates { edtf, days }))
    }
}

impl<'a> Source for Memory<'a> {
    type Entity = Known<'a>;
    type Relation = Reached;

    fn found(&self, asked: usize, kinds: Kinds) -> Result<Option<Known<'a>>, Missed> {
        let Some(Ready::Entity(id)) = self.ready.get(asked) else {
            return Err(Missed);
        };
        let Some(number) = self.reader.snapshot.number(*id) else {
            return Ok(None);
        };
        let known = self.known(number)?;
        let is_such = bit(known.node.kind()) & kinds != 0 && self.reader.sees(number);
        Ok(is_such.then_some(known))
    }

    fn list(&self, asked: usize) -> Result<impl List<Self>, Missed> {
        match self.ready.get(asked) {
            Some(Ready::List(pages)) => Ok(Entities {
                memory: self,
                pages,
            }),
            _ => Err(Missed),
        }
    }

    fn links(&self, asked: usize, parent: Known<'a>) -> Result<impl List<Self>, Missed> {
        match self.ready.get(asked) {
            Some(Ready::Links(pages)) => Ok(Links {
                memory: self,
                pages,
                parent: parent.number,
            }),
            _ => Err(Missed),
        }
    }

    fn steps(&self) -> bool {
        self.reader.meter.take(4)
    }

    fn id(&self, entity: Known<'a>) -> i64 {
        entity.node.id
    }

    fn kind(&self, entity: Known<'a>) -> EntityKind {
        entity.node.kind()
    }

    fn key(&self, entity: Known<'a>) -> &str {
        self.reader.snapshot.key(entity.number)
    }

    fn name(&self, entity: Known<'a>) -> &str {
        self.reader.snapshot.name(entity.number)
    }

    fn entity_type(&self, entity: Known<'a>) -> Option<&str> {
        self.word(entity.node.entity_type())
    }

    fn country(&self, entity: Known<'a>) -> Option<&str> {
        self.word(entity.node.country())
    }

    fn status(&self, entity: Known<'a>) -> Option<EventStatus> {
        entity.node.status()
    }

    fn named(&self, entity: Known<'a>) -> Option<bool> {
        entity.node.named()
    }

    fn held(&self, entity: Known<'a>) -> Option<bool> {
        entity.node.held()
    }

    fn period(&self, entity: Known<'a>, needs: Needs) -> Result<Option<Dates<'_>>, Missed> {
        Self::dates(&self.reader.snapshot.span(entity.node.span), needs)
    }

    fn recorded_at(&self, entity: Known<'a>) -> i64 {
        self.reader.snapshot.recorded_at(entity.node)
    }

    fn relation_id(&self, of: Reached) -> i64 {
        self.reader.snapshot.relation_id(of.tie.link.relation)
    }

    fn relation_kind(&self, of: Reached) -> Result<RelationKind, Missed> {
        Ok(of.tie.link.facts.kind())
    }

    fn subject(&self, of: Reached) -> Result<Known<'a>, Missed> {
        self.known(match of.tie.way {
            Way::Out => of.parent,
            Way::In => of.tie.link.far,
        })
    }

    fn object(&self, of: Reached) -> Result<Known<'a>, Missed> {
        self.known(match of.tie.way {
            Way::Out => of.tie.link.far,
            Way::In => of.parent,
        })
    }

    fn on_behalf_of(&self, of: Reached) -> Result<Option<Known<'a>>, Missed> {
        let actor = self.reader.snapshot.on_behalf_of(of.tie.link.relation);
        let actor = actor.filter(|actor| self.reader.sees(*actor));
        actor.map(|actor| self.known(actor)).transpose()
    }

    fn role(&self, of: Reached) -> Option<&str> {
        self.word(of.tie.link.facts.role())
    }

    fn support_form(&self, of: Reached) -> Option<SupportForm> {
        of.tie.link.facts.support_form()
    }

    fn modality(&self, of: Reached) -> Result<Modality, Missed> {
        Ok(of.tie.link.facts.modality())
    }

    fn basis(&self, of: Reached) -> Result<Basis, Missed> {
        Ok(of.tie.link.facts.basis())
    }

    fn relation_period(&self, of: Reached, needs: Needs) -> Result<Option<Dates<'_>>, Missed> {
        Self::dates(&self.reader.snapshot.span(of.tie.link.span), needs)
    }

    fn relation_recorded_at(&self, of: Reached) -> i64 {
        let snapshot = self.reader.snapshot;
        snapshot.relation_recorded_at(of.tie.link.relation)
    }
}

/// The links of one entity.
struct Links<'m, 'a> {
    memory: &'m Memory<'a>,
    pages: &'m LinkPages,
    parent: u32,
}

impl<'a> List<Memory<'a>> for Links<'_, 'a> {
    type Item = Tie;

    fn page(&self) -> Result<Cow<'_, Page<Tie>>, Missed> {
        let page = self.pages.page(self.memory.reader, self.parent)?;
        Ok(Cow::Owned(page))
    }

    fn count(&self) -> Result<u64, Missed> {
        let count = self.pages.count(self.memory.reader, self.parent)?;
        Ok(count as u64)
    }

    fn cursor(&self, page: &Page<Tie>, place: usize) -> Result<Cow<'_, str>, Missed> {
        let tie = page.items.get(place).ok_or(Missed)?;
        Ok(self.pages.cursor(self.memory.reader, tie).0.into())
    }

    fn far(&self, tie: Tie) -> Result<Known<'a>, Missed> {
        self.memory.known(tie.link.far)
    }

    fn reached(&self, tie: Tie) -> Result<Reached, Missed> {
        let parent = self.parent;
        Ok(Reached { parent, tie })
    }
}

/// A list of entities.
struct Entities<'m, 'a> {
    memory: &'m Memory<'a>,
    pages: &'m EntityPages,
}

impl<'a> List<Memory<'a>> for Entities<'_, 'a> {
    type Item = u32;

    fn page(&self) -> Result<Cow<'_, Page<u32>>, Missed> {
        Ok(Cow::Owned(self.pages.page(self.memory.reader)?))
    }

    fn count(&self) -> Result<u64, Missed> {
        Ok(self.pages.count(self.memory.reader)? as u64)
    }

    fn cursor(&self, page: &Page<u32>, place: usize) -> Result<Cow<'_, str>, Missed> {
        let entity = page.items.get(place).ok_or(Missed)?;
        Ok(self.pages.cursor(self.memory.reader, *entity).0.into())
    }

    fn far(&self, entity: u32) -> Result<Known<'a>, Missed> {
        self.memory.known(entity)
    }

    fn reached(&self, _: u32) -> Result<Reached, Missed> {
        Err(Missed)
    }
}
