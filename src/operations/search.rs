//! Finding entities by any form of their names.
//!
//! What it is: the index of names that belongs to a store, brought up to date before it is
//! asked, and the answers for a viewer and a lens, in pages. A text is also resolved to the
//! entities of which every word of it names one, which is what filters by name mean. What it
//! is not: how names are compared (`names`), nor where their rows are (`store`).

use std::collections::HashSet;

use entity::{row::entity::Model, vocabulary::EntityKind};
use serde::{Deserialize, Serialize};

use crate::{
    names::index::{self, Hit, Place, Rule},
    store::{Page, PageRequest, Store, StoreError, View},
};

mod aside;
mod follow;
mod narrow;
mod resolve;

use aside::Question;

pub use follow::Names;
pub use narrow::{DIMENSIONS, Group, groups};
pub use resolve::{
    AskedEntity, AskedFigure, AskedRelation, NAMED_MOST, entity_filter, figure_filter,
    relation_filter,
};

/// The longest text that is looked for, in characters.
pub const TEXT_MOST: usize = 300;

/// The most words that a text may have.
pub const WORDS_MOST: usize = 16;

/// What to look for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchQuery {
    /// A name in any form, or the beginnings of its words.
    pub text: String,
    /// Among these kinds; among all when absent.
    pub kinds: Option<Vec<EntityKind>>,
    /// Only those that fit this; its names are resolved as in every filter.
    pub filter: Option<AskedEntity>,
    /// Which page.
    pub page: PageRequest,
}

/// An entity that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The entity.
    pub entity: Model,
    /// How well the name fits, above 0; 1 is the same name.
    pub score: f64,
    /// The name that fits best.
    pub matched: String,
    /// Whether it is another name that lies near.
    pub near: bool,
    /// Why, word by word.
    pub reasons: Vec<Reason>,
}

impl Found {
    /// The rule that says most of why: the one furthest from the name itself.
    #[must_use]
    pub fn rule(&self) -> &str {
        let strength = |rule: &str| match rule {
            "exact" => 0,
            "diacritics" => 1,
            "dispensable" => 2,
            "abbreviation" => 3,
            "initial" => 5,
            "beginning" => 6,
            "typo" => 7,
            "typos.2" => 8,
            "missing" => 9,
            _ => 4,
        };
        let rules = self.reasons.iter().map(|reason| reason.rule.as_str());
        rules.max_by_key(|rule| strength(rule)).unwrap_or("exact")
    }
}

/// Why a word of the text stands for a word of the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The word of the text.
    pub asked: String,
    /// The word of the name; absent when the name lacks it.
    pub named: Option<String>,
    /// The key of the rule.
    pub rule: String,
}

/// How many were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Of the kinds that were asked for.
    pub count: u64,
    /// Of every kind, also of those not asked for; kinds without any are left out.
    pub facets: Vec<(EntityKind, u64)>,
}

/// Whether a text may be looked for; else what is wrong with it.
///
/// # Errors
/// When it is too long.
pub fn check_text(text: &str) -> Result<(), String> {
    let letters = text.chars().count();
    if letters > TEXT_MOST {
        return Err(format!(
            "a name has at most {TEXT_MOST} characters; {letters} were given"
        ));
    }
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).count();
    if words > WORDS_MOST {
        return Err(format!(
            "a name has at most {WORDS_MOST} words; {words} were given"
        ));
    }
    Ok(())
}

