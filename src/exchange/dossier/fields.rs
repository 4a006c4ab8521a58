//! Every field of a dossier, once: its name, what it says, its shape, and what hangs on it.
//!
//! The checker refuses what is not here, and the JSON Schema says what is. To add a field:
//! add a row, then its decoding and writing; the round-trip test fails until both are there.

use entity::vocabulary::{
    Basis, Confidence, EntityKind, EventStatus, FigureKind, Measure, Modality, NameKind, NoteKind,
    RelationKind, Role, SupportForm, Tier,
};

use super::{
    rules::{
        COUNTRY, DOSSIER_KEY, DURATION, EDTF, ENTITY_KEY, ENTITY_REFERENCE, FACT_KEY,
        FIGURE_REFERENCE, GROUP, LANGUAGE, LINE, PROSE, SCHEME, SHA256, SPAN_NAME, SPAN_REFERENCE,
        URL,
    },
    shape::{Field, Need, NumberRule, Record, Shape, Tuple, WordList},
};

macro_rules! word_lists {
    ($( $name:ident = $what:literal, $words:expr; )+) => {
        $( pub(super) static $name: WordList = WordList { name: $what, words: $words }; )+
    };
}

macro_rules! all {
    ($list:ident) => {
        || $list::ALL.iter().map(|word| word.as_str()).collect()
    };
}

word_lists! {
    ENTITY_KINDS = "a kind of entity", all!(EntityKind);
    ENTITY_TYPES = "a type of the entity's kind", entity_types;
    DOCUMENT_TYPES = "a type of document", || EntityKind::Document.types();
    STATUSES = "a status", all!(EventStatus);
    TIERS = "a tier", all!(Tier);
    NAME_KINDS = "a kind of name", all!(NameKind);
    RELATION_KINDS = "a kind of relation", all!(RelationKind);
    ROLES = "a role", || Role::keys().collect();
    SUPPORT_FORMS = "a form of support", all!(SupportForm);
    MODALITIES = "a modality", all!(Modality);
    BASES = "a basis", all!(Basis);
    CONFIDENCES = "a degree of confidence", all!(Confidence);
    MEASURES = "a measure", || Measure::keys().collect();
    FIGURE_KINDS = "a kind of figure", all!(FigureKind);
    NOTE_KINDS = "a kind of note", all!(NoteKind);
}

fn entity_types() -> Vec<&'static str> {
    let mut types: Vec<_> = EntityKind::ALL
        .iter()
        .flat_map(|kind| kind.types())
        .collect();
    types.sort_unstable();
    types.dedup();
    types
}

const AMOUNT: NumberRule = NumberRule {
    integer: false,
    least: f64::NEG_INFINITY,
    more: false,
    most: f64::INFINITY,
};
const COUNT: NumberRule = NumberRule {
    integer: true,
    least: 0.0,
    most: 2_147_483_647.0,
    ..AMOUNT
};
const TIMES: NumberRule = NumberRule {
    least: 1.0,
    ..COUNT
};
const SHARE: NumberRule = NumberRule {
    least: 0.0,
    more: true,
    most: 1.0,
    ..AMOUNT
};
const LATITUDE: NumberRule = NumberRule {
    least: -90.0,
    most: 90.0,
    ..AMOUNT
};
const LONGITUDE: NumberRule = NumberRule {
    least: -180.0,
    most: 180.0,
    ..AMOUNT
};

static SPAN: Tuple = Tuple {
    name: "[start, end, sha256]",
    items: &[
        Shape::Number(COUNT),
        Shape::Number(COUNT),
        Shape::Text(&SHA256),
    ],
    ascending: true,
};
static PLACE: Tuple = Tuple {
    name: "[latitude, longitude]",
    items: &[Shape::Number(LATITUDE), Shape::Number(LONGITUDE)],
    ascending: false,
};

const fn field(name: &'static str, need: Need, shape: Shape, description: &'static str) -> Field {
    Field {
        name,
        description,
        shape,
        need,
        kinds: &[],
        needed_by: &[],
    }
}

