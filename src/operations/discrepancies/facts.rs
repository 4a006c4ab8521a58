//! What the rules compare, read in a number of calls that does not depend on how much it is.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use entity::{
    row::{entity as entities, figure, relation},
    vocabulary::{
        Counts, DocumentType, EntityKind, FigureKind, Measure, Modality, ProjectType, RelationKind,
    },
};

use crate::store::{EntityFilter, FigureFilter, RelationFilter, Store, StoreError, View};

/// The facts that the rules compare.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Stated figures, and those that are parts of others.
    pub(super) figures: Vec<figure::Model>,
    /// `PART_OF` between projects.
    pub(super) parts: Vec<relation::Model>,
    /// `ATTENDED`, `TOOK_PLACE_IN` and `IMPLEMENTS` that figures with a count may describe.
    pub(super) listed: Vec<relation::Model>,
    /// CONCERNS of projects, with periods of their own.
    pub(super) concerns: Vec<relation::Model>,
    /// DOCUMENTS of reports on events.
    pub(super) reports: Vec<relation::Model>,
    /// Dated relations by the document that tells of them.
    pub(super) told: Vec<(i64, relation::Model)>,
    /// REALISES of planned activities.
    pub(super) realised: Vec<relation::Model>,
    entities: HashMap<i64, Arc<entities::Model>>,
}

impl Facts {
    /// Reads what can bear on an entity, or on all.
    pub(super) async fn load(
        store: &Store,
        view: &View,
        about: Option<i64>,
    ) -> Result<Self, StoreError> {
        let read = Read { store, view };
        let mut facts = Self::default();
        let figures = FigureFilter {
            about: about.map(|id| these(vec![id])),
            modality: Some(Modality::ALL.to_vec()),
            ..FigureFilter::default()
        };
        facts.figures = store.all_figures(view, &figures).await?;
        facts.load_plans(&read, about).await?;
        facts.load_lists(&read).await?;
        facts.load_dates(&read, about).await?;
        facts.load_entities(store, view).await?;
        Ok(facts)
    }

    /// An entity that some of the facts name.
    pub(super) fn entity(&self, id: i64) -> Option<&Arc<entities::Model>> {
        self.entities.get(&id)
    }

    /// The plans in question, their siblings, what these consist of, and what was held.
    async fn load_plans(&mut self, read: &Read<'_>, about: Option<i64>) -> Result<(), StoreError> {
        const PARTS: &[ProjectType] = &[ProjectType::Activity, ProjectType::Service];
        let part_of = async |parts, wholes| {
            let (part, whole) = (projects(PARTS, parts), projects(&[], wholes));
            let ends = (Some(part), Some(whole));
            read.asserted(RelationKind::PartOf, ends).await
        };
        if let Some(id) = about {
            // From the entity up to its wholes, then down two steps: siblings, and their parts.
            let up = part_of(Some(vec![id]), None).await?;
            let tops = up.iter().map(|part| part.object_id).chain([id]).collect();
            let siblings = part_of(None, Some(tops)).await?;
            let below = part_of(None, Some(subjects(&siblings))).await?;
            self.parts = distinct([up, siblings, below].concat());
        } else {
            self.parts = part_of(None, None).await?;
        }
        let plans = (None, Some(these(subjects(&self.parts))));
        self.realised = read.asserted(RelationKind::Realises, plans).await?;
        Ok(())
    }

    /// The lists that figures with a count may describe.
    async fn load_lists(&mut self, read: &Read<'_>) -> Result<(), StoreError> {
        let counted = |wanted: &[Counts]| -> BTreeSet<i64> {
            let fits = |figure: &&figure::Model| {
                counts(figure).is_some_and(|counts| wanted.contains(&counts))
            };
            let figures = self.figures.iter().filter(fits);
            figures.map(|figure| figure.about_id).collect()
        };
        let lists = counted(&[Counts::People, Counts::Municipalities]);
        let lists = these(lists.into_iter().collect());
        let mut services = counted(&[Counts::NamedMediators]);
        let within = |part: &&relation::Model| services.contains(&part.object_id);
        let parts: Vec<i64> = self
            .parts
            .iter()
            .filter(within)
            .map(|part| part.subject_id)
            .collect();
        services.extend(parts);
        let services = these(services.into_iter().collect());
        let attended = (None, Some(lists.clone()));
        let planned = (Some(lists), None);
        self.listed = read.asserted(RelationKind::Attended, attended).await?;
        self.listed.extend(
            read.relations(RelationKind::TookPlaceIn, Modality::ALL, planned)
                .await?,
        );
        self.listed.extend(
            read.asserted(RelationKind::Implements, (None, Some(services)))
                .await?,
        );
        Ok(())
    }

