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
        let mut facts = Self::default();
        facts.load_figures(store, view, about).await?;
        facts.load_plans(store, view, about).await?;
        facts.load_lists(store, view).await?;
        facts.load_dates(store, view, about).await?;
        facts.load_entities(store, view).await?;
        Ok(facts)
    }

    /// An entity that some of the facts name.
    pub(super) fn entity(&self, id: i64) -> Option<&Arc<entities::Model>> {
        self.entities.get(&id)
    }

    async fn load_figures(
        &mut self,
        store: &Store,
        view: &View,
        about: Option<i64>,
    ) -> Result<(), StoreError> {
        let filter = FigureFilter {
            about: about.map(one),
            modality: Some(Modality::ALL.to_vec()),
            ..FigureFilter::default()
        };
        self.figures = store.all_figures(view, &filter).await?;
        Ok(())
    }

    /// The plans in question, their siblings, what these consist of, and what was held.
    async fn load_plans(
        &mut self,
        store: &Store,
        view: &View,
        about: Option<i64>,
    ) -> Result<(), StoreError> {
        let part_of = |subject, object| async move {
            let filter = RelationFilter {
                kind: Some(vec![RelationKind::PartOf]),
                modality: Some(vec![Modality::Asserted]),
                subject: Some(Box::new(subject)),
                object: Some(Box::new(object)),
                ..RelationFilter::default()
            };
            store.all_relations(view, &filter).await
        };
        let (part, whole) = (
            projects(&[ProjectType::Activity, ProjectType::Service]),
            projects(&[]),
        );
        if let Some(id) = about {
            // From the entity up to its wholes, then down two steps: siblings, and their parts.
            let up = part_of(and(part.clone(), one(id)), whole.clone()).await?;
            let tops: Vec<i64> = up.iter().map(|part| part.object_id).chain([id]).collect();
            let siblings = part_of(part.clone(), and(whole.clone(), these(tops))).await?;
            let plans = siblings.iter().map(|part| part.subject_id).collect();
            let below = part_of(part, and(whole, these(plans))).await?;
            self.parts = distinct([up, siblings, below].concat());
        } else {
            self.parts = part_of(part, whole).await?;
        }
        let plans = self.parts.iter().map(|part| part.subject_id).collect();
        let filter = RelationFilter {
            kind: Some(vec![RelationKind::Realises]),
            modality: Some(vec![Modality::Asserted]),
            object: Some(Box::new(these(plans))),
            ..RelationFilter::default()
        };
        self.realised = store.all_relations(view, &filter).await?;
        Ok(())
    }

    /// The lists that figures with a count may describe.
    async fn load_lists(&mut self, store: &Store, view: &View) -> Result<(), StoreError> {
        let mut wanted = Vec::new();
        let mut ask =
            |kind, modality: &[Modality], subjects: Option<Vec<i64>>, objects: Option<Vec<i64>>| {
                wanted.push(RelationFilter {
                    kind: Some(vec![kind]),
                    modality: Some(modality.to_vec()),
                    subject: subjects.map(|ids| Box::new(these(ids))),
                    object: objects.map(|ids| Box::new(these(ids))),
                    ..RelationFilter::default()
                });
            };
        let counted = |wanted: &[Counts]| -> BTreeSet<i64> {
            let fits = |figure: &&figure::Model| {
                counts(figure).is_some_and(|counts| wanted.contains(&counts))
            };
            self.figures
                .iter()
                .filter(fits)
                .map(|figure| figure.about_id)
                .collect()
        };
        let lists = counted(&[Counts::People, Counts::Municipalities]);
        let mut services = counted(&[Counts::NamedMediators]);
        let within = |part: &&relation::Model| services.contains(&part.object_id);
        let parts: Vec<i64> = self
            .parts
            .iter()
            .filter(within)
            .map(|part| part.subject_id)
            .collect();
        services.extend(parts);
        let asserted = [Modality::Asserted];
        ask(
            RelationKind::Attended,
            &asserted,
            None,
            Some(lists.iter().copied().collect()),
        );
        ask(
            RelationKind::TookPlaceIn,
            Modality::ALL,
            Some(lists.into_iter().collect()),
            None,
        );
        ask(
            RelationKind::Implements,
            &asserted,
            None,
            Some(services.into_iter().collect()),
        );
        let filter = RelationFilter {
            or: Some(wanted),
            ..RelationFilter::default()
        };
        self.listed = store.all_relations(view, &filter).await?;
        Ok(())
    }

    async fn load_dates(
        &mut self,
        store: &Store,
        view: &View,
        about: Option<i64>,
    ) -> Result<(), StoreError> {
        let of = |entity: EntityFilter| {
            Box::new(about.map_or(entity.clone(), |id| and(entity, one(id))))
        };
        let asserted = |kind| RelationFilter {
            kind: Some(vec![kind]),
            modality: Some(vec![Modality::Asserted]),
            ..RelationFilter::default()
        };
        let concerns = RelationFilter {
            object: Some(of(projects(&[]))),
            ..asserted(RelationKind::Concerns)
        };
        self.concerns = store.all_relations(view, &concerns).await?;
        self.concerns
            .retain(|concern| concern.period_edtf.is_some() && !concern.period_inherited);
        let reports = EntityFilter {
            kind: Some(vec![EntityKind::Document]),
            entity_type: Some(vec![DocumentType::Report.as_str().to_owned()]),
            ..EntityFilter::default()
        };
        let events = EntityFilter {
            kind: Some(vec![EntityKind::Event]),
            ..EntityFilter::default()
        };
        let filter = RelationFilter {
            subject: Some(Box::new(reports)),
            object: Some(of(events)),
            ..asserted(RelationKind::Documents)
        };
        self.reports = store.all_relations(view, &filter).await?;
        let documents: BTreeSet<i64> = self
            .reports
            .iter()
            .map(|report| report.subject_id)
            .collect();
        let documents: Vec<i64> = documents.into_iter().collect();
        self.told = store.dated_by_documents(view, &documents).await?;
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

fn one(id: i64) -> EntityFilter {
    these(vec![id])
}

fn these(ids: Vec<i64>) -> EntityFilter {
    EntityFilter {
        id: Some(ids),
        ..EntityFilter::default()
    }
}

fn projects(types: &[ProjectType]) -> EntityFilter {
    let words = || types.iter().map(|word| word.as_str().to_owned()).collect();
    EntityFilter {
        kind: Some(vec![EntityKind::Project]),
        entity_type: (!types.is_empty()).then(words),
        ..EntityFilter::default()
    }
}

fn and(one: EntityFilter, other: EntityFilter) -> EntityFilter {
    EntityFilter {
        and: Some(vec![one, other]),
        ..EntityFilter::default()
    }
}

fn distinct(mut relations: Vec<relation::Model>) -> Vec<relation::Model> {
    relations.sort_by_key(|relation| relation.id);
    relations.dedup_by_key(|relation| relation.id);
    relations
}
