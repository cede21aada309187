//! The sessions of `tests/cli/*.md`, run as they stand there: they are the manual of the command line, so what it
//! says is true. A session begins in a copy of its `.in` folder, or in an empty folder; files of its `.out` folder
//! must be there at the end. `[..]` stands for what differs from run to run, such as times, and a line of `...` for
//! lines that are left out.
//!
//! `TRYCMD=overwrite cargo test --test cli` rewrites the answers; read the difference before you commit it.
//! `cargo test --test cli sessions -- trycmd=findings` runs one.
#![expect(clippy::disallowed_methods, reason = "sites are made of files")]

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
    for tool in ["mv", "rm", "sed"] {
        cases.register_bin(tool, trycmd::schema::Bin::Path(format!("/bin/{tool}").into()));
    }
    cases
}

fn crier(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
    command.current_dir(folder).env("GITHUB_ACTIONS", "false").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

/// Whoever reads an empty report must not take it for a good one.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/findings.in");
    for arguments in [&["check", "--format", "sarif"][..], &["schema"], &["explain"], &["people", "--json"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
        let output = command.current_dir(&site).args(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains("standard output cannot be written"), "{arguments:?}");
    }
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
    let document = |format: &str| -> serde_json::Value {
        let output = check(format);
        assert_eq!(text(&output.stderr), "");
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let count = |list: &serde_json::Value| list.as_array().unwrap().len();
    assert_eq!(count(&document("gitlab")), places(&json));
    assert_eq!(count(&document("sarif")["runs"][0]["results"]), places(&json));
    assert_eq!(text(&check("junit").stdout).matches("<testcase ").count(), places(&json));
    assert_eq!(text(&check("short").stderr), "");
    let human = check("human");
    assert_eq!(text(&human.stdout), "");
    assert_eq!(text(&human.stderr).matches("\n --> ").count(), places(&json));
    assert!(!text(&human.stderr).contains('\u{1b}'), "no colours where nobody sees them");
}

/// A code host finds a file by its path in the repository; who sits in the site's folder, by that in the site.
#[test]
fn code_hosts_are_told_paths_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("sites/新闻 1");
    let release = site.join("content/releases/a.md");
    std::fs::create_dir_all(release.parent().unwrap()).unwrap();
    std::fs::write(&release, "---\ntitle: A\ndate: 2024-02-30\n---\n\nText.\n").unwrap();
    let other = "---\ntitle: B\ndate: 2024-02-03\nunits: [Water Bureau]\n---\n\nText.\n";
    std::fs::write(release.with_file_name("b.md"), other).unwrap();
    let units = "- id: water-bureau\n  name: Water Bureua\n";
    std::fs::write(site.join("content/units.yaml"), units).unwrap();
    let check = |format: &str| text(&crier(&site, &["check", "--format", format]).stdout).to_owned();
    let plain = check("github");
    assert!(plain.contains("::error file=content/releases/a.md,line=3,col=7,"), "{plain}");
    let gitlab = |report: &str| -> Vec<(String, String)> {
        let report: serde_json::Value = serde_json::from_str(report).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        report
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (text(&it["location"]["path"]), text(&it["fingerprint"])))
            .collect()
    };
    let bare = gitlab(&check("gitlab"));
    let git = folder.path().join(".git");
    // A worktree has a file where a clone has a folder.
    for is_worktree in [true, false] {
        match is_worktree {
            true => std::fs::write(&git, "gitdir: elsewhere\n").unwrap(),
            false => std::fs::create_dir(&git).unwrap(),
        }
        let github = check("github");
        assert!(github.contains("::error file=sites/新闻 1/content/releases/a.md,line=3,col=7,"), "{github}");
        assert!(github.contains("stands here: sites/新闻 1/content/units.yaml:1:7"), "{github}");
        assert_eq!(github.matches("file=content/").count(), 0, "{github}");
        let found = gitlab(&check("gitlab"));
        assert!(found.iter().all(|(path, _)| path.starts_with("sites/新闻 1/")), "{found:?}");
        // Two sites of one repository may have the same finding in files of the same name.
        assert!(found.iter().zip(&bare).all(|((_, now), (_, then))| now != then));
        assert!(check("sarif").contains("\"uri\": \"sites/%E6%96%B0%E9%97%BB%201/content/releases/a.md\""));
        assert!(check("junit").contains(" file=\"sites/新闻 1/content/releases/a.md\""));
        assert!(
            check("short").contains("\ncontent/releases/a.md:3:7: ")
                || check("short").starts_with("content/releases/a.md:3:7: ")
        );
        let json = check("json");
        assert!(json.contains("\"path\":\"content/releases/a.md\"") && !json.contains("sites/"), "{json}");
        // From elsewhere it is the same site.
        let outside = crier(folder.path(), &["check", "--site", "sites/新闻 1", "--format", "github"]);
        assert_eq!(text(&outside.stdout), github);
        if is_worktree {
            std::fs::remove_file(&git).unwrap();
        }
    }
    // The baseline is the site's own, wherever it lies.
    std::fs::remove_dir(&git).unwrap();
    std::fs::remove_file(&release).unwrap();
    assert!(crier(&site, &["check", "--baseline", "known", "--write-baseline"]).status.success());
    std::fs::create_dir(&git).unwrap();
    let known = crier(&site, &["check", "--baseline", "known", "--deny-warnings", "--format", "github"]);
    assert!(known.status.success() && known.stdout.is_empty(), "{}", text(&known.stdout));
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

/// The search index and compressed copies are files too.
#[test]
fn the_files_that_are_counted_are_those_that_are_there() {
    let folder = tempfile::tempdir().unwrap();
    assert!(crier(folder.path(), &["init", "."]).status.success());
    let yaml = folder.path().join("crier.yaml");
    let config = std::fs::read_to_string(&yaml).unwrap();
    std::fs::write(&yaml, format!("{config}\nprecompress: [gzip]\n")).unwrap();
    for new in [true, false] {
        let output = crier(folder.path(), &["build"]);
        let entries = walkdir::WalkDir::new(folder.path().join("public")).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file()).count();
        let new = if new { files } else { 0 };
        let said = text(&output.stderr);
        assert!(said.contains(&format!(", {files} files ({new} new, 0 changed, 0 removed) in ")), "{said}");
    }
}

