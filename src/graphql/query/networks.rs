//! Ways in to who is tied to whom.

use async_graphql::{Context, Object, Result};
use entity::{
    time::Edtf,
    vocabulary::{Direction, RelationKind},
};

use crate::graphql::{
    filter::EntityWhere,
    network::{self, Network, NetworkArgs},
};

use super::Root;

/// Ways in to who is tied to whom.
#[derive(Clone, Default)]
pub(super) struct Networks(pub(super) Root);

#[Object]
impl Networks {
    /// Who is tied to whom: through shared events, projects, memberships; for a symmetric kind,
    /// directly. Where the kind says that something held, as membership does, both must have
    /// held at one time.
    #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
    async fn network(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The kind of relation that ties.")] tie: RelationKind,
        #[graphql(
            desc = "Who may be tied. When it is given, those without any tie are actors too."
        )]
        members: Option<EntityWhere>,
        #[graphql(desc = "Through what; not for a symmetric kind.")] through: Option<EntityWhere>,
        #[graphql(desc = "By relations of this day or interval; undated ones may be of it.")]
        during: Option<Edtf>,
        #[graphql(
            default_with = "Direction::Out",
            desc = "OUT ties subjects that share an object, IN objects that share a subject, BOTH \
                    each subject with its object (the two-mode graph). A symmetric kind has no \
                    direction."
        )]
        direction: Direction,
        #[graphql(
            desc = "How many actors are shown: 1,000 unless said otherwise, at most 5,000. \
                          All are measured."
        )]
        first: Option<i32>,
    ) -> Result<Network> {
        let args = NetworkArgs {
            tie,
            members,
            through,
            during,
            direction,
            first,
        };
        network::find(ctx, self.0.scope(ctx).await?, args).await
    }
}
