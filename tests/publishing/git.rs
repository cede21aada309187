//! A branch of a git repository, over a path and over the file protocol.
#![expect(clippy::disallowed_methods, reason = "the tests look at what was published")]

use crate::site::{Site, files, git};
use std::fs;
use std::time::Instant;

/// A site that is published to a bare repository beside it.
fn site(releases: usize, more: &str) -> Site {
    let site =
        Site::new(releases, &format!("  pages: {{to: git, remote: ../pages.git, branch: gh-pages{more}}}\n"));
    git(site.beside("").as_path(), &["init", "--quiet", "--bare", "pages.git"]);
    site
}

/// The files of the branch.
fn standing(site: &Site) -> std::collections::BTreeMap<String, Vec<u8>> {
    let clone = site.beside("clone");
    let _ = fs::remove_dir_all(&clone);
    git(&site.beside(""), &["clone", "--quiet", "--branch", "gh-pages", "pages.git", "clone"]);
    files(&clone)
}

#[test]
fn the_branch_holds_what_was_built_and_only_changes_are_committed() {
    let site = site(12, "");
    site.publish(&[]);
    let repository = site.beside("pages.git");
    assert_eq!(standing(&site), files(&site.folder().join("public")));
    let tip = git(&repository, &["rev-parse", "gh-pages"]);
    site.publish(&[]);
    assert_eq!(git(&repository, &["rev-parse", "gh-pages"]), tip, "nothing changed, nothing is committed");
    site.release(20, "New.", false);
    let told = site.publish(&[]);
    assert_eq!(told["new"][0], "/releases/2022/09/release-20/");
    let listed = git(&repository, &["diff-tree", "-r", "--no-renames", "--name-only", &tip, "gh-pages"]);
    let counted = ["new_files", "changed_files", "removed_files"].map(|key| told[key].as_u64().unwrap());
    assert_eq!(listed.lines().count() as u64, counted.iter().sum::<u64>());
    assert_eq!(standing(&site), files(&site.folder().join("public")));
    assert_eq!(git(&repository, &["rev-list", "--count", "gh-pages"]), "2");
    let said = git(&repository, &["log", "-1", "--format=%B", "gh-pages"]);
    assert!(said.contains("new: /releases/2022/09/release-20/"), "{said}");
    assert!(site.crier(&["verify", "pages"]).status.success());
    let against = site.crier(&["check", "--against", "pages", "--now", "2024-01-01"]);
    assert!(against.status.success(), "{}", String::from_utf8_lossy(&against.stderr));
}

#[test]
fn without_history_there_is_one_commit_and_files_of_others_stay() {
    let site = site(3, ", history: false");
    site.publish(&[]);
    let clone = site.beside("clone");
    standing(&site);
    fs::write(clone.join("CNAME \"of\" others"), "news.example\n").unwrap();
    git(&clone, &["add", "--all"]);
    git(&clone, &["commit", "--quiet", "--message", "Ours"]);
    git(&clone, &["push", "--quiet"]);
    site.release(4, "New.", false);
    site.publish(&[]);
    let mut expected = files(&site.folder().join("public"));
    expected.insert("CNAME \"of\" others".to_owned(), b"news.example\n".to_vec());
    assert_eq!(standing(&site), expected);
    assert_eq!(git(&site.beside("pages.git"), &["rev-list", "--count", "gh-pages"]), "1");
}

#[test]
fn a_server_that_sends_files_on_demand_works_too() {
    let site = Site::new(3, "  pages: {to: git, remote: pages, branch: site}\n");
    git(&site.beside(""), &["init", "--quiet", "--bare", "pages.git"]);
    let repository = site.beside("pages.git");
    git(&repository, &["config", "uploadpack.allowFilter", "true"]);
    git(&repository, &["config", "uploadpack.allowAnySHA1InWant", "true"]);
    git(&site.folder(), &["init", "--quiet"]);
    git(&site.folder(), &["remote", "add", "pages", &format!("file://{}", repository.display())]);
    site.publish(&[]);
    site.release(1, "Corrected.", true);
    site.write("content/releases/2022/09/release-7.md", "---\ntitle: Seven\ndate: 2022-09-07\n---\nSeven.\n");
    site.publish(&[]);
    assert_eq!(git(&repository, &["rev-list", "--count", "site"]), "2");
    assert!(site.crier(&["verify", "pages"]).status.success());
}

#[test]
fn of_two_publishers_none_undoes_the_other() {
    let site = site(3, "");
    site.publish(&[]);
    site.release(8, "New.", false);
    // The lock of public/ would keep them apart: each builds into a folder of its own.
    let mut both: Vec<_> = ["../a", "../b"]
        .map(|out| site.start(&["publish", "--quiet", "--out", out, "--now", "2024-01-01"]))
        .into_iter()
        .collect();
    let ended: Vec<bool> = both.iter_mut().map(|child| child.wait().unwrap().success()).collect();
    assert!(ended.contains(&true));
    assert_eq!(standing(&site), files(&site.beside(if ended[0] { "a" } else { "b" })));
    assert!(site.crier(&["verify", "pages"]).status.success());
}

#[test]
fn killed_at_any_moment_it_leaves_a_whole_site() {
    let site = site(20, "");
    let begun = Instant::now();
    site.publish(&[]);
    let whole = begun.elapsed();
    site.kill_publishers(whole, |round| {
        // Git on its own may still be at the last step; what it leaves is whole all the same.
        let built = standing(&site);
        let manifest: serde_json::Value = serde_json::from_slice(&built["manifest.json"]).unwrap();
        assert_eq!(manifest["files"].as_array().unwrap().len() + 1, built.len(), "round {round}");
    });
    site.publish(&[]);
    assert_eq!(standing(&site), files(&site.folder().join("public")));
}
