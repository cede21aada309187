//! Folders that crier keeps away from, and builds that keep away from each other.

use crate::site::{self, write};
use crate::tree::{assert_same, times, tree};
use crate::{build, ends_with, said, succeeds};
use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;
use tempfile::{TempDir, tempdir};

fn small() -> TempDir {
    let root = tempdir().unwrap();
    site::small(&root.path().join("site"));
    root
}

/// Builds into a folder, is refused, and everything is as before. What it said.
#[track_caller]
fn refused(root: &TempDir, out: &str) -> String {
    let before = (tree(root.path()), times(root.path()));
    let said = ends_with(2, &mut build(&root.path().join("site"), Path::new(out)));
    assert!(said.contains("help: "), "{said}");
    assert_same(&tree(root.path()), &before.0, out);
    assert_same(&times(root.path()), &before.1, out);
    said
}

#[test]
fn a_folder_with_files_of_others() {
    let root = small();
    write(root.path(), "site/www/letter.txt", "dear county");
    let said = refused(&root, "www");
    assert!(said.contains("www holds files that crier did not make; nothing was written"), "{said}");
}

#[test]
fn a_folder_with_another_programs_manifest() {
    for manifest in
        ["{\"generator\": \"other 1.0\", \"files\": []}", "{\"name\": \"An app\", \"icons\": []}", "[]", "{"]
    {
        let root = small();
        write(root.path(), "site/www/manifest.json", manifest);
        write(root.path(), "site/www/letter.txt", "dear county");
        let said = refused(&root, "www");
        // Nobody is told to delete what may be dear to them.
        assert!(!said.contains("delete"), "{manifest}: {said}");
    }
}

#[test]
fn a_file() {
    let root = small();
    write(root.path(), "site/www", "a file");
    refused(&root, "www");
}

#[test]
fn the_site_itself_its_sources_and_what_holds_it() {
    let root = small();
    write(root.path(), "site/static/robots-extra.txt", "x");
    let folders = [
        ".",
        "./",
        "..",
        "../../",
        "../site",
        "content",
        "content/releases/www",
        "static",
        "static/www",
        "templates",
        "themes/www",
        "i18n",
    ];
    for out in folders {
        refused(&root, out);
    }
    let whole = root.path().join("site/content");
    refused(&root, whole.to_str().unwrap());
}

#[test]
fn sources_by_a_way_round() {
    let root = small();
    write(root.path(), "site/static/robots-extra.txt", "x");
    write(root.path(), "site/other/.keep", "");
    for out in [
        "other/../static/www",
        "./other/../content/www",
        "../site/static/www",
        "../site/other/../static/new/www",
    ] {
        refused(&root, out);
    }
}

#[test]
#[cfg(unix)]
fn sources_by_a_symbolic_link() {
    let root = small();
    write(root.path(), "site/static/robots-extra.txt", "x");
    std::os::unix::fs::symlink("static", root.path().join("site/way")).unwrap();
    refused(&root, "way/www");
}

#[test]
fn a_folder_whose_files_stand_where_folders_are_needed() {
    let root = small();
    let public = root.path().join("site/public");
    succeeds(&mut build(&root.path().join("site"), &public));
    // A file of somebody else where the next build wants a folder.
    write(&public, "releases/2024", "mine");
    site::release(&root.path().join("site"), "four", "2024-01-01", "", "Text.");
    site::write(&root.path().join("site"), "content/pages/aaa.md", "---\ntitle: First\n---\n\nA new page.\n");
    let before = tree(&public);
    for _ in 0..2 {
        ends_with(2, &mut build(&root.path().join("site"), &public));
        assert_same(&tree(&public), &before, "nothing is half done");
    }
    fs::remove_file(public.join("releases/2024")).unwrap();
    succeeds(&mut build(&root.path().join("site"), &public));
    let clean = root.path().join("clean");
    succeeds(&mut build(&root.path().join("site"), &clean));
    assert_same(&tree(&public), &tree(&clean), "after the file went");
}

#[test]
fn a_folder_with_files_of_others_does_not_become_a_file() {
    let root = small();
    let site = root.path().join("site");
    let public = site.join("public");
    site::release(&site, "moved", "2023-04-05", "aliases: [/old.html/]\n", "Text.");
    succeeds(&mut build(&site, &public));
    write(&public, "old.html/letter.txt", "dear county");
    site::release(&site, "moved", "2023-04-05", "aliases: [/old.html]\n", "Text.");
    let output = build(&site, &public).output().unwrap();
    let letter = fs::read_to_string(public.join("old.html/letter.txt"));
    assert_eq!(letter.ok().as_deref(), Some("dear county"), "{}", said(&output));
}

#[test]
fn while_another_build_is_at_work() {
    let root = small();
    succeeds(&mut build(&root.path().join("site"), Path::new("public")));
    site::release(&root.path().join("site"), "four", "2024-01-01", "", "Text.");
    write(root.path(), "site/.public.crier/new/index.html", "what the other build has made so far");
    let lock = File::create(root.path().join("site/.public.crier/lock")).unwrap();
    lock.lock().unwrap();
    let (before, began) = (tree(root.path()), times(&root.path().join("site/public")));
    let said = ends_with(2, &mut build(&root.path().join("site"), Path::new("public")));
    assert!(said.contains("another crier is building public\n  help: wait until it has finished"), "{said}");
    assert_same(&tree(root.path()), &before, "while another builds");
    assert_same(&times(&root.path().join("site/public")), &began, "while another builds");
    drop(lock);
    succeeds(&mut build(&root.path().join("site"), Path::new("public")));
    assert!(!root.path().join("site/.public.crier").exists());
}

#[test]
fn two_builds_at_once_leave_the_site_of_one() {
    let root = small();
    site::small(&root.path().join("other"));
    write(
        root.path(),
        "other/crier.yaml",
        "title: Other News\nbase_url: https://news.example.gov/\nissuer: office\n",
    );
    site::release(&root.path().join("other"), "four", "2024-01-01", "", "Text.");
    let clean = ["site", "other"].map(|site| {
        let out = root.path().join(format!("clean-{site}"));
        succeeds(&mut build(&root.path().join(site), &out));
        tree(&out)
    });
    let out = root.path().join("public");
    for round in 0..100 {
        if round % 4 == 0 && out.exists() {
            fs::remove_dir_all(&out).unwrap();
        }
        let start = |site: &str| {
            build(&root.path().join(site), &out)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let builds = [start("site"), start("other")].map(|child| child.wait_with_output().unwrap());
        for output in &builds {
            let was_refused =
                output.status.code() == Some(2) && said(output).contains("another crier is building");
            assert!(output.status.success() || was_refused, "round {round}: {}", said(output));
        }
        assert!(builds.iter().any(|output| output.status.success()), "round {round}: both were refused");
        let files = tree(&out);
        assert!(clean.contains(&files), "round {round}: the result is the site of neither");
        assert!(!root.path().join(".public.crier").exists(), "round {round}: the work folder is left");
    }
}
