//! What holds for any name.

use proptest::prelude::*;
use stakegraph::names::{MOST_READINGS, analyse, compare, fold, forms, similarity};

/// A stem as names have it: one syllable or two of usual letters.
fn stem() -> impl Strategy<Value = String> {
    prop_oneof![
        "(B|D|G|J|K|L|M|N|P|R|S|T|V|Z|Ķ|Š|Ž)(a|e|i|o|u|ā|ē|ī|ū)(b|d|g|k|l|m|n|p|r|s|t|v|z|ld|rt|ln|sn|nd|lv)",
        "(Kr|Br|Dz|Gr|St|Šk)(a|e|i|u|ā|ē|ū)(l|m|n|r|t)(a|e|i|ī|u)(n|ņ|s|t|k|r|l)",
    ]
}

/// A nominative of some declension.
fn nominative() -> impl Strategy<Value = String> {
    let ending = prop::sample::select(vec![
        "s", "is", "us", "a", "e", "iņš", "ais", "ītis", "ovs", "nieks", "ova",
    ]);
    (stem(), ending)
        // No Latvian nominative ends so: -ņš, -ņa and -nis stand instead.
        .prop_filter("-ņs, -ņis, -ņe", |(stem, ending)| {
            !(stem.ends_with('ņ') && ["s", "is", "us", "e", "ais"].contains(ending))
        })
        .prop_map(|(stem, ending)| format!("{stem}{ending}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_form_has_its_nominative_among_its_readings(name in nominative()) {
        for form in forms(&name) {
            let found = analyse(&form.text);
            prop_assert!(
                found.iter().any(|reading| reading.nominative == name),
                "{} {:?}: {:?}", form.text, form.case,
                found.iter().map(|reading| &reading.nominative).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn a_form_compares_with_its_nominative(name in nominative()) {
        for form in forms(&name) {
            prop_assert!(compare(&form.text, &name).is_some(), "{} of {name}", form.text);
        }
    }

    #[test]
    fn readings_are_few_sorted_and_distinct(text in "\\PC{0,24}") {
        let found = analyse(&text);
        prop_assert!(found.len() <= MOST_READINGS);
        prop_assert!(found.iter().all(|reading| reading.cost.is_finite() && reading.cost >= 0.0));
        prop_assert!(found.windows(2).all(|two| two[0].cost <= two[1].cost));
        let mut names: Vec<_> = found.iter().map(|reading| &reading.nominative).collect();
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), found.len());
    }

    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,24}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn likeness_lies_between_nothing_and_the_same(a in "\\PC{0,16}", b in "\\PC{0,16}") {
        let one = similarity(&a, &b);
        prop_assert!((0.0..=1.0).contains(&one.score));
        prop_assert!((one.score - similarity(&b, &a).score).abs() < f32::EPSILON);
    }
}