/// A page of what is called so, the best first.
///
/// # Errors
/// When a cursor is not of a search, when there is a filter and too many are called so, or the
/// database fails.
pub async fn search(
    store: &Store,
    view: &View,
    query: &SearchQuery,
) -> Result<Page<Found>, StoreError> {
    let question = Question::new(view, &query.text, query.kinds.as_deref());
    let wanted = query.page.clone();
    let fitting = match &query.filter {
        Some(_) => Some(fitting(store, view, query).await?),
        None => None,
    };
    let page = aside::ask(store, question, move |names, asked| {
        if wanted.is_first() && fitting.is_none() {
            let limit = usize::try_from(wanted.limit() + 1).unwrap_or(usize::MAX);
            let found = names.best(asked, limit);
            return wanted.of_list(found, ORDER, |found| cursor(found.place));
        }
        let mut hits = names.all(asked);
        if let Some(fitting) = &fitting {
            hits.retain(|hit| fitting.contains(&hit.place.bearer));
        }
        let page = wanted.of_list(hits, ORDER, |hit| cursor(hit.place))?;
        let hits: Vec<Hit> = page.items.iter().map(|(_, hit)| *hit).collect();
        let mut told = names.tell(asked, &hits).into_iter();
        Ok(page.filter_map(|_| told.next()))
    });
    let page = page.await??;
    let ids: Vec<i64> = page.items.iter().map(|(_, hit)| hit.place.bearer).collect();
    let mut entities = store.entities_by_id(view, &ids).await?;
    // The store has the last word on what is seen; what was written meanwhile is left out.
    Ok(page.filter_map(|hit| {
        let entity = entities.remove(&hit.place.bearer)?;
        Some(found(entity, hit))
    }))
}

/// The numbers of those that a query with a filter finds.
async fn fitting(
    store: &Store,
    view: &View,
    query: &SearchQuery,
) -> Result<HashSet<i64>, StoreError> {
    let hits = narrow::found(store, view, query).await?;
    Ok(hits.iter().map(|hit| hit.place.bearer).collect())
}

/// How many entities are called so.
///
/// # Errors
/// When there is a filter and too many are called so, or the database fails.
pub async fn totals(store: &Store, view: &View, query: &SearchQuery) -> Result<Totals, StoreError> {
    let of_every_kind = SearchQuery {
        kinds: None,
        ..query.clone()
    };
    let hits = narrow::found(store, view, &of_every_kind).await?;
    let mut totals = Totals::default();
    for kind in EntityKind::ALL {
        let count = hits.iter().filter(|hit| hit.kind == *kind as u8).count() as u64;
        if count > 0 {
            totals.facets.push((*kind, count));
        }
        if query
            .kinds
            .as_ref()
            .is_none_or(|kinds| kinds.contains(kind))
        {
            totals.count += count;
        }
    }
    Ok(totals)
}

/// The name of the order in cursors.
const ORDER: &str = "search";

/// A place among the results as a cursor holds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct At(u32, u8, String, i64);

fn cursor(place: Place) -> At {
    At(
        place.cost,
        place.kind,
        format!("{:032x}", place.sort),
        place.bearer,
    )
}

fn found(entity: Model, hit: index::Found) -> Found {
    let reason = |reason: index::Reason| Reason {
        asked: reason.asked,
        named: reason.named,
        rule: key_of(reason.rule),
    };
    Found {
        entity,
        score: score(hit.place.cost),
        matched: hit.text,
        near: hit.near,
        reasons: hit.reasons.into_iter().map(reason).collect(),
    }
}

/// Half of what it costs to mistype a letter halves the score.
fn score(cost: u32) -> f64 {
    const HALF: f64 = 400.0;
    HALF / (HALF + f64::from(cost))
}

fn key_of(rule: Rule) -> String {
    match rule {
        Rule::Exact => "exact".to_owned(),
        Rule::Diacritics => "diacritics".to_owned(),
        Rule::Form(rule) => rule.to_owned(),
        Rule::Abbreviation => "abbreviation".to_owned(),
        Rule::Initial => "initial".to_owned(),
        Rule::Beginning => "beginning".to_owned(),
        Rule::Typos(1) => "typo".to_owned(),
        Rule::Typos(count) => format!("typos.{count}"),
        Rule::Dispensable => "dispensable".to_owned(),
        Rule::Missing => "missing".to_owned(),
    }
}
