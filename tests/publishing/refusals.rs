//! What is not published, and what is said then.
#![expect(clippy::disallowed_methods, reason = "the tests take releases away")]

use crate::site::{Site, files};
use std::fs;

const WWW: &str = "  www: {to: folder, path: ../www}\n";

#[test]
fn a_release_that_vanished_keeps_the_site_from_being_published() {
    let site = Site::new(3, WWW);
    site.publish(&[]);
    let stood = files(&site.beside("www"));
    fs::remove_file(site.folder().join("content/releases/2022/09/release-1.md")).unwrap();
    let said = site.refused(&["publish", "--now", "2024-01-01"], 1);
    assert!(said.contains("guard/vanished") && said.contains("not published"), "{said}");
    assert_eq!(files(&site.beside("www")), stood);
}

#[test]
fn an_empty_build_is_not_published() {
    let site = Site::new(20, WWW);
    site.publish(&[]);
    let stood = files(&site.beside("www"));
    fs::remove_dir_all(site.folder().join("content/releases")).unwrap();
    fs::create_dir_all(site.folder().join("content/releases")).unwrap();
    site.refused(&["publish", "--now", "2024-01-01"], 1);
    assert_eq!(files(&site.beside("www")), stood);
}

#[test]
fn more_may_not_go_than_is_likely_to_be_meant() {
    let site = Site::new(40, WWW);
    site.publish(&[]);
    (0..40).for_each(|number| site.release(number, "As it was.", false));
    let said = site.refused(&["publish", "--now", "2024-01-01"], 2);
    assert!(said.contains("published addresses of `www` would go, which is more than 5%"), "{said}");
    site.refused(&["publish", "--max-delete", "200"], 2);
    let percent = said.split("--max-delete ").nth(1).unwrap().trim();
    site.publish(&["--max-delete", percent]);
    assert_eq!(files(&site.beside("www")), files(&site.folder().join("public")));
}

#[test]
fn drafts_are_not_published() {
    let site = Site::new(1, WWW);
    let said = site.refused(&["publish", "--drafts"], 2);
    assert!(said.contains("drafts are not published"), "{said}");
}

#[test]
fn what_is_not_due_is_not_published_whatever_the_time_is_said_to_be() {
    let site = Site::new(1, WWW);
    let held = |key: &str| format!("---\ntitle: Secret\n{key}\n---\n\nWords.\n");
    for text in [held("date: 2999-01-01"), held("date: 2022-09-28\nembargo: 2999-01-01")] {
        site.write("content/releases/secret.md", &text);
        let said = site.refused(&["publish", "--now", "3000-01-01"], 2);
        assert!(
            said.contains("not due yet, whatever --now says: 1 release") && !said.contains("ecret"),
            "{said}"
        );
        assert!(!site.beside("www").exists());
    }
    site.publish(&[]);
    assert!(!files(&site.beside("www")).keys().any(|path| path.contains("secret")));
}

#[test]
fn a_wrong_name_is_told_with_the_right_one() {
    let site = Site::new(1, "  production: {to: folder, path: ../www}\n");
    let said = site.refused(&["publish", "prodution"], 2);
    assert!(
        said.contains("there is no target `prodution`") && said.contains("did you mean `production`?"),
        "{said}"
    );
    site.write("crier.yaml", "title: News\n");
    let said = site.refused(&["publish"], 2);
    assert!(said.contains("crier.yaml does not say where the site is published"), "{said}");
}

#[test]
fn keys_of_another_kind_of_target_are_told_at_their_place() {
    let site =
        Site::new(1, "  www: {to: folder, path: ../www, branch: x}\n  pages: {to: git, remote: origin}\n");
    let said = site.refused(&["publish"], 1);
    assert!(said.contains("`branch` is no key of a target with `to: folder`"), "{said}");
    assert!(said.contains("the target `pages` has no `branch`"), "{said}");
    assert!(said.contains("crier.yaml:4:"), "{said}");
}

#[test]
fn passwords_of_a_remote_are_never_printed() {
    let site = Site::new(1, "  pages: {to: git, remote: 'http://bot:s3cret@127.0.0.1:1/a.git', branch: x}\n");
    let said = site.refused(&["publish"], 2);
    assert!(said.contains("git cannot reach `pages`") && !said.contains("s3cret"), "{said}");
}
