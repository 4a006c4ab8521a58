//! Documents.
//!
//! Not here: what every entity has (`record`) and its links (`links`).

use async_graphql::{Context, Object, Result};
use entity::{time::Edtf, vocabulary::DocumentType};

use super::{
    error::{from_store, word},
    language::Language,
    links::DocumentLinks,
    record::{Fields, Record},
    scope::loaders,
};

/// A text that is a source, or that a source refers to.
#[derive(Clone)]
pub(crate) struct Document(pub(crate) Fields<Self>);

/// A text that is a source, or that a source refers to.
#[Object]
impl Document {
    /// What kind of document it is.
    async fn r#type(&self) -> Result<DocumentType> {
        word(self.row.entity_type.as_deref())
    }

    /// The title as published; while the text is not held here and the title stands only in it,
    /// our own name for the document (see textHeld).
    async fn title(&self) -> &str {
        self.row.title.as_deref().unwrap_or(&self.row.name)
    }

    /// The language of the text.
    async fn language(&self) -> Option<Language> {
        self.row.language.clone().map(Language)
    }

    /// Where it was published.
    async fn url(&self) -> Option<&str> {
        self.row.url.as_deref()
    }

    /// SHA-256 of the text's bytes as received, in hexadecimal.
    async fn sha256(&self) -> Option<&str> {
        self.row.sha256.as_deref()
    }

    /// Whether those who keep the graph have read it; false: it is only referred to.
    async fn held(&self) -> bool {
        self.row.held.unwrap_or(false)
    }

    /// Whether its text is held in this installation, so that quotes can be shown and checked.
    async fn text_held(&self, ctx: &Context<'_>) -> Result<bool> {
        let held = loaders(ctx)?
            .texts
            .get(&(), self.row.id)
            .await
            .map_err(from_store)?;
        Ok(held.is_some())
    }

    /// When it was published.
    async fn published_on(&self) -> Option<Edtf> {
        self.row
            .published_on
            .as_deref()
            .and_then(|text| Edtf::parse(text).ok())
    }

    #[graphql(flatten)]
    async fn fields(&self) -> &Fields<Document> {
        &self.0
    }

    #[graphql(flatten)]
    async fn links(&self) -> DocumentLinks {
        DocumentLinks(Record::clone(&self.0))
    }
}
