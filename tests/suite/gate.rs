//! The gate: what is held does not exist.

use crate::html::words;
use crate::site::Site;

fn site() -> Site {
    Site::empty().file("crier.yaml", "time_zone: Asia/Shanghai\n").release("open", "2022-01-01", "", "")
}

#[test]
fn a_draft_is_held() {
    let built = site().release("held", "2022-09-28", "status: draft", "").build().clean();
    assert!(!built.has("releases/2022/09/held/index.html") && !built.has("releases/2022/09/index.html"));
    assert_eq!(built.held(), (1, None));
}

#[test]
fn a_date_to_come_holds_until_it_begins_in_the_zone_of_the_site() {
    let at = |now: &str| {
        let built = site().release("held", "2022-09-28", "", "").now(now).build().clean();
        built.has("releases/2022/09/held/index.html")
    };
    assert!(!at("2022-09-27T23:59:59"));
    assert!(at("2022-09-28T00:00"));
    assert!(!at("2022-09-27T15:59:59Z"));
    assert!(at("2022-09-27T16:00Z"));
}

#[test]
fn an_embargo_holds_until_its_moment_in_the_zone_of_the_site() {
    let at = |now: &str| {
        let built =
            site().release("held", "2022-09-28", "embargo: 2022-09-28T09:00", "").now(now).build().clean();
        (built.has("releases/2022/09/held/index.html"), built.held().0, built.held().1.map(str::to_owned))
    };
    assert_eq!(at("2022-09-28T08:59:59"), (false, 1, Some("2022-09-28T01:00:00Z".into())));
    assert_eq!(at("2022-09-28T09:00"), (true, 0, None));
    assert_eq!(at("2022-09-28T01:00Z"), (true, 0, None));
}

#[test]
fn the_later_of_date_and_embargo_counts() {
    let due = |front: &str| {
        let built = site().release("held", "2025-09-28", front, "").build().clean();
        built.held().1.map(str::to_owned)
    };
    assert_eq!(due("embargo: 2020-01-01"), Some("2025-09-27T16:00:00Z".into()));
    assert_eq!(due("embargo: 2026-01-01T09:00Z"), Some("2026-01-01T09:00:00Z".into()));
}

#[test]
fn the_next_due_is_the_first_and_never_a_draft() {
    let built = site()
        .release("a", "2030-01-01", "", "")
        .release("b", "2029-01-01", "", "")
        .release("c", "2028-01-01", "status: draft", "")
        .build()
        .clean();
    assert_eq!(built.held(), (3, Some("2028-12-31T16:00:00Z")));
}

/// A picture of one pixel with `words` in its metadata: a text chunk of PNG, and EXIF (PNG, third edition, 11.3).
fn picture(words: &str) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        png.extend((data.len() as u32).to_be_bytes());
        png.extend(kind);
        png.extend(data);
        // Nothing here checks sums.
        png.extend([0; 4]);
    };
    chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    chunk(b"tEXt", format!("Comment\0{words}").as_bytes());
    chunk(b"eXIf", format!("II*\0\x08\0\0\0{words}").as_bytes());
    chunk(b"IEND", &[]);
    png
}

#[test]
fn nothing_of_a_held_release_shows() {
    let hold = ["status: draft", "embargo: 2030-01-01", "status: draft\nembargo: 2030-01-01"];
    let held = "attendees: [Canary Person, {name: Li Hua, title: Canary title, role: canary role}]\n\
        units: [Canary Unit]\nissuer: Canary issuer\ntopics: [Canary Topic]\nsummary: Canary summary\n\
        number: Canary-1\nplace: Canary place\nsource: {name: Canary Daily, url: 'https://canary.example/'}\n\
        image: {src: canary.png, alt: Canary, credit: Canary, caption: Canary}\nattachments: [{src: canary.txt, title: Canary}]\n\
        contacts: [{name: Canary, phone: '1', email: canary@canary.example}]\nrelated: [open]\n\
        changes: [{date: 2022-09-29, note: Canary}]\nsuperseded_by: open\nextra: {canary: Canary}";
    let site = hold.iter().enumerate().fold(site(), |site, (number, hold)| {
        let folder = format!("content/releases/canary-{number}");
        let front =
            format!("title: Canary headline\ndate: 2022-09-28\naliases: [/canary-{number}/]\n{hold}\n{held}");
        site.file(
            &format!("{folder}/index.md"),
            format!("---\n{front}\n---\n## Canary part\n\nCanary text. ![Canary](canary.png)\n"),
        )
        .file(&format!("{folder}/canary.txt"), "canary")
        .file(&format!("{folder}/canary.png"), picture("canary"))
    });
    let built = site.build().clean();
    for (path, bytes) in built.tree() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!path.contains("canary") && !text.contains("canary"), "{path}");
    }
    // The word is where it is looked for, once the releases are let through.
    let drafts = built.again().drafts().build();
    assert!(drafts.is_written(), "{:?}", drafts.findings());
    let tree = drafts.tree();
    for file in ["canary-0/index.html", "canary-0/canary.png", "canary-0/canary.txt"] {
        let path = format!("releases/2022/09/{file}");
        assert!(String::from_utf8_lossy(&tree[&path]).to_lowercase().contains("canary"), "{path}");
    }
}