use Need::{Optional, Required, Weighty};

const TEXTS: Shape = Shape::Map(&LANGUAGE, &Shape::Text(&PROSE));
const NAMES: Shape = Shape::List(&Shape::Record(&NAME));
const VISIBILITY: Field = field(
    "visibility",
    Optional,
    Shape::Word(&TIERS),
    "Who may see it; PUBLIC when not given. A name or identifier is seen by those who see its entity.",
);
const CITATION: Field = field(
    "cite",
    Weighty,
    CITATIONS,
    "The evidence: the spans, by their names.",
);
const CITATIONS: Shape = Shape::Choice(&[
    Shape::Text(&SPAN_REFERENCE),
    Shape::List(&Shape::Choice(&[
        Shape::Text(&SPAN_REFERENCE),
        Shape::Record(&CITE),
    ])),
]);
const TITLES: Shape = Shape::Choice(&[Shape::Text(&LINE), Shape::Record(&TITLE)]);
const LABEL: Field = field(
    "key",
    Weighty,
    Shape::Text(&FACT_KEY),
    "A key of its own; else it is derived from what the fact says.",
);
const MODALITY: Field = field(
    "modality",
    Weighty,
    Shape::Word(&MODALITIES),
    "In what way the source holds it to be so; ASSERTED when not given, PLANNED for a TARGET.",
);
const BASIS: Field = field(
    "basis",
    Weighty,
    Shape::Word(&BASES),
    "How the graph came to it; STATED when not given, REFERENCE in reference data.",
);
const PERIOD: Field = field(
    "period",
    Weighty,
    Shape::Text(&EDTF),
    "When: a date or interval in EDTF.",
);

pub(super) static CITE: Record = Record {
    name: "citation",
    description: "A span that supports a fact, with a word of the curator.",
    fields: &[
        field(
            "span",
            Required,
            Shape::Text(&SPAN_REFERENCE),
            "The name of the span; `source` for reference data as a whole.",
        ),
        field(
            "note",
            Optional,
            Shape::Text(&PROSE),
            "A word of the curator on this citation.",
        ),
    ],
    one_of: &[],
};

pub(super) static TITLE: Record = Record {
    name: "title",
    description: "The title of a document, given or read from its span.",
    fields: &[
        field(
            "text",
            Weighty,
            Shape::Text(&LINE),
            "The title; beside a span: as it was read there.",
        ),
        field(
            "span",
            Weighty,
            Shape::Text(&SPAN_REFERENCE),
            "The span from which it is read once the text is held.",
        ),
    ],
    one_of: &["text", "span"],
};

pub(super) static READ: Record = Record {
    name: "readValue",
    description: "A value that is read from its span once the text is held.",
    fields: &[
        field(
            "read",
            Required,
            Shape::Text(&SPAN_REFERENCE),
            "The span that holds this one number.",
        ),
        field(
            "value",
            Weighty,
            Shape::Number(AMOUNT),
            "As it was read there: exports for those who may see it carry it.",
        ),
    ],
    one_of: &[],
};

pub(super) static NAME: Record = Record {
    name: "name",
    description: "A name of an entity.",
    fields: &[
        field(
            "text",
            Required,
            Shape::Text(&LINE),
            "The name as written; a SURFACE form exactly as it stands in the span.",
        ),
        field(
            "language",
            Optional,
            Shape::Text(&LANGUAGE),
            "The language of the name.",
        ),
        field(
            "kind",
            Required,
            Shape::Word(&NAME_KINDS),
            "What the name is to its bearer.",
        ),
        field(
            "candidates",
            Optional,
            Shape::List(&Shape::Text(&LINE)),
            "What an ambiguous form may stand for.",
        ),
        VISIBILITY,
        CITATION,
    ],
    one_of: &[],
};

