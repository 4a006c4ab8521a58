//! The vocabulary holds itself to its own rules.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocabulary::{
    Attribute, Direction, ENTITY_KINDS, EntityKind, IDENTIFIER_SCHEMES, Labels, MEASURES, Measure,
    NAMESPACES, PeriodFrom, RELATIONS, ROLES, RelationKind, Role, Roles, Term, Tier, TimeRule,
    nearest,
};

/// The hand-written fields of the GraphQL objects, with which no link field may clash.
const HAND_WRITTEN: &str = "id key kind name names description identifiers figures notes evidence relations \
    visibility recordedAt version type country existed possibly status period online \
    title language url sha256 held publishedOn named";

/// Every kind that was ever released: databases and dossiers hold these keys for good.
const RELEASED_KINDS: &[&str] = &[
    "ATTENDED",
    "ORGANISED",
    "HOSTED",
    "TOOK_PLACE_IN",
    "CONCERNS",
    "PART_OF",
    "REALISES",
    "CONTINUES",
    "IMPLEMENTS",
    "MANAGES",
    "PARTNER_IN",
    "FUNDS",
    "SUPPORTS",
    "SERVES",
    "WORKS_FOR",
    "MEMBER_OF",
    "REPRESENTS",
    "LOCATED_IN",
    "COOPERATES_WITH",
    "CONTACT_POINT_FOR",
    "SUCCEEDED_BY",
    "BENEFITS_FROM",
    "POSSIBLY_SAME_AS",
    "AUTHORED",
    "DOCUMENTS",
    "QUOTED_IN",
    "MENTIONED_IN",
];

/// Every role that was ever released.
const RELEASED_ROLES: &[&str] = &[
    "speaker",
    "facilitator",
    "lead",
    "expert",
    "mediator",
    "specialists",
    "representatives",
    "representative",
    "met",
    "feedback",
    "activist",
    "residents",
    "members",
    "organiser",
    "co-organiser",
    "implementer",
    "responsible",
    "session-host",
    "venue",
    "visited",
    "subject",
    "evaluated",
    "in-part",
    "project-manager",
    "executive-director",
    "continued",
    "mediation",
    "unchanged",
    "enlarged",
    "merged",
    "split",
    "target-group",
    "author",
    "agenda",
    "participants",
    "report",
    "presentation",
    "evaluation",
    "conclusions",
    "project-page",
    "highlighted",
    "view-not-reflected",
    "referenced",
];

/// Every measure that was ever released.
const RELEASED_MEASURES: &[&str] = &[
    "participants",
    "municipalities",
    "mediators",
    "families",
    "pupils",
    "residents",
    "meetings",
    "stories",
    "duration",
    "reach",
];

#[test]
fn no_key_was_removed_or_stands_twice() {
    let kinds: Vec<_> = RelationKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let roles: Vec<_> = Role::keys().collect();
    let measures: Vec<_> = Measure::keys().collect();
    for (list, released) in [
        (&kinds, RELEASED_KINDS),
        (&roles, RELEASED_ROLES),
        (&measures, RELEASED_MEASURES),
    ] {
        let there: BTreeSet<_> = list.iter().collect();
        assert_eq!(there.len(), list.len(), "a key stands twice in {list:?}");
        let gone: Vec<_> = released.iter().filter(|key| !there.contains(key)).collect();
        assert!(gone.is_empty(), "removed: {gone:?}");
        let fresh: Vec<_> = list.iter().filter(|key| !released.contains(key)).collect();
        assert!(fresh.is_empty(), "add to the released keys: {fresh:?}");
    }
}

#[test]
fn rows_stand_in_the_order_of_their_words() {
    for kind in RelationKind::ALL {
        assert_eq!(kind.spec().kind, *kind);
    }
    for kind in EntityKind::ALL {
        assert_eq!(kind.spec().kind, *kind);
    }
    assert_eq!(RELATIONS.len(), RelationKind::ALL.len());
    assert_eq!(ENTITY_KINDS.len(), EntityKind::ALL.len());
}

