//! How answers are put together: the order of keys, nulls, and the paths of errors.
//!
//! Golden answers, so that a change of the library is noticed where the specification is at
//! stake.

use crate::world::each_world;

#[test]
fn keys_stand_in_the_order_of_the_query() {
    each_world(async |world| {
        let query = "{ person(key: \"anna\") { attended { totalCount } key names { kind text } id2: key ...late kind } viewer { tier } }
            fragment late on Person { named worksFor { nodes { key __typename } } }";
        let expected = r#"{"data":{"person":{"attended":{"totalCount":2},"key":"anna","names":[{"kind":"OFFICIAL","text":"anna"},{"kind":"ALIAS","text":"Anna Ābele"},{"kind":"ALIAS","text":"Anne Apple"},{"kind":"SURFACE","text":"Annu"}],"id2":"anna","named":true,"worksFor":{"nodes":[{"key":"council","__typename":"Organisation"}]},"kind":"PERSON"},"viewer":{"tier":"PUBLIC"}},"extensions":{"snapshot":1}}"#;
        assert_eq!(world.text(query).await, expected);
    });
}

#[test]
fn an_error_nulls_the_nearest_nullable_field_and_no_more() {
    each_world(async |world| {
        let query = "{ a: person(key: \"anna\") { key attended(first: 1000) { totalCount } }
            b: person(key: \"berta\") { key } }";
        let expected = r#"{"data":{"a":null,"b":{"key":"berta"}},"extensions":{"snapshot":1},"errors":[{"message":"first must be from 0 to 100; 1000 was given","locations":[{"line":1,"column":32}],"path":["a","attended"],"extensions":{"code":"BAD_USER_INPUT"}}]}"#;
        assert_eq!(world.text(query).await, expected);
    });
}

#[test]
fn an_error_below_a_list_of_required_things_nulls_the_nearest_nullable_above() {
    each_world(async |world| {
        // The library leaves out the last segment of a path inside a list; the specification has it.
        let query = "{ viewer { tier } people(where: {key: [\"anna\"]}) { nodes { key attended(last: -1) { totalCount } } } }";
        let expected = r#"{"data":null,"extensions":{"snapshot":1},"errors":[{"message":"last must be from 0 to 100; -1 was given","locations":[{"line":1,"column":64}],"path":["people","nodes",0],"extensions":{"code":"BAD_USER_INPUT"}}]}"#;
        assert_eq!(world.text(query).await, expected);
    });
}
