//! A valid dossier, changed in any way: it is read, or refused with a place; nothing panics.

use proptest::prelude::*;
use stakegraph::{
    exchange::dossier::read,
    operations::validation::{Known, check},
};

use crate::fixture::dossier;

fn whole() -> String {
    dossier(
        "relations:
  - {subject: anna-ozola, kind: ATTENDED, object: visit-2019, role: speaker, period: \"2019-10-17\", cite: [{span: name, note: \"so it says\"}]}
  - {subject: mediation, kind: PART_OF, object: mediation, basis: INFERRED, rule: \"by hand\", cite: title}
figures:
  - {about: visit-2019, measure: participants, kind: STATED, value: 28, lower: 20, upper: 30, cite: number}
  - {about: library, measure: pupils, kind: STATED, value: {read: pupils}, visibility: PARTNER, cite: number}
notes:
  - {about: visit-2019, kind: GOAL, text: {en: Meet, lv: Tikties}, cite: title}
",
    )
}

/// Pieces that mean something to YAML or to a dossier.
const PIECES: &[&str] = &[
    "",
    " ",
    "\n",
    "  ",
    ":",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "#",
    "---\n",
    "...",
    "&a ",
    "*a",
    "!!str ",
    "|\n",
    ">\n",
    "%",
    "@",
    "\t",
    "\u{0}",
    "\u{feff}",
    "ā",
    "\u{301}",
    "~",
    "null",
    "true",
    "-1",
    "1e999",
    ".nan",
    "0x1F",
    "2019/2018",
    "kind: PERSON",
    "cite: name",
    "dossier: again\n",
    "? ",
    "<<: ",
    "\u{2028}",
    "𝄞",
];

/// Reads and judges; what is wrong must have a place within the text.
fn settles(text: &str) -> Result<(), TestCaseError> {
    let readings: Vec<_> = read("m.yaml", text).collect();
    let violations = check(&readings, &Known::default()).violations;
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX) + 2;
    for violation in &violations {
        prop_assert!(violation.line >= 1 && violation.column >= 1, "{violation}");
        prop_assert!(violation.line <= lines, "{violation} of {lines} lines");
    }
    let whole = readings.iter().all(|reading| reading.dossier.is_some());
    prop_assert!(
        whole || !violations.is_empty(),
        "nothing was read and nothing refused"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_piece_put_anywhere_settles(at in 0..4_000usize, piece in prop::sample::select(PIECES), cut in 0..30usize) {
        let text: Vec<char> = whole().chars().collect();
        let at = at % text.len();
        let rest = (at + cut).min(text.len());
        let changed: String = text[..at].iter().copied().chain(piece.chars()).chain(text[rest..].iter().copied()).collect();
        settles(&changed)?;
    }

    #[test]
    fn lines_in_any_order_settle(seed in any::<u64>()) {
        let text = whole();
        let mut lines: Vec<&str> = text.lines().collect();
        let mut state = seed;
        for place in (1..lines.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(state >> 33).unwrap_or(0) % (place + 1);
            lines.swap(place, other);
        }
        settles(&lines.join("\n"))?;
    }

    #[test]
    fn any_text_settles(text in "\\PC{0,200}") {
        settles(&text)?;
    }
}
