//! Terms of other vocabularies, to which kinds of entities and relations are mapped.
//!
//! A term is written `prefix:name`; `^` before it says that its subject is our object. A
//! mapping says "comes nearest to", not "is the same as". To add a vocabulary: add a row.

/// A vocabulary of others.
#[derive(Debug)]
pub struct Namespace {
    /// The prefix in our tables.
    pub prefix: &'static str,
    /// What terms of the vocabulary begin with.
    pub iri: &'static str,
    /// What the vocabulary is called.
    pub name: &'static str,
}

/// The vocabularies to which ours is mapped.
pub static NAMESPACES: &[Namespace] = &[
    Namespace {
        prefix: "ftm",
        iri: "https://schema.followthemoney.tech/#",
        name: "FollowTheMoney",
    },
    Namespace {
        prefix: "org",
        iri: "http://www.w3.org/ns/org#",
        name: "W3C Organization Ontology",
    },
    Namespace {
        prefix: "schema",
        iri: "https://schema.org/",
        name: "schema.org",
    },
    Namespace {
        prefix: "cv",
        iri: "http://data.europa.eu/m8g/",
        name: "EU Core Vocabularies",
    },
    Namespace {
        prefix: "prov",
        iri: "http://www.w3.org/ns/prov#",
        name: "PROV-O",
    },
    Namespace {
        prefix: "popolo",
        iri: "http://www.w3.org/ns/opengov#",
        name: "Popolo (its terms in the Open Government namespace)",
    },
];

/// A term, taken apart.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// The vocabulary.
    pub namespace: &'static Namespace,
    /// The name within it.
    pub name: &'static str,
    /// Whether it is read from our object to our subject.
    pub inverse: bool,
}

impl Term {
    /// Takes a term apart; none when its prefix is unknown or its name is no name.
    #[must_use]
    pub fn parse(written: &'static str) -> Option<Self> {
        let (inverse, rest) = written
            .strip_prefix('^')
            .map_or((false, written), |rest| (true, rest));
        let (prefix, name) = rest.split_once(':')?;
        let namespace = NAMESPACES
            .iter()
            .find(|namespace| namespace.prefix == prefix)?;
        let well_formed = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        well_formed.then_some(Self {
            namespace,
            name,
            inverse,
        })
    }

    /// The term's full address.
    #[must_use]
    pub fn iri(&self) -> String {
        format!("{}{}", self.namespace.iri, self.name)
    }
}
