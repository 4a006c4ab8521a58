//! The closed word lists: one enum each, written once.
//!
//! A row of [`words!`] is a doc sentence, a Rust name and the key that stands in the
//! database, in dossiers and in GraphQL alike. Not here: the relation kinds (a table of
//! their own in `relation_kind`), roles and measures (open to growth, see `role` and
//! `measure`). To add a word: add a row here and a migration that widens the CHECK.

/// Declares closed enums whose key is the same in the database, in dossiers and in GraphQL.
#[macro_export]
macro_rules! words {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident { $( $(#[doc = $word_doc:literal])+ $word:ident = $key:literal, )+ }
    )+) => { $(
        $(#[doc = $doc])+
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            sea_orm::EnumIter, sea_orm::DeriveActiveEnum, async_graphql::Enum,
        )]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        pub enum $name {
            $( $(#[doc = $word_doc])+ #[sea_orm(string_value = $key)] #[graphql(name = $key)] $word, )+
        }

        impl $name {
            /// Every word, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$word),+];

            /// The list as it is told to people and to other programs.
            pub const LIST: $crate::vocabulary::WordList = $crate::vocabulary::WordList {
                name: stringify!($name),
                description: concat!($($doc),+).trim_ascii_start(),
                words: &[$( $crate::vocabulary::Word {
                    key: $key,
                    description: concat!($($word_doc),+).trim_ascii_start(),
                } ),+],
            };

            /// The key, as it stands in the database, in dossiers and in GraphQL.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$word => $key),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownWord;

            fn from_str(key: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|word| word.as_str() == key).ok_or_else(|| {
                    $crate::vocabulary::UnknownWord {
                        list: stringify!($name),
                        given: key.to_owned(),
                        known: Self::ALL.iter().map(|word| word.as_str()).collect(),
                    }
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <std::borrow::Cow<'de, str>>::deserialize(deserializer)?
                    .parse()
                    .map_err(serde::de::Error::custom)
            }
        }
    )+ };
}

/// A closed word list: its name in GraphQL, what it is, and its words.
#[derive(Debug, Clone, Copy)]
pub struct WordList {
    /// The name of the enum.
    pub name: &'static str,
    /// What its words say, in one sentence.
    pub description: &'static str,
    /// The words, in the order of the table.
    pub words: &'static [Word],
}

/// One word of a closed list.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// The key, as it stands in the database, in dossiers and in GraphQL.
    pub key: &'static str,
    /// What it means, in one sentence.
    pub description: &'static str,
}

/// A key that stands in no row of its word list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is not a word of {list}; known are {}", known.join(", "))]
pub struct UnknownWord {
    /// The name of the list.
    pub list: &'static str,
    /// What was given.
    pub given: String,
    /// Every key of the list.
    pub known: Vec<&'static str>,
}

words! {
    /// What an entity is.
    EntityKind {
        /// A human being, named or known only to exist.
        Person = "PERSON",
        /// A body, office, network or group of people.
        Organisation = "ORGANISATION",
        /// A municipality, or a place that a source names like one, for the time in which it existed.
        Municipality = "MUNICIPALITY",
        /// Something held, or announced by name.
        Event = "EVENT",
        /// A programme, a project, a plan within one, or a continuing service.
        Project = "PROJECT",
        /// A text that is a source, or that a source refers to.
        Document = "DOCUMENT",
    }

    /// What an organisation is.
    OrganisationType {
        /// A ministry of a state.
        Ministry = "MINISTRY",
        /// A state or municipal agency.
        Agency = "AGENCY",
        /// The council of a municipality.
        Council = "COUNCIL",
        /// A department, service or commission within a larger body.
        Unit = "UNIT",
        /// A school.
        School = "SCHOOL",
        /// A library.
        Library = "LIBRARY",
        /// A network of bodies or experts.
        Network = "NETWORK",
        /// A body that advises.
        AdvisoryBody = "ADVISORY_BODY",
        /// A non-governmental organisation.
        Ngo = "NGO",
        /// An office that others turn to on a subject.
        ContactPoint = "CONTACT_POINT",
        /// A body of several states.
        International = "INTERNATIONAL",
        /// A set of people who are not named one by one.
        Group = "GROUP",
        /// None of the others.
        Other = "OTHER",
    }

    /// What a municipality is.
    MunicipalityType {
        /// A city with the rights of a municipality (in Latvia: republikas pilsēta, later valstspilsēta).
        StateCity = "STATE_CITY",
        /// A county (in Latvia: novads).
        County = "COUNTY",
        /// A town within a county.
        Town = "TOWN",
        /// A parish within a county.
        Parish = "PARISH",
        /// A place of another country.
        Foreign = "FOREIGN",
        /// The source leaves open which body it means.
        Undetermined = "UNDETERMINED",
    }

    /// What an event is.
    EventType {
        /// A visit to a place and its institutions.
        Visit = "VISIT",
        /// A seminar.
        Seminar = "SEMINAR",
        /// A practical workshop.
        Workshop = "WORKSHOP",
        /// A meeting.
        Meeting = "MEETING",
        /// A sitting of a council, commission or other body.
        Session = "SESSION",
        /// A campaign.
        Campaign = "CAMPAIGN",
        /// A course or training.
        Course = "COURSE",
        /// None of the others.
        Other = "OTHER",
    }

    /// What sources report of an event's taking place.
    EventStatus {
        /// A source reports that it was held.
        Held = "HELD",
        /// A source reports that it was cancelled.
        Cancelled = "CANCELLED",
        /// A source announces it or invites to it.
        Announced = "ANNOUNCED",
        /// No source says.
        Unknown = "UNKNOWN",
    }

    /// What a project is.
    ProjectType {
        /// A programme that funds projects.
        Programme = "PROGRAMME",
        /// A project with a mandate of its own.
        Project = "PROJECT",
        /// A plan within a project; no event, whether held or not.
        Activity = "ACTIVITY",
        /// Continuing work in a place.
        Service = "SERVICE",
    }

    /// What a document is.
    DocumentType {
        /// A report on an event.
        Report = "REPORT",
        /// The page of a project.
        ProjectPage = "PROJECT_PAGE",
        /// An agenda or programme.
        Agenda = "AGENDA",
        /// A list of participants.
        Participants = "PARTICIPANTS",
        /// A presentation.
        Presentation = "PRESENTATION",
        /// An evaluation.
        Evaluation = "EVALUATION",
        /// A summary of conclusions.
        Conclusions = "CONCLUSIONS",
        /// None of the others.
        Other = "OTHER",
    }

    /// Who may see a fact; each tier sees what the lower ones see.
    Tier {
        /// Everybody.
        Public = "PUBLIC",
        /// Contact points of partner countries.
        Partner = "PARTNER",
        /// Those who keep the graph.
        Steward = "STEWARD",
    }

    /// How the graph came to a fact.
    Basis {
        /// A source states it.
        Stated = "STATED",
        /// A curator concludes it from sources by a rule that is given.
        Inferred = "INFERRED",
        /// It is computed from other facts.
        Computed = "COMPUTED",
        /// It is reference data, such as the list of municipalities.
        Reference = "REFERENCE",
        /// A curator settled it.
        Curated = "CURATED",
    }

    /// In what way a source holds a fact to be so.
    Modality {
        /// It happened, or it holds.
        Asserted = "ASSERTED",
        /// It is planned.
        Planned = "PLANNED",
        /// Somebody is ready or willing to do it.
        Intended = "INTENDED",
        /// Somebody is invited to it.
        Invited = "INVITED",
        /// Parties have bound themselves to it.
        Committed = "COMMITTED",
        /// The source denies it.
        Negated = "NEGATED",
    }

    /// Whether every reading of an imprecise date must fit, or some reading.
    Certainty {
        /// Every reading fits.
        Certain = "CERTAIN",
        /// Some reading fits, which includes certain.
        Possible = "POSSIBLE",
    }

    /// An answer that does not take silence for a no.
    Answer {
        /// Every reading of the sources says so.
        Yes = "YES",
        /// No reading of the sources allows it.
        No = "NO",
        /// The sources leave it open.
        Unknown = "UNKNOWN",
    }

    /// The form of support, exactly as far as the source goes.
    SupportForm {
        /// Money.
        Funding = "FUNDING",
        /// Goods, rooms, work.
        InKind = "IN_KIND",
        /// The source says support and no more.
        Unspecified = "UNSPECIFIED",
    }

    /// What a figure is.
    FigureKind {
        /// A source states it.
        Stated = "STATED",
        /// A plan aims at it.
        Target = "TARGET",
        /// It is counted from the graph.
        Counted = "COUNTED",
    }

    /// What a name is to its bearer.
    NameKind {
        /// The official or full name.
        Official = "OFFICIAL",
        /// A shorter name in use.
        Short = "SHORT",
        /// Another name in use.
        Alias = "ALIAS",
        /// A name no longer in use.
        Former = "FORMER",
        /// The form in which the name stands in a text, inflected or mistyped.
        Surface = "SURFACE",
    }

    /// What a note records.
    NoteKind {
        /// What something aims at.
        Goal = "GOAL",
        /// What came of it, or is hoped to come.
        Result = "RESULT",
        /// What somebody holds.
        Opinion = "OPINION",
        /// What was talked about.
        Topic = "TOPIC",
        /// What somebody has to do.
        Task = "TASK",
        /// What was found.
        Finding = "FINDING",
    }

    /// How far a reference source can be trusted on one row.
    Confidence {
        /// Confirmed by the sources named.
        Confirmed = "CONFIRMED",
        /// Concluded from other data.
        Indirect = "INDIRECT",
        /// Doubtful in part or in whole.
        Doubtful = "DOUBTFUL",
    }

    /// What contradicts what.
    DiscrepancyKind {
        /// A stated figure and the list that it describes.
        StatedListed = "STATED_LISTED",
        /// A stated figure and those who are named.
        StatedNamed = "STATED_NAMED",
        /// A whole and the sum of its parts.
        PartsSum = "PARTS_SUM",
        /// Dates, periods or durations.
        Dates = "DATES",
        /// Two sources on one measure.
        Sources = "SOURCES",
        /// A plan of which nothing is reported, and others of the same whole that are.
        PlannedReported = "PLANNED_REPORTED",
    }

    /// Which way a relation is followed.
    Direction {
        /// From subject to object.
        Out = "OUT",
        /// From object to subject.
        In = "IN",
        /// Both ways.
        Both = "BOTH",
    }

    /// Whether facts stay with the body of their day or are rolled up to today's.
    Succession {
        /// Facts stay with the body of their day.
        AsRecorded = "AS_RECORDED",
        /// Facts are shown with the body that succeeded it.
        Today = "TODAY",
    }

    /// What somebody judged of two entities.
    Verdict {
        /// The two are one, and are shown as one.
        Same = "SAME",
        /// The two are not one, and are not proposed again.
        Different = "DIFFERENT",
        /// It cannot be told yet.
        Unsure = "UNSURE",
    }

    /// What speaks for two entities being one, or against it.
    DuplicateEvidence {
        /// Where every pair begins: most pairs are two.
        Start = "START",
        /// The names that are most alike.
        Name = "NAME",
        /// Others bear the name too: how many.
        CommonName = "COMMON_NAME",
        /// An identifier that both have.
        SharedIdentifier = "SHARED_IDENTIFIER",
        /// Other values in one scheme.
        OtherIdentifier = "OTHER_IDENTIFIER",
        /// Both are related to the same entities: to how many.
        SharedRelations = "SHARED_RELATIONS",
        /// A relation says that the two may be the same.
        PossiblySame = "POSSIBLY_SAME",
        /// The countries.
        Country = "COUNTRY",
        /// The types.
        Type = "TYPE",
        /// Whether the two can have been at one time.
        Time = "TIME",
        /// Whether they lie in the same places.
        Place = "PLACE",
    }

    /// Whether entities that were judged to be the same are shown as one.
    Identity {
        /// They are shown as one.
        Judged = "JUDGED",
        /// Each is shown apart, as its sources have it.
        AsRecorded = "AS_RECORDED",
    }

    /// What a statistic counts.
    StatisticSubject {
        /// Entities; `where` asks each for a relation.
        Entities = "ENTITIES",
        /// Relations; `entities` asks for such an end.
        Relations = "RELATIONS",
        /// Those who took part in events and activities, each once in a group.
        Participants = "PARTICIPANTS",
        /// Figures, and their sum where they can be added.
        Figures = "FIGURES",
    }

    /// By what a statistic is grouped.
    StatisticDimension {
        /// The kind: of entities and participants, of relations, of figures.
        Kind = "KIND",
        /// The role in the relation.
        Role = "ROLE",
        /// The year in which it began, as precise as its source: 2019, 201X.
        Year = "YEAR",
        /// The month in which it began; 2019-XX where its source gives the year alone.
        Month = "MONTH",
        /// The municipality: an entity's own, or where it lies, works or takes place; an end of a relation;
        /// for participants, where the event took place.
        Municipality = "MUNICIPALITY",
        /// The country of the entity, of the participant, of the relation's object.
        Country = "COUNTRY",
        /// The project itself, or of which it is a part or which it realises; for participants, the event's.
        Project = "PROJECT",
        /// The type of the entity, of the participant, of the relation's object.
        Type = "TYPE",
        /// In what way the source holds it to be so.
        Modality = "MODALITY",
        /// What figures are numbers of.
        Measure = "MEASURE",
    }
}

/// Every closed list, for the vocabulary query and the docs.
pub static WORD_LISTS: &[WordList] = &[
    EntityKind::LIST,
    OrganisationType::LIST,
    MunicipalityType::LIST,
    EventType::LIST,
    EventStatus::LIST,
    ProjectType::LIST,
    DocumentType::LIST,
    Tier::LIST,
    Basis::LIST,
    Modality::LIST,
    Certainty::LIST,
    Answer::LIST,
    SupportForm::LIST,
    FigureKind::LIST,
    NameKind::LIST,
    NoteKind::LIST,
    Confidence::LIST,
    DiscrepancyKind::LIST,
    Direction::LIST,
    Succession::LIST,
    Verdict::LIST,
    DuplicateEvidence::LIST,
    Identity::LIST,
    StatisticSubject::LIST,
    StatisticDimension::LIST,
    super::RelationKind::LIST,
];

impl Tier {
    /// The tier as a number that the database compares: 0 public, 1 partner, 2 steward.
    #[must_use]
    pub const fn rank(self) -> i16 {
        match self {
            Self::Public => 0,
            Self::Partner => 1,
            Self::Steward => 2,
        }
    }
}
