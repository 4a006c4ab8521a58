//! What people paste, asked of the graph that is built in.

use test_support::{Texts, each_graph};

use super::edges;
use crate::world::World;

/// The name that fits, and the rule: where a text is held to write it so, the form itself.
#[test]
fn forms_that_are_pasted_find_who_is_meant_in_the_graph() {
    each_graph(Texts::NotHeld, async |store| {
        let world = World::over(store);
        for (text, key, named, rule) in [
            (
                "Maldas Avramenko",
                "malda-avramenko",
                "Maldas Avramenko",
                "exact",
            ),
            (
                "Maldai Avramenko",
                "malda-avramenko",
                "Malda Avramenko",
                "fourth.dative",
            ),
            ("ventspilī", "ventspils-pilseta", "Ventspilī", "exact"),
            (
                "Viļakas novada pašvaldības",
                "vilakas-novads",
                "Viļakas novada pašvaldība",
                "fourth.genitive",
            ),
            ("S.Kraukle", "sandra-kraukle", "S.Kraukle", "exact"),
            (
                "Sandras Kraukles",
                "sandra-kraukle",
                "Sandra Kraukle",
                "fifth.genitive",
            ),
            (
                "R.Zaharenko",
                "rasma-zaharenko",
                "Rasma Zaharenko",
                "initial",
            ),
            (
                "Kozlovsku",
                "inara-kozlovska",
                "Ināra Kozlovska",
                "fourth.accusative",
            ),
            ("Balvu nov.", "balvu-novads", "Balvu novads", "abbreviation"),
            (
                "Malda Avramneko",
                "malda-avramenko",
                "Malda Avramenko",
                "typo",
            ),
            (
                "VILAKAS NOVADS",
                "vilakas-novads",
                "Viļakas novads",
                "diacritics",
            ),
            ("Valkas novadā", "valkas-novads", "Valkas novadā", "exact"),
            ("Valgā", "valga", "Valgā", "exact"),
        ] {
            let found = edges(&world, text).await;
            let first = &found[0];
            assert_eq!(first["node"]["key"], key, "{text}: {found:#?}");
            assert_eq!(first["matchedName"], named, "{text}");
            assert_eq!(first["rule"], rule, "{text}");
            assert_eq!(first["near"], false, "{text}");
        }
    });
}
