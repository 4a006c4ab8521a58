//! Running a story on the real graph.

use std::{collections::BTreeMap, fs, path::PathBuf};

use entity::vocabulary::Tier;
use serde::Deserialize;
use serde_json::Value;
use test_support::{Texts, each_graph};

use crate::{
    ask::ask,
    evidence::{Place, assert_quoted, assert_unquoted, citations, uncovered},
    passages::Passages,
};

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Everybody.
    Public,
    /// A partner.
    Partner,
}

impl Reader {
    const fn tier(self) -> Tier {
        match self {
            Self::Public => Tier::Public,
            Self::Partner => Tier::Partner,
        }
    }
}

/// What stands in `expected.json` on one story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// The answer; none where the value is not for everybody.
    pub(crate) answer: Option<Value>,
    /// Why the answer is not in the words of the question's given one.
    pub(crate) given_differs: Option<String>,
    /// What must be cited.
    pub(crate) spans: Vec<Place>,
}

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories")
}

/// All that is expected, by the name of the story.
pub(crate) fn expectations() -> BTreeMap<String, Expected> {
    let file = fs::read_to_string(directory().join("expected.json")).expect("it is there");
    serde_json::from_str(&file).expect("it is as it should be")
}

/// One question with what is expected.
pub(crate) struct Story {
    query: String,
    expected: Expected,
    reader: Reader,
}

impl Story {
    /// The story of this name, read by everybody.
    pub(crate) fn of(name: &str) -> Self {
        let query = directory().join(format!("queries/{name}.graphql"));
        Self {
            query: fs::read_to_string(query).expect("a story has a query"),
            expected: expectations()
                .remove(name)
                .expect("a story has an expectation"),
            reader: Reader::Public,
        }
    }

    /// The same, read by someone else.
    pub(crate) fn reader(self, reader: Reader) -> Self {
        Self { reader, ..self }
    }

    /// The answer is the expected one and everything that must be cited is.
    pub(crate) fn answers(self, answer: impl Fn(&Value) -> Value) {
        let expected = self.expected.answer.clone().expect("an answer is expected");
        self.on_each_graph(|reply, _| {
            assert_eq!(answer(reply), expected, "the reply: {reply:#}");
            self.assert_cited(reply);
        });
    }

    /// The part of the reply that is not for this reader is empty.
    pub(crate) fn hides(self, part: impl Fn(&Value) -> Value) {
        self.on_each_graph(|reply, _| assert_eq!(part(reply), Value::Array(Vec::new())));
    }

    /// Where the texts are held, the reply is as it should be and cites what it must.
    pub(crate) fn reads(self, is_right: impl Fn(&Value) -> bool) {
        self.on_each_graph(|reply, texts| {
            if texts == Texts::Held {
                assert!(is_right(reply), "the reply: {reply:#}");
            }
            self.assert_cited(reply);
        });
    }

    fn assert_cited(&self, reply: &Value) {
        let missing = uncovered(&self.expected.spans, &citations(reply));
        assert!(
            missing.is_empty(),
            "not cited: {missing:?}; the reply: {reply:#}"
        );
    }

    fn on_each_graph(&self, check: impl Fn(&Value, Texts)) {
        for texts in [Texts::NotHeld, Texts::Held] {
            each_graph(texts, async |store| {
                let reply = ask(&store, self.reader.tier(), &self.query).await;
                let cited = citations(&reply);
                match texts {
                    Texts::NotHeld => assert_unquoted(&cited),
                    Texts::Held => assert_quoted(&cited, &Passages::read()),
                }
                check(&reply, texts);
            });
        }
    }
}

/// A story for everybody.
pub(crate) fn story(name: &str, answer: impl Fn(&Value) -> Value) {
    Story::of(name).answers(answer);
}
