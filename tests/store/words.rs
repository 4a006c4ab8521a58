//! Folding of names.

use stakegraph::store::fold;

#[test]
fn folding_drops_case_diacritics_and_punctuation() {
    assert_eq!(fold("S.Kraukle"), "s kraukle");
    assert_eq!(fold("ĀBELE\u{a0}Šķēle"), "abele skele");
    assert_eq!(fold("„Ventspils  vainags”"), "ventspils vainags");
}
