//! The loaders of one request, one for each kind of thing that fields lead to.
//!
//! A row of the table says by what things are grouped, by what they are told apart within a
//! group, what is loaded, and the one call of the store that loads it. All arguments of a
//! field are part of the group, so that two aliases never share the wrong page. Not here:
//! when the calls are made ([`super::batch`]) and what they do (`store`).

mod costs;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use entity::{
    id::Noun,
    row::{entity as entities, figure, identifier, judgement, name, note, relation},
};

use crate::{
    operations::{
        search::{self, AskedEntity, AskedFigure, AskedRelation, Found, SearchQuery, Totals},
        snapshots::Snapshots,
    },
    store::{
        Cited, Dated, EntityOrder, LinkQuery, Page, PageRequest, RelationOrder, Store, StoreError,
    },
};

use super::{
    batch::{Batch, Flush, Load},
    door::Purse,
    scope::Scope,
};

/// A list of entities: which, in what order, and which page of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct EntityQuery {
    pub(crate) filter: AskedEntity,
    pub(crate) order: Vec<EntityOrder>,
    pub(crate) page: PageRequest,
}

/// A list of relations: which, in what order, and which page of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RelationQuery {
    pub(crate) filter: AskedRelation,
    pub(crate) order: Vec<RelationOrder>,
    pub(crate) page: PageRequest,
}

/// A list of figures: which, and which page of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FigureQuery {
    pub(crate) filter: AskedFigure,
    pub(crate) page: PageRequest,
}

/// The dated facts of an entity: whose, and which page of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TimelineQuery {
    pub(crate) entity: i64,
    pub(crate) page: PageRequest,
}

/// A relation with the entity at its far end.
#[derive(Clone, Debug)]
pub(crate) struct LinkRow {
    pub(crate) relation: Arc<relation::Model>,
    pub(crate) node: Arc<entities::Model>,
}

/// Rows that belong to one parent.
pub(crate) type Rows<T> = Arc<[T]>;

/// Rows that belong to one parent and are part of it: its name is one of them.
#[derive(Clone)]
pub(crate) struct Together<T>(pub(crate) Rows<T>);

