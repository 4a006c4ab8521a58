//! What a plan needs of the database, level by level: one statement for all lists of a field,
//! however many entities it stands on, with the columns that are shown and no others.
//!
//! Not here: what the statements are (`store::brief`) and how the answer is written (`write`).

use std::collections::{HashMap, HashSet};

use futures_util::future::BoxFuture;

use super::{
    Connection, Edge, Entity, Field, Missed, Node, Plan, Relation, Root,
    arguments::Resolved,
    bit,
    shown::{Ends, add_entity_columns, entity_columns, shown},
    source::Page,
    stored::{Item, Listed, Stored, Tied},
};
use crate::store::{
    BriefPage, EntityBrief, EntityColumn, EntityFilter, Held, LinkBrief, LinkQuery, Listing, Shown,
    StoreError, View,
};

impl From<StoreError> for Missed {
    /// The resolvers meet the same failure and say what is wrong.
    fn from(_: StoreError) -> Self {
        Self
    }
}

/// Who fetches what a plan asks for.
pub(super) struct Fetch<'a> {
    pub(super) view: &'a View,
    pub(super) asked: &'a [Resolved],
    pub(super) when: &'a [bool],
}

/// With what it is fetched, and what is there so far.
struct Fetched<'h, 's> {
    held: &'h mut Held<'s>,
    stored: Stored,
}

impl<'a> Fetch<'a> {
    /// All that the plan asks for, but what lies under lenses.
    pub(super) async fn all(&self, plan: &'a Plan, held: &mut Held<'_>) -> Result<Stored, Missed> {
        let stored = Stored::default();
        let to = &mut Fetched { held, stored };
        for field in plan.fields.iter().filter(|field| self.lets(field)) {
            match &field.what {
                Root::Typename | Root::At(..) => {}
                Root::Entity(asked, kinds, fields) => {
                    let Some(Resolved::Entity(id)) = self.asked.get(*asked) else {
                        return Err(Missed);
                    };
                    let columns = entity_columns(fields);
                    let found = self.lookup(to, &[*id], &columns).await?;
                    let found = found.get(id).copied();
                    let found = found.filter(|at| bit(to.stored.entities[*at].kind) & kinds != 0);
                    to.stored.found.insert(*asked, found);
                    let found: Vec<usize> = found.into_iter().collect();
                    self.below(to, fields, &found).await?;
                }
                Root::List(asked, fields) => self.list(to, *asked, fields).await?,
            }
        }
        Ok(std::mem::take(&mut to.stored))
    }

    fn lets<T>(&self, field: &Field<T>) -> bool {
        field.when.iter().all(|place| self.when[*place])
    }