    async fn load_dates(&mut self, read: &Read<'_>, about: Option<i64>) -> Result<(), StoreError> {
        let about = about.map(|id| vec![id]);
        let activities = (None, Some(projects(&[], about.clone())));
        self.concerns = read.asserted(RelationKind::Concerns, activities).await?;
        self.concerns
            .retain(|concern| concern.period_edtf.is_some() && !concern.period_inherited);
        let reports = EntityFilter {
            kind: Some(vec![EntityKind::Document]),
            entity_type: Some(vec![DocumentType::Report.as_str().to_owned()]),
            ..EntityFilter::default()
        };
        let events = EntityFilter {
            kind: Some(vec![EntityKind::Event]),
            id: about,
            ..EntityFilter::default()
        };
        let ends = (Some(reports), Some(events));
        self.reports = read.asserted(RelationKind::Documents, ends).await?;
        let documents: BTreeSet<i64> = subjects(&self.reports).into_iter().collect();
        let documents: Vec<i64> = documents.into_iter().collect();
        self.told = read.store.dated_by_documents(read.view, &documents).await?;
        Ok(())
    }

    async fn load_entities(&mut self, store: &Store, view: &View) -> Result<(), StoreError> {
        let lists = [
            &self.parts,
            &self.listed,
            &self.concerns,
            &self.reports,
            &self.realised,
        ];
        let ends = lists
            .into_iter()
            .flatten()
            .flat_map(|row| [row.subject_id, row.object_id]);
        let about = self.figures.iter().map(|figure| figure.about_id);
        let ids: BTreeSet<i64> = ends.chain(about).collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let found = store.entities_by_id(view, &ids).await?;
        self.entities = found
            .into_iter()
            .map(|(id, row)| (id, Arc::new(row)))
            .collect();
        Ok(())
    }
}

/// What the graph can count for a figure that a source states of the whole.
pub(super) fn counts(figure: &figure::Model) -> Option<Counts> {
    let whole = figure.population.is_none() && figure.value.is_some();
    let stated = figure.kind == FigureKind::Stated && figure.modality == Modality::Asserted;
    Measure::find(&figure.measure)
        .filter(|_| whole && stated)?
        .counts
}

/// Which entities may stand at the two ends, subject and object; any where none is named.
type Ends = (Option<EntityFilter>, Option<EntityFilter>);

struct Read<'a> {
    store: &'a Store,
    view: &'a View,
}

impl Read<'_> {
    async fn asserted(
        &self,
        kind: RelationKind,
        ends: Ends,
    ) -> Result<Vec<relation::Model>, StoreError> {
        self.relations(kind, &[Modality::Asserted], ends).await
    }

    async fn relations(
        &self,
        kind: RelationKind,
        modality: &[Modality],
        (subject, object): Ends,
    ) -> Result<Vec<relation::Model>, StoreError> {
        let filter = RelationFilter {
            kind: Some(vec![kind]),
            modality: Some(modality.to_vec()),
            subject: subject.map(Box::new),
            object: object.map(Box::new),
            ..RelationFilter::default()
        };
        self.store.all_relations(self.view, &filter).await
    }
}

fn these(ids: Vec<i64>) -> EntityFilter {
    EntityFilter {
        id: Some(ids),
        ..EntityFilter::default()
    }
}

/// Projects of some types, or of any; these alone, or all.
fn projects(types: &[ProjectType], ids: Option<Vec<i64>>) -> EntityFilter {
    let words = || types.iter().map(|word| word.as_str().to_owned()).collect();
    EntityFilter {
        kind: Some(vec![EntityKind::Project]),
        id: ids,
        entity_type: (!types.is_empty()).then(words),
        ..EntityFilter::default()
    }
}

fn subjects(relations: &[relation::Model]) -> Vec<i64> {
    relations
        .iter()
        .map(|relation| relation.subject_id)
        .collect()
}

fn distinct(mut relations: Vec<relation::Model>) -> Vec<relation::Model> {
    relations.sort_by_key(|relation| relation.id);
    relations.dedup_by_key(|relation| relation.id);
    relations
}
