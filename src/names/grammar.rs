//! The words of grammar: case, number, gender, declension; and a reading of a form.
//!
//! Not here: endings (`paradigms`). The stable keys are what clients see; they never change.

/// A word of grammar with its stable key.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $key:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$item])* $variant,)+
        }

        impl $name {
            /// All of them, in the order of grammars.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable key.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)+
                }
            }
        }
    };
}

terms! {
    /// A case of the noun.
    Case {
        /// Who or what.
        Nominative = "NOMINATIVE",
        /// Whose.
        Genitive = "GENITIVE",
        /// To whom.
        Dative = "DATIVE",
        /// Whom or what.
        Accusative = "ACCUSATIVE",
        /// Where.
        Locative = "LOCATIVE",
        /// The form of address.
        Vocative = "VOCATIVE",
    }
}

terms! {
    /// One or several.
    Number {
        /// One.
        Singular = "SINGULAR",
        /// Several, or a name that has only plural forms.
        Plural = "PLURAL",
    }
}

terms! {
    /// The gender that endings and adjectives agree with.
    Gender {
        /// Masculine.
        Masculine = "MASCULINE",
        /// Feminine.
        Feminine = "FEMININE",
        /// A name that does not inflect shows none.
        Unknown = "UNKNOWN",
    }
}

terms! {
    /// How a word inflects.
    Declension {
        /// Masculine nouns in -s, -š: Edgars, Bērziņš.
        First = "FIRST",
        /// Masculine nouns in -is: Jānis; some in -ns: Akmens.
        Second = "SECOND",
        /// Masculine nouns in -us: Mikus.
        Third = "THIRD",
        /// Nouns in -a: Rīga, Puika.
        Fourth = "FOURTH",
        /// Nouns in -e: Ogre, Bende.
        Fifth = "FIFTH",
        /// Feminine nouns in -s: Ventspils, Cēsis.
        Sixth = "SIXTH",
        /// Nouns in -šanās.
        Reflexive = "REFLEXIVE",
        /// Adjectives and participles with the indefinite ending.
        Adjective = "ADJECTIVE",
        /// Adjectives and participles with the definite ending: Kalnais, Kalnā.
        Definite = "DEFINITE",
        /// Names that do not inflect: Avramenko, Oslo, ASV.
        Indeclinable = "INDECLINABLE",
    }
}

/// One way to read a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The nominative that the form belongs to.
    pub nominative: String,
    /// The case of the form.
    pub case: Case,
    /// Its number.
    pub number: Number,
    /// Its gender.
    pub gender: Gender,
    /// How the inflected word, or the head of the name, inflects.
    pub declension: Declension,
    /// The rule by which it was read: a stable key such as `second.genitive.softened`.
    pub rule: &'static str,
    /// How unlikely it is among all readings of the form: 0 is certain, each unit is e times less likely.
    pub cost: f32,
}