#[test]
fn link_fields_are_unique_on_each_kind_and_clash_with_nothing() {
    for kind in EntityKind::ALL {
        let mut seen: BTreeMap<&str, RelationKind> = BTreeMap::new();
        for on in RelationKind::links_on(*kind) {
            let field = on.link.field;
            assert!(
                !HAND_WRITTEN.split(' ').any(|own| own == field),
                "{kind}.{field} is written by hand"
            );
            let other = seen.insert(field, on.relation);
            assert_eq!(other, None, "{kind}.{field} belongs to two kinds");
        }
        assert!(!seen.is_empty());
    }
}

#[test]
fn a_field_leads_to_a_type_that_covers_every_end() {
    for spec in RELATIONS {
        for ends in spec.ends {
            for end in ends.objects {
                assert!(spec.forward.node.covers(end.kind), "{}: {end}", spec.kind);
            }
            if let Some(inverse) = &spec.inverse {
                for end in ends.subjects {
                    assert!(inverse.node.covers(end.kind), "{}: {end}", spec.kind);
                }
            }
        }
    }
}

#[test]
fn a_symmetric_kind_has_the_same_at_both_ends() {
    let symmetric: Vec<_> = RELATIONS
        .iter()
        .filter(|spec| spec.symmetric())
        .map(|spec| spec.kind)
        .collect();
    assert_eq!(
        symmetric,
        [RelationKind::CooperatesWith, RelationKind::PossiblySameAs]
    );
    for spec in RELATIONS.iter().filter(|spec| spec.symmetric()) {
        for ends in spec.ends {
            assert_eq!(ends.subjects, ends.objects);
        }
        for on in spec.links_on(EntityKind::Person) {
            assert_eq!(on.direction, Direction::Both);
        }
    }
}

#[test]
fn everything_is_labelled_in_four_languages_and_described() {
    let check = |what: &str, labels: &Labels, description: &str| {
        for (language, label) in labels.all() {
            assert!(
                !label.trim().is_empty(),
                "{what} has no label in {language}"
            );
        }
        assert!(
            description.ends_with('.') && description.len() > 5,
            "{what}: {description:?}"
        );
    };
    for spec in RELATIONS {
        check(spec.kind.as_str(), &spec.forward.labels, spec.description);
        check(
            spec.forward.field,
            &spec.forward.labels,
            spec.forward.description,
        );
        if let Some(inverse) = &spec.inverse {
            check(inverse.field, &inverse.labels, inverse.description);
        }
    }
    for role in ROLES {
        check(role.key, &role.labels, role.description);
    }
    for measure in MEASURES {
        check(measure.key, &measure.labels, measure.description);
        assert!(!measure.units.is_empty(), "{} has no unit", measure.key);
    }
    for kind in ENTITY_KINDS {
        check(kind.object, &kind.labels, "A kind.");
    }
}

#[test]
fn roles_and_kinds_name_each_other() {
    for spec in RELATIONS {
        if let Roles::Of(keys) = spec.roles {
            for key in keys {
                assert!(
                    Role::find(key).is_some(),
                    "{} names the unknown role {key}",
                    spec.kind
                );
            }
        }
    }
    for role in ROLES {
        assert!(
            role.kinds().next().is_some(),
            "no kind names the role {}",
            role.key
        );
    }
}

#[test]
fn terms_are_well_formed() {
    let relations = RELATIONS.iter().flat_map(|spec| spec.terms);
    for term in relations.chain(ENTITY_KINDS.iter().flat_map(|kind| kind.terms)) {
        assert!(Term::parse(term).is_some(), "{term}");
    }
    for namespace in NAMESPACES {
        assert!(namespace.iri.ends_with(['/', '#']), "{}", namespace.iri);
    }
    let attendee = Term::parse("^schema:attendee").map(|term| (term.iri(), term.inverse));
    assert_eq!(
        attendee,
        Some(("https://schema.org/attendee".to_owned(), true))
    );
    assert!(Term::parse("nobody:knows").is_none());
    assert!(Term::parse("schema:").is_none());
}

