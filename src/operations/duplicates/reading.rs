//! The subjects of a search for duplicates: what a view shows of each entity that may be judged.
//!
//! Left out are documents, persons whom no source names, groups, and places that a source left
//! open: likeness says nothing of these.

use std::collections::{HashMap, HashSet};

use entity::vocabulary::{EntityKind, NameKind, RelationKind, Verdict};

use super::{
    judging::by_pair,
    places::{Finder, Places},
};
use crate::{
    names,
    network::{Snapshot, Way},
    operations::snapshots::{Compiler, SnapshotError, Snapshots},
    store::{Lens, Store, View},
};

/// How many rows one statement reads.
const PART: u64 = 20_000;

/// What one entity is, as far as it can tell whether another is the same.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Its number in the snapshot.
    pub(super) node: u32,
    pub(super) id: i64,
    pub(super) kind: EntityKind,
    /// Its names, without the forms in which texts write them; the recorded one first.
    pub(super) names: Vec<Named>,
    /// Its identifiers: scheme and value.
    pub(super) identifiers: Vec<(String, String)>,
    /// Whom it is related to by asserted relations that tell who it is, each once.
    pub(super) neighbours: Vec<u32>,
    /// Where it lies.
    pub(super) places: Places,
}

/// A name with its folded words, made ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) text: String,
    pub(super) words: Vec<String>,
    pub(super) ready: names::Ready,
}

impl Named {
    fn new(text: &str) -> Self {
        let folded = names::lemma_key(text);
        let words = folded.split(' ').filter(|word| !word.is_empty());
        Self {
            words: words.map(str::to_owned).collect(),
            text: text.to_owned(),
            ready: names::Ready::of(text),
        }
    }
}

/// All that a search looks at.
pub(super) struct Read {
    pub(super) view: View,
    pub(super) snapshot: std::sync::Arc<Snapshot>,
    pub(super) subjects: Vec<Subject>,
    /// Pairs that were judged, by the numbers of those that stand for them.
    pub(super) judged: HashMap<(i64, i64), Verdict>,
}

/// Reads the subjects that a view shows.
pub(super) async fn read(snapshots: &Snapshots, view: &View) -> Result<Read, SnapshotError> {
    let (store, snapshot) = (snapshots.store(), snapshots.of(view).await?);
    let names = names_of(store, view).await?;
    let identifiers = identifiers_of(store, view).await?;
    let judged = store.judgements(view).await?;
    let judged = by_pair(&judged, |id| view.lens.resolved(id));
    let (view, shown) = (view.clone(), std::sync::Arc::clone(&snapshot));
    let subjects = move || {
        let subjects = subjects(&shown, &view, names, identifiers);
        (view, subjects)
    };
    let made = tokio::task::spawn_blocking(subjects).await;
    let (view, subjects) = made.map_err(|_| SnapshotError::Stopped)?;
    Ok(Read {
        view,
        snapshot,
        subjects,
        judged,
    })
}

async fn names_of(store: &Store, view: &View) -> Result<HashMap<i64, Vec<String>>, SnapshotError> {
    let (mut found, mut after): (HashMap<i64, Vec<String>>, i64) = (HashMap::new(), i64::MIN);
    loop {
        let part = store.names_after(view, after, PART).await?;
        let Some(last) = part.last() else {
            return Ok(found);
        };
        after = last.id;
        for name in part
            .into_iter()
            .filter(|name| name.kind != NameKind::Surface)
        {
            let bearer = view.lens.resolved(name.entity_id);
            found.entry(bearer).or_default().push(name.text);
        }
    }
}

type Identifiers = HashMap<i64, Vec<(String, String)>>;

async fn identifiers_of(store: &Store, view: &View) -> Result<Identifiers, SnapshotError> {
    let (mut found, mut after): (Identifiers, i64) = (HashMap::new(), i64::MIN);
    loop {
        let part = store.identifiers_after(view, after, PART).await?;
        let Some(last) = part.last() else {
            return Ok(found);
        };
        after = last.id;
        for row in part {
            let bearer = view.lens.resolved(row.entity_id);
            let all = found.entry(bearer).or_default();
            let identifier = (row.scheme, row.value);
            if !all.contains(&identifier) {
                all.push(identifier);
            }
        }
    }
}

fn subjects(
    snapshot: &Snapshot,
    view: &View,
    mut names: HashMap<i64, Vec<String>>,
    mut identifiers: Identifiers,
) -> Vec<Subject> {
    let asserted = asserted(view);
    let compiler = Compiler {
        snapshot,
        view: &asserted,
    };
    let (sight, meter) = (compiler.sight(), crate::network::Meter::unbounded());
    let reader = crate::network::Reader {
        snapshot,
        sight: &sight,
        meter: &meter,
    };
    let telling = compiler.relation(&crate::store::RelationFilter::default());
    let finder = Finder::new(compiler);
    let mut found = Vec::new();
    for entity in snapshot.entities().filter(|entity| reader.sees(*entity)) {
        let Some(node) = snapshot
            .node(entity)
            .filter(|_| is_subject(snapshot, entity))
        else {
            continue;
        };
        let texts = std::iter::once(snapshot.name(entity).to_owned());
        let texts = texts.chain(names.remove(&node.id).unwrap_or_default());
        let mut known = HashSet::new();
        let links = Way::ALL
            .iter()
            .flat_map(|way| reader.links(entity, *way, &telling));
        let mut neighbours: Vec<u32> = links
            .filter(|(_, link)| link.facts.kind() != RelationKind::PossiblySameAs)
            .map(|(_, link)| link.far)
            .filter(|far| *far != entity)
            .collect();
        neighbours.sort_unstable();
        neighbours.dedup();
        found.push(Subject {
            node: entity,
            id: node.id,
            kind: node.kind(),
            names: texts
                .map(|text| Named::new(&text))
                .filter(|name| known.insert(name.words.clone()))
                .collect(),
            identifiers: identifiers.remove(&node.id).unwrap_or_default(),
            neighbours,
            places: finder.places(&reader, entity),
        });
    }
    found.sort_by(|one, other| snapshot.key(one.node).cmp(snapshot.key(other.node)));
    found
}

/// The view with asserted relations alone: what was only planned says little of who somebody is.
pub(super) fn asserted(view: &View) -> View {
    View {
        viewer: view.viewer.clone(),
        lens: Lens {
            modality: None,
            ..view.lens.clone()
        },
    }
}

fn is_subject(snapshot: &Snapshot, entity: u32) -> bool {
    let Some(node) = snapshot.node(entity) else {
        return false;
    };
    let of_type = |word| snapshot.word(node.entity_type()) == Some(word);
    match node.kind() {
        EntityKind::Document => false,
        EntityKind::Person => node.named() != Some(false),
        EntityKind::Organisation => !of_type("GROUP"),
        EntityKind::Municipality => !of_type("UNDETERMINED"),
        EntityKind::Event | EntityKind::Project => true,
    }
}
