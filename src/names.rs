//! Names as Latvian inflects them: from any form to the nominative, and from a nominative to its forms.
//!
//! An analysis answers with candidates, best first, because a form alone is often ambiguous: "Aldi Ābeli" is Aldis
//! Ābelis or Aldis Ābele. The rules stand in tables ([`paradigms`], [`alternation`]); how likely a nominative is, is
//! judged by lists of names in general use ([`lexicon`]) and by how those names end ([`guess`]). Names of several
//! words are read as people's names, where every word inflects, or as names with a head, where only the head and its
//! adjectives do ([`phrase`]).
//!
//! Not here: reading or writing anything. To add a name or a head word: the lists below `src/names/lexicon`. To add an
//! ending: the tables. Nothing here is learnt from a corpus.

pub mod alternation;
mod forms;
mod grammar;
mod guess;
pub mod index;
mod keys;
mod lexicon;
pub mod paradigms;
mod phrase;
mod similarity;
pub mod text;
mod word;

pub use forms::{Form, forms};
pub use grammar::{Case, Declension, Gender, Number, Reading};
pub use keys::{Key, Match, compare, lemma_key, stem_keys};
pub use similarity::{Ready, Reason, Similarity, similarity};
pub use text::fold;

/// How many candidates an analysis gives at most.
pub const MOST_READINGS: usize = 12;

/// The nominatives of which `form` may be a form, best first, each once.
///
/// `form` is one name of one or several words, in any case of letters. A nominative is its own form.
#[must_use]
pub fn analyse(form: &str) -> Vec<Reading> {
    phrase::analyse(form)
}
