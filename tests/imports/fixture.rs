//! A small valid dossier, and the place of a mark in a text.

use stakegraph::{
    exchange::dossier::{read, write},
    operations::{
        documents::find,
        dossier::{Dossier, Reading},
        export::export,
        import::{ImportError, Options, Report, import},
        text::Text,
        validation::{Known, check},
        violation::{Code, Violation},
    },
    store::Store,
};

/// The text of the dossier's document.
pub(crate) const TEXT: &str =
    "Anna Ozola apmeklēja Ventspili.\nBibliotēkā tikās ar 28 dalībniekiem, skolā ir 63 skolēni.";

/// What marks the place of a violation in a fixture.
pub(crate) const MARK: char = '⟦';

/// A dossier with a person, places, an event, a project and groups; what is appended goes on
/// with its entities, or begins a new section.
pub(crate) fn dossier(more: &str) -> String {
    named("visit", more)
}

/// The same under another key.
pub(crate) fn named(key: &str, more: &str) -> String {
    let text = Text::new(TEXT.to_owned());
    let spans: String = [
        ("title", "Anna Ozola apmeklēja Ventspili."),
        ("name", "Anna Ozola"),
        ("number", "28"),
        ("pupils", "63"),
        ("two-numbers", "28 dalībniekiem, skolā ir 63"),
    ]
    .iter()
    .flat_map(|(name, phrase)| {
        find(&text, phrase)
            .first()
            .map(|at| format!("  {}\n", at.line(name)))
    })
    .collect();
    format!(
        "dossier: {key}
format: 1
document:
  key: report
  type: REPORT
  language: lv
  sha256: {}
  length: {}
  title: {{span: title}}
  names: [{{text: Report on a visit, language: en, kind: OFFICIAL}}]
spans:
{spans}entities:
  anna-ozola: {{kind: PERSON, names: [{{text: Anna Ozola, language: lv, kind: OFFICIAL}}], cite: name}}
  ventspils: {{kind: MUNICIPALITY, type: STATE_CITY, country: LV, names: [{{text: Ventspils, kind: OFFICIAL}}], cite: title}}
  library: {{kind: ORGANISATION, type: LIBRARY, names: [{{text: Library, language: en, kind: OFFICIAL}}], cite: title}}
  visit-2019: {{kind: EVENT, type: VISIT, status: HELD, period: \"2019-10-17\", names: [{{text: Visit, language: en, kind: OFFICIAL}}], cite: title}}
  mediation: {{kind: PROJECT, type: SERVICE, names: [{{text: Mediation, language: en, kind: OFFICIAL}}], cite: title}}
{more}",
        text.sha256(),
        text.length()
    )
}

/// What a text says and what is wrong with it.
pub(crate) fn readings(text: &str) -> Vec<Reading> {
    read("visit.yaml", text).collect()
}

/// The one dossier of a valid text.
pub(crate) fn valid(text: &str) -> Dossier {
    let mut readings = readings(text);
    let reading = readings.pop().expect("a dossier");
    assert_eq!(reading.violations, []);
    reading.dossier.expect("the dossier is whole")
}

/// Everything that is wrong with a text, without a database.
pub(crate) fn violations(text: &str) -> Vec<Violation> {
    violations_knowing(text, &Known::default())
}

/// Everything that is wrong with a text, beside what is known.
pub(crate) fn violations_knowing(text: &str, known: &Known) -> Vec<Violation> {
    check(&readings(text), known).violations
}

/// What is known when the document's text is held.
pub(crate) fn text_held() -> Known {
    let mut known = Known::default();
    known
        .texts
        .insert("report".to_owned(), Text::new(TEXT.to_owned()));
    known
}

/// Takes the mark out of a fixture: the text, and the line and column of the mark.
pub(crate) fn marked(fixture: &str) -> (String, u32, u32) {
    let at = fixture.find(MARK).expect("the fixture has a mark");
    let before = &fixture[..at];
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    let count = |number: usize| u32::try_from(number).expect("a short text");
    (fixture.replacen(MARK, "", 1), count(line), count(column))
}

/// Expects one violation, at the mark.
#[track_caller]
pub(crate) fn refuses(
    fixture: &str,
    known: &Known,
    code: Code,
    field: &str,
    nearest: Option<&str>,
) {
    let (text, line, column) = marked(fixture);
    let violations = violations_knowing(&text, known);
    let found: Vec<_> = violations
        .iter()
        .map(|v| {
            (
                v.code,
                &*v.file,
                v.line,
                v.column,
                v.field.as_str(),
                v.nearest.as_deref(),
            )
        })
        .collect();
    let expected = (code, "visit.yaml", line, column, field, nearest);
    assert_eq!(found, [expected], "{violations:#?}");
}

/// Imports texts, each a file.
pub(crate) async fn imported(store: &Store, texts: &[&str]) -> Result<Report, ImportError> {
    imported_with(store, texts, false).await
}

/// Imports texts or only says what would change.
pub(crate) async fn imported_with(
    store: &Store,
    texts: &[&str],
    dry_run: bool,
) -> Result<Report, ImportError> {
    let readings = texts
        .iter()
        .enumerate()
        .flat_map(|(n, text)| read(&format!("{n}.yaml"), text));
    let options = Options {
        by: "tests",
        now: 1_600_000_000_000_000,
        dry_run,
        progress: &|_| {},
    };
    import(store, readings, options).await
}

/// The violations for which an import was refused.
pub(crate) fn refused(result: Result<Report, ImportError>) -> Vec<Violation> {
    match result {
        Err(ImportError::Violations(violations)) => violations,
        other => panic!("expected violations, got {other:?}"),
    }
}

/// Every current fact of a database that a tier sees, in one canonical form.
pub(crate) async fn dump(store: &Store, tier: entity::vocabulary::Tier) -> Vec<String> {
    let mut facts = std::collections::BTreeSet::new();
    for key in store.dossiers().await.expect("the dossiers") {
        let batch = store.dossier(&key, tier).await.expect("the dossier");
        let batch = batch.expect("it is there");
        facts.insert(format!(
            "{:?}",
            batch
                .dossiers
                .iter()
                .map(|d| (&d.key, &d.document))
                .collect::<Vec<_>>()
        ));
        let mut add = |kind: &str, fact: String| facts.insert(format!("{key} {kind} {fact}"));
        batch.entities.iter().for_each(|fact| {
            add("entity", format!("{fact:?}"));
        });
        batch.names.iter().for_each(|fact| {
            add("name", format!("{fact:?}"));
        });
        batch.identifiers.iter().for_each(|fact| {
            add("identifier", format!("{fact:?}"));
        });
        batch.relations.iter().for_each(|fact| {
            add("relation", format!("{fact:?}"));
        });
        batch.figures.iter().for_each(|fact| {
            add("figure", format!("{fact:?}"));
        });
        batch.notes.iter().for_each(|fact| {
            add("note", format!("{fact:?}"));
        });
    }
    facts.into_iter().collect()
}

/// The dossiers of a database as files.
pub(crate) async fn exported(store: &Store, tier: entity::vocabulary::Tier) -> Vec<String> {
    let exported = export(store, tier).await.expect("the export");
    assert!(exported.left_out.is_empty(), "{:?}", exported.left_out);
    exported.dossiers.iter().map(write).collect()
}
