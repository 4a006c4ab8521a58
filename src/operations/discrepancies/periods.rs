//! Periods and durations that are given for one activity and cannot all be right.
//!
//! An interval contradicts another when the two may be of one time and yet no reading lets
//! them begin, or end, on the same day. A duration contradicts an interval when no reading of
//! the interval is so long.

use std::collections::BTreeMap;

use entity::{
    row::{figure, relation},
    time::{Bounds, Day},
    vocabulary::{DiscrepancyKind, FigureKind, Modality},
};

use super::{Discrepancy, Side, facts::Facts};

/// The measure whose figures say how long something lasts.
const DURATION: &str = "duration";

/// Days that a unit may have, shortest and longest.
const UNITS: &[(&str, f64, f64)] = &[("days", 1.0, 1.0), ("months", 28.0, 31.0)];

enum Given<'a> {
    Interval(&'a relation::Model, Bounds),
    Length(&'a figure::Model, f64, f64),
}

/// Activities of which sources give periods, or lengths, that contradict one another.
pub(super) fn of_one_activity(facts: &Facts) -> Vec<Discrepancy> {
    let mut given: BTreeMap<i64, Vec<Given<'_>>> = BTreeMap::new();
    for concern in &facts.concerns {
        if let Some(bounds) = bounds(concern).filter(is_bounded) {
            given
                .entry(concern.object_id)
                .or_default()
                .push(Given::Interval(concern, bounds));
        }
    }
    for figure in &facts.figures {
        if let Some((least, most)) = length(figure) {
            given
                .entry(figure.about_id)
                .or_default()
                .push(Given::Length(figure, least, most));
        }
    }
    given
        .into_iter()
        .filter_map(|(about, given)| contradictory(facts, about, &given))
        .collect()
}

fn contradictory(facts: &Facts, about: i64, given: &[Given<'_>]) -> Option<Discrepancy> {
    let contradicted = |one: &&Given<'_>| given.iter().any(|other| contradict(one, other));
    let sides: Vec<Side> = given.iter().filter(contradicted).map(side).collect();
    let about = facts.entity(about)?.clone();
    (!sides.is_empty()).then_some(Discrepancy {
        kind: DiscrepancyKind::Dates,
        about,
        measure: None,
        sides,
    })
}

fn side(given: &Given<'_>) -> Side {
    match given {
        Given::Interval(concern, _) => Side::dated(concern),
        Given::Length(figure, ..) => Side::figure(figure),
    }
}

fn contradict(one: &Given<'_>, other: &Given<'_>) -> bool {
    match (one, other) {
        (Given::Interval(_, one), Given::Interval(_, other)) => apart(one, other),
        (Given::Interval(_, interval), Given::Length(_, least, most))
        | (Given::Length(_, least, most), Given::Interval(_, interval)) => {
            days(interval.earliest_start, interval.latest_end) < *least
                || days(interval.latest_start, interval.earliest_end) > *most
        }
        // Two lengths are two sources on one measure.
        (Given::Length(..), Given::Length(..)) => false,
    }
}

/// Of one time, and yet not with one beginning and one end.
fn apart(one: &Bounds, other: &Bounds) -> bool {
    let meet = one.earliest_start <= other.latest_end && other.earliest_start <= one.latest_end;
    let starts =
        one.earliest_start <= other.latest_start && other.earliest_start <= one.latest_start;
    let ends = one.earliest_end <= other.latest_end && other.earliest_end <= one.latest_end;
    meet && !(starts && ends)
}

fn days(first: Day, last: Day) -> f64 {
    f64::from(last.0 - first.0) + 1.0
}

fn length(figure: &figure::Model) -> Option<(f64, f64)> {
    let stated = figure.kind == FigureKind::Stated && figure.modality == Modality::Asserted;
    let exact = stated && figure.measure == DURATION && !figure.approximate;
    let value = figure.value.filter(|_| exact)?;
    let unit = figure.unit.as_deref()?;
    let (_, least, most) = UNITS.iter().find(|(name, ..)| *name == unit)?;
    Some((value * least, value * most))
}

fn is_bounded(bounds: &Bounds) -> bool {
    bounds.certain
        && bounds.earliest_start.finite().is_some()
        && bounds.latest_end.finite().is_some()
}

/// The days between which a relation began and ended.
pub(super) fn bounds(relation: &relation::Model) -> Option<Bounds> {
    Some(Bounds {
        earliest_start: Day(relation.earliest_start?),
        latest_start: Day(relation.latest_start?),
        earliest_end: Day(relation.earliest_end?),
        latest_end: Day(relation.latest_end?),
        certain: relation.period_certain,
        order_day: Day(relation.order_day),
    })
}

/// Whether a relation may be of the time of which a figure speaks.
pub(super) fn may_overlap(figure: &figure::Model, relation: &relation::Model) -> bool {
    let outside = |earliest: Option<i32>, latest: Option<i32>| {
        earliest
            .zip(latest)
            .is_some_and(|(earliest, latest)| earliest > latest)
    };
    !outside(figure.earliest_start, relation.latest_end)
        && !outside(relation.earliest_start, figure.latest_end)
}
