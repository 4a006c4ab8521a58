//! `stakegraph duplicates`: which entities may be the same, and judging whether they are.
//!
//! Not here: how candidates are found and what a judgement may not contradict
//! (`operations::duplicates`).

use entity::{
    id::{Noun, PublicId},
    row::judgement::Model,
    vocabulary::Tier,
};
use serde::Serialize;
use serde_json::json;

use crate::{
    operations::{
        duplicates::{self as operation, Candidate, Feature, Hand, JudgeError, Question},
        snapshots::Snapshots,
    },
    store::{Store, View, Viewer},
};

use super::arguments::{Duplicates, DuplicatesJudge, DuplicatesList, DuplicatesUndo, Judged};
use super::{Context, Exit, Failure, database, files};

/// Runs the command asked for; without one it lists.
pub(super) async fn run(context: &Context, asked: &Duplicates) -> Result<Exit, Failure> {
    use super::arguments::DuplicatesCommand::{Judge, Judgements, List, Undo};
    match &asked.command {
        None => list(context, &asked.list).await,
        Some(List(asked)) => list(context, asked).await,
        Some(Judgements) => judgements(context).await,
        Some(Judge(asked)) => judge(context, asked).await,
        Some(Undo(asked)) => undo(context, asked).await,
    }
}

/// Whoever has the database sees all of it.
fn owner(tier: Option<Tier>) -> View {
    View::of(Viewer {
        tier: tier.unwrap_or(Tier::Steward),
        name: None,
    })
}

async fn list(context: &Context, asked: &DuplicatesList) -> Result<Exit, Failure> {
    let store = database::open_to_read(context).await?;
    let found = candidates(&store, asked).await;
    let ((found, uncompared), view) = match found {
        Ok(found) => found,
        Err(failure) => {
            database::close(store).await;
            return Err(failure);
        }
    };
    let shown = found.iter().take(asked.first);
    for candidate in shown {
        let told = told(&store, &view, candidate).await;
        let told = told.map_err(|error| files::refused_by_store(&error))?;
        if context.console.json {
            context.console.json_line(&told);
        } else {
            context.console.data(told.lines());
        }
    }
    database::close(store).await;
    if found.len() > asked.first {
        context.console.message(format_args!(
            "{} more; --first shows more of them",
            found.len() - asked.first
        ));
    }
    if uncompared > 0 {
        context.console.message(format_args!(
            "{uncompared} pairs that have a common word alone were not compared"
        ));
    }
    Ok(Exit::Done)
}

type Listed = ((Vec<Candidate>, u64), View);

async fn candidates(store: &Store, asked: &DuplicatesList) -> Result<Listed, Failure> {
    let view = store.settled(owner(asked.tier)).await;
    let view = view.map_err(|error| files::refused_by_store(&error))?;
    let question = Question {
        entities: None,
        least: asked.least,
    };
    let found = operation::duplicates(&Snapshots::new(store.clone()), &view, &question).await;
    let found = found.map_err(|failure| Failure::new(Exit::Failed, failure.to_string()))?;
    Ok((found, view))
}

/// A candidate as it is told.
#[derive(Serialize)]
struct Told<'a> {
    score: f64,
    keys: &'a [String; 2],
    names: [String; 2],
    unsure: bool,
    features: Vec<ToldFeature<'a>>,
}

/// A feature as it is told.
#[derive(Serialize)]
struct ToldFeature<'a> {
    evidence: &'static str,
    weight: f64,
    values: &'a [String],
    rules: &'a [&'static str],
    entities: Vec<String>,
}

async fn told<'a>(
    store: &Store,
    view: &View,
    candidate: &'a Candidate,
) -> Result<Told<'a>, crate::store::StoreError> {
    let shared = candidate
        .features
        .iter()
        .flat_map(|feature| &feature.entities);
    let ids: Vec<i64> = shared
        .copied()
        .chain([candidate.one, candidate.other])
        .collect();
    let entities = store.entities_by_id(view, &ids).await?;
    let name = |id| {
        entities
            .get(&id)
            .map_or_else(String::new, |entity| entity.name.clone())
    };
    let feature = |feature: &'a Feature| ToldFeature {
        evidence: feature.evidence.as_str(),
        weight: (feature.weight * 100.0).round() / 100.0,
        values: &feature.values,
        rules: &feature.rules,
        entities: feature
            .entities
            .iter()
            .filter_map(|id| Some(entities.get(id)?.key.clone()))
            .collect(),
    };
    Ok(Told {
        score: (candidate.score * 1e4).round() / 1e4,
        keys: &candidate.keys,
        names: [name(candidate.one), name(candidate.other)],
        unsure: candidate.unsure,
        features: candidate.features.iter().map(feature).collect(),
    })
}

