//! What a build touches, and what it leaves alone.

use crate::site::{self, release, write};
use crate::tree::{age, assert_same, differing, times, tree};
use crate::{build, crier, ends_with, succeeds};
use std::fs;
use std::path::Path;
use tempfile::{TempDir, tempdir};

/// A small site and its output.
fn built() -> TempDir {
    let root = tempdir().unwrap();
    site::small(root.path());
    succeeds(&mut build(root.path(), Path::new("public")));
    root
}

/// Builds once more; what it said.
#[track_caller]
fn again(root: &TempDir) -> String {
    succeeds(&mut build(root.path(), Path::new("public")))
}

/// The same site built into an empty folder.
#[track_caller]
fn assert_clean(root: &TempDir) {
    let clean = tempdir().unwrap();
    let out = clean.path().join("public");
    succeeds(&mut build(root.path(), &out));
    assert_same(&tree(&root.path().join("public")), &tree(&out), "as built anew");
}

#[test]
fn a_build_without_changes_touches_nothing() {
    let root = built();
    let public = root.path().join("public");
    age(&public);
    let before = times(&public);
    let said = again(&root);
    assert_same(&times(&public), &before, "after a build");
    assert!(said.contains("(0 new, 0 changed, 0 removed)"), "{said}");
}

#[test]
fn only_changed_files_are_touched() {
    let root = tempdir().unwrap();
    site::large(root.path(), false);
    again(&root);
    let public = root.path().join("public");
    age(&public);
    let (old_times, old) = (times(&public), tree(&public));
    release(root.path(), "release-042", "2022-07-15", "attendees: [jane]\ntopics: [roads]\n", "Other text.");
    again(&root);
    let (new_times, new) = (times(&public), tree(&public));
    let (touched, changed) = (differing(&new_times, &old_times), differing(&new, &old));
    assert_eq!(touched, changed);
    assert!(touched.iter().any(|path| path.ends_with("release-042/index.html")), "{touched:?}");
    // A small archive is one segment of the index, which is written anew as a whole (docs/search-index.md).
    let pages: Vec<_> = touched.iter().filter(|path| !path.starts_with("search/index/")).collect();
    assert!(pages.len() < 30, "one release, {} files of {}: {pages:?}", pages.len(), new.len());
    assert_clean(&root);
}

#[test]
fn stale_files_go_and_empty_folders_with_them() {
    let root = built();
    let year = root.path().join("public/releases/2023");
    assert!(year.join("03/three/index.html").exists());
    fs::remove_file(root.path().join("content/releases/2023/03/three.md")).unwrap();
    again(&root);
    assert!(!year.exists());
    assert_clean(&root);
}

#[test]
fn files_of_others_stay() {
    let root = built();
    let public = root.path().join("public");
    let mine = ["CNAME", ".git/config", ".well-known/security.txt", "releases/2023/03/three/mine.txt"];
    for path in mine {
        write(&public, path, path);
    }
    again(&root);
    fs::remove_file(root.path().join("content/releases/2023/03/three.md")).unwrap();
    again(&root);
    for path in mine {
        assert_eq!(fs::read_to_string(public.join(path)).unwrap(), path);
    }
    assert!(!public.join("releases/2023/03/three/index.html").exists(), "crier's own file beside it goes");
}

#[test]
fn a_file_that_is_missing_or_was_changed_is_mended() {
    let root = built();
    let public = root.path().join("public");
    write(&public, "index.html", "changed by hand");
    fs::remove_file(public.join("404.html")).unwrap();
    fs::remove_dir_all(public.join("people")).unwrap();
    again(&root);
    assert_clean(&root);
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let root = built();
    let public = root.path().join("public");
    for alias in ["/old.html", "/old.html/", "/old.html/older.html", "/old.html"] {
        release(root.path(), "moved", "2022-05-06", &format!("aliases: [{alias}]\n"), "It moved.");
        again(&root);
        assert_eq!(public.join("old.html").is_file(), alias == "/old.html", "{alias}");
        assert_clean(&root);
    }
}