    /// The places of these entities, as far as they are seen.
    async fn lookup(
        &self,
        to: &mut Fetched<'_, '_>,
        ids: &[i64],
        columns: &[EntityColumn],
    ) -> Result<HashMap<i64, usize>, Missed> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let found = to.held.brief_entities(self.view, ids, columns).await?;
        let place = |(id, entity)| (id, to.stored.take(entity));
        Ok(found.into_iter().map(place).collect())
    }

    async fn list(
        &self,
        to: &mut Fetched<'_, '_>,
        asked: usize,
        fields: &'a [Field<Connection>],
    ) -> Result<(), Missed> {
        let Some(Resolved::List(query, filter)) = self.asked.get(asked) else {
            return Err(Missed);
        };
        let wants = Wants::of(fields, |field| self.lets(field));
        let mut listed = Listed::default();
        if wants.page {
            let counted = self.counted(fields, filter);
            let listing = Listing {
                filter,
                orders: &query.order,
                page: &query.page,
                counted: counted.iter().map(|(_, links)| *links).collect(),
            };
            let shown = Shown {
                total: wants.total,
                ..shown(fields)
            };
            let page = to.held.brief_list(self.view, &listing, &shown);
            listed = to.stored.taken(page.await?, |stored, one| {
                let links = counted.iter().map(|(links, _)| *links);
                stored.count(one.entity.id, links.zip(one.counts));
                Item {
                    entity: stored.take(one.entity),
                    relation: None,
                }
            });
        }
        if wants.total && listed.total.is_none() {
            listed.total = Some(to.held.count_entities(self.view, filter).await?);
        }
        let items = listed.items();
        to.stored.lists.insert((asked, None), listed);
        self.items(to, fields, &items).await
    }

    /// The links of which a list shows nothing but how many there are: they are counted with it.
    /// Not where one entity may stand for others, whose links are found for all parents at once,
    /// nor where the list is long, which is planned for its values.
    fn counted(
        &self,
        fields: &'a [Field<Connection>],
        filter: &EntityFilter,
    ) -> Vec<(usize, &LinkQuery)> {
        let kinds = filter.kind.iter().flatten();
        let kinds = kinds.fold(0, |kinds, kind| kinds | bit(*kind));
        if self.view.lens.stands.is_some() || !filter.is_narrow() || kinds == 0 {
            return Vec::new();
        }
        let nodes = self.nodes(fields, &mut Vec::new()).into_iter().flatten();
        let nodes = nodes.filter(|field| self.lets(field) && field.kinds & kinds == kinds);
        let counted = nodes.filter_map(|field| {
            let Entity::Links(asked, connection) = &field.what else {
                return None;
            };
            let wants = Wants::of(connection, |field| self.lets(field));
            match self.asked.get(*asked) {
                Some(Resolved::Links(query)) if wants.total && !wants.page => Some((*asked, query)),
                _ => None,
            }
        });
        counted.collect()
    }

    /// What is asked of the links of these entities, which are of the kinds of the field.
    async fn links(
        &self,
        to: &mut Fetched<'_, '_>,
        (asked, parents): (usize, &[i64]),
        fields: &'a [Field<Connection>],
    ) -> Result<(), Missed> {
        let Some(Resolved::Links(query)) = self.asked.get(asked) else {
            return Err(Missed);
        };
        let wants = Wants::of(fields, |field| self.lets(field));
        let mut lists: HashMap<i64, Listed> = HashMap::new();
        let mut items = Vec::new();
        if wants.page {
            let shown = shown(fields);
            let pages = to.held.brief_links(self.view, parents, query, &shown);
            let mut places = HashMap::new();
            for (parent, page) in pages.await? {
                let listed = to
                    .stored
                    .taken(page, |stored, link| stored.tie(link, &mut places));
                items.extend(listed.items());
                lists.insert(parent, listed);
            }
        }
        if wants.total {
            let is_open = |parent: &&i64| {
                let known = to.stored.lists.get(&(asked, Some(**parent)));
                let known = known.or_else(|| lists.get(parent));
                known.is_none_or(|one| one.total.is_none())
            };
            let open: Vec<i64> = parents.iter().filter(is_open).copied().collect();
            if !open.is_empty() {
                let counts = to.held.count_links(self.view, &open, query).await?;
                for (parent, total) in counts {
                    lists.entry(parent).or_default().total = Some(total);
                }
            }
        }
        let lists = lists.into_iter();
        let lists = lists.map(|(parent, listed)| ((asked, Some(parent)), listed));
        to.stored.lists.extend(lists);
        self.items(to, fields, &items).await
    }

    /// What lies below the items of a list.
    fn items<'f>(
        &'f self,
        to: &'f mut Fetched<'_, '_>,
        fields: &'a [Field<Connection>],
        items: &'f [Item],
    ) -> BoxFuture<'f, Result<(), Missed>> {
        Box::pin(async move {
            if items.is_empty() {
                return Ok(());
            }
            let far = distinct(items.iter().map(|item| item.entity));
            let tied: Vec<usize> = items.iter().filter_map(|item| item.relation).collect();
            let mut relation = Vec::new();
            for node in self.nodes(fields, &mut relation) {
                self.below(to, node, &far).await?;
            }
            self.ends(to, &relation, &tied).await
        })
    }

    /// What is asked of the entities of a list, each time that it is; what is asked of its
    /// relations goes to `relation`.
    fn nodes(
        &self,
        fields: &'a [Field<Connection>],
        relation: &mut Vec<&'a Field<Relation>>,
    ) -> Vec<&'a [Field<Entity>]> {
        let mut nodes = Vec::new();
        let mut add = |node: &'a Node, relation: &mut Vec<_>| match node {
            Node::Entity(fields) => nodes.push(fields.as_slice()),
            Node::Relation(fields) => relation.extend(fields),
        };
        for field in fields.iter().filter(|field| self.lets(field)) {
            match &field.what {
                Connection::Nodes(node) => add(node, relation),
                Connection::Edges(edges) => {
                    for edge in edges.iter().filter(|edge| self.lets(edge)) {
                        match &edge.what {
                            Edge::Node(node) => add(node, relation),
                            Edge::Relation(fields) => relation.extend(fields),
                            Edge::Typename(_) | Edge::Cursor => {}
                        }
                    }
                }
                Connection::Typename(_) | Connection::PageInfo(_) | Connection::TotalCount => {}
            }
        }
        nodes
    }

    /// What lies below the ends of these relations, of which all is asked at once: an end that is
    /// shown in several places is fetched with the columns of all.
    async fn ends(
        &self,
        to: &mut Fetched<'_, '_>,
        fields: &[&'a Field<Relation>],
        relations: &[usize],
    ) -> Result<(), Missed> {
        for end in Ends::ALL {
            let shown = fields.iter().filter(|field| self.lets(field));
            let shown: Vec<_> = shown.filter_map(|field| end.fields(&field.what)).collect();
            if shown.is_empty() {
                continue;
            }
            let numbers = relations.iter().map(|of| &to.stored.relations[*of]);
            let ids = distinct(numbers.filter_map(|tied| end.id(tied)));
            let mut columns = Vec::new();
            for fields in &shown {
                add_entity_columns(fields, &mut columns);
            }
            let places = self.lookup(to, &ids, &columns).await?;
            for of in relations {
                let tied = &mut to.stored.relations[*of];
                let place = end.id(tied).and_then(|id| places.get(&id).copied());
                end.put(tied, place);
            }
            let ends = distinct(places.into_values());
            for fields in shown {
                self.below(to, fields, &ends).await?;
            }
        }
        Ok(())
    }

    /// What lies below these entities.
    async fn below(
        &self,
        to: &mut Fetched<'_, '_>,
        fields: &'a [Field<Entity>],
        entities: &[usize],
    ) -> Result<(), Missed> {
        for field in fields.iter().filter(|field| self.lets(field)) {
            let Entity::Links(asked, connection) = &field.what else {
                continue;
            };
            let such = entities.iter().map(|at| &to.stored.entities[*at]);
            let such = such.filter(|entity| bit(entity.kind) & field.kinds != 0);
            let parents = distinct(such.map(|entity| entity.id));
            if !parents.is_empty() {
                self.links(to, (*asked, &parents), connection).await?;
            }
        }
        Ok(())
    }
}

