//! Values that are not public, and the spans of facts that more may see.
//!
//! Where the text is held, a citation shows its span. A value kept from the public must not
//! stand in a span that a more public fact cites, or the quote would tell it. A span that only
//! overlaps is let through: the value's own span may be wider than its number.

use entity::{draft::Span, vocabulary::Tier};

use super::{Look, blocks::effective};
use crate::operations::{
    dossier::{At, Cite, Dossier, Source},
    violation::Code,
};

/// The span of a value, and who may see it.
struct Kept<'a> {
    span: &'a Span,
    tier: Tier,
    figure: usize,
}

impl<'a> Look<'a> {
    pub(super) fn quotes(&mut self, dossier: &'a Dossier) {
        let kept = self.kept(dossier);
        if kept.is_empty() {
            return;
        }
        for (path, tier, cites) in cited(dossier) {
            for cite in cites {
                self.quoted(dossier, &kept, (&path, tier), cite);
            }
        }
    }

    /// The values of a dossier that are not public.
    fn kept(&self, dossier: &'a Dossier) -> Vec<Kept<'a>> {
        let figures = dossier.figures.iter();
        figures
            .filter(|figure| figure.visibility.value != Tier::Public)
            .filter_map(|figure| match &figure.value {
                Some(At {
                    value: Source::Read { span, .. },
                    ..
                }) => Some(Kept {
                    span: self.index.span(self.place, span)?,
                    tier: figure.visibility.value,
                    figure: figure.index,
                }),
                _ => None,
            })
            .collect()
    }

    fn quoted(
        &mut self,
        dossier: &Dossier,
        kept: &[Kept<'_>],
        (path, tier): (&str, Tier),
        cite: &Cite,
    ) {
        let Some(span) = self.index.span(self.place, &cite.span.value) else {
            return;
        };
        let told = kept.iter().find(|kept| {
            kept.tier.rank() > tier.rank()
                && span.start <= kept.span.start
                && kept.span.end <= span.end
        });
        if let Some(told) = told {
            let message = format!(
                "the span `{}` would show the value of figures[{}], which is {}, to all who see this, which is {tier}",
                cite.span.value, told.figure, told.tier
            );
            let field = format!("{path}.cite");
            self.refuse(
                dossier,
                cite.span.position,
                field,
                Code::ValueQuoted,
                message,
            )
            .expected = Some("a span without that number".to_owned());
        }
    }
}

/// The citations of every fact of a dossier, with its path and who may see it.
fn cited(dossier: &Dossier) -> Vec<(String, Tier, &[Cite])> {
    let mut all: Vec<(String, Tier, &[Cite])> = Vec::new();
    for block in dossier.blocks() {
        all.push((block.path.clone(), block.visibility.value, &block.cite));
        for name in &block.names {
            let path = format!("{}.names[{}]", block.path, name.index);
            all.push((path, effective(name.visibility.as_ref(), block), &name.cite));
        }
        for identifier in &block.identifiers {
            let path = format!("{}.identifiers[{}]", block.path, identifier.index);
            let tier = effective(identifier.visibility.as_ref(), block);
            all.push((path, tier, &identifier.cite));
        }
    }
    let relations = dossier.relations.iter();
    all.extend(relations.map(|fact| {
        let path = format!("relations[{}]", fact.index);
        (path, fact.visibility.value, &*fact.cite)
    }));
    let figures = dossier.figures.iter();
    all.extend(figures.map(|fact| {
        let path = format!("figures[{}]", fact.index);
        (path, fact.visibility.value, &*fact.cite)
    }));
    let notes = dossier.notes.iter();
    all.extend(notes.map(|fact| {
        let path = format!("notes[{}]", fact.index);
        (path, fact.visibility.value, &*fact.cite)
    }));
    all
}
