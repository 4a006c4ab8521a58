//! The relation table: every kind of relation, written once.
//!
//! From a row follow the database's value and its CHECK, the GraphQL enum and its
//! descriptions, the link fields of both ends, the validation of dossiers, the vocabulary
//! query and the generated docs. To add a kind: add a row, run `cargo run --example
//! generate`, add a migration that widens the CHECK. A kind is never removed or renamed:
//! databases and dossiers hold its key.

use super::relation_spec::{
    Attribute, End, Ends, KindTime, Link, LinkOn, NodeType, PeriodFrom, RelationSpec, Roles,
    TimeRule,
};
use super::{EntityKind, Labels, ProjectType};

const PERSON: End = End::any(EntityKind::Person);
const ORGANISATION: End = End::any(EntityKind::Organisation);
const MUNICIPALITY: End = End::any(EntityKind::Municipality);
const EVENT: End = End::any(EntityKind::Event);
const PROJECT: End = End::any(EntityKind::Project);
const ACTIVITY: End = End::only(EntityKind::Project, ProjectType::Activity.as_str());
const SERVICE: End = End::only(EntityKind::Project, ProjectType::Service.as_str());
const DOCUMENT: End = End::any(EntityKind::Document);

const ACTOR: &[End] = &[PERSON, ORGANISATION, MUNICIPALITY];
const OCCASION: &[End] = &[EVENT, ACTIVITY];
const FUNDER: &[End] = &[PERSON, ORGANISATION, MUNICIPALITY, PROJECT];
const FUNDED: &[End] = &[PROJECT, ORGANISATION, EVENT];
const ANY: &[End] = &[PERSON, ORGANISATION, MUNICIPALITY, EVENT, PROJECT, DOCUMENT];

