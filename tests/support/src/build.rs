//! Small graphs, said in a line each.
//!
//! A [`Dossier`] takes facts in and gives each as a draft that may still be changed; what is not said
//! has the value that most tests want. Not here: dossiers as files (`graph`), networks of others
//! (`convert`).

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    draft::{
        Batch, CitationDraft, DossierDraft, Draft, EntityContent, FigureContent, IdentifierContent,
        NameContent, NoteContent, RelationContent, Span, Value, name_key,
    },
    vocabulary::{Basis, EntityKind, FigureKind, Modality, NameKind, RelationKind, Tier},
};
use stakegraph::store::{NewText, Recorded, Recording, Store, StoreError, View, Viewer};

use crate::{TestDatabase, each_empty_database};

/// The time of the first recording in a test.
pub const NOW: i64 = 1_600_000_000_000_000;

/// Runs a test on a migrated database of each kind.
pub fn each_store(body: impl AsyncFn(Store)) {
    each_empty_database(async |database: &TestDatabase| {
        let store = open(database).await;
        body(store.clone()).await;
        store.close().await.unwrap();
    });
}

/// The store of a database, migrated.
pub async fn open(database: &TestDatabase) -> Store {
    let store = Store::open(database.url()).await.unwrap();
    store.migrate().await.unwrap();
    store
}

/// A viewer of a tier.
pub fn viewer(tier: Tier) -> View {
    View::of(Viewer { tier, name: None })
}

/// A dossier in the making.
#[derive(Debug)]
pub struct Dossier {
    key: String,
    batch: Batch,
    cited: bool,
}

impl Dossier {
    /// A dossier whose document has the key `{key}-document`.
    pub fn new(key: &str) -> Self {
        let document = document(key);
        let draft = DossierDraft {
            key: key.to_owned(),
            document: document.clone(),
            spans: Vec::new(),
            sha256: "0".repeat(64),
        };
        let batch = Batch {
            dossiers: vec![draft],
            ..Batch::default()
        };
        let mut dossier = Self {
            key: key.to_owned(),
            batch,
            cited: false,
        };
        dossier.entity(&document, EntityKind::Document);
        dossier
    }

    /// From now on every fact cites the document as a whole.
    #[must_use]
    pub fn cited(mut self) -> Self {
        self.cited = true;
        self
    }

    /// A person called like the key.
    pub fn person(&mut self, key: &str) -> &mut Draft<EntityContent> {
        self.entity(key, EntityKind::Person)
    }

    /// An event with a period.
    pub fn event(&mut self, key: &str, period: Option<&str>) -> &mut Draft<EntityContent> {
        let event = self.entity(key, EntityKind::Event);
        event.content.period = period.map(str::to_owned);
        event
    }

    /// An entity called like its key.
    pub fn entity(&mut self, key: &str, kind: EntityKind) -> &mut Draft<EntityContent> {
        self.called(key, kind, key)
    }

    /// An entity with a name.
    pub fn called(&mut self, key: &str, kind: EntityKind, name: &str) -> &mut Draft<EntityContent> {
        let types = [
            (EntityKind::Organisation, "OTHER"),
            (EntityKind::Municipality, "COUNTY"),
            (EntityKind::Event, "VISIT"),
            (EntityKind::Project, "PROJECT"),
            (EntityKind::Document, "REPORT"),
        ];
        let entity_type = types
            .iter()
            .find(|(of, _)| *of == kind)
            .map(|(_, t)| (*t).to_owned());
        self.name(key, name, NameKind::Official);
        let content = EntityContent {
            key: key.to_owned(),
            kind,
            name: name.to_owned(),
            name_language: Some("lv".to_owned()),
            entity_type,
            country: None,
            status: None,
            online: None,
            named: (kind == EntityKind::Person).then_some(true),
            held: (kind == EntityKind::Document).then_some(true),
            title: None,
            language: None,
            url: None,
            sha256: None,
            text_length: None,
            published_on: None,
            period: None,
            position: None,
            possibly: Vec::new(),
            description: BTreeMap::new(),
            reference: false,
        };
        let draft = self.draft(content);
        self.batch.entities.push(draft);
        self.batch.entities.last_mut().unwrap()
    }

