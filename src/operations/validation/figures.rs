//! Figures: value, bounds, unit, kind and modality go together; what is not public stays out.

use entity::vocabulary::{FigureKind, Measure, Modality, Tier, nearest};

use super::{Look, index::Found};
use crate::operations::{
    dossier::{Dossier, FigureBlock, Source, key},
    sensitive,
    text::one_number,
    violation::{Code, Position},
};

impl<'a> Look<'a> {
    pub(super) fn figure(&mut self, dossier: &'a Dossier, figure: &'a FigureBlock) {
        let path = format!("figures[{}]", figure.index);
        self.cites(dossier, &path, &figure.cite);
        self.rests_on_something(dossier, figure.position, &path, &figure.cite);
        let about = self.entity(dossier, &format!("{path}.about"), &figure.about);
        if let Some(whole) = &figure.part_of {
            let field = format!("{path}.partOf");
            self.figure_key(dossier, &field, whole);
            if whole.value == key::of_figure(figure) {
                let message = "a figure that is a part of itself".to_owned();
                self.refuse(dossier, whole.position, field, Code::SelfRelation, message);
            }
        }
        if let (Found::Entity(entity::vocabulary::EntityKind::Person, _), Some(group)) =
            (about, &figure.group)
            && sensitive::is_sensitive_word(&group.value)
        {
            let message = format!("the group `{}` would say this of a person", group.value);
            let field = format!("{path}.group");
            self.refuse(dossier, group.position, field, Code::Art9Field, message);
        }
        self.goes_together(dossier, &path, figure);
        self.measured(dossier, &path, figure);
        self.read_value(dossier, &path, figure);
    }

    fn goes_together(&mut self, dossier: &Dossier, path: &str, figure: &FigureBlock) {
        let mut wrong = |position: Position, field: &str, message: &str, expected: &str| {
            let field = format!("{path}.{field}");
            self.refuse(
                dossier,
                position,
                field,
                Code::FigureInconsistent,
                message.to_owned(),
            )
            .expected = Some(expected.to_owned());
        };
        let given = match figure.value.as_ref().map(|at| &at.value) {
            Some(Source::Given(value)) => Some(*value),
            Some(Source::Read { carried, .. }) => *carried,
            None => None,
        };
        let bounds = [figure.lower, given, figure.upper];
        let in_order: Vec<f64> = bounds.into_iter().flatten().collect();
        if !in_order.is_sorted() {
            let message = "lower bound, value and upper bound are not in this order";
            wrong(figure.position, "value", message, "lower ≤ value ≤ upper");
        }
        let has_number = figure.value.is_some() || figure.lower.is_some() || figure.upper.is_some();
        if figure.approximate && !has_number {
            let message = "approximate, but there is no value";
            wrong(figure.position, "approximate", message, "a value or bounds");
        }
        if figure.kind.value == FigureKind::Counted && !has_number {
            let message = "what was counted has a value";
            wrong(figure.kind.position, "value", message, "a value or bounds");
        }
        let asserts = matches!(figure.modality, Modality::Asserted | Modality::Negated);
        if figure.kind.value == FigureKind::Target && asserts {
            let message = "a TARGET is aimed at, not reported";
            let expected = "the modality PLANNED, INTENDED or COMMITTED";
            wrong(figure.kind.position, "modality", message, expected);
        }
    }

    /// Unit and tier as the measure's row has them.
    fn measured(&mut self, dossier: &Dossier, path: &str, figure: &FigureBlock) {
        let Some(measure) = Measure::find(&figure.measure.value) else {
            return;
        };
        if let Some(unit) = &figure.unit
            && !measure.units.contains(&unit.value.as_str())
        {
            let message = format!("{} is not counted in `{}`", measure.key, unit.value);
            let field = format!("{path}.unit");
            let violation = self.refuse(
                dossier,
                unit.position,
                field,
                Code::FigureInconsistent,
                message,
            );
            violation.expected = Some(measure.units.join(" or "));
            violation.nearest =
                nearest(&unit.value, measure.units.iter().copied()).map(str::to_owned);
        }
        if figure.visibility.value.rank() < measure.least.rank() {
            let message = format!(
                "figures of {} are not {}",
                measure.key, figure.visibility.value
            );
            let field = format!("{path}.visibility");
            let position = figure.visibility.position;
            self.refuse(dossier, position, field, Code::TierTooLow, message)
                .expected = Some(format!("{} or higher", measure.least));
        }
        if measure.least != Tier::Public {
            self.kept_out_of_the_file(dossier, path, figure);
        }
    }

    fn kept_out_of_the_file(&mut self, dossier: &Dossier, path: &str, figure: &FigureBlock) {
        let value = figure
            .value
            .as_ref()
            .filter(|at| matches!(at.value, Source::Given(_)))
            .map(|at| at.position);
        let bound = figure.lower.or(figure.upper).map(|_| figure.position);
        if let Some(position) = value.or(bound) {
            let message = format!("a value of {} stands in the file", figure.measure.value);
            let field = format!("{path}.value");
            self.refuse(dossier, position, field, Code::ValueInFile, message)
                .expected = Some("`value: {read: <the span that holds the number>}`".to_owned());
        }
    }

    /// A value that is read: its span is named, and holds one number when the text is held.
    fn read_value(&mut self, dossier: &Dossier, path: &str, figure: &FigureBlock) {
        let Some(at) = &figure.value else { return };
        let Source::Read { span, carried } = &at.value else {
            return;
        };
        let field = format!("{path}.value");
        let name = crate::operations::dossier::At::new(span.clone(), at.position);
        self.named_span(dossier, &field, &name);
        let Some(held) = self.text_of(dossier, span) else {
            return;
        };
        let read = one_number(held);
        if read.is_none() {
            let message = format!("the span `{span}` does not hold one number");
            self.refuse(dossier, at.position, field, Code::ValueUnreadable, message)
                .expected = Some("a span around one number in digits".to_owned());
        } else if carried.is_some() && read != *carried {
            let message = format!("the span `{span}` holds another number than the one given");
            self.refuse(dossier, at.position, field, Code::ValueUnreadable, message);
        }
    }
}
