//! Names that nobody bears, made of syllables: people, places and bodies, some far commoner
//! than others.

/// Numbers that look random and are the same in every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = bound.max(1) as u64;
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    /// The same, small numbers far oftener than great ones.
    fn skewed(&mut self, bound: usize) -> usize {
        let least = [self.below(bound), self.below(bound), self.below(bound)];
        least.into_iter().min().unwrap_or_default()
    }

    fn of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

const ONSETS: &[&str] = &[
    "b", "br", "d", "dz", "g", "gr", "j", "k", "kr", "ķ", "l", "ļ", "m", "n", "ņ", "p", "pr", "r",
    "s", "st", "š", "t", "tr", "v", "z", "ž", "c", "č", "",
];
const VOWELS: &[&str] = &[
    "a", "ā", "e", "ē", "i", "ī", "o", "u", "ū", "ai", "ie", "au", "ei",
];
const CODAS: &[&str] = &["", "", "n", "r", "l", "s", "m", "k", "v", "t"];
const GIVEN: &[&str] = &["is", "s", "a", "e"];
const SURNAMES: &[&str] = &["iņš", "s", "a", "e", "is", "ko", "skis", "ovs"];
const BODIES: &[&str] = &[
    "novads",
    "pilsēta",
    "pagasts",
    "vidusskola",
    "bibliotēka",
    "novada dome",
    "kultūras centrs",
    "sociālais dienests",
    "biedrība",
];

fn made(dice: &mut Dice, syllables: usize, endings: &[&str]) -> String {
    let mut name = String::new();
    for _ in 0..syllables {
        for part in [ONSETS, VOWELS, CODAS] {
            name.push_str(dice.of(part));
        }
    }
    name.push_str(dice.of(endings));
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The words of which names are made.
struct Words {
    given: Vec<String>,
    surnames: Vec<String>,
    places: Vec<String>,
}

impl Words {
    fn made() -> Self {
        let mut dice = Dice::new(7);
        let mut list = |count: usize, most: usize, endings: &[&str]| -> Vec<String> {
            let mut one = || {
                let syllables = 1 + dice.below(most);
                made(&mut dice, syllables, endings)
            };
            (0..count).map(|_| one()).collect()
        };
        Self {
            given: list(1_500, 2, GIVEN),
            surnames: list(200_000, 3, SURNAMES),
            places: list(20_000, 2, &["as", "u", "es"]),
        }
    }

    /// A given name and a surname.
    fn person(&self, dice: &mut Dice) -> (&str, &str) {
        let given = &self.given[dice.skewed(self.given.len())];
        let surname = &self.surnames[dice.skewed(self.surnames.len())];
        (given, surname)
    }
}

/// So many names.
pub(crate) fn names(count: usize) -> Vec<String> {
    let (words, mut dice) = (Words::made(), Dice::new(8));
    let places = &words.places;
    let name = |at: usize| {
        let (given, surname) = words.person(&mut dice);
        match at % 10 {
            0..=6 => format!("{given} {surname}"),
            7 => format!("{}. {surname}", given.chars().take(1).collect::<String>()),
            _ => format!("{} {}", places[dice.skewed(places.len())], dice.of(BODIES)),
        }
    };
    (0..count).map(name).collect()
}

/// So many names of people, in full.
pub(crate) fn people(count: usize) -> Vec<String> {
    let (words, mut dice) = (Words::made(), Dice::new(9));
    let name = |_| {
        let (given, surname) = words.person(&mut dice);
        format!("{given} {surname}")
    };
    (0..count).map(name).collect()
}

/// A name with so many letters left out, put in, changed or exchanged.
pub(crate) fn mistyped(dice: &mut Dice, name: &str, typos: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    for _ in 0..typos {
        let at = dice.below(letters.len().saturating_sub(1));
        let other = ['a', 'e', 'n', 'r', 's'][dice.below(5)];
        match dice.below(4) {
            0 => {
                letters.remove(at);
            }
            1 => letters.insert(at, other),
            2 => letters[at] = other,
            _ => letters.swap(at, at + 1),
        }
    }
    letters.into_iter().collect()
}
