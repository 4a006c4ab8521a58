//! Networks, as clients see them.
//!
//! The limit cuts what is shown, never what is measured. Not here: what ties and what is
//! measured (`operations::network`).

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Object, Result};
use entity::{
    time::{Edtf, QueryInterval},
    vocabulary::{Direction, RelationKind},
};

use crate::operations::{
    network::{self, Question, Wanted},
    search::AskedEntity,
};

use super::{
    error::{ErrorCode, bad_input},
    filter::{EntityWhere, entity_filter},
    interface::Entity,
    limits::{ACTORS, bounded},
    relation::end,
    scope::{Scope, loaders},
    traversal::{entities, from_traversal},
};

/// So many ties are shown at most.
const MOST_TIES: usize = 100_000;

/// The arguments of the field.
pub(crate) struct NetworkArgs {
    pub(crate) tie: RelationKind,
    pub(crate) members: Option<EntityWhere>,
    pub(crate) through: Option<EntityWhere>,
    pub(crate) during: Option<Edtf>,
    pub(crate) direction: Direction,
    pub(crate) first: Option<i32>,
}

/// Who is tied to whom, and what place each has among the others.
pub(crate) struct Network {
    found: Arc<network::Network>,
    scope: Scope,
    /// The members that are shown.
    shown: Vec<u32>,
    /// The ties between them: places in `shown`, and the weight.
    ties: Vec<(u32, u32, f64)>,
}

/// The network for the arguments.
pub(crate) async fn find(ctx: &Context<'_>, scope: Scope, args: NetworkArgs) -> Result<Network> {
    let shown = bounded("first", args.first, ACTORS.0, 0..=ACTORS.1)?;
    let loaders = loaders(ctx)?;
    let found = network::network(&loaders.snapshots, &scope, question(ctx, args)?).await;
    let found = found.map_err(from_traversal)?;
    let shown: Vec<u32> = found.ranked.iter().take(shown).copied().collect();
    let ties = ties_among(&found, &shown)?;
    Ok(Network {
        found,
        scope,
        shown,
        ties,
    })
}

fn question(ctx: &Context<'_>, args: NetworkArgs) -> Result<Question> {
    if args.tie.spec().symmetric() && args.through.is_some() {
        return Err(bad_input(format!(
            "through: {} ties its two ends themselves, through nothing",
            args.tie.as_str()
        )));
    }
    let asked = args
        .during
        .as_ref()
        .map(QueryInterval::try_from)
        .transpose();
    let selected = ctx.look_ahead();
    let actors = |field: &str| selected.field("actors").field(field).exists();
    let wanted = Wanted {
        betweenness: actors("betweenness") || selected.field("betweennessSample").exists(),
        pagerank: actors("pagerank"),
        components: actors("component"),
        communities: actors("community") || selected.field("modularity").exists(),
    };
    Ok(Question {
        tie: args.tie,
        direction: args.direction,
        members: given(args.members)?,
        through: given(args.through)?,
        during: asked.map_err(|fault| bad_input(format!("during: {fault}")))?,
        wanted,
    })
}

fn given(filter: Option<EntityWhere>) -> Result<Option<AskedEntity>> {
    filter.map(|given| entity_filter(Some(given))).transpose()
}

/// The ties between the members shown: the heaviest first, then in the order of the members.
fn ties_among(found: &network::Network, shown: &[u32]) -> Result<Vec<(u32, u32, f64)>> {
    let places: HashMap<u32, u32> = shown.iter().copied().zip(0..).collect();
    let mut ties = Vec::new();
    for (place, member) in (0..).zip(shown) {
        for (other, weight) in found.ties.row_of(*member as usize) {
            if let Some(other) = places.get(&other).filter(|other| **other > place) {
                ties.push((place, *other, weight));
            }
        }
        if ties.len() > MOST_TIES {
            let message =
                format!("more than {MOST_TIES} ties would be shown: ask for fewer actors");
            return Err(ErrorCode::QueryTooComplex.error(message));
        }
    }
    ties.sort_by(|one, other| {
        let by_weight = other.2.total_cmp(&one.2);
        by_weight.then((one.0, one.1).cmp(&(other.0, other.1)))
    });
    Ok(ties)
}

