//! Words by which a dossier would record ethnicity, religion or health.
//!
//! No field, role, group or text may say these of a person. The lists hold the words of the
//! languages in which dossiers are written, folded: lower case, no diacritics. A people's
//! name before the word for a job or a body is allowed everywhere: a Roma mediator is
//! somebody who mediates. Not here: refusing (`validation`). To add a word: add it to a list.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Beginnings of words that name a protected matter, as field names and roles would.
const MATTERS: &[&str] = &[
    "ethnic",
    "race",
    "racial",
    "religi",
    "faith",
    "church",
    "health",
    "disab",
    "diagnos",
    "illness",
    "disease",
    "medical",
    "handicap",
    "nationalit",
    "mothertongue",
    "roma",
    "gypsy",
    "sinti",
    "tautib",
    "etnisk",
    "etnos",
    "rase",
    "ticib",
    "konfesij",
    "veselib",
    "invalid",
    "slimib",
    "cigan",
    "romiet",
    "rahvus",
    "etnil",
    "usutunnist",
    "usuline",
    "tervis",
    "puue",
    "puude",
    "haigus",
    "mustla",
    "tautyb",
    "etnin",
    "tikejim",
    "sveikat",
    "negali",
    "ligos",
    "cigon",
];

/// Beginnings of words that say such a matter in a text about a person.
const SAID: &[&str] = &[
    "ethnic",
    "religi",
    "diagnos",
    "disease",
    "illness",
    "handicap",
    "disabled",
    "gypsy",
    "tautib",
    "etnisk",
    "ticib",
    "konfesij",
    "invalid",
    "slimib",
    "cigan",
    "romiet",
    "rahvus",
    "etnil",
    "usutunnist",
    "haigus",
    "mustla",
    "tautyb",
    "etnin",
    "tikejim",
    "negali",
    "cigon",
];

/// Whole words that name a people.
const PEOPLES: &[&str] = &[
    "roma", "romu", "romi", "romiem", "romai", "roms", "romani", "sinti",
];

/// Beginnings of words for jobs, bodies and subjects of work.
const WORK: &[&str] = &[
    "mediat",
    "mediac",
    "integr",
    "inclusi",
    "ieklau",
    "platform",
    "network",
    "tikl",
    "contact",
    "kontakt",
    "expert",
    "ekspert",
    "issue",
    "jautajum",
    "policy",
    "politik",
    "project",
    "projekt",
    "strateg",
    "support",
    "atbalst",
    "cultur",
    "kultur",
    "organi",
    "ngo",
    "bied",
    "communit",
    "kopien",
    "minorit",
    "teacher",
    "skolot",
    "assist",
    "palig",
    "affair",
    "liet",
    "council",
    "padom",
    "advis",
    "konsult",
    "specialist",
    "vahenda",
    "tarpinink",
    "famil",
    "gimen",
    "representation",
    "research",
    "petni",
];

/// Whether a field's name asks for ethnicity, religion or health.
#[must_use]
pub fn is_sensitive_field(name: &str) -> bool {
    let parts = split_at_capitals(name);
    let whole: String = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    begins(&whole, MATTERS) || parts.iter().any(|part| begins(part, MATTERS))
}

/// Whether a word given for a role or type says such a matter; `roma-mediator` is a job.
#[must_use]
pub fn is_sensitive_word(word: &str) -> bool {
    let folded = fold(word);
    is_sensitive_field(word) && !words(&folded).any(|part| begins(part, WORK))
}

/// Whether the name, key or description of a group says of what people its members are.
#[must_use]
pub fn names_people(text: &str) -> bool {
    first_said(text, |_| false).is_some()
}

/// The word by which a text about a person says such a matter, folded.
#[must_use]
pub fn says_of_person(text: &str) -> Option<String> {
    first_said(text, |word| begins(word, WORK))
}

/// The first telling word that none of the next three excuses.
fn first_said(text: &str, is_work: fn(&str) -> bool) -> Option<String> {
    let folded = fold(text);
    let words: Vec<&str> = words(&folded).collect();
    words.iter().enumerate().find_map(|(place, word)| {
        let telling = PEOPLES.contains(word) || begins(word, SAID);
        let excused = words
            .iter()
            .skip(place + 1)
            .take(3)
            .any(|next| is_work(next));
        (telling && !excused).then(|| (*word).to_owned())
    })
}

/// Unlike `names::fold` it leaves marks, for words end at them: "Roma's" says Roma.
fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn begins(word: &str, beginnings: &[&str]) -> bool {
    beginnings
        .iter()
        .any(|beginning| word.starts_with(beginning))
}

/// The words of a field's name: `ethnicGroup` and `ethnic_group` are both two.
fn split_at_capitals(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for c in name.chars() {
        if c.is_uppercase() || !c.is_alphanumeric() {
            parts.push(String::new());
        }
        if let (true, Some(last)) = (c.is_alphanumeric(), parts.last_mut()) {
            last.push(c);
        }
    }
    parts.iter().map(|part| fold(part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_roles_of_protected_matters_are_known_in_four_languages() {
        for name in [
            "ethnicity",
            "ethnic_group",
            "religion",
            "health",
            "tautība",
            "etniskāPiederība",
            "reliģija",
            "veselība",
            "rahvus",
            "tautybė",
            "isRoma",
            "hasDisability",
            "čigāns",
            "stateOfHealth",
        ] {
            assert!(is_sensitive_field(name), "{name}");
        }
        for name in [
            "name",
            "role",
            "language",
            "country",
            "organisers",
            "period",
            "trace",
        ] {
            assert!(!is_sensitive_field(name), "{name}");
        }
        assert!(is_sensitive_word("roma"));
        assert!(!is_sensitive_word("roma-mediator"));
    }

    #[test]
    fn a_people_before_a_job_says_nothing_of_the_person() {
        for text in [
            "Romu mediatore Ventspilī",
            "Roma mediator in Ventspils",
            "Works on the inclusion of Roma communities",
            "Adviser on ethnic minorities",
            "Head of the health centre",
        ] {
            assert_eq!(says_of_person(text), None, "{text}");
        }
        for text in [
            "She is Roma.",
            "romu tautības pārstāve",
            "čigāns",
            "a disabled man",
            "romiete",
        ] {
            assert!(says_of_person(text).is_some(), "{text}");
        }
        assert!(names_people("Roma representatives of Ventspils"));
        assert!(!names_people("Ventspils Social Service"));
    }
}