macro_rules! loaders {
    ($(
        $(#[doc = $doc:literal])+
        $field:ident: $loader:ident($group:ident: $group_type:ty, $ids:ident: $id_type:ty) -> $value:ty,
        $store:ident => $load:block
    )+) => {
        /// What a request has asked for and what it has been given.
        pub(crate) struct Loaders {
            /// The store, for reports, which are made at once.
            pub(crate) store: Store,
            /// The graph in memory, at one place in the log from beginning to end.
            pub(crate) snapshots: Snapshots,
            /// Where to resume behind the event that is being answered; empty for a query.
            resume: Mutex<String>,
            /// The viewer and lens of the request as a whole.
            pub(crate) scope: Scope,
            $( $(#[doc = $doc])+ pub(crate) $field: Arc<Batch<$loader>>, )+
        }

        impl Loaders {
            pub(crate) fn new(snapshots: Snapshots, scope: Scope, purse: &Arc<Purse>) -> Self {
                let store = snapshots.store().clone();
                Self {
                    $( $field: Batch::new($loader(store.clone()), Arc::clone(purse)), )+
                    store,
                    snapshots,
                    resume: Mutex::default(),
                    scope,
                }
            }

            /// All batches, for the one who drives the request.
            pub(crate) fn batches(&self) -> Vec<Arc<dyn Flush>> {
                vec![ $( Arc::clone(&self.$field) as Arc<dyn Flush>, )+ ]
            }

            /// Forgets all that was loaded, for the next event of a subscription.
            pub(crate) fn begin(&self, resume: &str) {
                $( self.$field.forget(); )+
                let mut place = self.resume.lock().unwrap_or_else(PoisonError::into_inner);
                resume.clone_into(&mut place);
            }
        }

        $(
            $(#[doc = $doc])+
            pub(crate) struct $loader(Store);

            impl Load for $loader {
                const NAME: &'static str = stringify!($field);

                type Group = $group_type;
                type Id = $id_type;
                type Value = $value;

                async fn load(
                    &self,
                    $group: &Self::Group,
                    $ids: &[Self::Id],
                ) -> Result<HashMap<Self::Id, Self::Value>, StoreError> {
                    let $store = &self.0;
                    $load
                }
            }
        )+
    };
}

loaders! {
    /// Entities by number.
    entities: Entities(scope: Scope, ids: i64) -> Arc<entities::Model>, store => {
        Ok(shared(store.entities_by_id(scope, ids).await?))
    }

    /// Entities by key.
    keys: Keys(scope: Scope, keys: String) -> Arc<entities::Model>, store => {
        Ok(shared(store.entities_by_key(scope, keys).await?))
    }

    /// Names by entity.
    names: Names(scope: Scope, ids: i64) -> Together<name::Model>, store => {
        let found = store.names_of(scope, ids).await?;
        Ok(found.into_iter().map(|(id, names)| (id, Together(names.into()))).collect())
    }

    /// Identifiers by entity.
    identifiers: Identifiers(scope: Scope, ids: i64) -> Rows<identifier::Model>, store => {
        Ok(rows(store.identifiers_of(scope, ids).await?))
    }

    /// Notes by entity.
    notes: Notes(scope: Scope, ids: i64) -> Rows<note::Model>, store => {
        Ok(rows(store.notes_of(scope, ids).await?))
    }

    /// Figures by entity.
    figures_of: FiguresOf(group: (Scope, Arc<AskedFigure>), ids: i64) -> Rows<figure::Model>,
    store => {
        let filter = search::figure_filter(store, &group.0, &group.1).await?;
        Ok(rows(store.figures_of(&group.0, ids, &filter).await?))
    }

    /// Figures by number.
    figures: Figures(scope: Scope, ids: i64) -> Arc<figure::Model>, store => {
        Ok(shared(store.figures_by_id(scope, ids).await?))
    }

    /// Last versions of entities by number: the ends of facts that have ended.
    last_entities: LastEntities(scope: Scope, ids: i64) -> Arc<entities::Model>, store => {
        Ok(shared(store.entities_ever(scope, ids).await?))
    }

    /// Last versions of relations by number.
    last_relations: LastRelations(scope: Scope, ids: i64) -> Arc<relation::Model>, store => {
        Ok(shared(store.relations_ever(scope, ids).await?))
    }

    /// Last versions of figures by number.
    last_figures: LastFigures(scope: Scope, ids: i64) -> Arc<figure::Model>, store => {
        Ok(shared(store.figures_ever(scope, ids).await?))
    }

    /// Last versions of notes by number.
    last_notes: LastNotes(scope: Scope, ids: i64) -> Arc<note::Model>, store => {
        Ok(shared(store.notes_ever(scope, ids).await?))
    }

    /// Citations by the version that they support.
    citations: Citations(group: (Scope, Noun), versions: i64) -> Rows<Cited>, store => {
        Ok(rows(store.citations_of(&group.0, group.1, versions).await?))
    }

    /// Pages of links by entity.
    links: Links(group: (Scope, Arc<LinkQuery<String>>), ids: i64) -> Arc<Page<LinkRow>>, store => {
        let query = named(store, &group.0, &group.1).await?;
        let pages = store.links(&group.0, ids, &query).await?;
        Ok(pages.into_iter().map(|(id, page)| (id, Arc::new(page.map(LinkRow::from)))).collect())
    }

    /// Numbers of links by entity.
    link_counts: LinkCounts(group: (Scope, Arc<LinkQuery<String>>), ids: i64) -> u64, store => {
        let query = named(store, &group.0, &group.1).await?;
        store.count_links(&group.0, ids, &query).await
    }

    /// Pages of entities.
    entity_pages: EntityPages(group: (Scope, Arc<EntityQuery>), _once: ())
        -> Arc<Page<Arc<entities::Model>>>,
    store => {
        let query = &group.1;
        let filter = search::entity_filter(store, &group.0, &query.filter).await?;
        let page = store.list_entities(&group.0, &filter, &query.order, &query.page).await?;
        Ok(once(Arc::new(page.map(Arc::new))))
    }

    /// Numbers of entities.
    entity_counts: EntityCounts(group: (Scope, AskedEntity), _once: ()) -> u64, store => {
        let filter = search::entity_filter(store, &group.0, &group.1).await?;
        Ok(once(store.count_entities(&group.0, &filter).await?))
    }

    /// Pages of relations.
    relation_pages: RelationPages(group: (Scope, Arc<RelationQuery>), _once: ())
        -> Arc<Page<Arc<relation::Model>>>,
    store => {
        let query = &group.1;
        let filter = search::relation_filter(store, &group.0, &query.filter).await?;
        let page = store.list_relations(&group.0, &filter, &query.order, &query.page).await?;
        Ok(once(Arc::new(page.map(Arc::new))))
    }

    /// Numbers of relations.
    relation_counts: RelationCounts(group: (Scope, AskedRelation), _once: ()) -> u64, store => {
        let filter = search::relation_filter(store, &group.0, &group.1).await?;
        Ok(once(store.count_relations(&group.0, &filter).await?))
    }

    /// Pages of figures.
    figure_pages: FigurePages(group: (Scope, Arc<FigureQuery>), _once: ())
        -> Arc<Page<Arc<figure::Model>>>,
    store => {
        let filter = search::figure_filter(store, &group.0, &group.1.filter).await?;
        let page = store.list_figures(&group.0, &filter, &group.1.page).await?;
        Ok(once(Arc::new(page.map(Arc::new))))
    }

    /// Numbers of figures.
    figure_counts: FigureCounts(group: (Scope, AskedFigure), _once: ()) -> u64, store => {
        let filter = search::figure_filter(store, &group.0, &group.1).await?;
        Ok(once(store.count_figures(&group.0, &filter).await?))
    }

    /// Pages of what was searched for.
    searches: Searches(group: (Scope, Arc<SearchQuery>), _once: ()) -> Arc<Page<Found>>, store => {
        Ok(once(Arc::new(search::search(store, &group.0, &group.1).await?)))
    }

    /// Numbers of what was searched for.
    search_totals: SearchTotals(group: (Scope, Arc<SearchQuery>), _once: ()) -> Arc<Totals>,
    store => {
        Ok(once(Arc::new(search::totals(store, &group.0, &group.1).await?)))
    }

    /// Entities by number, each apart from those that were judged to be the same.
    apart: Apart(scope: Scope, ids: i64) -> Arc<entities::Model>, store => {
        Ok(shared(store.entities_by_id(&scope.apart(), ids).await?))
    }

    /// Judgements by entity.
    judgements: Judgements(scope: Scope, ids: i64) -> Rows<judgement::Model>, store => {
        Ok(rows(store.judgements_of(scope, ids).await?))
    }

    /// The last versions of judgements by number.
    last_judgements: LastJudgements(scope: Scope, ids: i64) -> Arc<judgement::Model>, store => {
        Ok(shared(store.judgements_ever(scope, ids).await?))
    }

    /// Pages of dated facts.
    timelines: Timelines(group: (Scope, TimelineQuery), _once: ()) -> Arc<Page<Dated>>, store => {
        let TimelineQuery { entity, page } = &group.1;
        Ok(once(Arc::new(store.timeline(&group.0, *entity, page).await?)))
    }

    /// Numbers of dated facts by entity.
    timeline_counts: TimelineCounts(scope: Scope, ids: i64) -> u64, store => {
        let mut found = HashMap::new();
        for id in ids {
            found.insert(*id, store.count_timeline(scope, *id).await?);
        }
        Ok(found)
    }

    /// Which documents have their text here.
    texts: Texts(_all: (), ids: i64) -> (), store => {
        Ok(store.texts_held(ids).await?.into_iter().map(|id| (id, ())).collect())
    }
}

impl Loaders {
    /// Where to resume behind the event that was answered last, of a subscription.
    pub(crate) fn resume(&self) -> Option<String> {
        let place = self.resume.lock().unwrap_or_else(PoisonError::into_inner);
        Some(place.clone()).filter(|place| !place.is_empty())
    }
}

/// The query of a link field with the names in its filter resolved.
async fn named(
    store: &Store,
    scope: &Scope,
    query: &LinkQuery<String>,
) -> Result<LinkQuery, StoreError> {
    Ok(LinkQuery {
        kinds: query.kinds.clone(),
        direction: query.direction,
        filter: search::relation_filter(store, scope, &query.filter).await?,
        order: query.order.clone(),
        page: query.page.clone(),
    })
}

impl From<crate::store::Link> for LinkRow {
    fn from(link: crate::store::Link) -> Self {
        Self {
            relation: Arc::new(link.relation),
            node: Arc::new(link.node),
        }
    }
}

fn shared<K: Eq + std::hash::Hash, T>(found: HashMap<K, T>) -> HashMap<K, Arc<T>> {
    found
        .into_iter()
        .map(|(key, value)| (key, Arc::new(value)))
        .collect()
}

fn rows<T>(found: HashMap<i64, Vec<T>>) -> HashMap<i64, Rows<T>> {
    found
        .into_iter()
        .map(|(id, rows)| (id, rows.into()))
        .collect()
}

fn once<T>(value: T) -> HashMap<(), T> {
    HashMap::from([((), value)])
}
