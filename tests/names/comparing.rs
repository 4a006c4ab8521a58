//! Whether a form belongs to a name, and how alike two names are.

use stakegraph::names::{Ready, Reason, Similarity, compare, similarity, stem_keys};

/// Pairs of one name in two forms.
const ONE: &[(&str, &str)] = &[
    ("Jāņa Bērziņa", "Jānis Bērziņš"),
    ("Liesmas Oses", "Liesma Ose"),
    ("Maldas Avramenko", "Malda Avramenko"),
    ("MALDAS AVRAMENKO", "Malda Avramenko"),
    ("Viļakas novada", "Viļakas novads"),
    ("ventspilī", "Ventspils"),
    ("Kozlovsku", "Kozlovskis"),
    ("Balvu nov.", "Balvu novads"),
    ("Kultūras ministrijai", "Kultūras ministrija"),
    ("Aldi Ābeli", "Aldis Ābele"),
    ("Aldi Ābeli", "Aldis Ābelis"),
    ("abeles", "Ābele"),
    ("Berzina", "Bērziņš"),
    ("Brieza", "Briedis"),
    ("Valkas", "Valka"),
];

/// Pairs of two names that are easily confused.
const TWO: &[(&str, &str)] = &[
    ("Valkas novads", "Valgas novads"),
    ("Valkas novadā", "Valgas novads"),
    ("Valka", "Valga"),
    ("Valgā", "Valka"),
    ("Malda Avramenko", "Magda Avramenko"),
    ("Maldas Avramenko", "Magda Avramenko"),
    ("Ventspils pilsēta", "Ventspils novads"),
    ("Jelgavas novadā", "Jelgavas pilsēta"),
    ("Ventspils 1. pamatskola", "Ventspils 2. pamatskola"),
    ("Ventspils 2. pamatskola", "Ventspils pamatskola"),
    ("Latvijas romu platforma", "Latvijas romu platforma IV"),
    ("Jānis Bērziņš", "Jānis Kalniņš"),
    ("Sandra Ozola", "Sandris Ozoliņš"),
];

#[test]
fn a_form_belongs_to_its_name() {
    for (form, name) in ONE {
        assert!(compare(form, name).is_some(), "{form} of {name}");
    }
}

#[test]
fn what_is_only_near_is_no_form() {
    for (form, name) in TWO {
        assert_eq!(compare(form, name), None, "{form} of {name}");
    }
}

#[test]
fn the_nearer_the_form_is_written_the_less_it_costs() {
    let cost = |form: &str| compare(form, "Ābele").unwrap().cost;
    assert!(cost("Ābele") < cost("Ābeles"));
    assert!(cost("Ābeles") < cost("Abeles"));
    assert_eq!(compare("ābele", "Ābele").unwrap().rule, "same");
    assert_eq!(compare("ABELE", "Ābele").unwrap().rule, "diacritics");
    assert_eq!(compare("Ābelei", "Ābele").unwrap().rule, "dative");
}

#[test]
fn every_form_scores_above_every_confusable() {
    let least = ONE
        .iter()
        .map(|(a, b)| similarity(a, b).score)
        .fold(1.0_f32, f32::min);
    let most = TWO
        .iter()
        .map(|(a, b)| similarity(a, b).score)
        .fold(0.0_f32, f32::max);
    assert!(least >= Similarity::FORM, "{least}");
    assert!(most < Similarity::PROBABLE, "{most}");
}

fn of_nominatives(a: &str, b: &str) -> Similarity {
    Ready::of(a).as_nominatives(&Ready::of(b))
}

#[test]
fn of_two_nominatives_none_is_a_form_of_the_other() {
    for (a, b) in [
        ("Valda Bērziņa", "Valdis Bērziņš"),
        ("Sandra Ozola", "Sandris Ozols"),
    ] {
        assert!(similarity(a, b).score >= Similarity::FORM, "{a}");
        let alike = of_nominatives(a, b);
        assert!(alike.score < Similarity::PROBABLE, "{a}: {alike:?}");
    }
    let mistyped = of_nominatives("Sandra Kruakle", "Sandra Kraukle");
    assert!(mistyped.score > Similarity::PROBABLE, "{mistyped:?}");
}

#[test]
fn a_confusable_is_marked_as_one() {
    for (a, b) in [("Valkas novads", "Valgas novads"), ("Valka", "Valga")] {
        assert!(
            similarity(a, b).reasons.contains(&Reason::Confusable),
            "{a}"
        );
    }
}

#[test]
fn the_reason_is_told() {
    let why = |a: &str, b: &str| similarity(a, b).reasons;
    assert_eq!(why("Sandra Kraukle", "Sandra Kraukle"), [Reason::Same]);
    assert_eq!(why("Abele", "Ābele"), [Reason::Folded]);
    assert!(why("S.Kraukle", "Sandra Kraukle").contains(&Reason::Initial));
    assert!(why("Kraukle Sandra", "Sandra Kraukle").contains(&Reason::Order));
    assert!(why("Sandra Kruakle", "Sandra Kraukle").contains(&Reason::Typo));
    assert!(why("SandraKraukle", "Kraukle").contains(&Reason::Extra));
    assert!(why("Sergey Lavrov", "Sergejs Lavrovs").contains(&Reason::Spelling));
    assert!(why("Сергей Лавров", "Sergejs Lavrovs").contains(&Reason::Spelling));
}

/// How a number is set apart is no difference; that it is there is one.
#[test]
fn a_number_is_told_from_its_spacing() {
    assert!(similarity("Brigade44", "Brigade 44").score >= Similarity::PROBABLE);
    let found = similarity("Brigade 44", "Brigade");
    assert!(found.reasons.contains(&Reason::Numbers), "{found:?}");
    assert!(found.score < Similarity::PROBABLE, "{found:?}");
    let initial = similarity("Juris V. Liepa", "Juris Liepa");
    assert!(!initial.reasons.contains(&Reason::Numbers), "{initial:?}");
    assert!(initial.score >= Similarity::PROBABLE, "{initial:?}");
}

#[test]
fn the_order_of_the_two_does_not_matter() {
    for (a, b) in ONE.iter().chain(TWO) {
        let (one, other) = (similarity(a, b), similarity(b, a));
        assert!((one.score - other.score).abs() < f32::EPSILON, "{a} {b}");
    }
}

#[test]
fn keys_of_look_alikes_never_meet() {
    let keys =
        |word: &str| -> Vec<String> { stem_keys(word).into_iter().map(|key| key.text).collect() };
    for (a, b) in [
        ("Valka", "Valga"),
        ("Valkas", "Valgas"),
        ("Valkā", "Valgā"),
        ("Malda", "Magda"),
        ("Maldas", "Magdas"),
    ] {
        let (one, other) = (keys(a), keys(b));
        assert!(!one.iter().any(|key| other.contains(key)), "{a} {b}");
    }
}
