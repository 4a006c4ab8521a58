//! Current facts as drafts: what is stored, said again by keys.

use std::collections::{BTreeSet, HashMap};

use entity::{
    draft::{CitationDraft, Draft, Span},
    row::{citation, claim},
    vocabulary::Tier,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement},
};

use super::{
    ends::CHUNK,
    fact::{Fact, Versioned},
    keys::Keys,
};
use crate::store::{
    StoreError,
    read::select_all,
    sql::{List, col, one_of},
};

/// Which current facts.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) enum Which<'a> {
    /// With these numbers.
    Ids(&'a [i64]),
    /// That this dossier claims, as far as this tier sees.
    Of(&'a str, Tier),
}

/// The current facts of one noun, by key; a dossier's come with its own citations and claim alone.
pub(in crate::store) async fn stored<F: Fact>(
    db: &impl ConnectionTrait,
    which: Which<'_>,
) -> Result<Vec<Draft<F>>, StoreError> {
    let mut drafts = Vec::new();
    match which {
        Which::Ids(ids) => {
            for chunk in ids.chunks(CHUNK) {
                let among = one_of(db.get_database_backend(), col("t", "id"), List::from(chunk));
                let rows = read::<F>(db, select::<F>().and_where(among)).await?;
                drafts.extend(said(db, rows, None).await?);
            }
        }
        Which::Of(dossier, tier) => {
            let mut select = select::<F>();
            select
                .and_where(col("t", "reach").lte(tier.rank()))
                .and_where(col("t", "id").in_subquery(claimed::<F>(dossier)));
            let rows = read::<F>(db, &select).await?;
            drafts.extend(said(db, rows, Some(dossier)).await?);
        }
    }
    Ok(drafts)
}

fn select<F: Fact>() -> SelectStatement {
    let mut select = Query::select();
    select.from_as(Alias::new(F::TABLE), Alias::new("t"));
    select_all::<F::Table>(&mut select, "t", "");
    select
        .and_where(col("t", "superseded_at").is_null())
        .order_by_expr(col("t", "key"), Order::Asc);
    select
}

fn claimed<F: Fact>(dossier: &str) -> SelectStatement {
    let mut select = Query::select();
    select
        .from_as(Alias::new("claim"), Alias::new("c"))
        .expr(col("c", "fact_id"))
        .and_where(col("c", "dossier").eq(dossier))
        .and_where(col("c", "noun").eq(F::NOUN.as_str()));
    select
}

async fn read<F: Fact>(
    db: &impl ConnectionTrait,
    select: &SelectStatement,
) -> Result<Vec<F::Row>, StoreError> {
    let rows = db.query_all(select).await?;
    rows.iter()
        .map(|row| Ok(F::Row::from_query_result(row, "")?))
        .collect()
}

async fn said<F: Fact>(
    db: &impl ConnectionTrait,
    rows: Vec<F::Row>,
    dossier: Option<&str>,
) -> Result<Vec<Draft<F>>, StoreError> {
    let mut drafts = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(CHUNK) {
        let pointers: Vec<i64> = chunk.iter().flat_map(F::pointers).collect();
        let keys = Keys::load(db, &pointers).await?;
        let mut citations = citations::<F>(db, chunk, dossier).await?;
        let mut claims = claims::<F>(db, chunk, dossier).await?;
        for row in chunk {
            drafts.push(Draft {
                content: F::content(row, &keys)?,
                visibility: row.visibility(),
                citations: citations.remove(&row.row()).unwrap_or_default(),
                claims: claims.remove(&row.id()).unwrap_or_default(),
            });
        }
    }
    Ok(drafts)
}

async fn citations<F: Fact>(
    db: &impl ConnectionTrait,
    rows: &[F::Row],
    dossier: Option<&str>,
) -> Result<HashMap<i64, Vec<CitationDraft>>, StoreError> {
    use citation::Column::{Dossier, FactRow, Noun, Position};
    let numbers: Vec<i64> = rows.iter().map(Versioned::row).collect();
    let mut find = citation::Entity::find()
        .filter(Noun.eq(F::NOUN.as_str()))
        .filter(one_of(
            db.get_database_backend(),
            Expr::col(FactRow),
            List::from(&*numbers),
        ))
        .order_by_asc(Position);
    if let Some(dossier) = dossier {
        find = find.filter(Dossier.eq(dossier));
    }
    let found = find.all(db).await?;
    let ids: BTreeSet<i64> = found.iter().map(|citation| citation.document_id).collect();
    let documents = Keys::load(db, &ids.into_iter().collect::<Vec<_>>()).await?;
    let mut by_row: HashMap<i64, Vec<CitationDraft>> = HashMap::new();
    for citation in found {
        let document = documents.get(citation.document_id, "citation")?;
        by_row
            .entry(citation.fact_row)
            .or_default()
            .push(CitationDraft {
                dossier: citation.dossier,
                document,
                span: span(
                    citation.span_name,
                    citation.span_start,
                    citation.span_end,
                    citation.span_sha256,
                ),
                note: citation.note,
            });
    }
    Ok(by_row)
}

fn span(
    name: Option<String>,
    start: Option<i32>,
    end: Option<i32>,
    sha256: Option<String>,
) -> Option<Span> {
    Some(Span {
        name,
        start: start?,
        end: end?,
        sha256: sha256?,
    })
}

async fn claims<F: Fact>(
    db: &impl ConnectionTrait,
    rows: &[F::Row],
    dossier: Option<&str>,
) -> Result<HashMap<i64, BTreeSet<String>>, StoreError> {
    use claim::Column::{Dossier, FactId, Noun};
    let ids: Vec<i64> = rows.iter().map(Versioned::id).collect();
    let mut find = claim::Entity::find()
        .select_only()
        .columns([Dossier, FactId])
        .filter(Noun.eq(F::NOUN.as_str()))
        .filter(one_of(
            db.get_database_backend(),
            Expr::col(FactId),
            List::from(&*ids),
        ));
    if let Some(dossier) = dossier {
        find = find.filter(Dossier.eq(dossier));
    }
    let found: Vec<(String, i64)> = find.into_tuple().all(db).await?;
    let mut by_id: HashMap<i64, BTreeSet<String>> = HashMap::new();
    for (dossier, id) in found {
        by_id.entry(id).or_default().insert(dossier);
    }
    Ok(by_id)
}