#[test]
fn endpoints_are_checked_with_their_types() {
    let attended = RelationKind::Attended.spec();
    let person = (EntityKind::Person, None);
    assert!(attended.allows(person, (EntityKind::Event, Some("VISIT"))));
    assert!(attended.allows(person, (EntityKind::Project, Some("ACTIVITY"))));
    assert!(!attended.allows(person, (EntityKind::Project, Some("SERVICE"))));
    assert!(!attended.allows((EntityKind::Document, None), (EntityKind::Event, None)));
    assert_eq!(
        attended.expected_ends(),
        "PERSON, ORGANISATION or MUNICIPALITY → EVENT or PROJECT (ACTIVITY)"
    );
    // A row of pairs does not allow what none of its pairs allows.
    let part_of = RelationKind::PartOf.spec();
    let council = (EntityKind::Organisation, Some("COUNCIL"));
    assert!(part_of.allows(council, (EntityKind::Municipality, Some("COUNTY"))));
    assert!(!part_of.allows((EntityKind::Event, None), (EntityKind::Municipality, None)));
}

#[test]
fn a_type_named_at_an_end_is_a_type_of_its_kind() {
    let ends = RELATIONS.iter().flat_map(|spec| spec.ends);
    for end in ends.flat_map(|ends| ends.subjects.iter().chain(ends.objects)) {
        if let Some(only) = end.only_type {
            assert!(end.kind.types().contains(&only), "{end}");
        }
    }
}

#[test]
fn a_date_means_what_the_kind_says() {
    let points: Vec<_> = RelationKind::ALL
        .iter()
        .filter(|kind| kind.time_rule(EntityKind::Event) == TimeRule::Point)
        .map(|kind| kind.as_str())
        .collect();
    assert_eq!(
        points,
        [
            "ATTENDED",
            "ORGANISED",
            "HOSTED",
            "TOOK_PLACE_IN",
            "CONCERNS",
            "REALISES",
            "SUCCEEDED_BY"
        ]
    );
    let concerns = RelationKind::Concerns;
    assert_eq!(concerns.time_rule(EntityKind::Document), TimeRule::State);
    assert_eq!(concerns.period_from(EntityKind::Event), PeriodFrom::Subject);
    assert_eq!(concerns.period_from(EntityKind::Document), PeriodFrom::None);
    assert_eq!(
        RelationKind::Attended.period_from(EntityKind::Person),
        PeriodFrom::Object
    );
}

#[test]
fn only_support_has_a_form_and_only_succession_a_share() {
    let carrying = |attribute| -> Vec<RelationKind> {
        RELATIONS
            .iter()
            .filter(|spec| spec.carries(attribute))
            .map(|spec| spec.kind)
            .collect()
    };
    assert_eq!(
        carrying(Attribute::SupportForm),
        [RelationKind::Funds, RelationKind::Supports]
    );
    assert_eq!(carrying(Attribute::Share), [RelationKind::SucceededBy]);
}

#[test]
fn figures_on_minors_and_families_are_never_public() {
    for key in ["pupils", "families"] {
        assert_eq!(
            Measure::find(key).map(|measure| measure.least),
            Some(Tier::Partner),
            "{key}"
        );
    }
}

#[test]
fn the_nearest_word_is_near() {
    assert_eq!(nearest("mediatr", Role::keys()), Some("mediator"));
    assert_eq!(nearest("Expert", Role::keys()), Some("expert"));
    assert_eq!(nearest("pilot", Role::keys()), None);
    let kinds = || RelationKind::ALL.iter().map(|kind| kind.as_str());
    assert_eq!(nearest("ATENDED", kinds()), Some("ATTENDED"));
    assert_eq!(nearest("", kinds()), None);
}

#[test]
fn labels_answer_in_the_language_asked_for() {
    let labels = &RelationKind::Attended.spec().forward.labels;
    assert_eq!(labels.in_language("lv-LV"), "piedalījās");
    assert_eq!(labels.in_language("rom"), "attended");
}

#[test]
fn schemes_are_found_and_looked_up() {
    let wikidata = entity::vocabulary::IdentifierScheme::find("wikidata");
    let url = wikidata.and_then(|scheme| scheme.url_of("Q42"));
    assert_eq!(url.as_deref(), Some("http://www.wikidata.org/entity/Q42"));
    let keys: BTreeSet<_> = IDENTIFIER_SCHEMES.iter().map(|scheme| scheme.key).collect();
    assert_eq!(keys.len(), IDENTIFIER_SCHEMES.len());
}
