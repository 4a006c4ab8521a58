//! A plan with the values of a request: what is asked, read and written.

use std::collections::VecDeque;

use async_graphql::Variables;
use futures_util::future::BoxFuture;

use super::{
    Missed, Plan, Root,
    arguments::{Given, Resolved},
    write::{Ready, Writer},
};
use crate::{
    graphql::{
        door::Purse,
        query::{LensArgs, narrowed},
    },
    network::{Flag, Meter, Reader},
    operations::{
        pages::{EntityPages, LinkPages},
        snapshots::{Asked, Compiler, Snapshots},
    },
    store::View,
};

/// So many links and entities are looked at on the thread that asks: some milliseconds of work.
const BUDGET: u64 = 1_000_000;

impl Plan {
    /// The answer to an operation, as JSON without its envelope.
    ///
    /// # Errors
    /// When memory does not answer it; the resolvers say what is wrong, if anything is.
    pub(crate) fn answer<'a>(
        &'a self,
        snapshots: &'a Snapshots,
        view: &'a View,
        variables: &'a Variables,
        purse: &'a Purse,
    ) -> BoxFuture<'a, Result<Vec<u8>, Missed>> {
        Box::pin(async move {
            let given = Given {
                plan: self,
                variables,
            };
            let around = (snapshots, purse);
            let when = self.conditions.iter().map(|one| one.lets(&given));
            let when = when.collect::<Result<Vec<bool>, Missed>>()?;
            let under = self.under_lenses(around, view, &given, &when).await?;
            let settled = snapshots.settled(view).await.map_err(|_| Missed)?;
            let view = &settled;
            let mut asked = Vec::with_capacity(self.asked.len());
            for question in &self.asked {
                let query = question.query(&given)?;
                asked.push(query.resolved(snapshots.store(), view).await?);
            }
            let graph = Asked::new(snapshots, view).await.map_err(|_| Missed)?;
            let meter = Meter::new(BUDGET, Flag::default());
            graph.read_here(&meter, |compiler, reader| {
                let ready = asked.iter().map(|query| ready(compiler, query));
                let ready = ready.collect::<Result<Vec<Ready>, Missed>>()?;
                let writer = self.written((reader, view), (&ready, &when), under)?;
                let is_paid = purse.spend(writer.spent);
                is_paid.then_some(writer.out).ok_or(Missed)
            })
        })
    }

    /// What lies under the lenses of this root, in the order of its fields.
    async fn under_lenses(
        &self,
        (snapshots, purse): (&Snapshots, &Purse),
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
            let answer = plan.answer(snapshots, &view, given.variables, purse);
            written.push_back(answer.await?);
        }
        Ok(written)
    }

    fn written<'a>(
        &'a self,
        (reader, view): (&'a Reader<'a>, &View),
        (ready, when): (&'a [Ready], &'a [bool]),
        mut under: VecDeque<Vec<u8>>,
    ) -> Result<Writer<'a>, Missed> {
        let mut writer = Writer {
            reader,
            ready,
            when,
            spent: 0,
            out: Vec::with_capacity(4_096),
        };
        writer.object(&self.fields, super::EVERY, |writer, field| match field {
            Root::Typename => {
                writer.word("Query");
                Ok(())
            }
            Root::Entity(asked, kinds, fields) => match ready.get(*asked) {
                Some(Ready::Entity(id)) => writer.found(view.lens.resolved(*id), *kinds, fields),
                _ => Err(Missed),
            },
            Root::List(asked, fields) => match ready.get(*asked) {
                Some(Ready::List(list)) => writer.connection(list, fields),
                _ => Err(Missed),
            },
            Root::At(..) => {
                let inner = under.pop_front().ok_or(Missed)?;
                writer.out.extend_from_slice(&inner);
                Ok(())
            }
        })?;
        Ok(writer)
    }
}

fn ready(compiler: &Compiler<'_>, query: &Resolved) -> Result<Ready, Missed> {
    Ok(match query {
        Resolved::Entity(id) => Ready::Entity(*id),
        Resolved::List(list, filter) => {
            Ready::List(EntityPages::new(compiler, filter, &list.order, &list.page)?)
        }
        Resolved::Links(links) => Ready::Links(LinkPages::new(compiler, links)?),
    })
}