#[test]
fn a_static_file_becomes_a_folder_and_a_folder_a_file() {
    let root = built();
    write(root.path(), "static/tables", "a file");
    again(&root);
    fs::remove_file(root.path().join("static/tables")).unwrap();
    write(root.path(), "static/tables/one/two.txt", "a file in a folder");
    again(&root);
    assert!(root.path().join("public/tables/one/two.txt").is_file());
    assert_clean(&root);
    fs::remove_dir_all(root.path().join("static/tables")).unwrap();
    write(root.path(), "static/tables", "a file again");
    again(&root);
    assert_clean(&root);
}

#[test]
fn a_failing_build_leaves_the_former_site() {
    let root = built();
    let public = root.path().join("public");
    age(&public);
    let (files, before) = (tree(&public), times(&public));
    let refuses = |path: &str, text: &str| {
        let file = root.path().join(path);
        let former = fs::read(&file).ok();
        write(root.path(), path, text);
        let said = ends_with(1, &mut build(root.path(), Path::new("public")));
        assert!(said.contains("the former site, if any, still stands"), "{said}");
        assert_same(&tree(&public), &files, path);
        assert_same(&times(&public), &before, path);
        assert!(!root.path().join(".public.crier").exists(), "{path}: the work folder is left");
        match former {
            Some(former) => fs::write(file, former).unwrap(),
            None => fs::remove_file(file).unwrap(),
        }
    };
    refuses("content/releases/2022/02/two.md", "---\ntitle: Two\ndate: 2022-02-30\n---\n\nText.\n");
    refuses("content/releases/2022/02/four.md", "no front matter\n");
    refuses("crier.yaml", "title: Small News\nbase_urk: https://news.example.gov/\n");
    refuses("content/units.yaml", "- {id: office, name: County Office\n");
    // These are seen only while pages are rendered.
    refuses("templates/release.html", "{{ nothing.of.the.kind }}\n");
    refuses("templates/page.html", "{% if %}\n");
    again(&root);
    assert_same(&times(&public), &before, "after a build");
}

#[test]
fn a_check_writes_nothing() {
    let root = tempdir().unwrap();
    site::small(root.path());
    let before = tree(root.path());
    succeeds(crier(root.path()).arg("check"));
    assert_same(&tree(root.path()), &before, "after a check");
}

#[test]
fn threads_folders_and_the_way_to_the_site_do_not_change_a_byte() {
    let root = tempdir().unwrap();
    site::large(&root.path().join("here"), false);
    site::large(&root.path().join("over/there"), false);
    let one = root.path().join("one");
    succeeds(build(&root.path().join("here"), &one).args(["--threads", "1"]));
    let expected = tree(&one);
    for (number, (folder, site, threads)) in [
        ("here", ".", "2"),
        ("over/there", ".", "1"),
        ("", "over/there", "2"),
        ("over", "../here", "2"),
        ("over/there", "../../here/", "8"),
    ]
    .into_iter()
    .enumerate()
    {
        let out = root.path().join(format!("other-{number}"));
        succeeds(build(&root.path().join(folder), &out).args(["--site", site, "--threads", threads]));
        assert_same(&tree(&out), &expected, &format!("{site} from {folder}, {threads} threads"));
    }
}

#[test]
fn a_warning_that_is_denied_leaves_the_former_site() {
    let root = built();
    let public = root.path().join("public");
    age(&public);
    let before = times(&public);
    release(root.path(), "four", "2023-04-05", "units: [County Ofice]\n", "Text.");
    ends_with(1, build(root.path(), Path::new("public")).arg("--deny-warnings"));
    assert_same(&times(&public), &before, "after a denied warning");
    assert!(!root.path().join(".public.crier").exists());
    again(&root);
    assert!(public.join("releases/2023/04/four/index.html").exists());
}
