//! Settings: which layer counts, and how a mistake is told.

use test_support::House;

use crate::binary::new_house;

/// What doctor says of the settings.
fn told(house: &House, variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let mut all = vec!["--json", "doctor"];
    all.extend_from_slice(arguments);
    let ran = house.run_with(variables, &all);
    assert!(ran.exit == 0 || ran.exit == 6, "{ran:?}");
    ran.json()["checks"][0]["detail"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn the_manual_is_printed_and_is_a_valid_file() {
    let house = new_house();
    let manual = house.run(&["doctor", "--defaults"]);
    assert!(manual.stdout.contains("# Where to listen."));
    let file = house.write("mine.toml", &manual.stdout);
    assert_eq!(house.run(&["--config", &file, "doctor"]).exit, 0);
}

#[test]
fn every_setting_of_the_manual_has_a_comment() {
    let manual = new_house().run(&["doctor", "--defaults"]).stdout;
    let mut before = "";
    for line in manual.lines() {
        if line.contains(" = ") && !line.starts_with('#') {
            assert!(before.starts_with('#'), "{line}");
        }
        before = line;
    }
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file() {
    let house = new_house();
    let file = house.write(
        "mine.toml",
        "[http]\ngraphiql = false\n[data]\ndir = \"/file\"\n[log]\nfilter = \"warn\"\n",
    );
    let environment = [
        ("STAKEGRAPH__LOG__FILTER", "error"),
        ("STAKEGRAPH_DATA_DIR", "/environment"),
    ];
    let flag = house.path("flag");
    let told = told(
        &house,
        &environment,
        &["--config", &file, "--data-dir", flag.to_str().unwrap()],
    );
    assert!(told.contains("data.dir (--data-dir)"), "{told}");
    assert!(
        told.contains("log.filter (STAKEGRAPH__LOG__FILTER)"),
        "{told}"
    );
    assert!(
        told.contains("http.graphiql (") && told.contains("mine.toml:2:1)"),
        "{told}"
    );
}

#[test]
fn a_file_can_be_named_in_the_environment_or_stand_in_the_users_directory() {
    let house = new_house();
    let file = house.write("mine.toml", "[log]\nformat = \"json\"\n");
    assert!(told(&house, &[("STAKEGRAPH_CONFIG", &file)], &[]).contains("log.format"));
    std::fs::create_dir_all(house.path(".config/stakegraph")).unwrap();
    house.write(
        ".config/stakegraph/stakegraph.toml",
        "[log]\nformat = \"json\"\n",
    );
    assert!(told(&house, &[], &[]).contains("log.format"));
}

#[test]
fn every_mistake_of_a_file_is_told_with_its_place_and_the_nearest_setting() {
    let house = new_house();
    let file = house.write(
        "mine.toml",
        "[http]\nbnid = \"x\"\nbody_limit = \"much\"\n\n[htpp]\n",
    );
    let ran = house.run(&["--config", &file, "doctor"]);
    assert_eq!(ran.exit, 2);
    for line in [
        "mine.toml:2:1: there is no setting http.bnid; did you mean http.bind?",
        "mine.toml:3:1: http.body_limit is a text, it must be a whole number",
        "mine.toml:5:2: there is no setting htpp; did you mean http?",
    ] {
        assert!(ran.stderr.contains(line), "{line}\n{}", ran.stderr);
    }
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_place() {
    let house = new_house();
    let file = house.write("mine.toml", "[http]\nbind = \n");
    let ran = house.run(&["--config", &file, "doctor"]);
    assert!(
        ran.exit == 2 && ran.stderr.contains("mine.toml:2:"),
        "{}",
        ran.stderr
    );
}

#[test]
fn every_mistake_of_the_environment_is_told_with_the_nearest_setting() {
    let house = new_house();
    let wrong = [
        ("STAKEGRAPH__HTTP__ALLOWED_ORIGIN", "x"),
        ("STAKEGRAPH__HTTP__GRAPHIQL", "perhaps"),
        ("STAKEGRAPH_BIND", "everywhere"),
    ];
    let ran = house.run_with(&wrong[..2], &["doctor"]);
    assert_eq!(ran.exit, 2);
    assert!(
        ran.stderr
            .contains("did you mean STAKEGRAPH__HTTP__ALLOWED_ORIGINS?"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr
            .contains("STAKEGRAPH__HTTP__GRAPHIQL: \"perhaps\" is not true or false"),
        "{}",
        ran.stderr
    );
    let ran = house.run_with(&wrong[2..], &["doctor"]);
    assert!(
        ran.stderr
            .contains("STAKEGRAPH_BIND: http.bind: invalid socket address"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_list_in_the_environment_is_separated_by_commas() {
    let house = new_house();
    let origins = (
        "STAKEGRAPH__HTTP__ALLOWED_ORIGINS",
        "https://a.example, http://127.0.0.1:9",
    );
    let ran = house.run_with(&[origins], &["--json", "doctor"]);
    assert_eq!(
        ran.json()["checks"][2]["detail"],
        "https://a.example, http://127.0.0.1:9"
    );
    let wrong = ("STAKEGRAPH__HTTP__ALLOWED_ORIGINS", "a.example");
    let ran = house.run_with(&[wrong], &["--json", "doctor"]);
    assert_eq!(
        (ran.exit, &ran.json()["checks"][2]["state"]),
        (1, &"failed".into())
    );
}