/// Who is tied to whom, and what place each has among the others.
#[Object]
impl Network {
    /// Those who are tied, the ones with the strongest ties first.
    async fn actors(&self) -> Vec<NetworkActor> {
        let shown = self.shown.iter();
        shown
            .map(|member| NetworkActor {
                network: Arc::clone(&self.found),
                scope: self.scope.clone(),
                member: *member as usize,
            })
            .collect()
    }

    /// The ties between the actors that are shown, the heaviest first.
    async fn ties(&self) -> Vec<NetworkTie> {
        let place = |at: u32| self.shown[at as usize];
        let ties = self.ties.iter();
        ties.map(|(a, b, weight)| NetworkTie {
            network: Arc::clone(&self.found),
            scope: self.scope.clone(),
            ends: (place(*a), place(*b)),
            weight: *weight,
        })
        .collect()
    }

    /// How much more of the weight of all ties lies within communities than chance would put
    /// there (modularity, at resolution 1); null without ties.
    async fn modularity(&self) -> Option<f64> {
        self.found.figures.communities.modularity
    }

    /// From how many actors, drawn by chance, betweenness was estimated; null when it is exact,
    /// as it is up to 5,000 actors.
    async fn betweenness_sample(&self) -> Option<usize> {
        self.found.figures.betweenness.sample
    }

    /// How many actors the limit left out; they are measured all the same.
    async fn hidden(&self) -> usize {
        self.found.members.len() - self.shown.len()
    }
}

/// An entity among those to whom it is tied.
pub(crate) struct NetworkActor {
    network: Arc<network::Network>,
    scope: Scope,
    member: usize,
}

/// An entity among those to whom it is tied.
#[Object]
impl NetworkActor {
    /// The entity.
    async fn entity(&self, ctx: &Context<'_>) -> Result<Entity> {
        end(ctx, &self.scope, self.network.members[self.member]).await
    }

    /// To how many others it is tied.
    async fn degree(&self) -> usize {
        self.network.ties.degree(self.member)
    }

    /// The sum of the weights of its ties.
    async fn strength(&self) -> f64 {
        self.network.ties.strength(self.member)
    }

    /// On what part of the shortest ways between all pairs of others it stands, from 0 to 1;
    /// ways are counted in ties, whatever these weigh.
    async fn betweenness(&self) -> f64 {
        let shares = &self.network.figures.betweenness.shares;
        shares.get(self.member).copied().unwrap_or_default()
    }

    /// How often a walk comes by that follows ties in proportion to their weight and starts
    /// anew with a chance of 15 % (PageRank); over all actors it sums to 1.
    async fn pagerank(&self) -> f64 {
        let ranks = &self.network.figures.pagerank;
        ranks.get(self.member).copied().unwrap_or_default()
    }

    /// Which connected component it is in: 0 is the largest.
    async fn component(&self) -> u32 {
        let components = &self.network.figures.components;
        components.get(self.member).copied().unwrap_or_default()
    }

    /// Which community it is in (Leiden): 0 is the largest. Each is connected; the same graph
    /// has the same communities.
    async fn community(&self) -> u32 {
        let communities = &self.network.figures.communities.of;
        communities.get(self.member).copied().unwrap_or_default()
    }
}

/// What ties two entities.
pub(crate) struct NetworkTie {
    network: Arc<network::Network>,
    scope: Scope,
    ends: (u32, u32),
    weight: f64,
}

impl NetworkTie {
    async fn end(&self, ctx: &Context<'_>, member: u32) -> Result<Entity> {
        end(ctx, &self.scope, self.network.members[member as usize]).await
    }
}

/// What ties two entities.
#[Object]
impl NetworkTie {
    /// The one of the two that has the stronger ties.
    async fn a(&self, ctx: &Context<'_>) -> Result<Entity> {
        self.end(ctx, self.ends.0).await
    }

    /// The other.
    async fn b(&self, ctx: &Context<'_>) -> Result<Entity> {
        self.end(ctx, self.ends.1).await
    }

    /// How many things they share; where they are tied directly, how many relations say so.
    async fn weight(&self) -> f64 {
        self.weight
    }

    /// What they share; empty where they are tied directly.
    async fn shared(&self, ctx: &Context<'_>) -> Result<Vec<Entity>> {
        let things = self.network.shared(self.ends.0, self.ends.1);
        entities(ctx, &self.scope, &things).await
    }
}