pub(super) static IDENTIFIER: Record = Record {
    name: "identifier",
    description: "An identifier that others have given to an entity.",
    fields: &[
        field(
            "scheme",
            Required,
            Shape::Text(&SCHEME),
            "The scheme, such as iso-3166-2.",
        ),
        field(
            "value",
            Required,
            Shape::Text(&LINE),
            "The value in the scheme.",
        ),
        field(
            "url",
            Optional,
            Shape::Text(&URL),
            "Where it can be looked up.",
        ),
        VISIBILITY,
        CITATION,
    ],
    one_of: &[],
};

pub(super) static DOCUMENT: Record = Record {
    name: "document",
    description: "The source into which all spans of the dossier point; it becomes a DOCUMENT.",
    fields: &[
        field(
            "key",
            Required,
            Shape::Text(&ENTITY_KEY),
            "The key of the document as an entity.",
        ),
        field(
            "type",
            Required,
            Shape::Word(&DOCUMENT_TYPES),
            "The type of document.",
        ),
        field(
            "language",
            Optional,
            Shape::Text(&LANGUAGE),
            "The language of the text.",
        ),
        field(
            "sha256",
            Optional,
            Shape::Text(&SHA256),
            "SHA-256 of the text's bytes as received.",
        ),
        field(
            "length",
            Optional,
            Shape::Number(COUNT),
            "The length of the text in Unicode code points.",
        ),
        field(
            "title",
            Optional,
            TITLES,
            "The title, or the span from which it is read.",
        ),
        field(
            "url",
            Optional,
            Shape::Text(&URL),
            "Where it was published.",
        ),
        field(
            "published",
            Optional,
            Shape::Text(&EDTF),
            "When it was published.",
        ),
        field(
            "held",
            Optional,
            Shape::Boolean,
            "Whether the curators hold the text; true when its hash is given.",
        ),
        field(
            "reference",
            Weighty,
            Shape::Boolean,
            "Reference data: facts cite `source`, without spans.",
        ),
        field(
            "names",
            Weighty,
            NAMES,
            "Names of the document; our own, descriptive ones need no citation.",
        ),
        field(
            "identifiers",
            Optional,
            Shape::List(&Shape::Record(&IDENTIFIER)),
            "Identifiers of the document.",
        ),
        field(
            "description",
            Optional,
            TEXTS,
            "What it is, in our own words, by language.",
        ),
        VISIBILITY,
        CITATION,
    ],
    one_of: &[],
};

const DATED: &[EntityKind] = &[EntityKind::Event, EntityKind::Project];
const EVENT: &[EntityKind] = &[EntityKind::Event];
const PERSON: &[EntityKind] = &[EntityKind::Person];
const PLACE_KIND: &[EntityKind] = &[EntityKind::Municipality];
const TEXT_KIND: &[EntityKind] = &[EntityKind::Document];
const BODY: &[EntityKind] = &[EntityKind::Organisation, EntityKind::Municipality];
const TYPED: &[EntityKind] = &[
    EntityKind::Organisation,
    EntityKind::Municipality,
    EntityKind::Event,
    EntityKind::Project,
    EntityKind::Document,
];

