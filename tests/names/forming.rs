//! From a nominative to its forms.

use stakegraph::names::{Case, Number, forms};

fn in_case(nominative: &str, case: Case, number: Number) -> Vec<String> {
    forms(nominative)
        .into_iter()
        .filter(|form| (form.case, form.number) == (case, number))
        .map(|form| form.text)
        .collect()
}

fn singular(nominative: &str) -> Vec<String> {
    [
        Case::Nominative,
        Case::Genitive,
        Case::Dative,
        Case::Accusative,
        Case::Locative,
    ]
    .into_iter()
    .filter_map(|case| {
        in_case(nominative, case, Number::Singular)
            .into_iter()
            .next()
    })
    .collect()
}

#[test]
fn nouns_of_each_declension_have_their_forms() {
    assert_eq!(
        singular("Edgars"),
        ["Edgars", "Edgara", "Edgaram", "Edgaru", "Edgarā"]
    );
    assert_eq!(
        singular("Bērziņš"),
        ["Bērziņš", "Bērziņa", "Bērziņam", "Bērziņu", "Bērziņā"]
    );
    assert_eq!(
        singular("Lācis"),
        ["Lācis", "Lāča", "Lācim", "Lāci", "Lācī"]
    );
    assert_eq!(
        singular("Gatis"),
        ["Gatis", "Gata", "Gatim", "Gati", "Gatī"]
    );
    assert_eq!(
        singular("Akmens"),
        ["Akmens", "Akmens", "Akmenim", "Akmeni", "Akmenī"]
    );
    assert_eq!(
        singular("Mikus"),
        ["Mikus", "Mikus", "Mikum", "Miku", "Mikū"]
    );
    assert_eq!(singular("Rīga"), ["Rīga", "Rīgas", "Rīgai", "Rīgu", "Rīgā"]);
    assert_eq!(singular("Ogre"), ["Ogre", "Ogres", "Ogrei", "Ogri", "Ogrē"]);
    assert_eq!(
        singular("Ventspils"),
        [
            "Ventspils",
            "Ventspils",
            "Ventspilij",
            "Ventspili",
            "Ventspilī"
        ]
    );
    assert_eq!(
        singular("Kalnais"),
        ["Kalnais", "Kalnā", "Kalnajam", "Kalno", "Kalnajā"]
    );
    assert_eq!(
        singular("Kalnā"),
        ["Kalnā", "Kalnās", "Kalnajai", "Kalno", "Kalnajā"]
    );
}

#[test]
fn names_in_the_plural_have_no_singular() {
    assert_eq!(in_case("Talsi", Case::Locative, Number::Plural), ["Talsos"]);
    assert_eq!(in_case("Cēsis", Case::Locative, Number::Plural), ["Cēsīs"]);
    assert_eq!(in_case("Cēsis", Case::Genitive, Number::Plural)[0], "Cēšu");
    assert_eq!(
        in_case("Talsi", Case::Genitive, Number::Singular),
        Vec::<String>::new()
    );
}

#[test]
fn a_place_of_which_there_is_one_has_no_plural() {
    assert!(
        forms("Priekule")
            .iter()
            .all(|form| form.number == Number::Singular)
    );
    assert_eq!(
        in_case("Priekuļi", Case::Genitive, Number::Plural),
        ["Priekuļu"]
    );
    // Of people who are called like a place there may be several.
    assert_eq!(
        in_case("Kalniņš", Case::Genitive, Number::Plural),
        ["Kalniņu"]
    );
}

#[test]
fn an_indeclinable_name_is_its_only_form() {
    assert_eq!(forms("Avramenko").len(), 1);
    assert_eq!(forms("Oslo").len(), 1);
}

/// Each nominative has one form in this case of the singular.
fn all_in_the_singular(forms: &[(&str, Case, &str)]) {
    for (nominative, case, form) in forms {
        assert_eq!(in_case(nominative, *case, Number::Singular), [*form]);
    }
}

#[test]
fn both_words_of_a_persons_name_inflect() {
    all_in_the_singular(&[
        ("Jānis Bērziņš", Case::Genitive, "Jāņa Bērziņa"),
        ("Malda Avramenko", Case::Dative, "Maldai Avramenko"),
        ("Aldis Ābele", Case::Dative, "Aldim Ābelem"),
        ("Sandra Ābele", Case::Dative, "Sandrai Ābelei"),
    ]);
}

#[test]
fn of_a_body_the_head_and_its_adjectives_inflect() {
    all_in_the_singular(&[
        ("Kultūras ministrija", Case::Dative, "Kultūras ministrijai"),
        (
            "Eiropas Sociālais fonds",
            Case::Genitive,
            "Eiropas Sociālā fonda",
        ),
        ("Viļakas novads", Case::Locative, "Viļakas novadā"),
    ]);
}
