//! `stakegraph names`: the analysis of names, without a database.
//!
//! Not here: the analysis (`crate::names`).

use std::io::BufRead;

use serde::Serialize;

use crate::names::{Reading, analyse};

use super::arguments::Names;
use super::{Console, Context, Exit, Failure};

/// Analyses the forms given, or each line of standard input as soon as it is read.
pub(super) fn run(context: &Context, asked: &Names) -> Result<Exit, Failure> {
    for form in &asked.forms {
        print(context.console, form);
    }
    if asked.forms.is_empty() {
        for line in std::io::stdin().lock().lines() {
            let line = line?;
            if !line.trim().is_empty() {
                print(context.console, line.trim());
            }
        }
    }
    Ok(Exit::Done)
}

fn print(console: Console, form: &str) {
    let readings = analyse(form);
    if console.json {
        console.json_line(&Analysed {
            form,
            candidates: readings.iter().map(Candidate::of).collect(),
        });
        return;
    }
    console.data(form);
    for reading in &readings {
        console.data(line(reading));
    }
}

/// One line of a candidate for people: "  Malda Avramenko  genitive singular feminine  person.genitive  0.05".
fn line(reading: &Reading) -> String {
    let grammar = format!(
        "{} {} {}",
        reading.case.key(),
        reading.number.key(),
        reading.gender.key()
    );
    format!(
        "  {:<40}  {:<30}  {:<26}  {:.2}",
        reading.nominative,
        grammar.to_lowercase(),
        reading.rule,
        reading.cost
    )
}

/// A form with its candidates, as JSON.
#[derive(Serialize)]
struct Analysed<'a> {
    form: &'a str,
    candidates: Vec<Candidate<'a>>,
}

/// A candidate, as JSON.
#[derive(Serialize)]
struct Candidate<'a> {
    nominative: &'a str,
    case: &'static str,
    number: &'static str,
    gender: &'static str,
    rule: &'static str,
    cost: f64,
}

impl<'a> Candidate<'a> {
    fn of(reading: &'a Reading) -> Self {
        Self {
            nominative: &reading.nominative,
            case: reading.case.key(),
            number: reading.number.key(),
            gender: reading.gender.key(),
            rule: reading.rule,
            // Three digits: more would only tell of the machine's arithmetic.
            cost: (f64::from(reading.cost) * 1000.0).round() / 1000.0,
        }
    }
}
