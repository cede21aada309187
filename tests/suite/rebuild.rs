//! Building again: only what changed is touched, what is gone goes, and a build with errors changes nothing.

use crate::addresses::rich;
use crate::site::{Built, Site};
use std::collections::BTreeMap;
use std::time::SystemTime;

/// When each file of the output was last written.
pub(crate) fn times(built: &Built) -> BTreeMap<String, SystemTime> {
    let time = |path: &String| std::fs::metadata(built.out_path(path)).unwrap().modified().unwrap();
    built.tree().keys().map(|path| (path.clone(), time(path))).collect()
}

#[test]
fn nothing_is_touched_when_nothing_changed() {
    let built = rich().build().clean();
    let before = times(&built);
    let built = built.again().build().clean();
    let changes = built.changes();
    assert_eq!((changes.added, changes.changed, changes.removed), (0, 0, 0), "{changes:?}");
    assert_eq!(changes.unchanged, before.len());
    assert_eq!(times(&built), before);
}

#[test]
fn only_what_changed_is_touched() {
    let built = rich().build().clean();
    let (before, times_before) = (built.tree(), times(&built));
    std::thread::sleep(std::time::Duration::from_millis(20));
    let built = built.edit("content/pages/about.zh.md", "---\ntitle: 关于\n---\n新的\n").build().clean();
    let (after, times_after) = (built.tree(), times(&built));
    let changed: Vec<&String> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    assert_eq!(changed, ["manifest.json", "zh-Hans/about/index.html"]);
    let touched: Vec<&String> =
        after.keys().filter(|path| times_before.get(*path) != times_after.get(*path)).collect();
    assert_eq!(touched, changed);
}

#[test]
fn what_is_gone_goes_with_its_empty_folders() {
    let built = Site::empty()
        .release("a", "2022-09-28", "topics: [Roads]\naliases: [/old/way/]", "")
        .release("b", "2023-01-01", "", "")
        .build()
        .clean();
    let built = built.again().without("content/releases/2022/09/a.md").build().clean();
    for folder in ["releases/2022", "topics/roads", "old", "sitemaps/2022.xml"] {
        assert!(!built.out_path(folder).exists(), "{folder}");
    }
    assert!(built.has("releases/2023/01/b/index.html"));
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let built =
        Site::empty().release("a", "2022-09-28", "aliases: [/x.html, /y.html/z/]", "").build().clean();
    let built =
        built.again().release("a", "2022-09-28", "aliases: [/x.html/z/, /y.html]", "").build().clean();
    assert!(built.has("x.html/z/index.html") && built.has("y.html"));
    let clean =
        Site::empty().release("a", "2022-09-28", "aliases: [/x.html/z/, /y.html]", "").build().clean();
    assert_eq!(built.tree(), clean.tree());
}

#[test]
fn a_build_with_errors_changes_nothing() {
    let built = rich().build().clean();
    let (tree, times_before) = (built.tree(), times(&built));
    let built = built.edit("content/pages/about.md", "no front matter").build();
    assert!(!built.is_written());
    assert_eq!((built.tree(), times(&built)), (tree.clone(), times_before.clone()));
    let built = built
        .edit("content/pages/about.md", "---\ntitle: About\n---\n")
        .file("templates/home.html", "{{ x.y }}")
        .build();
    assert!(!built.is_written());
    assert_eq!((built.tree(), times(&built)), (tree, times_before));
}

#[test]
fn files_of_others_in_the_output_stay() {
    let built = Site::empty().release("a", "2022-09-28", "", "").build().clean();
    std::fs::write(built.out_path("CNAME"), "x.example").unwrap();
    std::fs::write(built.out_path("releases/2022/09/a/mine.txt"), "mine").unwrap();
    let built = built
        .again()
        .without("content/releases/2022/09/a.md")
        .release("b", "2022-09-28", "", "")
        .build()
        .clean();
    assert_eq!(built.file("CNAME"), "x.example");
    assert_eq!(built.file("releases/2022/09/a/mine.txt"), "mine");
    assert!(!built.has("releases/2022/09/a/index.html"));
}

#[test]
fn a_file_of_the_output_that_was_changed_by_hand_is_mended() {
    let built = rich().build().clean();
    let tree = built.tree();
    std::fs::write(built.out_path("index.html"), "mine").unwrap();
    std::fs::remove_file(built.out_path("feed.xml")).unwrap();
    let built = built.again().build().clean();
    assert_eq!(built.tree(), tree);
}