pub(super) static ENTITY: Record = Record {
    name: "entity",
    description: "What the dossier says of one entity. With `kind` it declares the entity; without, it adds names, identifiers and evidence to one declared elsewhere.",
    fields: &[
        field("kind", Weighty, Shape::Word(&ENTITY_KINDS), "What it is."),
        field(
            "type",
            Optional,
            Shape::Word(&ENTITY_TYPES),
            "Its type, a word of the list of its kind.",
        )
        .only(TYPED)
        .needed_by(TYPED),
        field("country", Optional, Shape::Text(&COUNTRY), "The country.")
            .only(BODY)
            .needed_by(PLACE_KIND),
        field(
            "status",
            Optional,
            Shape::Word(&STATUSES),
            "What is reported of its taking place.",
        )
        .only(EVENT),
        field(
            "online",
            Optional,
            Shape::Boolean,
            "Whether it was held online, where said.",
        )
        .only(EVENT),
        field(
            "named",
            Optional,
            Shape::Boolean,
            "False: known to exist, not named by any source.",
        )
        .only(PERSON),
        field("period", Optional, Shape::Text(&EDTF), "When.").only(DATED),
        field("existed", Optional, Shape::Text(&EDTF), "When it existed.").only(PLACE_KIND),
        field(
            "position",
            Optional,
            Shape::Tuple(&PLACE),
            "Degrees north and east.",
        )
        .only(PLACE_KIND),
        field(
            "possibly",
            Optional,
            Shape::List(&Shape::Text(&ENTITY_REFERENCE)),
            "What an UNDETERMINED name may mean.",
        )
        .only(PLACE_KIND),
        field(
            "url",
            Optional,
            Shape::Text(&URL),
            "Where it was published.",
        )
        .only(TEXT_KIND),
        field(
            "language",
            Optional,
            Shape::Text(&LANGUAGE),
            "The language of the text.",
        )
        .only(TEXT_KIND),
        field(
            "publishedOn",
            Optional,
            Shape::Text(&EDTF),
            "When it was published.",
        )
        .only(TEXT_KIND),
        field(
            "held",
            Optional,
            Shape::Boolean,
            "Whether the curators hold the text.",
        )
        .only(TEXT_KIND),
        field(
            "title",
            Optional,
            TITLES,
            "The title, or the span from which it is read.",
        )
        .only(TEXT_KIND),
        field(
            "names",
            Weighty,
            NAMES,
            "Its names; the first is the recorded one.",
        ),
        field(
            "identifiers",
            Optional,
            Shape::List(&Shape::Record(&IDENTIFIER)),
            "Its identifiers.",
        ),
        field(
            "description",
            Optional,
            TEXTS,
            "What it is, in our own words, by language.",
        ),
        VISIBILITY,
        CITATION,
    ],
    one_of: &[],
};

/// The fields of an entity's block that need no declaration.
pub(super) const SUPPLEMENT: &[&str] = &["names", "identifiers", "visibility", "cite"];

pub(super) static RECURRENCE: Record = Record {
    name: "recurrence",
    description: "At least so many times in every period.",
    fields: &[
        field(
            "atLeast",
            Optional,
            Shape::Number(TIMES),
            "At least how many times.",
        ),
        field(
            "every",
            Required,
            Shape::Text(&DURATION),
            "In every such period.",
        ),
    ],
    one_of: &[],
};

pub(super) static RELATION: Record = Record {
    name: "relation",
    description: "A relation between two entities.",
    fields: &[
        LABEL,
        field(
            "subject",
            Required,
            Shape::Text(&ENTITY_REFERENCE),
            "The entity of which it is said.",
        ),
        field(
            "kind",
            Required,
            Shape::Word(&RELATION_KINDS),
            "What is said.",
        ),
        field(
            "object",
            Required,
            Shape::Text(&ENTITY_REFERENCE),
            "The entity to which it leads.",
        ),
        field("role", Weighty, Shape::Word(&ROLES), "In what capacity."),
        field(
            "onBehalfOf",
            Weighty,
            Shape::Text(&ENTITY_REFERENCE),
            "The actor for whom the subject acts.",
        ),
        field(
            "supportForm",
            Optional,
            Shape::Word(&SUPPORT_FORMS),
            "SUPPORTS and FUNDS: the form, exactly as far as the source goes.",
        ),
        field(
            "agreement",
            Optional,
            Shape::Text(&LINE),
            "The number of the agreement.",
        ),
        field(
            "headcount",
            Optional,
            Shape::Number(COUNT),
            "How many this party sent; never the event's total.",
        ),
        field(
            "recurrence",
            Optional,
            Shape::Record(&RECURRENCE),
            "COMMITTED and PLANNED: how often.",
        ),
        MODALITY,
        BASIS,
        field(
            "rule",
            Weighty,
            Shape::Text(&PROSE),
            "Why, when it is inferred; how it was found, in reference data.",
        ),
        PERIOD,
        field(
            "share",
            Optional,
            Shape::Number(SHARE),
            "SUCCEEDED_BY: the part of the subject that passed on, 0 to 1.",
        ),
        field(
            "confidence",
            Optional,
            Shape::Word(&CONFIDENCES),
            "Reference data: how far this row can be trusted.",
        ),
        VISIBILITY,
        CITATION,
    ],
    one_of: &[],
};

