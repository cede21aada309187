//! Ids and addresses that cannot be, or that two would have.

use crate::bad_input::{A, WELL};
use crate::site::Site;

#[test]
fn names_with_a_comma_of_another_keyboard_between_them() {
    let site = || {
        Site::empty()
            .file("content/topics.yaml", "- {id: fire, name: 防灾、减灾}\n")
            .release("a", "2022-09-28", "topics: [county，budget, 防灾、减灾]\nattendees:\n  - Jane Doe、Omar Haddad\n  - {name: A，B}\nissuer: 县委、县政府", "")
    };
    let built = site().build().expect(&[
        "content/releases/2022/09/a.md:4:10: warning[release/joined-names]: `county，budget` is read as one topic, and holds a full-width comma",
        "content/releases/2022/09/a.md:6:5: warning[release/joined-names]: `Jane Doe、Omar Haddad` is read as one person, and holds an enumeration comma",
        "content/releases/2022/09/a.md:7:5: warning[release/joined-names]: `A，B` is read as one person, and holds a full-width comma",
    ]);
    assert_eq!(
        built.helps()[0],
        "between two names use the key `,` of the English keyboard and a space; give what is one name an entry in content/topics.yaml"
    );
}

#[test]
fn two_releases_with_one_address() {
    let built = Site::empty().file(A, WELL).file("content/releases/a/index.md", WELL).build();
    let built = built.expect(&[
        "content/releases/a/index.md:1:1: error[release/duplicate-id]: another release has the id `a`",
    ]);
    assert_eq!(built.notes(), ["content/releases/a.md: it stands here"]);
    Site::empty()
        .file("content/releases/2021/a.md", WELL.replace("2022", "2021"))
        .file("content/releases/2022/a.md", WELL)
        .build()
        .expect(&["content/releases/2022/a.md:1:1: error[release/duplicate-id]"]);
    // One letter typed in two ways (NFC and NFD) is one id.
    Site::empty()
        .file("content/releases/caf\u{e9}.md", WELL)
        .file("content/releases/cafe\u{301}.md", WELL)
        .build()
        .expect(&["content/releases/caf\u{e9}.md:1:1: error[release/duplicate-id]"]);
}

#[test]
fn ids_that_differ_only_by_case() {
    let built =
        Site::empty().file("content/releases/Road.md", WELL).file("content/releases/road.md", WELL).build();
    let built = built.expect(&[
        "content/releases/road.md:1:1: error[release/id-case]: `road` differs from `Road` only by case",
    ]);
    assert_eq!(built.notes(), ["content/releases/Road.md: the other stands here"]);
}

#[test]
fn names_that_cannot_be_an_address() {
    for (name, why) in [
        ("a..b", "holds `..`"),
        ("con", "is a name that Windows reserves"),
        ("Aux.v2", "is a name that Windows reserves"),
        ("a\u{7}b", "holds the control character U+0007"),
        ("road closed", "holds a space"),
        ("a?b", "holds `?`"),
        ("a#b", "holds `#`"),
        ("a%b", "holds `%`"),
        ("a&b", "holds `&`"),
        ("a\\b", "holds `\\`"),
    ] {
        let path = format!("content/releases/{name}.md");
        let built = Site::empty().file(&path, WELL).build();
        assert_eq!(built.findings().len(), 1, "{:?}", built.findings());
        let finding = &built.findings()[0];
        assert!(
            finding.ends_with(&format!(":1:1: error[release/bad-id]: the file name `{name}` {why}")),
            "{finding}"
        );
    }
    let long = "a".repeat(252);
    Site::empty().file(&format!("content/releases/{long}.md"), WELL).build().expect(&[&format!(
        "content/releases/{long}.md:1:1: error[release/bad-id]: the file name `{long}` is 252 bytes long; 200 is the most"
    )]);
}

