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
    limits::{ALIASES, NESTING, SELECTIONS},
};

/// Refuses a document with too many selections or aliases, or with a cycle of fragments.
pub(in crate::graphql::door) fn measure(document: &ExecutableDocument) -> Result<(), Excess> {
    let mut measuring = Measuring {
        fragments: &document.fragments,
        sizes: HashMap::new(),
        open: Vec::new(),
        aliases: 0,
    };
    let mut operations: Vec<_> = document.operations.iter().collect();
    operations.sort_by_key(|(_, operation)| operation.pos);
    for (_, operation) in operations {
        let size = measuring.set(&operation.node.selection_set.node)?;
        if size > SELECTIONS {
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

struct Measuring<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    sizes: HashMap<&'a Name, u64>,
    open: Vec<&'a Name>,
    aliases: usize,
}

impl<'a> Measuring<'a> {
    /// The size of a set; a document nests no deeper than its scan allowed.
    fn set(&mut self, set: &'a SelectionSet) -> Result<u64, Excess> {
        let mut size = 0_u64;
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
            size = size.saturating_add(inner).saturating_add(1);
        }
        Ok(size)
    }

    /// The size of a fragment; one that is not there is validation's to refuse.
    fn fragment(&mut self, name: &Name, place: Pos) -> Result<u64, Excess> {
        let Some((name, fragment)) = self.fragments.get_key_value(name) else {
            return Ok(0);
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
        assert_eq!(refused(&spreading(10, 2)), None);
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
        assert_eq!(refused(&aliases(250)), None);
        let excess = refused(&aliases(251)).unwrap();
        assert!(excess.message.contains("aliases"), "{excess:?}");
    }

    #[test]
    fn what_is_not_there_is_left_to_validation() {
        assert_eq!(refused("{ ...Missing }"), None);
    }
}
