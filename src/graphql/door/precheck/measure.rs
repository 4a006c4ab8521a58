//! Counting the selections of a document with every fragment in its place.
//!
//! A fragment is counted once and remembered, so that the time is linear in the document
//! whatever its fragments spread. A fragment that spreads itself has no size: it is refused.

use std::collections::HashMap;

use async_graphql::{
    Name, Pos, Positioned,
    parser::types::{ExecutableDocument, FragmentDefinition, Selection, SelectionSet},
};

use super::Excess;
use crate::graphql::{
    ErrorCode,
    limits::{ALIASES, NESTING, REPEATS, SELECTIONS},
};

/// Refuses a document with too many selections or aliases, or with a cycle of fragments.
pub(in crate::graphql::door) fn measure(document: &ExecutableDocument) -> Result<(), Excess> {
    let mut measuring = Measuring {
        fragments: &document.fragments,
        sizes: HashMap::new(),
        open: Vec::new(),
        depth: 0,
        aliases: 0,
    };
    let mut operations: Vec<_> = document.operations.iter().collect();
    operations.sort_by_key(|(_, operation)| operation.pos);
    let mut all = 0_u64;
    for (_, operation) in operations {
        let size = measuring.set(&operation.node.selection_set.node)?;
        all = all.saturating_add(size.selections);
        if all > SELECTIONS {
            return Err(Excess::too_much(
                "selections, with every fragment in its place",
                SELECTIONS,
            ));
        }
    }
    // Those that no operation spreads, too: validation walks them as well.
    let mut fragments: Vec<_> = document.fragments.iter().collect();
    fragments.sort_by_key(|(_, fragment)| fragment.pos);
    for (name, fragment) in fragments {
        measuring.fragment(name, fragment.pos)?;
    }
    Ok(())
}

/// How large a set is with every fragment in its place.
#[derive(Clone, Copy, Default)]
struct Size {
    selections: u64,
    levels: usize,
}

struct Measuring<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    sizes: HashMap<&'a Name, Size>,
    open: Vec<&'a Name>,
    depth: usize,
    aliases: usize,
}

impl<'a> Measuring<'a> {
    /// The size of a set; refused before it is walked deeper than anything may nest.
    fn set(&mut self, set: &'a SelectionSet) -> Result<Size, Excess> {
        if self.depth > NESTING {
            return Err(too_deep());
        }
        self.depth += 1;
        let size = self.selections(set);
        self.depth -= 1;
        size
    }

    fn selections(&mut self, set: &'a SelectionSet) -> Result<Size, Excess> {
        let mut size = Size::default();
        repeats(set)?;
        for selection in &set.items {
            let inner = match &selection.node {
                Selection::Field(field) => {
                    self.aliases += usize::from(field.node.alias.is_some());
                    if self.aliases > ALIASES {
                        return Err(Excess::too_much("aliases", ALIASES));
                    }
                    self.set(&field.node.selection_set.node)?
                }
                Selection::InlineFragment(fragment) => {
                    self.set(&fragment.node.selection_set.node)?
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    self.fragment(name, selection.pos)?
                }
            };
            size.selections = size
                .selections
                .saturating_add(inner.selections)
                .saturating_add(1);
            size.levels = size.levels.max(inner.levels + 1);
        }
        if size.levels > NESTING {
            return Err(too_deep());
        }
        Ok(size)
    }

    /// The size of a fragment; one that is not there is validation's to refuse.
    fn fragment(&mut self, name: &Name, place: Pos) -> Result<Size, Excess> {
        let Some((name, fragment)) = self.fragments.get_key_value(name) else {
            return Ok(Size::default());
        };
        if let Some(size) = self.sizes.get(name) {
            return Ok(*size);
        }
        if let Some(start) = self.open.iter().position(|open| *open == name) {
            return Err(cycle(&self.open[start..], place));
        }
        if self.open.len() >= NESTING {
            return Err(Excess::too_much("fragments within one another", NESTING));
        }
        self.open.push(name);
        let size = self.set(&fragment.node.selection_set.node)?;
        self.open.pop();
        self.sizes.insert(name, size);
        Ok(size)
    }
}

fn too_deep() -> Excess {
    let what = "levels of nesting, with every fragment in its place";
    Excess::too_much(what, NESTING)
}

