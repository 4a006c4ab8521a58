//! What is refused, and where: one sentence a rule. The mark ⟦ stands at the violation.

use stakegraph::operations::{validation::Known, violation::Code};

use crate::fixture::{dossier, named, refuses, text_held};

macro_rules! refused {
    ($( $sentence:ident: $code:ident, $field:literal $(nearest $nearest:literal)? $(knowing $known:ident)? => $fixture:expr; )+) => {
        $(
            #[test]
            fn $sentence() {
                let known: Known = refused!(@known $($known)?);
                let nearest: Option<&str> = refused!(@nearest $($nearest)?);
                refuses(&$fixture, &known, Code::$code, $field, nearest);
            }
        )+

        /// The codes that have a sentence here.
        const TOLD: &[Code] = &[$(Code::$code),+];
    };
    (@known) => { Known::default() };
    (@known $known:ident) => { $known() };
    (@nearest) => { None };
    (@nearest $nearest:literal) => { Some($nearest) };
}

/// Codes whose sentence stands elsewhere: they need a file, a database or several dossiers.
const TOLD_ELSEWHERE: &[Code] = &[
    Code::Unreadable,
    Code::NotUtf8,
    Code::DuplicateDossier,
    Code::Conflict,
    Code::VisibilityRaised,
    Code::Incomplete,
];

#[test]
fn every_code_has_its_sentence() {
    let untold: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !TOLD.contains(code) && !TOLD_ELSEWHERE.contains(code))
        .collect();
    assert!(untold.is_empty(), "{untold:?}");
}

fn relation(fields: &str) -> String {
    dossier(&format!("relations:\n  - {{{fields}}}\n"))
}

fn figure(fields: &str) -> String {
    dossier(&format!("figures:\n  - {{{fields}}}\n"))
}

/// A dossier with something else in place of a part.
fn instead(of: &str, with: &str) -> String {
    let text = dossier("");
    assert!(text.contains(of), "{of}");
    text.replacen(of, with, 1)
}

