//! A folder: versions side by side, one of which stands.
#![expect(clippy::disallowed_methods, reason = "the tests look at what was published")]

use crate::site::{Site, files};
use std::fs;
use std::time::Instant;

const WWW: &str = "  www: {to: folder, path: ../www, keep: 3}\n";

fn versions(site: &Site) -> Vec<String> {
    let entries = fs::read_dir(site.beside(".www.versions")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_stands_is_what_was_built_and_a_second_time_does_nothing() {
    let site = Site::new(5, WWW);
    let first = site.publish(&[]);
    assert_eq!(first["new"].as_array().unwrap().len(), 5);
    assert_eq!(files(&site.beside("www")), files(&site.folder().join("public")));
    assert!(site.crier(&["verify", "www"]).status.success());
    let second = site.publish(&[]);
    assert_eq!((&second["new_files"], &second["changed_files"]), (&0.into(), &0.into()));
    assert_eq!(versions(&site).len(), 1);
}

#[test]
fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    let site = Site::new(3, WWW);
    let told = site.publish(&["--dry-run"]);
    assert!(told["new_files"].as_u64().unwrap() > 10);
    assert!(!site.beside("www").exists());
}

#[cfg(unix)]
#[test]
fn what_did_not_change_is_linked_and_what_somebody_altered_is_not_carried_on() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::new(3, WWW);
    site.publish(&[]);
    let inode = |path: &str| fs::metadata(site.beside("www").join(path)).unwrap().ino();
    let css = files(&site.beside("www")).into_keys().find(|path| path.ends_with(".css")).unwrap();
    let (robots, style) = (inode("robots.txt"), inode(&css));
    fs::write(site.beside("www").join(&css), "altered").unwrap();
    site.release(9, "New.", false);
    site.publish(&[]);
    assert_eq!(files(&site.beside("www")), files(&site.folder().join("public")));
    assert_eq!(inode("robots.txt"), robots, "linked");
    assert_ne!(inode(&css), style, "copied anew");
}

#[test]
fn the_former_version_stands_again_and_old_ones_go() {
    let site = Site::new(3, WWW);
    for text in ["One.", "Two.", "Three.", "Four."] {
        site.write("content/pages/about.md", format!("---\ntitle: About\n---\n{text}\n"));
        site.publish(&[]);
    }
    assert_eq!(versions(&site).len(), 3);
    let says = |text: &str| fs::read_to_string(site.beside("www/about/index.html")).unwrap().contains(text);
    assert!(says("Four."));
    assert!(site.crier(&["publish", "--rollback"]).status.success());
    assert!(says("Three."));
    assert!(site.crier(&["publish", "--rollback"]).status.success());
    assert!(says("Two."));
    let said = site.refused(&["publish", "--rollback"], 2);
    assert!(said.contains("there is no version before the one that stands"), "{said}");
    site.publish(&[]);
    assert!(says("Four."));
}

#[test]
fn a_folder_that_somebody_else_filled_is_left_alone() {
    let site = Site::new(1, WWW);
    fs::create_dir(site.beside("www")).unwrap();
    fs::write(site.beside("www/index.html"), "Hugo").unwrap();
    let said = site.refused(&["publish"], 2);
    assert!(said.contains("was not made by `crier publish`"), "{said}");
    assert_eq!(fs::read_to_string(site.beside("www/index.html")).unwrap(), "Hugo");
}

#[test]
fn killed_at_any_moment_it_leaves_a_whole_site() {
    let site = Site::new(30, WWW);
    let begun = Instant::now();
    site.publish(&[]);
    let whole = begun.elapsed();
    site.kill_publishers(whole, |round| {
        let seen = site.crier(&["verify", "www"]);
        assert!(seen.status.success(), "round {round}: {}", String::from_utf8_lossy(&seen.stderr));
    });
    site.publish(&[]);
    assert_eq!(files(&site.beside("www")), files(&site.folder().join("public")));
    assert!(versions(&site).len() <= 3);
}
