//! A plan with the values of a request: what is asked, read and written.

use std::collections::VecDeque;

use async_graphql::Variables;
use futures_util::future::BoxFuture;

use super::{
    Missed, Plan, Root,
    arguments::{Given, Resolved},
    fetch::Fetch,
    memory::{Memory, Ready},
    source::Source,
    write::Writer,
};
use crate::{
    graphql::{
        door::Purse,
        query::{LensArgs, narrowed},
    },
    network::{Flag, Meter},
    operations::{
        pages::{EntityPages, LinkPages},
        snapshots::{Asked, Compiler, Snapshots},
    },
    store::View,
};

/// So many links and entities are looked at on the thread that asks: some milliseconds of work.
const BUDGET: u64 = 1_000_000;

/// From where a plan is answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadFrom<'a> {
    /// The graph, and the database behind it.
    pub(crate) snapshots: &'a Snapshots,
    /// From the graph in memory, or else by statements of its own.
    pub(crate) memory: bool,
}

/// An answer, and what it cost.
type Answered = (Vec<u8>, u64);

impl Plan {
    /// The answer to an operation, as JSON without its envelope.
    ///
    /// # Errors
    /// When it is not answered so; the resolvers say what is wrong, if anything is.
    pub(crate) fn answer<'a>(
        &'a self,
        from: ReadFrom<'a>,
        view: &'a View,
        variables: &'a Variables,
        purse: &'a Purse,
    ) -> BoxFuture<'a, Result<Vec<u8>, Missed>> {
        Box::pin(async move {
            let given = Given {
                plan: self,
                variables,
            };
            let when = self.conditions.iter().map(|one| one.lets(&given));
            let when = when.collect::<Result<Vec<bool>, Missed>>()?;
            let under = self
                .under_lenses((from, purse), view, &given, &when)
                .await?;
            let snapshots = from.snapshots;
            let settled = snapshots.settled(view).await?;
            let view = &settled;
            let mut asked = Vec::with_capacity(self.asked.len());
            for question in &self.asked {
                let query = question.query(&given)?;
                asked.push(query.resolved(snapshots.store(), view).await?);
            }
            let read = self.read(from, view, (&asked, &when), under);
            let (out, spent) = read.await?;
            purse.spend(spent).then_some(out).ok_or(Missed)
        })
    }

    /// What is asked, read from where it is to be read and written.
    async fn read(
        &self,
        from: ReadFrom<'_>,
        view: &View,
        (asked, when): (&[Resolved], &[bool]),
        under: VecDeque<Vec<u8>>,
    ) -> Result<Answered, Missed> {
        if !from.memory {
            let store = from.snapshots.store();
            let fetch = Fetch { view, asked, when };
            let fetched = async { fetch.all(self, &mut store.hold().await?).await };
            return self.written(&store.watched(fetched).await?, when, under);
        }
        let graph = Asked::new(from.snapshots, view).await;
        let graph = graph.map_err(|_| Missed)?;
        let meter = Meter::new(BUDGET, Flag::default());
        graph.read_here(&meter, |compiler, reader| {
            let ready = asked.iter().map(|query| ready(compiler, query, view));
            let ready = &ready.collect::<Result<Vec<Ready>, Missed>>()?;
            self.written(&Memory { reader, ready }, when, under)
        })
    }

    /// What lies under the lenses of this root, in the order of its fields.
    async fn under_lenses(
        &self,
        (from, purse): (ReadFrom<'_>, &Purse),
        view: &View,
        given: &Given<'_>,
        when: &[bool],
    ) -> Result<VecDeque<Vec<u8>>, Missed> {
        let mut written = VecDeque::new();
        for field in &self.fields {
            let Root::At(arguments, plan) = &field.what else {
                continue;
            };
            if !field.when.iter().all(|place| when[*place]) {
                continue;
            }
            let args = LensArgs {
                valid: arguments.get("valid", given)?,
                known: arguments.get("known", given)?,
                certainty: arguments.get("certainty", given)?,
                modality: arguments.get("modality", given)?,
                succession: arguments.get("succession", given)?,
                identity: arguments.get("identity", given)?,
            };
            let view = narrowed(view, args).map_err(|_| Missed)?;
            let answer = plan.answer(from, &view, given.variables, purse);
            written.push_back(answer.await?);
        }
        Ok(written)
    }

    fn written<S: Source>(
        &self,
        source: &S,
        when: &[bool],
        mut under: VecDeque<Vec<u8>>,
    ) -> Result<Answered, Missed> {
        let mut writer = Writer {
            source,
            when,
            spent: 0,
            out: Vec::with_capacity(4_096),
        };
        writer.object(&self.fields, super::EVERY, |writer, field| match field {
            Root::Typename => {
                writer.word("Query");
                Ok(())
            }
            Root::Entity(asked, kinds, fields) => writer.found(*asked, *kinds, fields),
            Root::List(asked, fields) => writer.connection(&source.list(*asked)?, fields),
            Root::At(..) => {
                let inner = under.pop_front().ok_or(Missed)?;
                writer.out.extend_from_slice(&inner);
                Ok(())
            }
        })?;
        Ok((writer.out, writer.spent))
    }
}

fn ready(compiler: &Compiler<'_>, query: &Resolved, view: &View) -> Result<Ready, Missed> {
    Ok(match query {
        Resolved::Entity(id) => Ready::Entity(view.lens.resolved(*id)),
        Resolved::List(list, filter) => {
            Ready::List(EntityPages::new(compiler, filter, &list.order, &list.page)?)
        }
        Resolved::Links(links) => Ready::Links(LinkPages::new(compiler, links)?),
    })
}
