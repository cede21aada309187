//! Sites to build.

use std::fs;
use std::path::Path;

/// Writes a file and the folders above it.
pub(crate) fn write(root: &Path, path: &str, text: impl AsRef<[u8]>) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// Three releases, a page, a person, a unit, a topic.
pub(crate) fn small(root: &Path) {
    write(root, "crier.yaml", "title: Small News\nbase_url: https://news.example.gov/\nissuer: office\n");
    write(root, "content/units.yaml", "- {id: office, name: County Office}\n");
    write(root, "content/people.yaml", "- {id: jane, name: Jane Doe}\n");
    write(root, "content/topics.yaml", "- {id: roads, name: Roads}\n");
    write(root, "content/pages/about.md", "---\ntitle: About\n---\n\nAbout this site.\n");
    for (id, date) in [("one", "2022-01-05"), ("two", "2022-02-06"), ("three", "2023-03-07")] {
        release(root, id, date, "attendees: [jane]\ntopics: [roads]\n", "Text.");
    }
}

/// Writes a release.
pub(crate) fn release(root: &Path, id: &str, date: &str, front: &str, body: &str) {
    let path = format!("content/releases/{}/{}/{id}.md", &date[..4], &date[5..7]);
    write(root, &path, format!("---\ntitle: Release {id}\ndate: {date}\n{front}---\n\n{body}\n"));
}

/// Two versions of one site of about 150 releases. They differ in releases that come, go and change, in a
/// template of every page, in a style sheet, and in a file that becomes a folder and the other way round.
pub(crate) fn large(root: &Path, is_second: bool) {
    small(root);
    write(
        root,
        "crier.yaml",
        "title: Large News\nbase_url: https://news.example.gov/\nissuer: office\nlists: {page: 40}\n",
    );
    for number in 0..170_usize {
        let gone = if is_second { 7 } else { 3 };
        if number % 10 == gone {
            continue;
        }
        let date = format!("{}-{:02}-{:02}", 2020 + number % 4, number % 12 + 1, number % 28 + 1);
        let topic = if is_second && number % 3 == 0 { "schools" } else { "roads" };
        let front =
            format!("attendees: [{}]\ntopics: [{topic}]\n", if number % 4 == 0 { "jane" } else { "Ann Lee" });
        let edition = if is_second && number % 5 == 0 { "Second edition." } else { "First edition." };
        release(
            root,
            &format!("release-{number:03}"),
            &date,
            &front,
            &format!("{edition} {}", "Some text. ".repeat(number)),
        );
    }
    let (alias, files) = if is_second {
        ("aliases: [/old.html/]\n", ["static/a", "static/b/c.txt"])
    } else {
        ("aliases: [/old.html]\n", ["static/a/c.txt", "static/b"])
    };
    release(root, "moved", "2021-06-15", alias, "It moved.");
    for file in files {
        write(root, file, file);
    }
    if is_second {
        write(root, "templates/parts/footer-extra.html", "<p>Second edition of every page.</p>\n");
        write(root, "static/css/tokens.css", ":root { --edition: 2 }\n");
    }
}
