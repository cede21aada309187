//! The sessions of `tests/cli/*.md`, run as they stand there: they are the manual of the command line, so what it
//! says is true. A session begins in a copy of its `.in` folder, or in an empty folder; files of its `.out` folder
//! must be there at the end. `[..]` stands for what differs from run to run, such as times, and a line of `...` for
//! lines that are left out.
//!
//! `TRYCMD=overwrite cargo test --test cli` rewrites the answers; read the difference before you commit it.
//! `cargo test --test cli sessions -- trycmd=findings` runs one.

use std::path::Path;
use std::process::{Command, Output};

#[test]
fn sessions() {
    cases().env("GITHUB_ACTIONS", "false").case("tests/cli/*.md").skip("tests/cli/github-actions.md");
}

#[test]
fn sessions_in_github_actions() {
    cases().env("GITHUB_ACTIONS", "true").case("tests/cli/github-actions.md");
}

fn cases() -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    // Pages of help are as wide everywhere.
    cases.env("COLUMNS", "100").register_bin("cat", trycmd::schema::Bin::Path("/bin/cat".into()));
    cases
}

fn crier(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
    command.current_dir(folder).env("GITHUB_ACTIONS", "false").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

/// What programs read stands on standard output, alone; what people read on standard error.
#[test]
fn programs_read_standard_output() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/findings.in");
    let check = |format: &str| crier(&site, &["check", "--format", format]);
    let json = check("json");
    assert_eq!(text(&json.stderr), "");
    for line in text(&json.stdout).lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(finding["version"], 1, "{line}");
        assert!(
            finding["code"].is_string() && finding["path"].is_string() && finding["line"].is_u64(),
            "{line}"
        );
    }
    let places = |output: &Output| text(&output.stdout).lines().count();
    assert_eq!(places(&check("short")), places(&json));
    assert_eq!(places(&check("github")), places(&json));
    assert_eq!(text(&check("short").stderr), "");
    let human = check("human");
    assert_eq!(text(&human.stdout), "");
    assert_eq!(text(&human.stderr).matches("\n --> ").count(), places(&json));
    assert!(!text(&human.stderr).contains('\u{1b}'), "no colours where nobody sees them");
}

#[test]
fn a_build_for_programs_is_one_object_a_line() {
    let folder = tempfile::tempdir().unwrap();
    assert!(crier(folder.path(), &["init", "."]).status.success());
    let output = crier(folder.path(), &["build", "--format", "json"]);
    assert_eq!(text(&output.stderr), "");
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let summary = &summary["summary"];
    assert_eq!(
        (&summary["releases"], &summary["held"], &summary["removed"]),
        (&1.into(), &0.into(), &0.into())
    );
    assert!(summary["seconds"].as_f64().unwrap() > 0.0);
    assert_eq!(crier(folder.path(), &["build", "--quiet"]).stderr, b"");
}

#[test]
fn every_schema_is_json_schema() {
    for kind in ["release", "page", "people", "units", "topics", "config", "theme"] {
        let output = crier(Path::new("."), &["schema", kind]);
        let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{kind}");
        let record = if schema["type"] == "array" { &schema["items"] } else { &schema };
        assert!(record["properties"].as_object().is_some_and(|keys| !keys.is_empty()), "{kind}");
    }
}

#[test]
fn every_code_that_is_listed_is_explained() {
    let list = crier(Path::new("."), &["explain"]);
    assert!(text(&list.stdout).lines().count() > 50);
    for code in text(&list.stdout).lines() {
        let output = crier(Path::new("."), &["explain", code]);
        let said = text(&output.stdout);
        assert!(
            output.status.success() && said.starts_with(&format!("{code}\n\n")) && said.len() > 100,
            "{code}: {said}"
        );
    }
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = crier(Path::new("."), &["completions", shell]);
        assert!(output.status.success() && text(&output.stdout).contains("deny-warnings"), "{shell}");
    }
}
