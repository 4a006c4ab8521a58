//! Territories under their other names: the municipality of a territory, and a town by its name alone.
//!
//! "Viļakas novada pašvaldība" is the municipality Viļakas novads; "Valgas pilsēta" is the town Valga. A county is
//! never its town: "Jelgavas novads" is not Jelgava. Not here: inflection.

use super::super::super::grammar::Case;
use super::super::super::text::tokens;
use super::super::super::word;
use super::super::Weighed;
use super::recased;

/// `(genitive of the territory, its nominative)`.
const TERRITORIES: &[(&str, &str)] = &[
    ("novada", "novads"),
    ("pilsētas", "pilsēta"),
    ("valstspilsētas", "valstspilsēta"),
    ("pagasta", "pagasts"),
];

/// Words for a town behind its name in the genitive.
const TOWNS: &[&str] = &["pilsēta", "valstspilsēta"];

/// How much less likely such a name is meant than the one written.
const LESS: f32 = 2.5;

/// What the readings of a name with a head mean besides.
pub(super) fn readings(found: &[Weighed]) -> Vec<Weighed> {
    let mut more: Vec<Weighed> = found.iter().filter_map(municipality).collect();
    more.extend(found.iter().chain(&more.clone()).filter_map(town));
    more
}

/// "Viļakas novada pašvaldība": "Viļakas novads".
fn municipality(reading: &Weighed) -> Option<Weighed> {
    let rest = reading.nominative.strip_suffix(" pašvaldība")?;
    let (before, territory) = rest.rsplit_once(' ')?;
    let (_, nominative) = TERRITORIES
        .iter()
        .find(|(genitive, _)| *genitive == territory)?;
    Some(Weighed {
        nominative: format!("{before} {nominative}"),
        rule: "territory.municipality",
        weight: reading.weight - LESS,
        ..reading.clone()
    })
}

/// "Valgas pilsēta": "Valga".
fn town(reading: &Weighed) -> Option<Weighed> {
    let (name, kind) = reading.nominative.rsplit_once(' ')?;
    let (found, _) = tokens(name);
    let [token] = found.as_slice() else {
        return None;
    };
    if !TOWNS.contains(&kind) {
        return None;
    }
    let words = word::readings(&token.lower);
    let genitive = words.iter().find(|word| word.case == Case::Genitive)?;
    Some(Weighed {
        nominative: recased(&token.text, &genitive.nominative),
        rule: "territory.town",
        weight: reading.weight - LESS,
        ..reading.clone()
    })
}