    /// A name of an entity.
    pub fn name(&mut self, entity: &str, text: &str, kind: NameKind) -> &mut Draft<NameContent> {
        let draft = self.draft(NameContent {
            key: name_key(entity, kind, Some("lv"), text),
            entity: entity.to_owned(),
            text: text.to_owned(),
            language: Some("lv".to_owned()),
            kind,
            candidates: Vec::new(),
            position: 0,
        });
        self.batch.names.push(draft);
        self.batch.names.last_mut().unwrap()
    }

    /// An entity that is here already, from now on for a tier only.
    pub fn closed(&mut self, key: &str, tier: Tier) {
        let known = self
            .batch
            .entities
            .iter_mut()
            .find(|entity| entity.content.key == key);
        known.unwrap().visibility = tier;
    }

    /// A relation, its key made of its ends and kind.
    pub fn relation(
        &mut self,
        subject: &str,
        kind: RelationKind,
        object: &str,
    ) -> &mut Draft<RelationContent> {
        let draft = self.draft(RelationContent {
            key: format!("{subject}/{kind}/{object}"),
            kind,
            subject: subject.to_owned(),
            object: object.to_owned(),
            role: None,
            on_behalf_of: None,
            support_form: None,
            agreement: None,
            headcount: None,
            recurrence: None,
            modality: Modality::Asserted,
            basis: Basis::Stated,
            rule: None,
            period: None,
            share: None,
            confidence: None,
        });
        self.batch.relations.push(draft);
        self.batch.relations.last_mut().unwrap()
    }

    /// A stated figure.
    pub fn figure(&mut self, about: &str, measure: &str, value: f64) -> &mut Draft<FigureContent> {
        let draft = self.draft(FigureContent {
            key: format!("{about}/{measure}"),
            about: about.to_owned(),
            measure: measure.to_owned(),
            kind: FigureKind::Stated,
            value: Some(Value::Given(value)),
            lower: None,
            upper: None,
            approximate: false,
            unit: None,
            group: None,
            part_of: None,
            period: None,
            modality: Modality::Asserted,
            basis: Basis::Stated,
        });
        self.batch.figures.push(draft);
        self.batch.figures.last_mut().unwrap()
    }

    /// An identifier.
    pub fn identifier(&mut self, content: IdentifierContent) {
        let draft = self.draft(content);
        self.batch.identifiers.push(draft);
    }

    /// A note.
    pub fn note(&mut self, content: NoteContent) {
        let draft = self.draft(content);
        self.batch.notes.push(draft);
    }

    fn draft<T>(&self, content: T) -> Draft<T> {
        Draft {
            content,
            visibility: Tier::Public,
            citations: self.cited.then(|| self.whole()).into_iter().collect(),
            claims: BTreeSet::from([self.key.clone()]),
        }
    }

    /// A citation of this dossier's document.
    pub fn citation(&self, start: i32, end: i32) -> CitationDraft {
        let sha256 = "a".repeat(64);
        CitationDraft {
            span: Some(Span {
                name: Some("here".to_owned()),
                start,
                end,
                sha256,
            }),
            ..self.whole()
        }
    }

    /// A citation of the document as a whole.
    fn whole(&self) -> CitationDraft {
        CitationDraft {
            dossier: self.key.clone(),
            document: document(&self.key),
            span: None,
            note: None,
        }
    }

    /// Records it a given time after the first recording.
    ///
    /// # Errors
    /// When the store refuses it or fails.
    pub async fn record(&self, store: &Store, after: i64) -> Result<Recorded, StoreError> {
        self.record_with(store, after, &[]).await
    }

    /// Records it with texts of documents.
    ///
    /// # Errors
    /// When the store refuses it or fails.
    pub async fn record_with(
        &self,
        store: &Store,
        after: i64,
        texts: &[NewText],
    ) -> Result<Recorded, StoreError> {
        let now = NOW + after;
        let recording = Recording {
            batch: &self.batch,
            texts,
            by: "a test",
            now,
            dry_run: false,
        };
        store.record(recording).await
    }

    /// Everything in it.
    pub fn batch(&self) -> &Batch {
        &self.batch
    }
}

/// The key of a dossier's document.
fn document(dossier: &str) -> String {
    format!("{dossier}-document")
}
