//! Municipalities.
//!
//! Not here: what every entity has (`record`) and its links (`links`).

use async_graphql::{Context, Object, Result, SimpleObject};
use entity::{
    id::{Noun, number},
    vocabulary::MunicipalityType,
};

use super::{
    error::{from_store, word},
    links::MunicipalityLinks,
    period::{Period, bounds},
    record::{Fields, Record, list},
    scope::loaders,
};

/// A municipality, or a place that a source names like one, for the time in which it existed.
#[derive(Clone)]
pub(crate) struct Municipality(pub(crate) Fields<Self>);

/// A municipality, or a place that a source names like one, for the time in which it existed.
#[Object]
impl Municipality {
    /// What kind of municipality it is.
    async fn r#type(&self) -> Result<MunicipalityType> {
        word(self.row.entity_type.as_deref())
    }

    /// The country, ISO 3166-1 alpha-2.
    async fn country(&self) -> Option<&str> {
        self.row.country.as_deref()
    }

    /// When it existed; null when no source says.
    async fn existed(&self) -> Option<Period> {
        Period::of(self.row.period_edtf.as_deref(), bounds!(self.row))
    }

    /// What an undetermined name may mean; empty when it is settled.
    async fn possibly(&self, ctx: &Context<'_>) -> Result<Vec<Municipality>> {
        let ids = list(&self.row.possibly)
            .into_iter()
            .map(|key| number(Noun::Entity, &key));
        let found = loaders(ctx)?
            .entities
            .get_many(&self.scope, ids)
            .await
            .map_err(from_store)?;
        let rows = found.into_iter().flatten();
        Ok(rows
            .map(|row| Municipality(Record::new(row, &self.scope).into()))
            .collect())
    }

    /// A point within it, for maps.
    async fn position(&self) -> Option<Position> {
        let (latitude, longitude) = self.row.latitude.zip(self.row.longitude)?;
        Some(Position {
            latitude,
            longitude,
        })
    }

    #[graphql(flatten)]
    async fn fields(&self) -> &Fields<Municipality> {
        &self.0
    }

    #[graphql(flatten)]
    async fn links(&self) -> MunicipalityLinks {
        MunicipalityLinks(Record::clone(&self.0))
    }
}

/// A point on the earth, WGS 84.
#[derive(SimpleObject)]
pub(crate) struct Position {
    /// Degrees north.
    latitude: f64,
    /// Degrees east.
    longitude: f64,
}