refused! {
    // The form of the file
    a_file_without_a_dossier_is_refused: Empty, "" => "⟦# nothing here\n".to_owned();
    text_that_is_no_yaml_is_refused_where_it_breaks: Syntax, "" => dossier("relations: ⟦]\n");
    an_alias_is_refused: UnsupportedYaml, "" => dossier("notes: ⟦&a []\n");
    a_tag_is_refused: UnsupportedYaml, "" => dossier("notes: ⟦!!set []\n");
    nesting_without_end_is_refused: TooDeep, "" => dossier(&format!("notes: {}⟦{}\n", "[".repeat(16), "[".repeat(20)));
    a_later_format_is_refused: UnknownFormat, "format" => instead("format: 1", "format: ⟦2");
    a_misspelt_field_is_refused: UnknownField, "relations[0].roel" nearest "role" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, ⟦roel: speaker, cite: name");
    a_misspelt_section_is_refused: UnknownField, "relatoins" nearest "relations" => dossier("⟦relatoins: []\n");
    a_field_of_another_kind_is_refused: FieldNotOfKind, "entities.a.status" =>
        dossier("  a: {kind: PERSON, ⟦status: HELD, names: [{text: A, kind: OFFICIAL}], cite: name}\n");
    a_block_without_a_kind_declares_nothing: FieldNotOfKind, "entities.library.country" =>
        format!("{}---\n{}", named("first", ""), instead("kind: ORGANISATION, type: LIBRARY, names: [{text: Library, language: en, kind: OFFICIAL}]", "⟦country: LV"));
    a_missing_field_is_refused: MissingField, "relations[0].object" => dossier("relations:\n  - ⟦{subject: anna-ozola, kind: ATTENDED, cite: name}\n");
    an_organisation_has_a_type: MissingField, "entities.a.type" =>
        dossier("  a: ⟦{kind: ORGANISATION, names: [{text: A, kind: OFFICIAL}], cite: name}\n");
    a_dossier_without_its_document_is_refused: MissingField, "document" => "⟦dossier: a\nformat: 1\n".to_owned();
    a_key_that_stands_twice_is_refused: DuplicateKey, "entities.library" =>
        dossier("  ⟦library: {kind: ORGANISATION, type: LIBRARY, names: [{text: L, kind: OFFICIAL}], cite: title}\n");
    a_number_where_text_belongs_is_refused: WrongType, "relations[0].period" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, period: ⟦2019, cite: name");
    a_text_where_a_list_belongs_is_refused: WrongType, "relations" => dossier("relations: ⟦none\n");
    a_misspelt_word_is_refused: UnknownWord, "relations[0].kind" nearest "ATTENDED" =>
        relation("subject: anna-ozola, kind: ⟦ATENDED, object: visit-2019, cite: name");
    a_misspelt_role_is_refused: UnknownWord, "relations[0].role" nearest "speaker" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, role: ⟦speeker, cite: name");
    a_misspelt_measure_is_refused: UnknownWord, "figures[0].measure" nearest "participants" =>
        figure("about: visit-2019, measure: ⟦participant, kind: STATED, value: 28, cite: number");
    a_type_of_another_kind_is_refused: UnknownWord, "entities.a.type" =>
        dossier("  a: {kind: EVENT, type: ⟦LIBRARY, names: [{text: A, kind: OFFICIAL}], cite: name}\n");
    a_key_in_capitals_is_refused: BadKey, "entities.Anna" =>
        dossier("  ⟦Anna: {kind: PERSON, names: [{text: A, kind: OFFICIAL}], cite: name}\n");
    a_season_is_refused: BadDate, "relations[0].period" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, period: ⟦2019-21, cite: name");
    a_day_that_does_not_exist_is_refused: ImpossibleDate, "relations[0].period" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, period: ⟦2019-02-30, cite: name");
    reversed_dates_are_refused: ReversedDates, "relations[0].period" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, period: ⟦2020/2019, cite: name");
    a_span_that_ends_before_it_begins_is_refused: BadSpan, "spans.name" => instead("name: [0, 10,", "name: ⟦[10, 10,");
    a_country_by_its_name_is_refused: BadValue, "entities.ventspils.country" => instead("country: LV", "country: ⟦Latvia");
    a_share_above_one_is_refused: BadValue, "relations[0].share" =>
        relation("subject: ventspils, kind: SUCCEEDED_BY, object: town, share: ⟦1.5, cite: title")
            .replace("relations:", "  town: {kind: MUNICIPALITY, type: TOWN, country: LV, names: [{text: T, kind: OFFICIAL}], cite: title}\nrelations:");
    a_blank_at_an_end_is_refused: UncleanText, "entities.library.names[0].text" => instead("text: Library", "text: ⟦\"Library \"");
    decomposed_letters_are_refused: UncleanText, "entities.library.names[0].text" => instead("text: Library", "text: ⟦A\u{304}bele");
    hidden_characters_are_refused: UncleanText, "entities.library.names[0].text" => instead("text: Library", "text: ⟦Lib\u{200b}rary");

    // Keys and facts
    the_same_fact_twice_is_refused: DuplicateFact, "relations[1]" =>
        dossier("relations:\n  - {subject: anna-ozola, kind: ATTENDED, object: visit-2019, cite: name}\n  - ⟦{subject: anna-ozola, kind: ATTENDED, object: visit-2019, cite: title}\n");
    a_symmetric_fact_told_from_both_ends_is_one: DuplicateFact, "relations[1]" =>
        dossier("relations:\n  - {subject: ventspils, kind: COOPERATES_WITH, object: library, cite: name}\n  - ⟦{subject: library, kind: COOPERATES_WITH, object: ventspils, cite: title}\n");
    a_dangling_key_is_refused: DanglingKey, "relations[0].subject" nearest "anna-ozola" =>
        relation("subject: ⟦ana-ozola, kind: ATTENDED, object: visit-2019, cite: name");
    a_part_of_no_figure_is_refused: DanglingKey, "figures[0].partOf" =>
        figure("about: visit-2019, measure: participants, kind: STATED, value: 28, partOf: ⟦whole, cite: number");
    a_block_that_adds_to_nothing_is_refused: DanglingKey, "entities.librari" nearest "library" =>
        dossier("  ⟦librari: {names: [{text: L, kind: SHORT, cite: title}]}\n");

    // Evidence
    a_misspelt_span_is_refused: UnknownSpan, "relations[0].cite" nearest "title" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, cite: ⟦titel");
    a_fact_without_a_citation_is_refused: CitationMissing, "relations[0].cite" =>
        dossier("relations:\n  - ⟦{subject: anna-ozola, kind: ATTENDED, object: visit-2019}\n");
    a_span_beyond_the_document_is_refused: SpanOutside, "spans.name" => instead("name: [0, 10,", "⟦name: [0, 1000,");
    a_span_with_another_hash_is_refused_when_the_text_is_held: SpanHash, "spans.name" knowing text_held => instead("name: [0, 10,", "⟦name: [0, 9,");
    one_place_with_two_hashes_is_refused: SpanConflict, "spans.same" =>
        instead("entities:", &format!("  ⟦same: [0, 10, {}]\nentities:", "0".repeat(63) + "a"));
    a_text_of_another_length_is_refused: TextDiffers, "document.length" knowing text_held => {
        instead("  key: report", "  key: ⟦report").replacen("length: 8", "length: 9", 1)
    };
    a_surface_form_that_is_not_in_its_span_is_refused: SurfaceDiffers, "entities.library.names[1].text" knowing text_held =>
        instead("language: en, kind: OFFICIAL}], cite: title}\n  visit", "language: en, kind: OFFICIAL}, {text: ⟦Annas Ozolas, kind: SURFACE, cite: name}], cite: title}\n  visit");
    a_span_with_two_numbers_is_no_value: ValueUnreadable, "figures[0].value" knowing text_held =>
        figure("about: visit-2019, measure: participants, kind: STATED, value: ⟦{read: two-numbers}, cite: number");

    // The vocabulary
    ends_that_the_table_forbids_are_refused: EndpointForbidden, "relations[0].object" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: ⟦ventspils, cite: name");
    a_project_of_another_type_is_no_occasion: EndpointForbidden, "relations[0].object" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: ⟦mediation, cite: name");
    a_role_of_another_kind_is_refused: RoleNotOfKind, "relations[0].role" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, role: ⟦venue, cite: name");
    a_form_of_support_belongs_to_support: AttributeNotOfKind, "relations[0].supportForm" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, supportForm: ⟦FUNDING, cite: name");
    a_share_belongs_to_succession: AttributeNotOfKind, "relations[0].share" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, share: ⟦0.5, cite: name");
    what_happened_does_not_recur: AttributeNotOfKind, "relations[0].recurrence" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, recurrence: ⟦{atLeast: 1, every: P1Y}, cite: name");
    nobody_acts_for_an_event: NotAnActor, "relations[0].onBehalfOf" =>
        relation("subject: anna-ozola, kind: IMPLEMENTS, object: mediation, onBehalfOf: ⟦visit-2019, cite: name");
    nothing_is_related_to_itself: SelfRelation, "relations[0].object" =>
        relation("subject: library, kind: PART_OF, object: ⟦library, cite: name");
    an_inference_names_its_rule: RuleMissing, "relations[0].rule" =>
        relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, basis: ⟦INFERRED, cite: name");
    a_target_is_not_reported: FigureInconsistent, "figures[0].modality" =>
        figure("about: mediation, measure: participants, kind: ⟦TARGET, value: 28, modality: ASSERTED, cite: number");
    a_value_lies_between_its_bounds: FigureInconsistent, "figures[0].value" =>
        dossier("figures:\n  - ⟦{about: visit-2019, measure: participants, kind: STATED, value: 28, lower: 30, cite: number}\n");
    a_unit_belongs_to_its_measure: FigureInconsistent, "figures[0].unit" nearest "people" =>
        figure("about: visit-2019, measure: participants, kind: STATED, value: 28, unit: ⟦peoples, cite: number");

    // Who may see what
    a_recorded_name_is_seen_with_its_entity: NameTier, "entities.library.names[0].visibility" =>
        instead("text: Library, language: en, kind: OFFICIAL", "text: Library, language: en, kind: OFFICIAL, visibility: ⟦PARTNER");
    figures_of_pupils_are_never_public: TierTooLow, "figures[0].visibility" =>
        dossier("figures:\n  - ⟦{about: library, measure: pupils, kind: STATED, value: {read: pupils}, cite: number}\n");
    an_address_of_mail_is_never_public: TierTooLow, "entities.library.identifiers[0].visibility" =>
        instead("type: LIBRARY,", "type: LIBRARY, identifiers: [{scheme: ⟦email, value: library}],");
    a_telephone_in_a_public_text_is_refused: TierTooLow, "entities.library.description.en" =>
        instead("type: LIBRARY,", "type: LIBRARY, description: {en: ⟦\"Call +371 6 123 45 67.\"},");
    a_value_that_is_not_public_stays_out_of_the_file: ValueInFile, "figures[0].value" =>
        figure("about: library, measure: pupils, kind: STATED, value: ⟦63, visibility: PARTNER, cite: number");

    a_public_fact_does_not_quote_a_value_that_is_not: ValueQuoted, "notes[0].cite" =>
        dossier("figures:\n  - {about: library, measure: pupils, kind: STATED, value: {read: pupils}, visibility: PARTNER, cite: pupils}\nnotes:\n  - {about: library, kind: TOPIC, text: {en: Visitors}, cite: ⟦two-numbers}\n");

    // What is recorded of nobody
    a_field_for_ethnicity_is_refused: Art9Field, "entities.anna-ozola.ethnicity" => instead("kind: PERSON,", "kind: PERSON, ⟦ethnicity: x,");
    a_field_for_ethnicity_is_refused_in_latvian: Art9Field, "entities.anna-ozola.tautība" => instead("kind: PERSON,", "kind: PERSON, ⟦tautība: x,");
    a_field_for_religion_is_refused: Art9Field, "entities.anna-ozola.religion" => instead("kind: PERSON,", "kind: PERSON, ⟦religion: x,");
    a_field_for_health_is_refused: Art9Field, "entities.anna-ozola.healthStatus" => instead("kind: PERSON,", "kind: PERSON, ⟦healthStatus: x,");
    a_role_for_ethnicity_is_refused: Art9Field, "relations[0].role" => relation("subject: anna-ozola, kind: ATTENDED, object: visit-2019, role: ⟦roma, cite: name");
    a_description_that_says_it_is_refused: Art9Field, "entities.anna-ozola.description.en" =>
        instead("kind: PERSON,", "kind: PERSON, description: {en: ⟦She is Roma.},");
    a_named_person_in_a_group_of_a_people_is_refused: Art9Field, "relations[0].object" =>
        relation("subject: anna-ozola, kind: MEMBER_OF, object: ⟦residents, cite: name")
            .replace("relations:", "  residents: {kind: ORGANISATION, type: GROUP, names: [{text: Roma residents, language: en, kind: OFFICIAL}], cite: title}\nrelations:");
}