impl Told<'_> {
    fn lines(&self) -> String {
        let ([one, other], [name, to]) = (self.keys, &self.names);
        let unsure = if self.unsure { "  UNSURE" } else { "" };
        let head = format!(
            "{:.4}  {one}  {other}{unsure}\n        {name} / {to}",
            self.score
        );
        let features = self.features.iter().map(|feature| {
            let told = feature.values.iter().map(String::as_str);
            let told = told.chain(feature.rules.iter().copied());
            let told = told.chain(feature.entities.iter().map(String::as_str));
            let told: Vec<&str> = told.collect();
            format!(
                "\n        {:+6.2}  {:<18}  {}",
                feature.weight,
                feature.evidence,
                told.join(", ")
            )
        });
        std::iter::once(head).chain(features).collect()
    }
}

/// What is judged now, by key.
async fn judgements(context: &Context) -> Result<Exit, Failure> {
    let store = database::open_to_read(context).await?;
    let found = store.judgements(&owner(None)).await;
    database::close(store).await;
    for judgement in found.map_err(|error| files::refused_by_store(&error))? {
        print(context, &judgement);
    }
    Ok(Exit::Done)
}

async fn judge(context: &Context, asked: &DuplicatesJudge) -> Result<Exit, Failure> {
    let pair = [asked.one.as_str(), asked.other.as_str()];
    let (store, view) = (database::open_migrated(context).await?, owner(None));
    let done = operation::judge(&store, pair, asked.verdict, hand(&asked.judged, &view)).await;
    database::close(store).await;
    said(context, done, asked.judged.dry_run)
}

async fn undo(context: &Context, asked: &DuplicatesUndo) -> Result<Exit, Failure> {
    let which: Vec<&str> = asked.which.iter().map(String::as_str).collect();
    let (store, view) = (database::open_migrated(context).await?, owner(None));
    let done = operation::undo(&store, &which, hand(&asked.judged, &view)).await;
    database::close(store).await;
    said(context, done, asked.judged.dry_run)
}

fn hand<'a>(judged: &'a Judged, view: &'a View) -> Hand<'a> {
    Hand {
        view,
        by: &judged.by,
        reason: &judged.reason,
        now: files::now(),
        dry_run: judged.dry_run,
    }
}

fn said(
    context: &Context,
    done: Result<Model, JudgeError>,
    dry_run: bool,
) -> Result<Exit, Failure> {
    let failure = match done {
        Ok(judgement) => {
            print(context, &judgement);
            if dry_run {
                context.console.message("nothing was kept");
            }
            return Ok(Exit::Done);
        }
        Err(failure) => failure,
    };
    if let JudgeError::Conflict(conflict) = &failure
        && context.console.json
    {
        context
            .console
            .json_line(&json!({ "conflict": conflict.chain }));
    }
    Err(match failure {
        JudgeError::Store(error) => files::refused_by_store(&error),
        JudgeError::Unknown { .. } | JudgeError::NotJudged(_) => {
            Failure::new(Exit::NotFound, failure.to_string())
        }
        JudgeError::Unfit(_) => Failure::new(Exit::Conflict, failure.to_string()),
        JudgeError::Conflict(_) => Failure::new(Exit::Conflict, failure.to_string())
            .with_help("`stakegraph duplicates undo` takes back the judgement that was wrong"),
    })
}

fn print(context: &Context, judgement: &Model) {
    let id = PublicId {
        noun: Noun::Judgement,
        number: judgement.id,
    };
    let (one, other) = judgement.key.split_once('=').unwrap_or_default();
    if context.console.json {
        context.console.json_line(&json!({
            "id": id.to_string(),
            "keys": [one, other],
            "verdict": judgement.verdict,
            "reason": judgement.reason,
            "by": judgement.recorded_by,
            "visibility": judgement.visibility,
            "recordedAt": entity::time::Timestamp(judgement.recorded_at).to_string(),
            "retractedAt": judgement.retracted_at.map(|at| entity::time::Timestamp(at).to_string()),
            "retractedBy": judgement.retracted_by,
            "retractedBecause": judgement.retracted_because,
            "version": judgement.version,
        }));
        return;
    }
    let (verdict, by, reason) = (judgement.verdict, &judgement.recorded_by, &judgement.reason);
    let undone = match (&judgement.retracted_by, &judgement.retracted_because) {
        (Some(by), Some(because)) => format!("; taken back by {by}: {because}"),
        _ => String::new(),
    };
    context.console.data(format!(
        "{id}  {one} {verdict} {other}  {by}: {reason}{undone}"
    ));
}
