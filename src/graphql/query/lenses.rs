//! The way to the same graph as it was, or as it was known.
//!
//! A lens belongs to all that is read below it and to nothing beside it: what it narrows is the
//! scope, which every object below hands on. Not here: what a lens hides (`store`).

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use entity::{
    time::{Edtf, QueryInterval, Timestamp},
    vocabulary::{Certainty, Modality, Succession},
};

use crate::{
    graphql::{
        error::{bad_input, from_store},
        scope::{Scope, loaders},
    },
    store::{Lens, Successors, View},
};

use super::{Query, Root};

/// The way to the graph under a lens.
#[derive(Clone, Default)]
pub(super) struct Lenses(pub(super) Root);

#[Object]
impl Lenses {
    /// The same graph as it was, or as it was known: everything below sees only that. A lens
    /// within a lens replaces the arguments that it gives and keeps the others.
    #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
    async fn at(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only what was so then: a day or an interval, without ~ and ?. Entities that \
                    certainly did not exist then are absent, with their relations."
        )]
        valid: Option<Edtf>,
        #[graphql(desc = "As the graph was recorded at this moment.")] known: Option<Timestamp>,
        #[graphql(
            desc = "Whether every reading of a date must fit `valid`, or some reading may (the \
                    default)."
        )]
        certainty: Option<Certainty>,
        #[graphql(desc = "Instead of asserted facts only, facts of these modalities.")]
        modality: Option<Vec<Modality>>,
        #[graphql(
            desc = "Whether facts stay with the body of their day (the default) or are \
                          rolled up to today's."
        )]
        succession: Option<Succession>,
    ) -> Result<Query> {
        let scope = self.0.scope(ctx)?;
        let outer = &scope.lens;
        let today = match succession {
            Some(succession) => succession == Succession::Today,
            None => outer.today.is_some(),
        };
        let lens = Lens {
            known: known.map(|moment| moment.0).or(outer.known),
            valid: interval(valid.as_ref())?.or(outer.valid),
            certainty: certainty.unwrap_or(outer.certainty),
            modality: modality.or_else(|| outer.modality.clone()),
            today: None,
        };
        let viewer = scope.viewer.clone();
        let mut view = View { viewer, lens };
        if today {
            view.lens.today = Some(successors(ctx, &view).await?);
        }
        Ok(Query::under(Scope::new(view)))
    }
}

/// The bodies of today; read once for all lenses that know of the same.
async fn successors(ctx: &Context<'_>, view: &View) -> Result<Arc<Successors>> {
    let lens = Lens {
        known: view.lens.known,
        ..Lens::default()
    };
    let viewer = view.viewer.clone();
    let found = loaders(ctx)?
        .successors
        .get(&Scope::new(View { viewer, lens }), ())
        .await
        .map_err(from_store)?;
    Ok(found.unwrap_or_default())
}

fn interval(given: Option<&Edtf>) -> Result<Option<QueryInterval>> {
    let asked = given.map(QueryInterval::try_from).transpose();
    asked.map_err(|fault| bad_input(format!("valid: {fault}")))
}