/// Refuses a set in which one answer is asked for again and again.
fn repeats(set: &SelectionSet) -> Result<(), Excess> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for selection in &set.items {
        let key = match &selection.node {
            Selection::Field(field) => field.node.response_key().node.as_str(),
            Selection::FragmentSpread(spread) => spread.node.fragment_name.node.as_str(),
            Selection::InlineFragment(_) => continue,
        };
        let count = counts.entry(key).or_default();
        *count += 1;
        if *count > REPEATS {
            return Err(Excess::too_much(
                "selections of the same in one set",
                REPEATS,
            ));
        }
    }
    Ok(())
}

fn cycle(names: &[&Name], place: Pos) -> Excess {
    let first = names.first().map_or("", |name| name.as_str());
    let others: Vec<&str> = names.iter().skip(1).map(|name| name.as_str()).collect();
    let through = if others.is_empty() {
        String::new()
    } else {
        format!(" through {}", others.join(", "))
    };
    Excess {
        code: ErrorCode::GraphqlValidationFailed,
        message: format!("The fragment {first} spreads itself{through}."),
        place: Some(place),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use async_graphql::parser::parse_query;

    use super::{super::Excess, measure};
    use crate::graphql::ErrorCode;

    fn refused(text: &str) -> Option<Excess> {
        measure(&parse_query(text).unwrap()).err()
    }

    /// A document whose fragments each spread the next one so many times.
    fn spreading(levels: usize, times: usize) -> String {
        let mut text = String::from("{ ...F0 }");
        for level in 0..levels {
            let next = format!("...F{} ", level + 1).repeat(times);
            write!(text, " fragment F{level} on Query {{ {next} }}").unwrap();
        }
        write!(text, " fragment F{levels} on Query {{ __typename }}").unwrap();
        text
    }

    #[test]
    fn fragments_are_counted_where_they_are_spread() {
        assert_eq!(refused(&spreading(7, 2)), None);
        for text in [spreading(30, 2), spreading(5, 10)] {
            let excess = refused(&text).unwrap();
            assert_eq!(excess.code, ErrorCode::QueryTooComplex);
            assert!(excess.message.contains("selections"), "{excess:?}");
        }
    }

    #[test]
    fn fragments_within_one_another_have_an_end() {
        let excess = refused(&spreading(100, 1)).unwrap();
        assert!(excess.message.contains("within one another"), "{excess:?}");
        let (open, close) = ("...{".repeat(40), "}".repeat(40));
        let within = format!(
            "{{ ...F }} fragment F on Query {{ {open} ...G {close} }} \
             fragment G on Query {{ {open} a {close} }}"
        );
        let excess = refused(&within).unwrap();
        assert!(excess.message.contains("nesting"), "{excess:?}");
    }

    #[test]
    fn a_fragment_that_spreads_itself_is_named_with_its_way() {
        let excess = refused(
            "{ ...A } fragment A on Query { ...B } fragment B on Query { entity(key: \"a\") { ...A } }",
        )
        .unwrap();
        assert_eq!(excess.code, ErrorCode::GraphqlValidationFailed);
        assert_eq!(excess.message, "The fragment A spreads itself through B.");
        let excess = refused("{ ...A } fragment A on Query { ...A }").unwrap();
        assert_eq!(excess.message, "The fragment A spreads itself.");
    }

    #[test]
    fn aliases_are_counted_as_they_stand() {
        let aliases = |count: usize| -> String {
            let all: String = (0..count).map(|n| format!("a{n}: __typename ")).collect();
            format!("{{ {all} }}")
        };
        assert_eq!(refused(&aliases(100)), None);
        let excess = refused(&aliases(101)).unwrap();
        assert!(excess.message.contains("aliases"), "{excess:?}");
    }

    #[test]
    fn operations_are_counted_together() {
        let operations = |count: usize| -> String {
            let all: String = (0..count)
                .map(|n| format!("query Q{n} {{ ...F }} "))
                .collect();
            format!("{all} fragment F on Query {{ a b c d e f g h i }}")
        };
        assert_eq!(refused(&operations(200)), None);
        let excess = refused(&operations(201)).unwrap();
        assert!(excess.message.contains("selections"), "{excess:?}");
    }

    #[test]
    fn the_same_is_not_asked_for_again_and_again() {
        let again = |count: usize| format!("{{ {} }}", "__typename ".repeat(count));
        assert_eq!(refused(&again(20)), None);
        let excess = refused(&again(21)).unwrap();
        assert!(excess.message.contains("the same"), "{excess:?}");
    }

    #[test]
    fn what_is_not_there_is_left_to_validation() {
        assert_eq!(refused("{ ...Missing }"), None);
    }
}