/// Turns the table into the enum `RelationKind` and the rows `RELATIONS`.
macro_rules! relations {
    ($(
        $(#[doc = $doc:literal])+
        $kind:ident = $key:literal {
            ends: $($subjects:expr => $objects:expr),+;
            forward: $forward:literal -> $forward_node:ident, $forward_labels:expr, $forward_doc:literal;
            $(inverse: $inverse:literal -> $inverse_node:ident, $inverse_labels:expr, $inverse_doc:literal;)?
            roles: [$($role:literal),*];
            time: $time:ident, period from $period_from:ident;
            $(carries: $($attribute:ident),+;)?
            terms: [$($term:literal),*];
        }
    )+) => {
        $crate::words! {
            /// What a relation says of its subject and its object.
            RelationKind { $( $(#[doc = $doc])+ $kind = $key, )+ }
        }

        /// The rows of the table, in the order of [`RelationKind::ALL`].
        pub static RELATIONS: &[RelationSpec] = &[$( RelationSpec {
            kind: RelationKind::$kind,
            description: concat!($($doc),+).trim_ascii_start(),
            ends: &[$(Ends { subjects: $subjects, objects: $objects }),+],
            forward: Link {
                field: $forward,
                node: NodeType::$forward_node,
                labels: Labels::new($forward_labels),
                description: $forward_doc,
            },
            inverse: relations!(@option $(Link {
                field: $inverse,
                node: NodeType::$inverse_node,
                labels: Labels::new($inverse_labels),
                description: $inverse_doc,
            })?),
            roles: Roles::Of(&[$($role),*]),
            time: KindTime::$time,
            period_from: PeriodFrom::$period_from,
            carries: &[$($(Attribute::$attribute),+)?],
            terms: &[$($term),*],
        } ),+];
    };
    (@option) => { None };
    (@option $value:expr) => { Some($value) };
}

relations! {
    /// An actor took part in an event or a planned activity.
    Attended = "ATTENDED" {
        ends: ACTOR => OCCASION;
        forward: "attended" -> Entity, ["piedalījās", "attended", "osales", "dalyvavo"],
            "The events and planned activities in which this actor took part.";
        inverse: "participants" -> Actor, ["dalībnieki", "participants", "osalejad", "dalyviai"],
            "Those who took part.";
        roles: [
            "speaker", "facilitator", "lead", "expert", "mediator", "specialists",
            "representatives", "representative", "met", "feedback", "activist", "residents",
            "members"
        ];
        time: Point, period from Object;
        terms: ["^ftm:involved", "cv:Participation", "^schema:attendee", "^prov:wasAssociatedWith"];
    }

    /// An actor organised an event or a planned activity.
    Organised = "ORGANISED" {
        ends: ACTOR => OCCASION;
        forward: "organised" -> Entity, ["organizēja", "organised", "korraldas", "organizavo"],
            "The events and planned activities that this actor organised.";
        inverse: "organisers" -> Actor, ["organizatori", "organisers", "korraldajad", "organizatoriai"],
            "Those who organised it.";
        roles: ["organiser", "co-organiser", "implementer", "lead", "responsible"];
        time: Point, period from Object;
        terms: ["^ftm:organizer", "cv:Participation", "^schema:organizer", "^prov:wasAssociatedWith"];
    }

    /// A body received the participants of an event or a planned activity.
    Hosted = "HOSTED" {
        ends: &[ORGANISATION, MUNICIPALITY] => OCCASION;
        forward: "hosted" -> Entity, ["uzņēma", "hosted", "võõrustas", "priėmė"],
            "The events and planned activities that this body hosted.";
        inverse: "hosts" -> Actor, ["uzņēmēji", "hosts", "võõrustajad", "priimančios šalys"],
            "Those who hosted it.";
        roles: ["session-host", "venue"];
        time: Point, period from Object;
        terms: ["^ftm:involved", "cv:Participation", "^prov:wasAssociatedWith"];
    }

    /// An event or a planned activity took place in a municipality or at an organisation.
    TookPlaceIn = "TOOK_PLACE_IN" {
        ends: OCCASION => &[MUNICIPALITY, ORGANISATION];
        forward: "tookPlaceIn" -> Actor, ["norisinājās", "took place in", "toimumiskoht", "vyko"],
            "Where it took place: municipalities, venues and institutions visited.";
        inverse: "eventsHeld" -> Entity, ["šeit norisinājās", "events held", "siin toimunud sündmused", "čia vykę renginiai"],
            "The events and planned activities that took place here.";
        roles: ["venue", "visited"];
        time: Point, period from Subject;
        terms: ["schema:location", "prov:atLocation"];
    }

    /// An event, document or project is about an entity.
    Concerns = "CONCERNS" {
        ends: &[EVENT, DOCUMENT, PROJECT] => ANY;
        forward: "concerns" -> Entity, ["attiecas uz", "concerns", "puudutab", "susijęs su"],
            "What this is about.";
        inverse: "concernedBy" -> Entity, ["par to", "concerned by", "seda puudutavad", "apie tai"],
            "The events, documents and projects that are about this.";
        roles: ["subject", "evaluated"];
        time: PointIfEvent, period from Subject;
        terms: ["schema:about"];
    }

    /// A part belongs to a whole.
    PartOf = "PART_OF" {
        ends:
            &[EVENT] => &[EVENT, PROJECT],
            &[PROJECT] => &[PROJECT],
            &[ORGANISATION] => &[ORGANISATION, MUNICIPALITY],
            &[MUNICIPALITY] => &[MUNICIPALITY];
        forward: "partOf" -> Entity, ["ir daļa no", "part of", "kuulub", "yra dalis"],
            "The wholes to which this belongs.";
        inverse: "parts" -> Entity, ["daļas", "parts", "osad", "dalys"],
            "What belongs to this as a part.";
        roles: [];
        time: State, period from None;
        terms: ["ftm:parent", "org:subOrganizationOf", "org:unitOf", "schema:superEvent", "schema:parentOrganization"];
    }

    /// An event carried out what a project planned.
    Realises = "REALISES" {
        ends: &[EVENT] => &[PROJECT];
        forward: "realises" -> Project, ["īsteno plānoto", "realises", "viib ellu", "įgyvendina planą"],
            "The planned activities that this event carried out.";
        inverse: "realisedBy" -> Event, ["īstenots pasākumā", "realised by", "ellu viidud", "įgyvendinta renginiu"],
            "The events that carried this out.";
        roles: ["in-part"];
        time: Point, period from Subject;
        terms: [];
    }

    /// An event or project goes on from an earlier one.
    Continues = "CONTINUES" {
        ends: &[EVENT] => &[EVENT], &[PROJECT] => &[PROJECT];
        forward: "continues" -> Entity, ["turpina", "continues", "jätkab", "tęsia"],
            "What this goes on from.";
        inverse: "continuedBy" -> Entity, ["turpina šo", "continued by", "jätkab seda", "tęsia šį"],
            "What goes on from this.";
        roles: [];
        time: State, period from None;
        terms: ["prov:wasInformedBy"];
    }

    /// An actor carries out a project, activity or service.
    Implements = "IMPLEMENTS" {
        ends: ACTOR => &[PROJECT];
        forward: "implements" -> Project, ["īsteno", "implements", "rakendab", "įgyvendina"],
            "The projects, activities and services that this actor carries out.";
        inverse: "implementers" -> Actor, ["īstenotāji", "implementers", "rakendajad", "įgyvendintojai"],
            "Those who carry it out.";
        roles: ["mediator", "lead", "responsible", "implementer"];
        time: State, period from None;
        terms: ["ftm:ProjectParticipant", "^prov:wasAssociatedWith"];
    }

    /// A person leads a project, an organisation or an event.
    Manages = "MANAGES" {
        ends: &[PERSON] => &[PROJECT, ORGANISATION, EVENT];
        forward: "manages" -> Entity, ["vada", "manages", "juhib", "vadovauja"],
            "What this person leads.";
        inverse: "managers" -> Person, ["vadītāji", "managers", "juhid", "vadovai"],
            "The people who lead it.";
        roles: ["lead", "project-manager", "facilitator", "responsible"];
        time: State, period from None;
        terms: ["ftm:Directorship", "org:headOf"];
    }

    /// An actor is a partner in a project or an event.
    PartnerIn = "PARTNER_IN" {
        ends: ACTOR => &[PROJECT, EVENT];
        forward: "partnerIn" -> Entity, ["ir partneris", "partner in", "on partner", "yra partneris"],
            "The projects and events in which this actor is a partner.";
        inverse: "partners" -> Actor, ["partneri", "partners", "partnerid", "partneriai"],
            "The partners.";
        roles: ["lead", "co-organiser"];
        time: State, period from None;
        terms: ["ftm:ProjectParticipant"];
    }

    /// An actor or a programme gives money to a project, an organisation or an event.
    Funds = "FUNDS" {
        ends: FUNDER => FUNDED;
        forward: "funds" -> Entity, ["finansē", "funds", "rahastab", "finansuoja"],
            "What this gives money to.";
        inverse: "funders" -> Entity, ["finansētāji", "funders", "rahastajad", "finansuotojai"],
            "Those who give money to it.";
        roles: [];
        time: State, period from None;
        carries: SupportForm;
        terms: ["^schema:funder", "schema:MonetaryGrant"];
    }

    /// An actor or a project supports a project, an organisation or an event, in the form that the source states.
    Supports = "SUPPORTS" {
        ends: FUNDER => FUNDED;
        forward: "supports" -> Entity, ["atbalsta", "supports", "toetab", "remia"],
            "What this supports.";
        inverse: "supporters" -> Entity, ["atbalstītāji", "supporters", "toetajad", "rėmėjai"],
            "Those who support it.";
        roles: ["continued"];
        time: State, period from None;
        carries: SupportForm;
        terms: ["ftm:UnknownLink"];
    }

    /// A person, an organisation or a service works for the people of a municipality or an organisation.
    Serves = "SERVES" {
        ends: &[PERSON, ORGANISATION, SERVICE] => &[MUNICIPALITY, ORGANISATION];
        forward: "serves" -> Actor, ["darbojas", "serves", "tegutseb", "veikia"],
            "The municipalities and organisations in which this works.";
        inverse: "servedBy" -> Entity, ["šeit darbojas", "served by", "siin tegutsevad", "čia veikia"],
            "Who and what works here.";
        roles: ["mediator", "expert"];
        time: State, period from None;
        terms: ["ftm:UnknownLink", "schema:areaServed"];
    }

    /// A person is employed or holds a post at an organisation or a municipality.
    WorksFor = "WORKS_FOR" {
        ends: &[PERSON] => &[ORGANISATION, MUNICIPALITY];
        forward: "worksFor" -> Actor, ["strādā", "works for", "töötab", "dirba"],
            "The bodies for which this person works.";
        inverse: "staff" -> Person, ["darbinieki", "staff", "töötajad", "darbuotojai"],
            "The people who work here.";
        roles: ["executive-director", "expert", "mediator", "representative"];
        time: State, period from None;
        terms: ["ftm:Employment", "org:Membership", "schema:worksFor"];
    }

    /// An actor is a member of an organisation.
    MemberOf = "MEMBER_OF" {
        ends: ACTOR => &[ORGANISATION];
        forward: "memberOf" -> Organisation, ["ir loceklis", "member of", "on liige", "yra narys"],
            "The organisations of which this actor is a member.";
        inverse: "members" -> Actor, ["locekļi", "members", "liikmed", "nariai"],
            "The members.";
        roles: ["lead", "expert", "representative"];
        time: State, period from None;
        terms: ["ftm:Membership", "org:memberOf", "schema:memberOf"];
    }

    /// An actor speaks or acts for another.
    Represents = "REPRESENTS" {
        ends: ACTOR => ACTOR;
        forward: "represents" -> Actor, ["pārstāv", "represents", "esindab", "atstovauja"],
            "Those for whom this actor speaks or acts.";
        inverse: "representedBy" -> Actor, ["pārstāvji", "represented by", "esindajad", "atstovai"],
            "Those who speak or act for this actor.";
        roles: ["representative", "expert"];
        time: State, period from None;
        terms: ["ftm:Representation", "prov:actedOnBehalfOf", "popolo:onBehalfOf"];
    }

    /// An organisation, a project or a place lies in a municipality.
    LocatedIn = "LOCATED_IN" {
        ends: &[ORGANISATION, PROJECT, MUNICIPALITY] => &[MUNICIPALITY];
        forward: "locatedIn" -> Municipality, ["atrodas", "located in", "asub", "yra įsikūręs"],
            "The municipalities in which this lies.";
        inverse: "institutions" -> Entity, ["šeit atrodas", "institutions", "siin asuvad", "čia įsikūrę"],
            "What lies here: institutions, services, places.";
        roles: [];
        time: State, period from None;
        terms: ["schema:containedInPlace", "prov:atLocation"];
    }

    /// Two actors work together.
    CooperatesWith = "COOPERATES_WITH" {
        ends: ACTOR => ACTOR;
        forward: "cooperatesWith" -> Actor, ["sadarbojas ar", "cooperates with", "teeb koostööd", "bendradarbiauja su"],
            "Those with whom this actor works together, from whichever side it is recorded.";
        roles: ["mediation"];
        time: State, period from None;
        terms: ["ftm:UnknownLink", "org:linkedTo"];
    }

    /// A person or an organisation is the one to turn to about an organisation or a project.
    ContactPointFor = "CONTACT_POINT_FOR" {
        ends: &[PERSON, ORGANISATION] => &[ORGANISATION, PROJECT];
        forward: "contactPointFor" -> Entity, ["ir kontaktpunkts", "contact point for", "on kontaktpunkt", "yra kontaktinis punktas"],
            "What this is the contact point for.";
        inverse: "contactPoints" -> Actor, ["kontaktpunkti", "contact points", "kontaktpunktid", "kontaktiniai punktai"],
            "Those to turn to about it.";
        roles: ["lead", "responsible"];
        time: State, period from None;
        terms: ["^schema:contactPoint", "cv:ContactPoint"];
    }

    /// A municipality or an organisation was followed by another.
    SucceededBy = "SUCCEEDED_BY" {
        ends: &[MUNICIPALITY] => &[MUNICIPALITY], &[ORGANISATION] => &[ORGANISATION];
        forward: "succeededBy" -> Actor, ["pārņēma", "succeeded by", "järglane", "perėmėjas"],
            "The bodies that followed this one.";
        inverse: "predecessors" -> Actor, ["priekšteči", "predecessors", "eelkäijad", "pirmtakai"],
            "The bodies that this one followed.";
        roles: ["unchanged", "enlarged", "merged", "split"];
        time: Point, period from None;
        carries: Share;
        terms: ["ftm:Succession", "org:ChangeEvent"];
    }

    /// An actor gains from a project.
    BenefitsFrom = "BENEFITS_FROM" {
        ends: ACTOR => &[PROJECT];
        forward: "benefitsFrom" -> Project, ["gūst labumu no", "benefits from", "saab kasu", "gauna naudos iš"],
            "The projects from which this actor gains.";
        inverse: "beneficiaries" -> Actor, ["labuma guvēji", "beneficiaries", "kasusaajad", "naudos gavėjai"],
            "Those who gain from it.";
        roles: ["target-group"];
        time: State, period from None;
        terms: ["ftm:ProjectParticipant"];
    }

    /// Two entities of one kind may be one; they are never merged by this.
    PossiblySameAs = "POSSIBLY_SAME_AS" {
        ends:
            &[PERSON] => &[PERSON],
            &[ORGANISATION] => &[ORGANISATION],
            &[MUNICIPALITY] => &[MUNICIPALITY],
            &[EVENT] => &[EVENT],
            &[PROJECT] => &[PROJECT],
            &[DOCUMENT] => &[DOCUMENT];
        forward: "possiblySameAs" -> Entity, ["iespējams, tas pats", "possibly the same as", "võib-olla sama", "galbūt tas pats"],
            "Entities that may be the same as this one, from whichever side it is recorded.";
        roles: [];
        time: State, period from None;
        terms: ["ftm:Similar"];
    }

    /// An actor wrote a document or answers for its contents.
    Authored = "AUTHORED" {
        ends: ACTOR => &[DOCUMENT];
        forward: "authored" -> Document, ["ir autors", "authored", "on autor", "parengė"],
            "The documents that this actor wrote or answers for.";
        inverse: "authors" -> Actor, ["autori", "authors", "autorid", "autoriai"],
            "Those who wrote it or answer for it.";
        roles: ["author", "responsible", "expert"];
        time: State, period from None;
        terms: ["^schema:author", "^prov:wasAttributedTo"];
    }

    /// A document records an event or a project.
    Documents = "DOCUMENTS" {
        ends: &[DOCUMENT] => &[EVENT, PROJECT];
        forward: "documents" -> Entity, ["dokumentē", "documents", "dokumenteerib", "dokumentuoja"],
            "The events and projects that this document records.";
        inverse: "documentedBy" -> Document, ["dokumenti", "documented by", "dokumendid", "dokumentai"],
            "The documents that record it.";
        roles: [
            "agenda", "participants", "report", "presentation", "evaluation", "conclusions",
            "project-page"
        ];
        time: State, period from None;
        terms: ["ftm:Documentation", "schema:about"];
    }

    /// A document quotes an actor; that the actor took part in anything is not said by it.
    QuotedIn = "QUOTED_IN" {
        ends: ACTOR => &[DOCUMENT];
        forward: "quotedIn" -> Document, ["citēts", "quoted in", "tsiteeritud", "cituojamas"],
            "The documents that quote this actor.";
        inverse: "quotes" -> Actor, ["citē", "quotes", "tsiteerib", "cituoja"],
            "Those whom this document quotes.";
        roles: ["expert"];
        time: State, period from None;
        terms: ["^schema:mentions"];
    }

    /// A document mentions an entity.
    MentionedIn = "MENTIONED_IN" {
        ends: ANY => &[DOCUMENT];
        forward: "mentionedIn" -> Document, ["pieminēts", "mentioned in", "mainitud", "paminėtas"],
            "The documents that mention this.";
        inverse: "mentions" -> Entity, ["piemin", "mentions", "mainib", "mini"],
            "What this document mentions.";
        roles: ["highlighted", "view-not-reflected", "referenced"];
        time: State, period from None;
        terms: ["^schema:mentions"];
    }
}

impl RelationKind {
    /// The kinds that place an entity in the municipality to which they lead.
    pub const PLACING: &'static [Self] = &[
        Self::LocatedIn,
        Self::TookPlaceIn,
        Self::Serves,
        Self::PartOf,
        Self::WorksFor,
    ];

    /// The kind's row.
    #[must_use]
    pub fn spec(self) -> &'static RelationSpec {
        // The macro writes the enum and the rows from one list, so the places agree.
        &RELATIONS[self as usize]
    }

    /// What the date of a relation of this kind means, which for CONCERNS hangs on the
    /// kind of its subject.
    #[must_use]
    pub fn time_rule(self, subject: EntityKind) -> TimeRule {
        match self.spec().time {
            KindTime::Point => TimeRule::Point,
            KindTime::PointIfEvent => subject.time_rule(),
            KindTime::State => TimeRule::State,
        }
    }

    /// Which end lends its period to a relation of this kind that has none; a state is
    /// never lent one.
    #[must_use]
    pub fn period_from(self, subject: EntityKind) -> PeriodFrom {
        match self.time_rule(subject) {
            TimeRule::Point => self.spec().period_from,
            TimeRule::State => PeriodFrom::None,
        }
    }

    /// The link fields of a kind of entity, in the order of the table.
    pub fn links_on(kind: EntityKind) -> impl Iterator<Item = LinkOn> {
        RELATIONS.iter().flat_map(move |spec| spec.links_on(kind))
    }
}