/// A site with a release that is held until midnight in Shanghai, one that is held for ever, and a draft.
fn held() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("crier.yaml", "base_url: https://news.example.gov/\ntime_zone: Asia/Shanghai\n");
    let release = |id: &str, front: &str| {
        write(&format!("content/releases/{id}.md"), &format!("---\ntitle: {id}\n{front}\n---\n"));
    };
    release("open", "date: 2022-01-01");
    release("held", "date: 2022-09-01\nembargo: 2022-09-28");
    release("later", "date: 9000-01-01");
    release("draft", "date: 2022-01-01\nstatus: draft");
    folder
}

/// The zone of the site decides when a day begins, whatever the machine's is.
#[test]
fn a_day_begins_in_the_zone_of_the_site() {
    let site = held();
    let due = |zone: &str, now: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
        let arguments = ["build", "--out", "public", "--format", "json", "--now", now];
        let output = command.current_dir(site.path()).env("TZ", zone).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let summary = &summary["summary"];
        (summary["held"].as_u64().unwrap(), summary["next_due"].as_str().unwrap().to_owned())
    };
    for zone in ["UTC", "America/Los_Angeles", "Asia/Tokyo", ":/nowhere", "Pacific/Kiritimati"] {
        for before in ["2022-09-27T23:59:59", "2022-09-27T15:59:59Z"] {
            assert_eq!(due(zone, before), (3, "2022-09-28T00:00:00+08:00".into()), "{zone}");
        }
        for after in ["2022-09-28T00:00", "2022-09-27T16:00Z", "2022-09-28"] {
            assert_eq!(due(zone, after), (2, "9000-01-01T00:00:00+08:00".into()), "{zone}");
        }
    }
}

