//! Help, wrong usage and the streams.

use crate::binary::new_house;

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let ran = new_house().run(&["--help"]);
    assert_eq!(ran.exit, 0);
    for word in [
        "serve",
        "import",
        "validate",
        "export",
        "documents",
        "names",
        "duplicates",
        "migrate",
        "schema",
        "doctor",
        "completions",
        "130 interrupted",
    ] {
        assert!(ran.stdout.contains(word), "{word}");
    }
}

#[test]
fn wrong_usage_is_2_and_told_on_stderr() {
    for arguments in [
        &["fly"][..],
        &["--fly"],
        &["import"],
        &["completions", "clam"],
        &["export", "--tier", "KING"],
        &["export", "--network", "ATTENDED"],
        &["export", "--format", "csv"],
        &["--empty", "migrate"],
    ] {
        let ran = new_house().run(arguments);
        assert_eq!((ran.exit, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_failure_is_an_object_with_json() {
    let ran = new_house().run(&["--json", "--config", "none.toml", "doctor"]);
    let told: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
    assert_eq!((ran.exit, told["exit"].as_i64()), (2, Some(2)));
    assert!(told["error"].as_str().unwrap().contains("none.toml"));
}

#[test]
fn an_interrupt_ends_a_command_that_waits_for_its_input_with_130() {
    let house = new_house();
    let mut waiting = house
        .command(&["validate", "-"])
        .stdin(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let id = waiting.id().to_string();
    while !listens_for_interrupts(&id) {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    std::process::Command::new("kill")
        .args(["-s", "INT", &id])
        .status()
        .unwrap();
    assert_eq!(waiting.wait().unwrap().code(), Some(130));
}

/// Whether the process has set itself up to be interrupted, as the kernel tells it: the second bit
/// of the mask of signals that it catches.
fn listens_for_interrupts(id: &str) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let caught = status
        .lines()
        .find_map(|line| line.strip_prefix("SigCgt:"))
        .unwrap();
    u64::from_str_radix(caught.trim(), 16).unwrap() & 0b10 != 0
}

#[test]
fn completions_come_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = new_house().run(&["completions", shell]);
        assert_eq!(ran.exit, 0);
        assert!(ran.stdout.contains("viewer-token-file"), "{shell}");
    }
}

#[test]
fn the_schema_is_printed_as_it_is_checked_in() {
    let ran = new_house().run(&["schema"]);
    let written =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schema.graphql")).unwrap();
    assert_eq!((ran.exit, ran.stdout.trim()), (0, written.trim()));
}