pub(super) static FIGURE: Record = Record {
    name: "figure",
    description: "A number about an entity; without a value when the source gives none.",
    fields: &[
        LABEL,
        field(
            "about",
            Required,
            Shape::Text(&ENTITY_REFERENCE),
            "The entity that it is about.",
        ),
        field(
            "measure",
            Required,
            Shape::Word(&MEASURES),
            "What it is a number of.",
        ),
        field(
            "kind",
            Required,
            Shape::Word(&FIGURE_KINDS),
            "Stated, aimed at or counted.",
        ),
        field(
            "value",
            Weighty,
            Shape::Choice(&[Shape::Number(AMOUNT), Shape::Record(&READ)]),
            "The value, or the span from which it is read.",
        ),
        field("lower", Weighty, Shape::Number(AMOUNT), "The lower bound."),
        field("upper", Weighty, Shape::Number(AMOUNT), "The upper bound."),
        field(
            "approximate",
            Optional,
            Shape::Boolean,
            "Whether the source says `about`.",
        ),
        field(
            "unit",
            Optional,
            Shape::Text(&LINE),
            "The unit; the measure's first when not given.",
        ),
        field(
            "group",
            Weighty,
            Shape::Text(&GROUP),
            "The group that is counted.",
        ),
        field(
            "partOf",
            Optional,
            Shape::Text(&FIGURE_REFERENCE),
            "The key of the figure of which this one is a part.",
        ),
        PERIOD,
        MODALITY,
        BASIS,
        VISIBILITY,
        CITATION,
    ],
    one_of: &[],
};

pub(super) static NOTE: Record = Record {
    name: "note",
    description: "A statement without a relation, in our own words.",
    fields: &[
        LABEL,
        field(
            "about",
            Required,
            Shape::Text(&ENTITY_REFERENCE),
            "The entity that it is about.",
        ),
        field(
            "kind",
            Required,
            Shape::Word(&NOTE_KINDS),
            "What it records.",
        ),
        field(
            "text",
            Required,
            TEXTS,
            "The statement in our own words, by language.",
        ),
        VISIBILITY,
        CITATION,
    ],
    one_of: &[],
};

pub(super) static DOSSIER: Record = Record {
    name: "dossier",
    description: "What one document says: entities, relations, figures and notes, each with the spans that support it.",
    fields: &[
        field(
            "dossier",
            Required,
            Shape::Text(&DOSSIER_KEY),
            "The key of the dossier.",
        ),
        field(
            "format",
            Required,
            Shape::Format,
            "The number of the format.",
        ),
        field(
            "document",
            Required,
            Shape::Record(&DOCUMENT),
            "The source into which all spans point.",
        ),
        field(
            "spans",
            Optional,
            Shape::Map(&SPAN_NAME, &Shape::Tuple(&SPAN)),
            "The places of the text that are cited, each named once: start, end, SHA-256 of the span's UTF-8.",
        ),
        field(
            "entities",
            Optional,
            Shape::Map(&ENTITY_KEY, &Shape::Record(&ENTITY)),
            "Entities by key.",
        ),
        field(
            "relations",
            Optional,
            Shape::List(&Shape::Record(&RELATION)),
            "Relations.",
        ),
        field(
            "figures",
            Optional,
            Shape::List(&Shape::Record(&FIGURE)),
            "Figures.",
        ),
        field(
            "notes",
            Optional,
            Shape::List(&Shape::Record(&NOTE)),
            "Notes.",
        ),
    ],
    one_of: &[],
};

/// The records that have a definition of their own in the schema.
pub(super) static RECORDS: &[&Record] = &[
    &DOCUMENT,
    &TITLE,
    &ENTITY,
    &NAME,
    &IDENTIFIER,
    &CITE,
    &RELATION,
    &RECURRENCE,
    &FIGURE,
    &READ,
    &NOTE,
];
