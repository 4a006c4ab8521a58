//! Two read engines, one meaning: what SQL answers, the graph in memory answers.
//!
//! Filters of all shapes, viewers and lenses are generated, asked both ways on both databases,
//! and the answers demanded equal: which, how many, and in what order.

use entity::{
    row::relation,
    time::QueryInterval,
    vocabulary::{
        Basis, Certainty, Direction, EntityKind, EventStatus, Identity, Modality, RelationKind,
        Succession, Tier, Verdict,
    },
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use stakegraph::{
    operations::{
        duplicates::{Hand, JudgeError, judge},
        search::{AskedEntity, AskedRelation, entity_filter, relation_filter},
        snapshots::Snapshots,
    },
    store::{LinkQuery, PageRequest, Store, View},
};
use test_support::build::{Dossier, NOW, each_store, viewer};

#[path = "two_engines/author.rs"]
mod author;
#[path = "two_engines/documents.rs"]
mod documents;
#[path = "two_engines/in_memory.rs"]
mod in_memory;
#[path = "two_engines/related.rs"]
mod related;

use in_memory::InMemory;

/// How many questions of each sort are asked on each database.
const QUESTIONS: u32 = 250;

const KINDS: [RelationKind; 5] = [
    RelationKind::Attended,
    RelationKind::PartOf,
    RelationKind::CooperatesWith,
    RelationKind::WorksFor,
    RelationKind::TookPlaceIn,
];
const PERIODS: [Option<&str>; 6] = [
    None,
    Some("2018"),
    Some("2019-10-17"),
    Some("2019/.."),
    Some("2020~"),
    Some("../2019-06"),
];
const ROLES: [&str; 3] = ["expert", "speaker", "lead"];
const SIZE: usize = 14;

fn key(number: usize) -> String {
    format!("thing-{number}")
}

/// The graph, some of which is judged to be the same.
async fn record(store: &Store, runner: &mut TestRunner) {
    record_apart(store, runner).await;
    judge_some(store, runner).await;
}

/// A graph in two recordings, so that there is something to have been known.
async fn record_apart(store: &Store, runner: &mut TestRunner) {
    let kinds = prop::sample::select(EntityKind::ALL[..5].to_vec());
    let things = prop::collection::vec((kinds, 0..8_usize, 0..4_usize), SIZE);
    let things = drawn(runner, &things);
    for round in 0..2 {
        let mut dossier = Dossier::new("all");
        for (number, (kind, word, closed)) in things.iter().enumerate() {
            let tier = [Tier::Partner, Tier::Steward, Tier::Public, Tier::Public][*closed];
            let draft = dossier.entity(&key(number), *kind);
            if !matches!(kind, EntityKind::Person | EntityKind::Organisation) {
                draft.content.period = PERIODS[(word + round) % 6].map(str::to_owned);
            }
            if *kind == EntityKind::Event {
                draft.content.status = Some(EventStatus::ALL[word % 4]);
            }
            draft.content.country = (word % 3 == 0).then(|| "LV".to_owned());
            draft.visibility = tier;
        }
        let ends = (0..SIZE, 0..KINDS.len(), 0..SIZE);
        let words = (0..PERIODS.len(), 0..5_usize, 0..4_usize, 0..4_usize);
        let ties = drawn(runner, &prop::collection::vec((ends, words), 300));
        let mut known = std::collections::BTreeSet::new();
        for (from, to) in drawn(runner, &prop::collection::vec((0..SIZE, 0..SIZE), 12)) {
            let is_body = |at: usize| things[at].0 == EntityKind::Municipality;
            if from != to && is_body(from) && is_body(to) && known.insert((from, SIZE, to)) {
                let step = dossier.relation(&key(from), RelationKind::SucceededBy, &key(to));
                step.content.share = Some(0.5);
            }
        }
        for ((from, kind, to), (period, role, modality, closed)) in ties {
            let [subject, object] = [from, to].map(|end| (things[end].0, None));
            let may_be = KINDS[kind].spec().allows(subject, object);
            if from == to || !may_be || !known.insert((from, kind, to)) {
                continue;
            }
            let draft = dossier.relation(&key(from), KINDS[kind], &key(to));
            draft.content.period = PERIODS[period].map(str::to_owned);
            draft.content.role = ROLES.get(role).map(|role| (*role).to_owned());
            draft.content.modality = [Modality::Planned, Modality::Asserted][modality.min(1)];
            draft.content.basis = [Basis::Stated, Basis::Reference][period % 2];
            draft.visibility = [Tier::Partner, Tier::Public][closed.min(1)];
        }
        let after = i64::try_from(round).unwrap() * 1_000;
        dossier.record(store, after).await.unwrap();
    }
}

/// Some are judged to be the same, as far as they are of one kind.
async fn judge_some(store: &Store, runner: &mut TestRunner) {
    let view = viewer(Tier::Steward);
    let hand = Hand {
        view: &view,
        by: "a test",
        reason: "drawn",
        now: NOW + 2_000,
        dry_run: false,
    };
    let mut judged = 0;
    for (one, other) in (0..SIZE).flat_map(|one| (0..one).map(move |other| (one, other))) {
        if !drawn(runner, &prop::bool::weighted(0.3)) {
            continue;
        }
        let keys = [key(one), key(other)];
        match judge(store, [&keys[0], &keys[1]], Verdict::Same, hand).await {
            Ok(_) => judged += 1,
            Err(JudgeError::Unfit(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert!(judged > 0, "none was judged");
}

fn drawn<S: Strategy>(runner: &mut TestRunner, strategy: &S) -> S::Value {
    strategy.new_tree(runner).unwrap().current()
}

fn some<S: Strategy>(strategy: S, weight: f64) -> impl Strategy<Value = Option<S::Value>>
where
    S::Value: Clone,
{
    prop::option::weighted(weight, strategy)
}

fn few<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> impl Strategy<Value = Vec<T>> + use<T> {
    prop::collection::vec(prop::sample::select(all.to_vec()), 0..3)
}

fn days() -> impl Strategy<Value = QueryInterval> {
    let all = [
        "2018",
        "2019-10-17",
        "2019/2020",
        "2017",
        "2021/..",
        "../2018-03",
    ];
    prop::sample::select(all.to_vec()).prop_map(|text| QueryInterval::parse(text).unwrap())
}

fn certainties() -> impl Strategy<Value = Option<Certainty>> {
    some(prop::sample::select(Certainty::ALL.to_vec()), 0.5)
}

fn keys() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec((0..SIZE + 1).prop_map(key), 0..5)
}

fn entities(depth: u32) -> BoxedStrategy<AskedEntity> {
    let own = (
        some(few(EntityKind::ALL), 0.2),
        some(keys(), 0.2),
        some(few(EventStatus::ALL), 0.1),
        some(any::<bool>(), 0.1),
        some((0..SIZE).prop_map(|n| format!("thing {n}")), 0.1),
        some(days(), 0.2),
        certainties(),
        some(few(&["LV".to_owned(), "EE".to_owned()]), 0.1),
        some(few(&["COUNTY".to_owned(), "VISIT".to_owned()]), 0.1),
    );
    let own = own.prop_map(
        |(kind, key, status, named, name, during, certainty, country, types)| AskedEntity {
            kind,
            key,
            status,
            named,
            name,
            during,
            certainty,
            country,
            entity_type: types,
            ..AskedEntity::default()
        },
    );
    if depth == 0 {
        return own.boxed();
    }
    let inner = || prop::collection::vec(entities(depth - 1), 0..3);
    let joined = (
        some(inner(), 0.15),
        some(inner(), 0.15),
        some(entities(depth - 1), 0.2),
        some(relations(depth - 1), 0.4),
    );
    (own, joined)
        .prop_map(|(own, (and, or, not, has))| AskedEntity {
            and,
            or,
            not: not.map(Box::new),
            has: has.map(Box::new),
            ..own
        })
        .boxed()
}

fn relations(depth: u32) -> BoxedStrategy<AskedRelation> {
    let roles = ROLES.map(str::to_owned);
    let own = (
        some(few(&KINDS), 0.3),
        some(few(&roles), 0.2),
        some(few(&[Modality::Planned, Modality::Asserted]), 0.2),
        some(few(&[Basis::Stated, Basis::Reference]), 0.1),
        some(days(), 0.2),
        certainties(),
    );
    let own = own.prop_map(
        |(kind, role, modality, basis, during, certainty)| AskedRelation {
            kind,
            role,
            modality,
            basis,
            during,
            certainty,
            ..AskedRelation::default()
        },
    );
    if depth == 0 {
        return own.boxed();
    }
    let inner = || prop::collection::vec(relations(depth - 1), 0..3);
    let end = |weight| some(entities(depth - 1), weight);
    let joined = (
        some(inner(), 0.15),
        some(inner(), 0.15),
        some(relations(depth - 1), 0.2),
        end(0.15),
        end(0.15),
        end(0.25),
    );
    (own, joined)
        .prop_map(
            |(own, (and, or, not, subject, object, other))| AskedRelation {
                and,
                or,
                not: not.map(Box::new),
                subject: subject.map(Box::new),
                object: object.map(Box::new),
                other: other.map(Box::new),
                ..own
            },
        )
        .boxed()
}

fn views() -> impl Strategy<Value = View> {
    let lens = (
        some(days(), 0.3),
        prop::sample::select(Certainty::ALL.to_vec()),
        some(few(&[Modality::Planned, Modality::Asserted]), 0.2),
        some(prop::sample::select(vec![NOW + 500, NOW + 5_000]), 0.3),
    );
    let tiers = prop::sample::select(Tier::ALL.to_vec());
    let identities = prop::sample::select(Identity::ALL.to_vec());
    let successions = prop::sample::select(Succession::ALL.to_vec());
    let asking = (tiers, identities, successions);
    (asking, lens).prop_map(
        |((tier, identity, succession), (valid, certainty, modality, known))| {
            let mut view = viewer(tier);
            view.lens.valid = valid;
            view.lens.certainty = certainty;
            view.lens.modality = modality;
            view.lens.known = known;
            view.lens.identity = identity;
            view.lens.succession = succession;
            view
        },
    )
}

fn page() -> PageRequest {
    PageRequest::new(Some(100), None, None, None).unwrap()
}

fn ids(rows: &[(stakegraph::store::Cursor, relation::Model)]) -> Vec<i64> {
    rows.iter().map(|(_, row)| row.id).collect()
}

/// How many entities both engines find, which are the same in the same order.
async fn entities_agree(
    store: &Store,
    snapshots: &Snapshots,
    view: &View,
    filter: &AskedEntity,
) -> usize {
    let memory = InMemory::of(snapshots, view).await;
    let resolved = entity_filter(store, view, filter).await.unwrap();
    let sql = store
        .list_entities(view, &resolved, &[], &page())
        .await
        .unwrap();
    let sql: Vec<i64> = sql.items.iter().map(|(_, row)| row.id).collect();
    assert_eq!(memory.entities(&resolved), sql, "{filter:?} {view:?}");
    let count = store.count_entities(view, &resolved).await.unwrap();
    assert_eq!(count, sql.len() as u64);
    sql.len()
}

#[test]
fn what_sql_answers_the_graph_in_memory_answers() {
    each_store(async |store| {
        let mut runner = TestRunner::deterministic();
        record(&store, &mut runner).await;
        let snapshots = Snapshots::new(store.clone());
        let (mut answers, mut joined) = (0, 0);
        for _ in 0..QUESTIONS {
            let view = store.settled(drawn(&mut runner, &views())).await.unwrap();
            joined += usize::from(view.lens.stands.is_some());
            let filter = drawn(&mut runner, &entities(2));
            answers += entities_agree(&store, &snapshots, &view, &filter).await;
            let memory = InMemory::of(&snapshots, &view).await;

            let filter = drawn(&mut runner, &relations(2));
            let resolved = relation_filter(&store, &view, &filter).await.unwrap();
            let sql = store
                .list_relations(&view, &resolved, &[], &page())
                .await
                .unwrap();
            let sql = ids(&sql.items);
            assert_eq!(memory.relations(&resolved), sql, "{filter:?} {view:?}");
            answers += sql.len();

            let directions = prop::sample::select(Direction::ALL.to_vec());
            let query = LinkQuery {
                kinds: drawn(&mut runner, &some(few(&KINDS), 0.5)),
                direction: drawn(&mut runner, &directions),
                filter: resolved,
                order: Vec::new(),
                page: page(),
            };
            let parents: Vec<i64> = (0..SIZE)
                .map(|n| entity::id::number(entity::id::Noun::Entity, &key(n)))
                .collect();
            // Parents come from what the view shows: nobody asks for the links of what he does not see,
            // nor for those of one that another stands for.
            let shown = store.entities_by_id(&view, &parents).await.unwrap();
            let parents: Vec<i64> = parents
                .into_iter()
                .filter(|id| shown.get(id).is_some_and(|entity| entity.id == *id))
                .collect();
            let found = store.links(&view, &parents, &query).await.unwrap();
            for parent in &parents {
                let links = &found[parent].items;
                let sql: Vec<i64> = links.iter().map(|(_, link)| link.relation.id).collect();
                assert_eq!(
                    memory.links(*parent, &query),
                    sql,
                    "{parent} {query:?} {view:?}"
                );
                answers += sql.len();
            }
        }
        assert!(
            answers > 1_000,
            "the questions ask for too little: {answers}"
        );
        assert!(joined > 20, "too few see what was judged: {joined}");
    });
}
