//! The schemes of identifiers that others have given to entities.
//!
//! An identifier alone need not name one version of a body: a municipality that others joined
//! kept its code. To add a scheme: add a row.

/// One scheme.
#[derive(Debug)]
pub struct IdentifierScheme {
    /// The key that stands in the database, in dossiers and in GraphQL.
    pub key: &'static str,
    /// Whose identifiers these are, in one sentence.
    pub description: &'static str,
    /// Where a value is looked up, `{}` standing for the value; none when there is no such place.
    pub url: Option<&'static str>,
}

impl IdentifierScheme {
    /// The scheme with a key.
    #[must_use]
    pub fn find(key: &str) -> Option<&'static Self> {
        IDENTIFIER_SCHEMES.iter().find(|scheme| scheme.key == key)
    }

    /// Where a value is looked up.
    #[must_use]
    pub fn url_of(&self, value: &str) -> Option<String> {
        self.url.map(|url| url.replace("{}", value))
    }
}

/// The schemes.
pub static IDENTIFIER_SCHEMES: &[IdentifierScheme] = &[
    IdentifierScheme {
        key: "iso-3166-2",
        description: "ISO 3166-2: codes of the subdivisions of countries.",
        url: None,
    },
    IdentifierScheme {
        key: "lv-atvk",
        description: "The Latvian classification of administrative territories and territorial units.",
        url: None,
    },
    IdentifierScheme {
        key: "ee-ehak",
        description: "The Estonian classification of administrative units and settlements.",
        url: None,
    },
    IdentifierScheme {
        key: "lv-ur",
        description: "The Latvian register of enterprises.",
        url: None,
    },
    IdentifierScheme {
        key: "agreement",
        description: "The number of an agreement, as its parties give it.",
        url: None,
    },
    IdentifierScheme {
        key: "wikidata",
        description: "Items of Wikidata.",
        url: Some("http://www.wikidata.org/entity/{}"),
    },
];
