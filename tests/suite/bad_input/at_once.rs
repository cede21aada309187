//! All that is wrong is told in one run, and only what is wrong.

use crate::bad_input::body;
use crate::site::Site;

#[test]
fn what_is_wrong_in_one_file_is_told_in_one_run() {
    body("[one](release:nowhere) [two](c.pdf)\n").expect(&[
        "content/releases/a.md:5:1: error[link/unknown-release]",
        "content/releases/a.md:5:24: error[release/missing-file]",
    ]);
}

#[test]
fn what_is_wrong_in_one_file_is_no_finding_in_another() {
    Site::empty()
        .release("a", "2022-09-28", "", "See [b](release:b), [b again](../../2022/09/b.md).")
        .release("b", "2022-09-28", "status: gone", "")
        .release("c", "2022-09-28", "related: [b]\nsuperseded_by: b", "")
        .build()
        .expect(&["content/releases/2022/09/b.md:4:9: error[schema/wrong-value]"]);
}

#[test]
fn everything_is_reported_in_one_run() {
    let built = Site::from_text(
        "
        == crier.yaml ==
        options: {accent: pink}
        == content/people.yaml ==
        - {id: zhang-xiaoping, name: Zhang Xiaoping}
        - {id: a/b, name: B}
        == content/pages/about.md ==
        About
        == content/releases/2022/09/a.md ==
        ---
        title: 2022
        date: 2022-02-30
        atendees: [x]
        ---
        [x](release:nowhere)
        == content/releases/2022/09/b.md ==
        ---
        title: B
        date: 2022-09-28
        attendees: [Zhang Xiaopin]
        aliases: [/search/]
        ---
        [x](release:nowhere)
        == content/releases/2022/09/c.md ==
        ---
        title: C
        == content/releases/2022/09/con.md ==
        ---
        title: D
        date: 2022-13-01
        ---
        == static/robots.txt ==
        mine
        ",
    )
    .build();
    assert!(!built.is_written());
    built.expect(&[
        "content/pages/about.md:1:1: error[front-matter/missing]",
        "content/people.yaml:2:8: error[register/bad-id]",
        "content/releases/2022/09/a.md:2:8: error[schema/wrong-type]",
        "content/releases/2022/09/a.md:3:7: error[date/invalid]",
        "content/releases/2022/09/a.md:4:1: error[schema/unknown-key]",
        "content/releases/2022/09/b.md:4:13: warning[release/unknown-person]: `Zhang Xiaopin` is not in content/people.yaml",
        "content/releases/2022/09/b.md:5:11: error[plan/address-taken]",
        "content/releases/2022/09/b.md:7:1: error[link/unknown-release]",
        "content/releases/2022/09/c.md:1:1: error[front-matter/unclosed]",
        "content/releases/2022/09/con.md:1:1: error[release/bad-id]",
        "content/releases/2022/09/con.md:3:7: error[date/invalid]",
        "crier.yaml:1:19: error[theme/wrong-option]",
        "static/robots.txt:1:1: error[plan/address-taken]",
    ]);
}
