//! The roles: in what capacity a subject stands in a relation.
//!
//! A role qualifies a relation and never replaces its kind. Which kinds may name which roles
//! stands in the relation table. To add a role: add a row here and its key to a row there.
//! A key is never removed: databases and dossiers hold it.

use super::{Labels, RELATIONS, RelationKind};

/// One role.
#[derive(Debug)]
pub struct Role {
    /// The key that stands in the database, in dossiers and in GraphQL.
    pub key: &'static str,
    /// What it is called.
    pub labels: Labels,
    /// What it says, in one sentence.
    pub description: &'static str,
}

impl Role {
    /// The role with a key.
    #[must_use]
    pub fn find(key: &str) -> Option<&'static Self> {
        ROLES.iter().find(|role| role.key == key)
    }

    /// Every key, in the order of the table.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        ROLES.iter().map(|role| role.key)
    }

    /// The kinds of relation that may name the role.
    pub fn kinds(&self) -> impl Iterator<Item = RelationKind> + use<> {
        let key = self.key;
        RELATIONS
            .iter()
            .filter(move |spec| spec.allows_role(key))
            .map(|spec| spec.kind)
    }
}

const fn role(key: &'static str, labels: [&'static str; 4], description: &'static str) -> Role {
    Role {
        key,
        labels: Labels::new(labels),
        description,
    }
}