/// What is shown of a list.
struct Wants {
    page: bool,
    total: bool,
}

impl Wants {
    fn of(fields: &[Field<Connection>], lets: impl Fn(&Field<Connection>) -> bool) -> Self {
        let any = |of: fn(&Connection) -> bool| fields.iter().any(|f| of(&f.what) && lets(f));
        Self {
            page: any(Connection::is_of_page),
            total: any(|what| matches!(what, Connection::TotalCount)),
        }
    }
}

impl Stored {
    /// Takes in how many links an entity has, by question.
    fn count(&mut self, entity: i64, counts: impl Iterator<Item = (usize, u64)>) {
        let lists = counts.map(|(asked, number)| {
            let total = Some(number);
            let counted = Listed {
                total,
                ..Listed::default()
            };
            ((asked, Some(entity)), counted)
        });
        self.lists.extend(lists);
    }

    /// Takes an entity in.
    fn take(&mut self, entity: EntityBrief) -> usize {
        self.entities.push(entity);
        self.entities.len() - 1
    }

    /// Takes a relation in, and its far end where it is met for the first time.
    fn tie(&mut self, link: LinkBrief, places: &mut HashMap<i64, usize>) -> Item {
        let LinkBrief { relation, node } = link;
        let entity = places.get(&node.id).copied();
        let entity = entity.unwrap_or_else(|| {
            let id = node.id;
            let place = self.take(node);
            places.insert(id, place);
            place
        });
        self.relations.push(Tied {
            relation,
            ..Tied::default()
        });
        Item {
            entity,
            relation: Some(self.relations.len() - 1),
        }
    }

    fn taken<T>(
        &mut self,
        page: BriefPage<T>,
        mut item: impl FnMut(&mut Self, T) -> Item,
    ) -> Listed {
        let items = page.items.into_iter().map(|one| item(self, one)).collect();
        Listed {
            page: Some(Page {
                items,
                has_next: page.has_next,
                has_previous: page.has_previous,
                total: None,
            }),
            cursors: page.cursors,
            total: page.total,
        }
    }
}

impl Listed {
    fn items(&self) -> Vec<Item> {
        self.page
            .as_ref()
            .map_or_else(Vec::new, |page| page.items.clone())
    }
}

/// Each of these once, in their order.
fn distinct<T: Copy + Eq + std::hash::Hash>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut met = HashSet::new();
    all.filter(|one| met.insert(*one)).collect()
}
