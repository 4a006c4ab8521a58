//! The schema holds what the public contract promises: every type, field, argument and word.
//!
//! `contract.graphql` is the promise, as far as it is built; the schema may hold more.

use async_graphql::{
    Positioned,
    parser::{
        parse_schema,
        types::{
            FieldDefinition, InputValueDefinition, ServiceDocument, TypeKind, TypeSystemDefinition,
        },
    },
};
use entity::vocabulary::RelationKind;
use stakegraph::graphql::sdl;

const CONTRACT: &str = include_str!("contract.graphql");

/// A type: its name, its kind, and its elements, each as `name: type`, their arguments as
/// `name(argument): type`.
type Described = (String, &'static str, Vec<String>);

fn described(document: &ServiceDocument) -> Vec<Described> {
    let types = document.definitions.iter().filter_map(|definition| {
        let TypeSystemDefinition::Type(definition) = definition else {
            return None;
        };
        let (word, elements) = match &definition.node.kind {
            TypeKind::Scalar => ("scalar", Vec::new()),
            TypeKind::Object(object) => ("type", fields(&object.fields)),
            TypeKind::Interface(interface) => ("interface", fields(&interface.fields)),
            TypeKind::Union(_) => ("union", Vec::new()),
            TypeKind::Enum(words) => {
                let words = words.values.iter();
                (
                    "enum",
                    words.map(|word| word.node.value.node.to_string()).collect(),
                )
            }
            TypeKind::InputObject(input) => ("input", arguments("", &input.fields)),
        };
        Some((definition.node.name.node.to_string(), word, elements))
    });
    types.collect()
}

fn fields(fields: &[Positioned<FieldDefinition>]) -> Vec<String> {
    let each = fields.iter().flat_map(|field| {
        let name = field.node.name.node.as_str();
        let own = format!("{name}: {}", field.node.ty.node);
        [own]
            .into_iter()
            .chain(arguments(name, &field.node.arguments))
    });
    each.collect()
}

fn arguments(of: &str, arguments: &[Positioned<InputValueDefinition>]) -> Vec<String> {
    let each = arguments.iter().map(|one| &one.node);
    each.map(|one| format!("{of}({}): {}", one.name.node, one.ty.node))
        .collect()
}

#[test]
fn the_schema_holds_the_contract() {
    let contract = described(&parse_schema(CONTRACT).unwrap());
    let ours = described(&parse_schema(sdl()).unwrap());
    let mut missing = Vec::new();
    for (name, word, elements) in contract {
        let own = ours
            .iter()
            .find(|(own, kind, _)| *own == name && *kind == word);
        let Some((_, _, have)) = own else {
            missing.push(format!("{word} {name}"));
            continue;
        };
        let lacking = elements
            .into_iter()
            .filter(|element| !have.contains(element));
        missing.extend(lacking.map(|element| format!("{name}.{element}")));
    }
    assert_eq!(missing, Vec::<String>::new());
}

/// A kind of relation, the kinds of its subject and of its object (person, organisation,
/// municipality, event, project by its J, document), the field on the subject and on the object.
const LINKS: &[[&str; 5]] = &[
    [
        "ATTENDED",
        "POM",
        "EJ",
        "attended: Entity",
        "participants: Actor",
    ],
    [
        "ORGANISED",
        "POM",
        "EJ",
        "organised: Entity",
        "organisers: Actor",
    ],
    ["HOSTED", "OM", "EJ", "hosted: Entity", "hosts: Actor"],
    [
        "TOOK_PLACE_IN",
        "EJ",
        "MO",
        "tookPlaceIn: Actor",
        "eventsHeld: Entity",
    ],
    [
        "CONCERNS",
        "EDJ",
        "POMEJD",
        "concerns: Entity",
        "concernedBy: Entity",
    ],
    ["PART_OF", "EJOM", "EJOM", "partOf: Entity", "parts: Entity"],
    [
        "REALISES",
        "E",
        "J",
        "realises: Project",
        "realisedBy: Event",
    ],
    [
        "CONTINUES",
        "EJ",
        "EJ",
        "continues: Entity",
        "continuedBy: Entity",
    ],
    [
        "IMPLEMENTS",
        "POM",
        "J",
        "implements: Project",
        "implementers: Actor",
    ],
    ["MANAGES", "P", "JOE", "manages: Entity", "managers: Person"],
    [
        "PARTNER_IN",
        "POM",
        "JE",
        "partnerIn: Entity",
        "partners: Actor",
    ],
    ["FUNDS", "POMJ", "JOE", "funds: Entity", "funders: Entity"],
    [
        "SUPPORTS",
        "POMJ",
        "JOE",
        "supports: Entity",
        "supporters: Entity",
    ],
    ["SERVES", "POJ", "MO", "serves: Actor", "servedBy: Entity"],
    ["WORKS_FOR", "P", "OM", "worksFor: Actor", "staff: Person"],
    [
        "MEMBER_OF",
        "POM",
        "O",
        "memberOf: Organisation",
        "members: Actor",
    ],
    [
        "REPRESENTS",
        "POM",
        "POM",
        "represents: Actor",
        "representedBy: Actor",
    ],
    [
        "LOCATED_IN",
        "OJM",
        "M",
        "locatedIn: Municipality",
        "institutions: Entity",
    ],
    ["COOPERATES_WITH", "POM", "POM", "cooperatesWith: Actor", ""],
    [
        "CONTACT_POINT_FOR",
        "PO",
        "OJ",
        "contactPointFor: Entity",
        "contactPoints: Actor",
    ],
    [
        "SUCCEEDED_BY",
        "MO",
        "MO",
        "succeededBy: Actor",
        "predecessors: Actor",
    ],
    [
        "BENEFITS_FROM",
        "POM",
        "J",
        "benefitsFrom: Project",
        "beneficiaries: Actor",
    ],
    [
        "POSSIBLY_SAME_AS",
        "POMEJD",
        "POMEJD",
        "possiblySameAs: Entity",
        "",
    ],
    [
        "AUTHORED",
        "POM",
        "D",
        "authored: Document",
        "authors: Actor",
    ],
    [
        "DOCUMENTS",
        "D",
        "EJ",
        "documents: Entity",
        "documentedBy: Document",
    ],
    [
        "QUOTED_IN",
        "POM",
        "D",
        "quotedIn: Document",
        "quotes: Actor",
    ],
    [
        "MENTIONED_IN",
        "POMEJD",
        "D",
        "mentionedIn: Document",
        "mentions: Entity",
    ],
];

/// The arguments of every link field.
const ARGUMENTS: &[&str] = &[
    "where): RelationWhere",
    "orderBy): [RelationOrder!]",
    "first): Int",
    "after): String",
    "last): Int",
    "before): String",
];

fn object(letter: char) -> &'static str {
    match letter {
        'P' => "Person",
        'O' => "Organisation",
        'M' => "Municipality",
        'E' => "Event",
        'J' => "Project",
        _ => "Document",
    }
}

/// What a link puts on a type: the field and its arguments.
fn of_link(link: &str) -> Vec<String> {
    let Some((field, node)) = link.split_once(": ") else {
        return Vec::new();
    };
    let arguments = ARGUMENTS
        .iter()
        .map(|argument| format!("{field}({argument}"));
    arguments
        .chain([format!("{field}: {node}LinkConnection!")])
        .collect()
}

#[test]
fn the_schema_holds_every_link_with_its_arguments() {
    let ours = described(&parse_schema(sdl()).unwrap());
    let mut missing = Vec::new();
    for [kind, subjects, objects, forward, inverse] in LINKS {
        assert!(kind.parse::<RelationKind>().is_ok(), "{kind}");
        for (ends, link) in [(subjects, forward), (objects, inverse)] {
            let wanted = of_link(link);
            for name in ends.chars().map(object) {
                let (_, _, have) = ours.iter().find(|(own, ..)| own == name).unwrap();
                let lacking = wanted.iter().filter(|element| !have.contains(element));
                missing.extend(lacking.map(|element| format!("{name}.{element}")));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    assert_eq!(LINKS.len(), RelationKind::ALL.len());
}
