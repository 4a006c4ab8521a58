//! The texts of documents that were supplied here.

use entity::{
    draft::Span,
    id::{Noun, number},
    row::{citation, document_text},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{Store, StoreError};

impl Store {
    /// The text of a document, when it is held here; operations alone ask this.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn text(&self, document: &str) -> Result<Option<String>, StoreError> {
        let id = number(Noun::Entity, document);
        let found = document_text::Entity::find_by_id(id)
            .one(&self.connection)
            .await?;
        Ok(found.map(|row| row.text))
    }

    /// The numbers of those of these documents whose text is held here.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn texts_held(&self, documents: &[i64]) -> Result<Vec<i64>, StoreError> {
        use super::sql::{List, one_of};
        use sea_orm::sea_query::Expr;
        let among = one_of(
            self.backend(),
            Expr::col(document_text::Column::DocumentId),
            List::from(documents),
        );
        Ok(document_text::Entity::find()
            .select_only()
            .column(document_text::Column::DocumentId)
            .filter(among)
            .into_tuple()
            .all(&self.connection)
            .await?)
    }

    /// Every span that a version of a fact cites in a document.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn spans_of(&self, document: &str) -> Result<Vec<Span>, StoreError> {
        use citation::Column::{DocumentId, SpanEnd, SpanName, SpanSha256, SpanStart};
        let found: Vec<(Option<String>, i32, i32, String)> = citation::Entity::find()
            .select_only()
            .columns([SpanName, SpanStart, SpanEnd, SpanSha256])
            .distinct()
            .filter(DocumentId.eq(number(Noun::Entity, document)))
            .filter(SpanStart.is_not_null())
            .into_tuple()
            .all(&self.connection)
            .await?;
        let span = |(name, start, end, sha256)| Span {
            name,
            start,
            end,
            sha256,
        };
        Ok(found.into_iter().map(span).collect())
    }

    /// How many texts are held here.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_texts(&self) -> Result<u64, StoreError> {
        Ok(document_text::Entity::find()
            .count(&self.connection)
            .await?)
    }

    /// How many citations point to a span, and how many of those spans are verified: a text is
    /// taken in only when every span that points into it is found.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_spans(&self) -> Result<(u64, u64), StoreError> {
        use citation::Column::{DocumentId, SpanStart};
        let spans = citation::Entity::find().filter(SpanStart.is_not_null());
        let held = document_text::Entity::find()
            .select_only()
            .column(document_text::Column::DocumentId)
            .into_query();
        let verified = spans.clone().filter(DocumentId.in_subquery(held));
        Ok((
            spans.count(&self.connection).await?,
            verified.count(&self.connection).await?,
        ))
    }
}
