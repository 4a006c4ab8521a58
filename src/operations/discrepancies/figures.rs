//! Figures against figures: parts against their whole, and sources against sources.

use std::collections::BTreeMap;

use entity::{
    row::figure::Model,
    vocabulary::{DiscrepancyKind, FigureKind, Modality},
};

use super::{Discrepancy, Side, facts::Facts};

/// Rounding of sums, far below what a figure counts.
const TOLERANCE: f64 = 1e-6;

/// Wholes whose parts, all of them with values, add up to something else. One part alone may
/// leave out the rest, so that it contradicts its whole only by being greater.
pub(super) fn parts_against_wholes(facts: &Facts) -> Vec<Discrepancy> {
    let mut parts: BTreeMap<i64, Vec<&Model>> = BTreeMap::new();
    for part in &facts.figures {
        if let Some(whole) = part.part_of_id {
            parts.entry(whole).or_default().push(part);
        }
    }
    let wholes = facts.figures.iter();
    wholes
        .filter_map(|whole| against_whole(facts, whole, parts.get(&whole.id)?))
        .collect()
}

fn against_whole(facts: &Facts, whole: &Model, parts: &[&Model]) -> Option<Discrepancy> {
    let total = exact(whole)?;
    let of_one_kind = parts
        .iter()
        .all(|part| part.measure == whole.measure && part.unit == whole.unit);
    let values: Option<Vec<f64>> = parts.iter().map(|part| exact(part)).collect();
    let sum: f64 = values.filter(|_| of_one_kind)?.iter().sum();
    let differs = sum > total + TOLERANCE || (parts.len() > 1 && sum < total - TOLERANCE);
    if !differs {
        return None;
    }
    let sides = [whole]
        .into_iter()
        .chain(parts.iter().copied())
        .map(Side::figure)
        .collect();
    discrepancy(facts, DiscrepancyKind::PartsSum, whole, sides)
}

/// Figures that are stated of the same and differ.
pub(super) fn sources(facts: &Facts) -> Vec<Discrepancy> {
    let mut same: BTreeMap<_, Vec<&Model>> = BTreeMap::new();
    for figure in &facts.figures {
        let stated = figure.kind == FigureKind::Stated && figure.modality == Modality::Asserted;
        if stated && range(figure).is_some() {
            // A part is held against its whole, and not against what others say of the whole.
            let (group, whole) = (&figure.population, figure.part_of_id);
            let key = (
                figure.about_id,
                &figure.measure,
                group,
                whole,
                &figure.unit,
                &figure.period_edtf,
            );
            same.entry(key).or_default().push(figure);
        }
    }
    let differing = |figures: &Vec<&Model>| {
        let ranges = || figures.iter().filter_map(|figure| range(figure));
        let floor = ranges().map(|(least, _)| least).fold(f64::MIN, f64::max);
        let ceiling = ranges().map(|(_, most)| most).fold(f64::MAX, f64::min);
        // Two of them have no value in common.
        floor > ceiling + TOLERANCE
    };
    let found = same.into_values().filter(differing);
    found
        .filter_map(|figures| {
            let sides = figures.iter().copied().map(Side::figure).collect();
            discrepancy(facts, DiscrepancyKind::Sources, figures.first()?, sides)
        })
        .collect()
}

/// The values that a figure allows: its bounds, else its exact value.
fn range(figure: &Model) -> Option<(f64, f64)> {
    let least = figure.lower.or(exact(figure));
    let most = figure.upper.or(exact(figure));
    if least.is_none() && most.is_none() {
        return None;
    }
    Some((
        least.unwrap_or(f64::NEG_INFINITY),
        most.unwrap_or(f64::INFINITY),
    ))
}

/// The value, where the source does not say about so many.
fn exact(figure: &Model) -> Option<f64> {
    figure.value.filter(|_| !figure.approximate)
}

fn discrepancy(
    facts: &Facts,
    kind: DiscrepancyKind,
    figure: &Model,
    sides: Vec<Side>,
) -> Option<Discrepancy> {
    let about = facts.entity(figure.about_id)?.clone();
    Some(Discrepancy {
        kind,
        about,
        measure: Some(figure.measure.clone()),
        sides,
    })
}
