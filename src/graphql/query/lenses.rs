//! The way to the same graph as it was, or as it was known.
//!
//! A lens belongs to all that is read below it and to nothing beside it: what it narrows is the
//! scope, which every object below hands on. Not here: what a lens hides (`store`).

use async_graphql::{Context, Object, Result};
use entity::{
    time::{Edtf, QueryInterval, Timestamp},
    vocabulary::{Certainty, Identity, Modality, Succession},
};

use crate::{
    graphql::{error::bad_input, scope::Scope},
    store::{Lens, View},
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
        #[graphql(
            desc = "Whether entities that were judged to be the same are shown as one (the \
                    default) or each apart."
        )]
        identity: Option<Identity>,
    ) -> Result<Query> {
        let scope = self.0.lens(ctx)?;
        let args = LensArgs {
            valid,
            known,
            certainty,
            modality,
            succession,
            identity,
        };
        let scope = Scope::new(narrowed(&scope, args)?);
        Ok(Query::under(scope.settled(ctx).await?))
    }
}

/// What a lens is given.
#[derive(Debug)]
pub(crate) struct LensArgs {
    pub(crate) valid: Option<Edtf>,
    pub(crate) known: Option<Timestamp>,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) modality: Option<Vec<Modality>>,
    pub(crate) succession: Option<Succession>,
    pub(crate) identity: Option<Identity>,
}

/// The view under a lens within another; what stands for what under it is yet to be read.
pub(crate) fn narrowed(outer: &View, args: LensArgs) -> Result<View> {
    let viewer = outer.viewer.clone();
    let outer = &outer.lens;
    let lens = Lens {
        known: args.known.map(|moment| moment.0).or(outer.known),
        valid: interval(args.valid.as_ref())?.or(outer.valid),
        certainty: args.certainty.unwrap_or(outer.certainty),
        modality: args.modality.or_else(|| outer.modality.clone()),
        succession: args.succession.unwrap_or(outer.succession),
        identity: args.identity.unwrap_or(outer.identity),
        stands: None,
    };
    Ok(View { viewer, lens })
}

fn interval(given: Option<&Edtf>) -> Result<Option<QueryInterval>> {
    let asked = given.map(QueryInterval::try_from).transpose();
    asked.map_err(|fault| bad_input(format!("valid: {fault}")))
}