#[test]
fn ids_of_a_register_that_cannot_be_an_address() {
    let long = "长".repeat(100);
    let people = format!(
        "- {{id: a/b, name: A}}\n- {{id: .., name: B}}\n- {{id: \"c\\ad\", name: C}}\n- {{id: {long}, name: D}}\n- {{id: con, name: E}}\n- {{id: f, name: F}}\n- {{id: F, name: G}}\n"
    );
    Site::empty().file(A, WELL).file("content/people.yaml", people).build().expect(&[
        "content/people.yaml:1:8: error[register/bad-id]: the id `a/b` holds `/`",
        "content/people.yaml:2:8: error[register/bad-id]",
        "content/people.yaml:3:8: error[source/control-character]",
        &format!("content/people.yaml:4:8: error[register/bad-id]: the id `{long}` is 300 bytes long; 200 is the most"),
        "content/people.yaml:5:8: error[register/bad-id]: the id `con` is a name that Windows reserves",
        "content/people.yaml:7:8: error[register/duplicate-id]: another person has the id `F`",
    ]);
}

#[test]
fn an_alias_that_shadows_a_page() {
    let site = Site::from_text(
        "
        == content/pages/about.md ==
        ---
        title: About
        ---
        == content/releases/a.md ==
        ---
        title: A
        date: 2022-09-28
        aliases: [/old/, /about/, /releases/2022, /RELEASES/, /robots.txt]
        ---
        ",
    );
    let built = site.build().expect(&[
        "content/releases/a.md:4:18: error[plan/address-taken]: a former address and the page `about` have one address: /about/",
        "content/releases/a.md:4:27: error[plan/address-taken]: a former address and the list of releases have one address: /releases/2022/",
        "content/releases/a.md:4:43: error[plan/address-taken]",
        "content/releases/a.md:4:55: error[plan/address-taken]: a former address and robots.txt have one address: /robots.txt",
    ]);
    assert!(!built.is_written());
}

#[test]
fn an_alias_that_shadows_another() {
    let built = Site::empty()
        .release("a", "2022-09-28", "aliases: [/old.html, /x]", "")
        .release("b", "2022-09-28", "aliases: [/old.html, /x/]", "")
        .build();
    assert_eq!(built.findings().len(), 2, "{:?}", built.findings());
    for finding in built.findings() {
        assert!(
            finding.contains(
                "error[plan/address-taken]: a former address and a former address have one address"
            ),
            "{finding}"
        );
    }
    assert_eq!(built.notes().len(), 2);
}

#[test]
fn an_alias_that_is_a_folder_of_another_page() {
    let built = Site::empty().release("a", "2022-09-28", "aliases: [/x.html, /x.html/y/]", "").build();
    assert_eq!(built.findings().len(), 1, "{:?}", built.findings());
    assert!(built.findings()[0].contains("error[plan/address-taken]"), "{:?}", built.findings());
}

#[test]
fn an_alias_that_leads_to_itself() {
    Site::empty()
        .release("a", "2022-09-28", "aliases: [/releases/2022/09/a/, /releases/2022/09/a]", "")
        .build()
        .expect(&[
            "content/releases/2022/09/a.md:4:11: error[plan/alias-loop]: this former address is the address itself",
            "content/releases/2022/09/a.md:4:33: error[plan/alias-loop]: this former address is the address itself",
        ]);
}

#[test]
fn aliases_that_lead_in_a_circle() {
    Site::empty()
        .release("a", "2022-09-28", "aliases: [/releases/2022/09/b/]", "")
        .release("b", "2022-09-28", "aliases: [/releases/2022/09/a/]", "")
        .build()
        .expect(&[
            "content/releases/2022/09/a.md:4:11: error[plan/address-taken]: a former address and the release `b` have one address: /releases/2022/09/b/",
            "content/releases/2022/09/b.md:4:11: error[plan/address-taken]: a former address and the release `a` have one address: /releases/2022/09/a/",
        ]);
}

#[test]
fn aliases_that_are_no_addresses() {
    for alias in
        ["old", "https://x.example/old", "/a?b", "/a#b", "/../a", "/a/./b", "//a", "\"/a\\nb\"", "/a\\b"]
    {
        let site = Site::empty().release("a", "2022-09-28", &format!("aliases:\n  - {alias}"), "");
        let built = site.build();
        assert_eq!(built.findings().len(), 1, "{alias}: {:?}", built.findings());
        assert!(
            built.findings()[0].starts_with("content/releases/2022/09/a.md:5:5: error[plan/bad-alias]"),
            "{:?}",
            built.findings()
        );
    }
}
