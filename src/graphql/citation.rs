//! Citations: where in which document a fact stands.

use async_graphql::{Context, Object, Result};
use entity::id::Noun;

use crate::store::Cited;

use super::{
    document::Document,
    error::from_store,
    record::Record,
    scope::{Scope, loaders},
};

/// A place in a document that supports a fact.
#[derive(Clone, Debug)]
pub(crate) struct Citation {
    cited: Cited,
    scope: Scope,
}

/// The citations of a version of a fact.
pub(crate) async fn evidence(
    ctx: &Context<'_>,
    scope: &Scope,
    noun: Noun,
    version: i64,
) -> Result<Vec<Citation>> {
    let group = (scope.clone(), noun);
    let cited = loaders(ctx)?
        .citations
        .get(&group, version)
        .await
        .map_err(from_store)?;
    let cited = cited.iter().flat_map(|cited| cited.iter()).cloned();
    Ok(cited
        .map(|cited| Citation {
            cited,
            scope: scope.clone(),
        })
        .collect())
}

impl Citation {
    /// Where it points, by which two citations are the same.
    pub(crate) fn place(&self) -> (i64, Option<i32>, Option<i32>) {
        let citation = &self.cited.citation;
        (citation.document_id, citation.span_start, citation.span_end)
    }
}

/// A place in a document that supports a fact.
#[Object]
impl Citation {
    /// The document.
    async fn document(&self) -> Document {
        Document(Record::new(self.cited.document.clone().into(), &self.scope).into())
    }

    /// The first code point of the span in the document's text; null only for reference data.
    async fn start(&self) -> Option<i32> {
        self.cited.citation.span_start
    }

    /// One past the last code point of the span.
    async fn end(&self) -> Option<i32> {
        self.cited.citation.span_end
    }

    /// SHA-256 of the span's UTF-8, in hexadecimal.
    async fn sha256(&self) -> Option<&str> {
        self.cited.citation.span_sha256.as_deref()
    }

    /// The span itself, when the document's text is held here.
    async fn quote(&self) -> Option<&str> {
        self.cited.quote.as_deref()
    }

    /// Whether the span was found in the text with this hash; false also when the text is not
    /// held here.
    async fn verified(&self) -> bool {
        self.cited.verified
    }

    /// A word of the curator on this citation.
    async fn note(&self) -> Option<&str> {
        self.cited.citation.note.as_deref()
    }
}