#[test]
fn what_is_due_is_told_by_the_exit_code() {
    let site = held();
    let due = |arguments: &[&str]| {
        let arguments = [&["due", "--now", "2022-09-27T23:00"], arguments].concat();
        let output = crier(site.path(), &arguments);
        (output.status.code().unwrap(), text(&output.stdout).to_owned(), text(&output.stderr).to_owned())
    };
    let moment = "2022-09-28T00:00:00+08:00\n".to_owned();
    for within in ["1h", "60 min", "PT1H", "2d"] {
        assert_eq!(due(&["--within", within]), (0, moment.clone(), String::new()), "{within}");
    }
    assert_eq!(due(&[]), (0, moment, String::new()));
    let (code, out, err) = due(&["--within", "59m"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(
        err,
        "nothing is due within 59m: 3 releases held; the next is due 2022-09-28T00:00:00+08:00\n"
    );
    for wrong in ["soon", "-1h", "", "999999999y"] {
        let (code, _, err) = due(&[&format!("--within={wrong}")]);
        assert!(code == 2 && err.contains("no length of time"), "{wrong}: {err}");
    }
    let (code, out, _) = due(&["--json", "--within", "1m"]);
    let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 1);
    assert_eq!(
        (&answer["seconds"], &answer["held"], &answer["within"]),
        (&3600.into(), &3.into(), &false.into())
    );
    // Which release it is stays unsaid, also where it has errors.
    std::fs::write(
        site.path().join("content/releases/held.md"),
        "---\ntitle: x\ndate: 2022-09-01\nembargo: soon\n---\n",
    )
    .unwrap();
    let (code, out, err) = due(&[]);
    assert!(code == 2 && out.is_empty() && !err.contains("held.md"), "{err}");
}

#[test]
fn nothing_is_due_where_nothing_is_held() {
    let site = held();
    let output = crier(site.path(), &["due", "--now", "9000-01-01", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    // The draft is held, and never due.
    assert_eq!(
        (&answer["next_due"], &answer["seconds"], &answer["held"]),
        (&serde_json::Value::Null, &serde_json::Value::Null, &1.into())
    );
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

/// A file that another program saved with a byte order mark keeps it, and takes an entry.
#[test]
fn an_entry_is_added_to_a_file_with_a_byte_order_mark() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("content/people.yaml");
    std::fs::create_dir_all(register.parent().unwrap()).unwrap();
    std::fs::write(folder.path().join("crier.yaml"), "\u{feff}title: T\n").unwrap();
    std::fs::write(&register, "\u{feff}- id: li-na\n  name: Li Na\n").unwrap();
    let output = crier(folder.path(), &["people", "add", "Wang Wei"]);
    assert_eq!(text(&output.stderr), "");
    assert_eq!(
        std::fs::read_to_string(&register).unwrap(),
        "\u{feff}- id: li-na\n  name: Li Na\n- id: wang-wei\n  name: Wang Wei\n"
    );
}

#[test]
fn a_name_in_each_language_and_a_near_one() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("content/people.yaml");
    std::fs::create_dir_all(register.parent().unwrap()).unwrap();
    std::fs::write(folder.path().join("crier.yaml"), "languages: [en, zh-Hans]\n").unwrap();
    let add = |arguments: &[&str]| crier(folder.path(), &[&["people", "add"], arguments].concat());
    let output = add(&["Liu Zhisheng", "--name", "zh-hans = 刘志生"]);
    assert_eq!(text(&output.stderr), "");
    let first = "- id: liu-zhisheng\n  name: {en: Liu Zhisheng, zh-Hans: 刘志生}\n";
    assert_eq!(std::fs::read_to_string(&register).unwrap(), first);
    for (arguments, problem, help) in [
        (
            ["L", "--name", "刘"],
            "--name: `刘` names no language",
            "write the tag of a language before it, such as zh-Hans=李华",
        ),
        (
            ["L", "--name", "en=L"],
            "--name: `en` is the site's first language",
            "the name in it stands without --name",
        ),
        (
            ["L", "--name", "fr=L"],
            "--name: `fr` is no language of the site",
            "its languages are: en, zh-Hans; `languages` of crier.yaml adds one",
        ),
        (["L", "--name", "zh-Hans="], "--name: `zh-Hans` has no name", "give each language one name"),
        (
            ["L", "--name", "zh-Hans=刘志生"],
            "`刘志生` is `liu-zhisheng` already",
            "for another person of that name, choose an id with --id",
        ),
    ] {
        let output = add(&arguments);
        assert_eq!(text(&output.stderr), format!("crier: {problem}\n  help: {help}\n"));
        assert_eq!(output.status.code(), Some(2));
    }
    assert_eq!(std::fs::read_to_string(&register).unwrap(), first);
    // A near name is added, and told.
    let output = add(&["Liu Zhishen"]);
    assert!(output.status.success());
    assert_eq!(
        text(&output.stderr),
        "`Liu Zhishen` is nearly `Liu Zhisheng`, which is there already: if they are one, take the new entry out\n"
    );
    // The help of a refusal can be followed.
    let refused = add(&["Liu Zhisheng"]);
    assert!(text(&refused.stderr).contains("choose an id with --id"), "{}", text(&refused.stderr));
    let output = add(&["Liu Zhisheng", "--id", "liu-zhisheng-2"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        std::fs::read_to_string(&register).unwrap().ends_with("- id: liu-zhisheng-2\n  name: Liu Zhisheng\n")
    );
}
