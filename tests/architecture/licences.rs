//! Every crate that comes in has a licence that `deny.toml` allows, and every exception there a
//! reason and an end.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

fn deny() -> toml::Table {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    fs::read_to_string(file).unwrap().parse().unwrap()
}

fn allowed() -> Vec<String> {
    let file = deny();
    let list = file["licenses"]["allow"].as_array().unwrap();
    list.iter()
        .map(|licence| licence.as_str().unwrap().to_owned())
        .collect()
}

/// The licence of a crate that states it in a file alone.
fn clarified(name: &str) -> Option<String> {
    let file = deny();
    let clarified = file["licenses"].get("clarify")?.as_array()?;
    let of_it = clarified
        .iter()
        .find(|crate_| crate_["crate"].as_str() == Some(name))?;
    of_it["expression"].as_str().map(str::to_owned)
}

/// Whether an SPDX expression can be met: some alternative, all of whose parts are allowed.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let flat = expression.replace(['(', ')'], " ").replace('/', " OR ");
    flat.split(" OR ").any(|alternative| {
        alternative
            .split(" AND ")
            .all(|part| allowed.iter().any(|licence| licence == part.trim()))
    })
}

#[test]
fn every_crate_has_a_licence_that_is_allowed() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    let allowed = allowed();
    let refused: Vec<String> = packages
        .iter()
        .map(|package| {
            let name = package["name"].as_str().unwrap();
            let stated = package["license"].as_str().map(str::to_owned);
            let licence = stated.or_else(|| clarified(name));
            (name, licence.unwrap_or_else(|| "none".to_owned()))
        })
        .filter(|(_, licence)| !is_met(licence, &allowed))
        .map(|(name, licence)| format!("{name}: {licence}"))
        .collect();
    assert!(refused.is_empty(), "\n{}", refused.join("\n"));
}

#[test]
fn an_expression_is_met_by_one_alternative() {
    let allowed = ["MIT".to_owned(), "ISC".to_owned()];
    assert!(is_met("GPL-3.0 OR MIT", &allowed));
    assert!(is_met("MIT/Apache-2.0", &allowed));
    assert!(!is_met("MIT AND GPL-3.0", &allowed));
}

/// The day in a reason, `until YYYY-MM-DD` at its end.
fn end(reason: &str) -> Option<chrono::NaiveDate> {
    reason.rsplit_once("until ")?.1.parse().ok()
}

#[test]
fn every_exception_says_why_and_until_when() {
    let file = deny();
    #[expect(
        clippy::disallowed_methods,
        reason = "an exception ends by the calendar"
    )]
    let today = chrono::Utc::now().date_naive();
    for exception in file["advisories"]["ignore"].as_array().unwrap() {
        let reason = exception["reason"].as_str().unwrap_or_default();
        let end = end(reason).unwrap_or_else(|| panic!("until when? {exception}"));
        assert!(end > today, "it is over: {exception}");
        assert!(reason.len() > 40, "why? {exception}");
    }
}