#[test]
fn a_job_is_no_origin() {
    let text = dossier(
        "relations:\n  - {subject: anna-ozola, kind: SERVES, object: ventspils, role: mediator, cite: name}\n",
    )
    .replacen("kind: PERSON,", "kind: PERSON, description: {en: Roma mediator in Ventspils., lv: Romu mediatore Ventspilī.},", 1);
    assert_eq!(crate::fixture::violations(&text), []);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let text = dossier(
        "relations:
  - {subject: ana-ozola, kind: ATENDED, object: visit-2019, cite: name}
  - {subject: anna-ozola, kind: ATTENDED, object: ventspils, rol: speaker, period: 2020/2019}
figures:
  - {about: visit-2091, measure: participants, kind: STATED, value: many, cite: nmae}
",
    );
    let found: Vec<_> = crate::fixture::violations(&text)
        .into_iter()
        .map(|v| (v.line, v.field, v.code))
        .collect();
    let first = u32::try_from(dossier("").lines().count()).expect("a short text") + 2;
    let expected = [
        (first, "relations[0].subject", Code::DanglingKey),
        (first, "relations[0].kind", Code::UnknownWord),
        (first + 1, "relations[1].rol", Code::UnknownField),
        (first + 1, "relations[1].period", Code::ReversedDates),
        (first + 3, "figures[0].about", Code::DanglingKey),
        (first + 3, "figures[0].value", Code::WrongType),
        (first + 3, "figures[0].cite", Code::UnknownSpan),
    ];
    assert_eq!(
        found,
        expected.map(|(line, field, code)| (line, field.to_owned(), code))
    );
}