#[test]
fn a_file_of_a_held_release_is_no_suggestion() {
    let built = site()
        .file("content/releases/shared/canary-1.csv", "1")
        .file(
            "content/releases/shared/held.md",
            "---\ntitle: T\ndate: 2030-01-01\nattachments: [canary-1.csv]\n---\n",
        )
        .file(
            "content/releases/shared/a.md",
            "---\ntitle: S\ndate: 2022-01-01\nattachments: [canary-2.csv]\n---\n",
        )
        .file("content/releases/own/table-1.csv", "1")
        .file(
            "content/releases/own/index.md",
            "---\ntitle: T\ndate: 2022-01-01\nattachments: [table-2.csv]\n---\n",
        )
        .build();
    assert_eq!(built.helps(), ["did you mean `table-1.csv`?", "put the file into content/releases/shared/"]);
}

#[test]
fn nothing_is_said_about_what_is_wrong_in_a_held_release() {
    let held = "attendees: [Zhang Xiaobing]\nrelated: [open]\ntopics: [x]";
    site()
        .file("content/people.yaml", "- {id: zhang, name: Zhang Xiaobin}\n")
        .release(
            "held",
            "2030-01-01",
            held,
            "[x](release:nowhere) ![](http://x.example/y.png) <b onclick=x>y</b> [z](/nowhere/)",
        )
        .build()
        .clean();
}

#[test]
fn a_held_release_with_errors_neither_stops_the_site_nor_shows_in_its_log() {
    site()
        .release("one", "2030-01-01", "status: drft\nlayout: x\ntitle2: y", "[x](y.pdf)")
        .release(
            "two",
            "2022-09-28",
            "status: draft\ntopics: roads\nexpires: 2022-02-30",
            "[x](javascript:y)",
        )
        .release("three", "2022-09-28", "embargo: 2030-01-01\nattachments: [gone.pdf]", "")
        .build()
        .clean();
}

#[test]
fn a_release_that_does_not_say_when_it_is_due_is_told() {
    site()
        .release("one", "2030-01-01", "embargo: 2030-02-30", "")
        .file("content/releases/two.md", "---\ntitle: Two\ndate: 2030-02-30\n---\n")
        .file("content/releases/three.md", "---\ntitle: Three\nstatus: draft: no\n---\n")
        .build()
        .expect(&[
            "content/releases/three.md:3:14: error[yaml/syntax]",
            "content/releases/two.md:3:7: error[date/invalid]: there is no day 30 in month 2 of 2030",
        ]);
    // An embargo that cannot be read holds nothing back, so it must stop the site.
    let built = site().release("one", "2022-09-28", "embargo: 2030-02-30", "").build();
    let built = built.expect(&["content/releases/2022/09/one.md:4:10: error[date/invalid]"]);
    assert!(!built.is_written());
}

#[test]
fn a_link_to_a_held_release_is_a_link_to_nothing() {
    let built = site()
        .release("held", "2030-01-01", "", "")
        .release("a", "2022-09-28", "related: [held]", "[x](release:held)")
        .build();
    let built = built.expect(&[
        "content/releases/2022/09/a.md:4:11: error[link/unknown-release]: there is no release `held`",
        "content/releases/2022/09/a.md:6:1: error[link/unknown-release]: there is no release `held`",
    ]);
    assert!(built.helps().iter().all(|help| !help.contains("`held`")), "{:?}", built.helps());
}

#[test]
fn a_held_translation_leaves_its_original_alone() {
    let built = Site::empty()
        .file("crier.yaml", "languages: [en, zh-Hans]\n")
        .release("a", "2022-09-28", "", "")
        .release("a.zh", "2022-09-28", "status: draft", "")
        .build()
        .clean();
    assert!(
        built.has("releases/2022/09/a/index.html") && !built.has("zh-Hans/releases/2022/09/a/index.html")
    );
    assert!(!built.page("/releases/2022/09/a/").contains("/zh-Hans/releases/2022/09/a/"));
}

#[test]
fn a_held_release_does_not_take_an_id() {
    let built = site()
        .file("content/releases/one/a.md", "---\ntitle: One\ndate: 2022-09-28\n---\n")
        .file("content/releases/two/a.md", "---\ntitle: Two\ndate: 2022-09-28\nstatus: draft\n---\n")
        .build()
        .clean();
    assert!(built.page("/releases/2022/09/a/").contains("One"));
}

#[test]
fn a_preview_shows_what_is_held_and_says_so() {
    let built = site()
        .release("draft", "2022-09-28", "status: draft", "")
        .release("due", "2030-01-01", "", "")
        .drafts()
        .build()
        .expect(&["content/releases/2030/01/due.md:3:7: warning[release/future-date]"]);
    let draft = built.page("/releases/2022/09/draft/");
    assert!(words(&draft).contains("This is a draft. It is not part of the published site."));
    assert!(draft.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(
        words(&built.page("/releases/2030/01/due/"))
            .contains("This release is held until 1 January 2030, 00:00.")
    );
    assert!(words(&built.page("/")).contains("Held"));
}

#[test]
fn a_held_release_appears_whole_when_its_time_comes() {
    let front = "embargo: 2023-05-01\naliases: [/old/]\nattendees: [Li Hua]\nattachments: [a.txt]";
    let built = site()
        .release("held", "2022-09-28", front, "Text.")
        .file("content/releases/2022/09/a.txt", "a")
        .now("2023-04-30")
        .build()
        .clean();
    assert!(!built.has("people/li-hua/index.html"));
    let built = built.again().now("2023-05-01").build().clean();
    for file in [
        "releases/2022/09/held/index.html",
        "releases/2022/09/held/a.txt",
        "old/index.html",
        "people/li-hua/index.html",
        "releases/2022/09/index.html",
    ] {
        assert!(built.has(file), "{file}");
    }
    assert!(built.file("feed.xml").contains("/releases/2022/09/held/"));
}
