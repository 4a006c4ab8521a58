//! What must hold of any bytes at all, a function for each place where the service reads what
//! strangers send. Each panics when it does not hold.
//!
//! `tests/fuzz.rs` calls them with the bytes of `tests/fuzz/corpus`; the fuzzer calls them with
//! bytes of its own (`docs/CONTRIBUTING.md` says how). To add one: add a function and a line to
//! the table, a file in `fuzz_targets`, and a folder of beginnings in `corpus`.

use std::sync::LazyLock;

use async_graphql::{Response, Value, indexmap::IndexMap};
use entity::{
    time::{Bounds, Edtf, QueryInterval, certainly, possibly},
    vocabulary::TimeRule,
};
use stakegraph::{
    exchange::dossier,
    graphql::{self, Door, ErrorCode, Outcome, Policy, Question},
    store::{PageRequest, View},
};
use tokio::runtime::Runtime;

/// A place where bytes are read, by name.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("precheck", precheck),
    ("cost", cost),
    ("edtf", edtf),
    ("cursor", cursor),
    ("dossier", dossier),
];

/// The most errors in an answer.
const MOST_ERRORS: usize = 10;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

/// A door to the real schema, behind which every operation is answered with nothing.
fn door(cost_limit: u64) -> Door {
    static DOOR: LazyLock<Door> = LazyLock::new(|| {
        Door::new(graphql::sdl(), |_, _| {
            Box::pin(async { Response::new(Value::Object(IndexMap::new())) })
        })
    });
    let policy = Policy {
        cost_limit,
        ..Policy::default()
    };
    DOOR.clone().under(policy)
}

/// What a door answers, as JSON, and what became of it.
fn answered(door: &Door, query: &str, variables: &str) -> (Outcome, serde_json::Value) {
    let question = Question {
        query: query.to_owned(),
        variables: serde_json::from_str(variables).unwrap_or_default(),
        ..Question::default()
    };
    let answer = RUNTIME.block_on(door.answer(question, View::public().viewer));
    let body = serde_json::from_slice(&answer.body).expect("an answer is JSON");
    (answer.outcome, body)
}

/// The bytes as parts of text, which end where a byte is zero.
fn parts<const N: usize>(bytes: &[u8]) -> [String; N] {
    let mut parts = bytes.splitn(N, |byte| *byte == 0);
    std::array::from_fn(|_| {
        let part = parts.next().unwrap_or_default();
        String::from_utf8_lossy(part).into_owned()
    })
}

/// A document is answered or refused with few errors, each of the closed list.
pub fn precheck(bytes: &[u8]) {
    let [query, variables] = parts(bytes);
    let (outcome, body) = answered(&door(u64::MAX), &query, &variables);
    let errors = body["errors"].as_array().map_or(&[][..], Vec::as_slice);
    assert_eq!(outcome == Outcome::Executed, errors.is_empty(), "{body}");
    assert!(errors.len() <= MOST_ERRORS, "{body}");
    for error in errors {
        let code = error["extensions"]["code"].as_str();
        let known = ErrorCode::ALL
            .iter()
            .any(|known| Some(known.as_str()) == code);
        assert!(known, "{body}");
    }
}

/// What an operation may cost is never below what it did, is the same again, and is the limit
/// from which on it runs.
pub fn cost(bytes: &[u8]) {
    let [query, variables] = parts(bytes);
    let (outcome, body) = answered(&door(u64::MAX), &query, &variables);
    let cost = &body["extensions"]["cost"];
    let (Outcome::Executed, Some(requested)) = (outcome, cost["requested"].as_u64()) else {
        return;
    };
    let actual = cost["actual"].as_u64().expect("what it did cost is told");
    assert!((1..=requested).contains(&actual), "{body}");
    let (outcome, body) = answered(&door(requested), &query, &variables);
    assert_eq!(outcome, Outcome::Executed, "{body}");
    assert_eq!(body["extensions"]["cost"]["requested"], requested);
    let (outcome, body) = answered(&door(requested - 1), &query, &variables);
    assert_eq!(
        outcome,
        Outcome::Refused(ErrorCode::QueryTooComplex),
        "{body}"
    );
}

/// A date is refused, or stands for days in their order, and is written as it was.
pub fn edtf(bytes: &[u8]) {
    let [text, asked] = parts(bytes);
    let Ok(date) = Edtf::parse(&text) else {
        return;
    };
    assert_eq!(date.as_str(), text);
    assert_eq!(Edtf::parse(date.as_str()).as_ref(), Ok(&date));
    for rule in [TimeRule::Point, TimeRule::State] {
        let bounds = Bounds::of(&date, rule);
        assert!(bounds.earliest_start <= bounds.latest_start, "{text}");
        assert!(bounds.earliest_end <= bounds.latest_end, "{text}");
        assert!(bounds.earliest_start <= bounds.latest_end, "{text}");
        if let Ok(asked) = QueryInterval::parse(&asked) {
            let certain = certainly(Some(&bounds), asked);
            assert!(
                !certain || possibly(Some(&bounds), asked),
                "{text} {asked:?}"
            );
        }
    }
}

/// A cursor is refused, or parts a list: what is behind it comes after what is before it.
pub fn cursor(bytes: &[u8]) {
    let [after, before] = parts(bytes);
    let given = |text: String| (!text.is_empty()).then_some(text);
    let list = || (0..50).collect::<Vec<i64>>();
    let request = PageRequest::new(Some(7), given(after), None, given(before));
    let Ok(page) = request
        .expect("seven is no bad size")
        .of_list(list(), "numbers", |n| *n)
    else {
        return;
    };
    assert!(page.items.len() <= 7);
    for (cursor, number) in page.items {
        let behind = PageRequest::new(Some(50), Some(cursor.0), None, None);
        let behind = behind.expect("fifty is no bad size");
        let behind = behind.of_list(list(), "numbers", |n| *n);
        let behind = behind.expect("a cursor that was given is understood");
        assert_eq!(behind.items.len() as i64, 49 - number);
    }
}

/// A dossier is refused with places, or is the same after it was written and read again.
pub fn dossier(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match dossier::parse("fuzzed.yaml", text) {
        Err(violations) => assert!(!violations.is_empty()),
        Ok(read) => {
            let written = dossier::write(&read);
            let again = dossier::parse("written.yaml", &written);
            let again = again.unwrap_or_else(|wrong| panic!("{wrong:?} in {written}"));
            assert_eq!(dossier::write(&again), written);
        }
    }
}
