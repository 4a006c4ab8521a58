//! The measures: what a figure is a number of.
//!
//! A row also says what the graph itself can count for the measure, so that a stated figure
//! can be held against the list that it describes; a count never takes a figure's place.
//! To add a measure: add a row; one that the graph can count names its [`Counts`].

use super::{Labels, Tier};

/// One measure.
#[derive(Debug)]
pub struct Measure {
    /// The key that stands in the database, in dossiers and in GraphQL.
    pub key: &'static str,
    /// The units that its figures may have; the first is meant when none is given.
    pub units: &'static [&'static str],
    /// What it is called.
    pub labels: Labels,
    /// What it is a number of, in one sentence.
    pub description: &'static str,
    /// What the graph counts for it, when it can.
    pub counts: Option<Counts>,
    /// The lowest tier that its figures may be given: figures on minors and on families are
    /// never public.
    pub least: Tier,
}

/// What the graph counts for a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// The people who ATTENDED an event: one for each person, the headcount of each body.
    /// No count when a body or group took part without a headcount: it may have sent any number.
    People,
    /// The distinct municipalities that ATTENDED an event, in whatever role; of a plan, those
    /// in which it is to take place (`TOOK_PLACE_IN`, in whatever modality).
    Municipalities,
    /// The distinct named persons who IMPLEMENT a project or a SERVICE that is a part of it;
    /// someone known to exist and not named is not counted.
    NamedMediators,
}

impl Counts {
    /// What is counted, in one sentence.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::People => "People who ATTENDED the event, each body with its headcount.",
            Self::Municipalities => {
                "Distinct municipalities that ATTENDED the event, or in which the plan is to take place."
            }
            Self::NamedMediators => {
                "Distinct named persons who IMPLEMENT the project or a SERVICE within it."
            }
        }
    }
}

impl Measure {
    /// The measure with a key.
    #[must_use]
    pub fn find(key: &str) -> Option<&'static Self> {
        MEASURES.iter().find(|measure| measure.key == key)
    }

    /// Every key, in the order of the table.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        MEASURES.iter().map(|measure| measure.key)
    }
}

/// The measures; labels in Latvian, English, Estonian, Lithuanian.
pub static MEASURES: &[Measure] = &[
    Measure {
        key: "participants",
        units: &["people"],
        labels: Labels::new(["dalībnieki", "participants", "osalejad", "dalyviai"]),
        description: "People who took part.",
        counts: Some(Counts::People),
        least: Tier::Public,
    },
    Measure {
        key: "municipalities",
        units: &["municipalities"],
        labels: Labels::new([
            "pašvaldības",
            "municipalities",
            "omavalitsused",
            "savivaldybės",
        ]),
        description: "Municipalities that took part, or in which something is planned.",
        counts: Some(Counts::Municipalities),
        least: Tier::Public,
    },
    Measure {
        key: "mediators",
        units: &["people"],
        labels: Labels::new(["mediatori", "mediators", "vahendajad", "mediatoriai"]),
        description: "People who work as mediators.",
        counts: Some(Counts::NamedMediators),
        least: Tier::Public,
    },
    Measure {
        key: "families",
        units: &["families"],
        labels: Labels::new(["ģimenes", "families", "perekonnad", "šeimos"]),
        description: "Families that were helped.",
        counts: None,
        least: Tier::Partner,
    },
    Measure {
        key: "pupils",
        units: &["people"],
        labels: Labels::new(["skolēni", "pupils", "õpilased", "mokiniai"]),
        description: "Pupils of an institution.",
        counts: None,
        least: Tier::Partner,
    },
    Measure {
        key: "residents",
        units: &["people"],
        labels: Labels::new(["iedzīvotāji", "residents", "elanikud", "gyventojai"]),
        description: "Residents of a place, as a statistic of a group.",
        counts: None,
        least: Tier::Public,
    },
    Measure {
        key: "meetings",
        units: &["meetings"],
        labels: Labels::new(["sanāksmes", "meetings", "kohtumised", "susitikimai"]),
        description: "Meetings held or to be held.",
        counts: None,
        least: Tier::Public,
    },
    Measure {
        key: "stories",
        units: &["stories"],
        labels: Labels::new(["stāsti", "stories", "lood", "istorijos"]),
        description: "Stories published or to be published.",
        counts: None,
        least: Tier::Public,
    },
    Measure {
        key: "duration",
        units: &["months", "days"],
        labels: Labels::new(["ilgums", "duration", "kestus", "trukmė"]),
        description: "How long it lasts.",
        counts: None,
        least: Tier::Public,
    },
    Measure {
        key: "reach",
        units: &["people"],
        labels: Labels::new([
            "sasniegtie cilvēki",
            "reach",
            "kaasatud inimesed",
            "pasiekti žmonės",
        ]),
        description: "People involved directly, or to be involved.",
        counts: None,
        least: Tier::Public,
    },
];
