//! Reports that tell, as of something that happened, of what is dated after their event.
//!
//! It may be that the report was written later, or that a date is wrong; the sources do not
//! say which.

use std::collections::BTreeMap;

use entity::{
    row::relation,
    time::Day,
    vocabulary::{Basis, DiscrepancyKind},
};

use super::{Discrepancy, Side, facts::Facts};

/// Reports on events that tell of later things.
pub(super) fn told_before_they_happened(facts: &Facts) -> Vec<Discrepancy> {
    let mut told: BTreeMap<i64, Vec<&relation::Model>> = BTreeMap::new();
    for (document, relation) in &facts.told {
        let own = told.entry(*document).or_default();
        let new = own.iter().all(|known| known.id != relation.id);
        if new && relation.basis != Basis::Reference {
            own.push(relation);
        }
    }
    let reports = facts.reports.iter();
    reports
        .filter_map(|report| too_early(facts, report, told.get(&report.subject_id)?))
        .collect()
}

fn too_early(
    facts: &Facts,
    report: &relation::Model,
    told: &[&relation::Model],
) -> Option<Discrepancy> {
    let event = facts.entity(report.object_id)?;
    let over = event
        .latest_end
        .map(Day)
        .filter(|_| event.period_certain)?
        .finite()?;
    let later = told
        .iter()
        .filter(|fact| fact.period_certain && fact.order_day > over.0);
    let later: Vec<Side> = later.map(|fact| Side::dated(fact)).collect();
    if later.is_empty() {
        return None;
    }
    let edtf = event.period_edtf.clone();
    let event_side = Side {
        edtf,
        ..Side::relations(vec![report.clone()])
    };
    Some(Discrepancy {
        kind: DiscrepancyKind::Dates,
        about: event.clone(),
        measure: None,
        sides: [event_side].into_iter().chain(later).collect(),
    })
}