/// The roles; labels in Latvian, English, Estonian, Lithuanian.
pub static ROLES: &[Role] = &[
    role(
        "speaker",
        ["runātājs", "speaker", "esineja", "pranešėjas"],
        "Spoke: presented something or shared experience.",
    ),
    role(
        "facilitator",
        ["moderators", "facilitator", "moderaator", "moderatorius"],
        "Led the talk of others.",
    ),
    role("lead", ["vadītājs", "lead", "juht", "vadovas"], "Led it."),
    role(
        "expert",
        ["eksperts", "expert", "ekspert", "ekspertas"],
        "Took part as an expert.",
    ),
    role(
        "mediator",
        ["mediators", "mediator", "vahendaja", "mediatorius"],
        "Works as a mediator; the word names a job and says nothing of a person's origin.",
    ),
    role(
        "specialists",
        [
            "speciālisti",
            "specialists",
            "spetsialistid",
            "specialistai",
        ],
        "The body sent its specialists.",
    ),
    role(
        "representatives",
        ["pārstāvji", "representatives", "esindajad", "atstovai"],
        "The body or group was present through representatives.",
    ),
    role(
        "representative",
        ["pārstāvis", "representative", "esindaja", "atstovas"],
        "Was there, or acts, for a body.",
    ),
    role(
        "met",
        [
            "tikās ar viesiem",
            "met the visitors",
            "kohtus külalistega",
            "susitiko su svečiais",
        ],
        "Met the visitors on the spot.",
    ),
    role(
        "feedback",
        [
            "sniedza atsauksmes",
            "gave feedback",
            "andis tagasisidet",
            "pateikė grįžtamąjį ryšį",
        ],
        "Gave feedback at the event.",
    ),
    role(
        "activist",
        ["aktīvisti", "activists", "aktivistid", "aktyvistai"],
        "Took part as activists; for groups whose members are not named.",
    ),
    role(
        "residents",
        ["iedzīvotāji", "residents", "elanikud", "gyventojai"],
        "Took part as residents of the place; for groups whose members are not named.",
    ),
    role(
        "members",
        ["locekļi", "members", "liikmed", "nariai"],
        "Members of the body took part.",
    ),
    role(
        "organiser",
        ["organizators", "organiser", "korraldaja", "organizatorius"],
        "Organised it.",
    ),
    role(
        "co-organiser",
        [
            "līdzorganizators",
            "co-organiser",
            "kaaskorraldaja",
            "bendraorganizatorius",
        ],
        "Organised it together with another.",
    ),
    role(
        "implementer",
        ["īstenotājs", "implementer", "elluviija", "įgyvendintojas"],
        "Carried it out.",
    ),
    role(
        "responsible",
        ["atbildīgais", "responsible", "vastutaja", "atsakingas"],
        "Answers for it or for its contents.",
    ),
    role(
        "session-host",
        [
            "sēdes rīkotājs",
            "session host",
            "istungi võõrustaja",
            "posėdžio šeimininkas",
        ],
        "The event met within a session of this body.",
    ),
    role(
        "venue",
        ["norises vieta", "venue", "toimumispaik", "vieta"],
        "The place where it was held, or is planned to be.",
    ),
    role(
        "visited",
        [
            "apmeklētā vieta",
            "visited",
            "külastatud koht",
            "aplankyta vieta",
        ],
        "An institution or a place visited in its course.",
    ),
    role(
        "subject",
        ["temats", "subject", "teema", "tema"],
        "What or where it is about.",
    ),
    role(
        "evaluated",
        ["izvērtētais", "evaluated", "hinnatav", "vertinamas"],
        "What it evaluates; the period is the one evaluated.",
    ),
    role(
        "in-part",
        ["daļēji", "in part", "osaliselt", "iš dalies"],
        "Carried out one part of a plan that has several.",
    ),
    role(
        "project-manager",
        [
            "projekta vadītājs",
            "project manager",
            "projektijuht",
            "projekto vadovas",
        ],
        "Manages the project.",
    ),
    role(
        "executive-director",
        [
            "izpilddirektors",
            "executive director",
            "tegevdirektor",
            "vykdomasis direktorius",
        ],
        "Is the executive director.",
    ),
    role(
        "continued",
        ["turpināts", "continued", "jätkuv", "tęsiama"],
        "The support went on at that time.",
    ),
    role(
        "mediation",
        [
            "mediācijā",
            "in mediation",
            "vahendamises",
            "mediacijos srityje",
        ],
        "In the field of mediation.",
    ),
    role(
        "unchanged",
        ["bez izmaiņām", "unchanged", "muutmata", "nepakitęs"],
        "A new body with the same territory.",
    ),
    role(
        "enlarged",
        ["paplašināts", "enlarged", "laiendatud", "išplėstas"],
        "Goes on with others joined to it.",
    ),
    role(
        "merged",
        ["apvienots", "merged", "ühendatud", "sujungtas"],
        "Was merged into another body or a new one.",
    ),
    role(
        "split",
        ["sadalīts", "split", "jagatud", "padalytas"],
        "Was divided among several bodies; the share says how.",
    ),
    role(
        "target-group",
        ["mērķgrupa", "target group", "sihtrühm", "tikslinė grupė"],
        "The group at which it aims.",
    ),
    role(
        "author",
        ["autors", "author", "autor", "autorius"],
        "Wrote it.",
    ),
    role(
        "agenda",
        ["darba kārtība", "agenda", "päevakava", "darbotvarkė"],
        "Is its agenda or programme.",
    ),
    role(
        "participants",
        [
            "dalībnieku saraksts",
            "list of participants",
            "osalejate nimekiri",
            "dalyvių sąrašas",
        ],
        "Is the list of its participants.",
    ),
    role(
        "report",
        ["atskaite", "report", "aruanne", "ataskaita"],
        "Reports on it.",
    ),
    role(
        "presentation",
        ["prezentācija", "presentation", "esitlus", "pristatymas"],
        "Was presented at it.",
    ),
    role(
        "evaluation",
        ["izvērtējums", "evaluation", "hindamine", "vertinimas"],
        "Evaluates it.",
    ),
    role(
        "conclusions",
        ["secinājumi", "conclusions", "järeldused", "išvados"],
        "Sums up its conclusions.",
    ),
    role(
        "project-page",
        [
            "projekta lapa",
            "project page",
            "projekti leht",
            "projekto puslapis",
        ],
        "Is the project's page.",
    ),
    role(
        "highlighted",
        [
            "īpaši izcelts",
            "highlighted",
            "esile tõstetud",
            "išskirtas",
        ],
        "Is singled out in it.",
    ),
    role(
        "view-not-reflected",
        [
            "viedoklis nav atspoguļots",
            "view not reflected",
            "seisukoht ei kajastu",
            "nuomonė neatspindėta",
        ],
        "Is named only to say that its view is not reflected.",
    ),
    role(
        "referenced",
        ["norādīts", "referenced", "viidatud", "nurodytas"],
        "A document to which it refers.",
    ),
];
