//! Tokens and folding.

use stakegraph::names::text::{TokenKind, fold, tokens};

fn kinds(text: &str) -> Vec<(String, TokenKind)> {
    let (found, _) = tokens(text);
    found
        .into_iter()
        .map(|token| (token.text, token.kind))
        .collect()
}

#[test]
fn folding_leaves_small_letters_without_diacritics() {
    assert_eq!(fold("ĀBELE, Ķīšezers"), "abele kisezers");
    assert_eq!(fold("Sõmeru Põhja-Pärnumaa"), "someru pohja parnumaa");
    assert_eq!(
        fold("Žemaitija Šiauliai Ųdra ė"),
        "zemaitija siauliai udra e"
    );
    assert_eq!(fold("Straße Łódź Ærø O’Neill"), "strasse lodz aero oneill");
    assert_eq!(fold("  „Ventspils  vainags” "), "ventspils vainags");
}

#[test]
fn composed_and_decomposed_letters_fold_alike() {
    assert_eq!(fold("Bērziņš"), fold("Be\u{304}rzin\u{327}s\u{30c}"));
}

#[test]
fn initials_abbreviations_and_numbers_are_told_from_words() {
    let word = |text: &str, kind| (text.to_owned(), kind);
    assert_eq!(
        kinds("S.Kraukle"),
        [
            word("S.", TokenKind::Initial),
            word("Kraukle", TokenKind::Word)
        ]
    );
    assert_eq!(
        kinds("Balvu nov."),
        [
            word("Balvu", TokenKind::Word),
            word("nov.", TokenKind::Abbreviation)
        ]
    );
    assert_eq!(
        kinds("VSIA „Slimnīca”")[0],
        word("VSIA", TokenKind::Abbreviation)
    );
    assert_eq!(
        kinds("Ventspils 1.pamatskola")[1],
        word("1.", TokenKind::Number)
    );
    assert_eq!(kinds("platforma IV")[1], word("IV", TokenKind::Number));
}

#[test]
fn tokens_put_together_give_the_text_again() {
    for text in [
        "Malda Avramenko",
        "biedrība „Nevo Drom”",
        "Izglītības, kultūras un sporta nodaļa",
        "(x) y-z",
    ] {
        let (found, tail) = tokens(text);
        let mut again: String = found
            .iter()
            .map(|token| format!("{}{}", token.before, token.text))
            .collect();
        again.push_str(&tail);
        assert_eq!(again, text);
    }
}
