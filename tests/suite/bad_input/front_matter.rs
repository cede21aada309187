//! The front matter: its fences, its YAML, its keys and values.

use crate::bad_input::{A, WELL, front, release};
use crate::site::Site;

#[test]
fn no_front_matter() {
    for text in [
        "Text.\n",
        "# Title\n\nText\n",
        "",
        "\n\n",
        "+++\ntitle = \"A\"\n+++\n",
        "--\ntitle: A\n--\n",
        "Text\n---\na: b\n---\n",
    ] {
        let built = release(text).expect(&["content/releases/a.md:1:1: error[front-matter/missing]"]);
        assert!(!built.is_written());
    }
    release("\n\n  Text.\n").expect(&["content/releases/a.md:3:1: error[front-matter/missing]"]);
}

#[test]
fn unclosed_front_matter() {
    for text in [
        "---\ntitle: A\ndate: 2022-09-28\nText.\n",
        "---\n",
        "---",
        "---\ntitle: A\n----\n",
        "---\ntitle: A\n ---\n",
    ] {
        release(text).expect(&["content/releases/a.md:1:1: error[front-matter/unclosed]"]);
    }
}

#[test]
fn a_byte_order_mark() {
    let built = release(format!("\u{feff}{WELL}"))
        .expect(&["content/releases/a.md:1:1: hint[source/byte-order-mark]"]);
    assert!(built.page("/releases/2022/09/a/").contains("<h1>A</h1>"));
}

#[test]
fn lines_that_end_in_cr_lf() {
    let built = release(WELL.replace('\n', "\r\n"))
        .expect(&["content/releases/a.md:1:4: hint[source/carriage-returns]"]);
    let same = release(WELL).clean();
    assert_eq!(built.page("/releases/2022/09/a/"), same.page("/releases/2022/09/a/"));
}

#[test]
fn places_are_right_in_files_with_cr_lf() {
    release("---\r\ntitle: A\r\ndate: 2022-02-30\r\n---\r\nText.\r\n\r\n[x](release:b)\r\n").expect(&[
        "content/releases/a.md:1:4: hint[source/carriage-returns]",
        "content/releases/a.md:3:7: error[date/invalid]",
    ]);
    release("---\r\ntitle: A\r\ndate: 2022-02-03\r\n---\r\nText.\r\n\r\nto [x](release:b)\r\n").expect(&[
        "content/releases/a.md:1:4: hint[source/carriage-returns]",
        "content/releases/a.md:7:4: error[link/unknown-release]",
    ]);
}

#[test]
fn blank_lines_before_the_front_matter() {
    let built = release(format!("\n \n{WELL}"))
        .expect(&["content/releases/a.md:1:1: warning[front-matter/blank-before]"]);
    assert!(built.is_written());
}

#[test]
fn white_space_behind_the_fences() {
    let built = release("---  \ntitle: A\ndate: 2022-09-28\n---\t\nText.\n").expect(&[
        "content/releases/a.md:1:4: hint[front-matter/trailing-space]",
        "content/releases/a.md:4:4: hint[front-matter/trailing-space]",
    ]);
    assert!(built.page("/releases/2022/09/a/").contains("<p>Text.</p>"));
}

#[test]
fn every_oddity_of_the_fences_at_once() {
    release("\u{feff}\r\n---  \r\ntitle: A\r\ndate: 2022-13-28\r\n---\r\nText.\r\n").expect(&[
        "content/releases/a.md:1:1: warning[front-matter/blank-before]",
        "content/releases/a.md:1:1: hint[source/byte-order-mark]",
        "content/releases/a.md:2:4: hint[front-matter/trailing-space]",
        "content/releases/a.md:2:4: hint[source/carriage-returns]",
        "content/releases/a.md:4:7: error[date/invalid]: there is no month 13",
    ]);
}

#[test]
fn text_that_is_not_utf8() {
    // 会 in GBK, behind a character that UTF-8 has.
    let text = [WELL.as_bytes(), "é".as_bytes(), b"\xbb\xe1\n"].concat();
    release(text).expect(&["content/releases/a.md:6:2: error[source/not-utf8]"]);
    release(b"\xff\xfe-\0-\0-\0").expect(&["content/releases/a.md:1:1: error[source/not-utf8]"]);
}

#[test]
fn a_tab_in_yaml() {
    front("title: A\ndate: 2022-09-28\nattendees:\n\t- x\n")
        .expect(&["content/releases/a.md:5:1: error[yaml/tab]"]);
    front("title: A\ndate: 2022-09-28\nplace:\tHall\n").clean();
}

#[test]
fn a_key_that_stands_twice() {
    let built = front("title: A\ndate: 2022-09-28\ntitle: B\ndate: 2022-09-29\n").expect(&[
        "content/releases/a.md:4:1: error[yaml/duplicate-key]: `title` is written twice",
        "content/releases/a.md:5:1: error[yaml/duplicate-key]: `date` is written twice",
    ]);
    assert_eq!(built.notes()[0], "content/releases/a.md: it stands here already");
}

#[test]
fn yaml_that_is_none() {
    front("title: Notice: closed\ndate: 2022-09-28\n")
        .expect(&["content/releases/a.md:2:14: error[yaml/syntax]"]);
    front("title: \"A\ndate: 2022-09-28\n").expect(&["content/releases/a.md:2:8: error[yaml/syntax]"]);
    front("title: @A\ndate: 2022-09-28\n").expect(&["content/releases/a.md:2:8: error[yaml/syntax]"]);
    front("title: A\ndate: 2022-09-28\ntopics: [a, b\n")
        .expect(&["content/releases/a.md:4:9: error[yaml/syntax]"]);
    front("- title\n- date\n").expect(&["content/releases/a.md:2:1: error[schema/wrong-type]"]);
    front("just words\n").expect(&["content/releases/a.md:2:1: error[schema/wrong-type]"]);
}

#[test]
fn keys_that_crier_does_not_know() {
    let built = front("title: A\ndate: 2022-09-28\nlayout: post\natendees: [x]\nTags: [y]\n").expect(&[
        "content/releases/a.md:4:1: error[schema/unknown-key]: there is no key `layout`",
        "content/releases/a.md:5:1: error[schema/unknown-key]: there is no key `atendees`",
        "content/releases/a.md:6:1: error[schema/unknown-key]: there is no key `Tags`",
    ]);
    assert!(built.helps()[0].contains("ignore: [layout]"));
    assert_eq!(built.helps()[1], "did you mean `attendees`?");
    assert!(built.helps()[2].contains("topics"));
}

#[test]
fn keys_inside_values_that_crier_does_not_know() {
    front("title: A\ndate: 2022-09-28\nattendees:\n  - name: x\n    rol: spoke\n  - id: y\n").expect(&[
        "content/releases/a.md:6:5: error[schema/unknown-key]: there is no key `rol`",
        "content/releases/a.md:7:5: error[schema/missing-key]: `name` is missing in the second of `attendees`",
        "content/releases/a.md:7:5: error[schema/unknown-key]: there is no key `id`",
    ]);
}

#[test]
fn values_of_the_wrong_type() {
    front("title: 2022\ndate: 2022-09-28\nattendees: x\n").expect(&[
        "content/releases/a.md:2:8: error[schema/wrong-type]: `title` is a number here; it must be a text",
        "content/releases/a.md:4:12: error[schema/wrong-type]",
    ]);
    front("title: yes\ndate: 2022\ntopics: [a, 7]\nimage: a.jpg\nstatus: gone\nlang: english\n").expect(&[
        "content/releases/a.md:3:7: error[schema/wrong-type]",
        "content/releases/a.md:4:13: error[schema/wrong-type]",
        "content/releases/a.md:5:8: error[schema/wrong-type]",
        "content/releases/a.md:6:9: error[schema/wrong-value]",
        "content/releases/a.md:7:7: error[schema/wrong-value]",
    ]);
    front("title:\ndate: ''\nsummary: ' '\n").expect(&[
        "content/releases/a.md:2:6: error[schema/empty]",
        "content/releases/a.md:3:7: error[schema/empty]",
        "content/releases/a.md:4:10: error[schema/empty]",
    ]);
}

#[test]
fn impossible_dates() {
    for (date, message) in [
        ("2022-02-30", "there is no day 30 in month 2 of 2022"),
        ("2023-02-29", "there is no day 29 in month 2 of 2023"),
        ("2022-13-01", "there is no month 13"),
        ("2022-00-10", "there is no month 0"),
        ("0000-01-01", "there is no year 0"),
        ("2022-09-28T24:00", "there is no time 24:00"),
        ("\"09:30\"", "`09:30` is not a date"),
        ("2022/09/28", "`2022/09/28` is not a date"),
        ("28.9.2022", "`28.9.2022` is not a date"),
        ("2022年9月28日", "`2022年9月28日` is not a date"),
        ("tomorrow", "`tomorrow` is not a date"),
        ("-2022-09-28", "`-2022-09-28` is not a date"),
        ("2022-09-28T09:30+25:00x", "`+25:00x` is not an offset from UTC"),
    ] {
        let column = 7;
        front(&format!("title: A\ndate: {date}\n"))
            .expect(&[&format!("content/releases/a.md:3:{column}: error[date/invalid]: {message}")]);
    }
}

#[test]
fn the_ends_of_time_are_dates() {
    for date in ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59-12:00", "2016-12-31T23:59:60Z"] {
        // Read or refused, but with a finding at the date and never a panic.
        let built = Site::empty().file(A, format!("---\ntitle: A\ndate: {date}\n---\n")).drafts().build();
        let findings = built.findings();
        assert!(
            findings.is_empty() || findings[0].starts_with("content/releases/a.md:3:7: error[date/"),
            "{findings:?}"
        );
    }
}

#[test]
fn an_event_that_ends_before_it_begins() {
    front("title: A\ndate: 2022-09-28\nevent_date: {from: 2022-09-27, to: 2022-09-26}\n")
        .expect(&["content/releases/a.md:4:36: error[release/backwards-event]"]);
}

#[test]
fn no_date_and_no_title() {
    let built = front("title: A\n")
        .expect(&["content/releases/a.md:1:1: error[schema/missing-key]: `date` is missing"]);
    assert!(built.helps()[0].contains("date: 2022-09-28"));
    front("").expect(&[
        "content/releases/a.md:1:1: error[schema/missing-key]: `date` is missing",
        "content/releases/a.md:1:1: error[schema/missing-key]: `title` is missing",
    ]);
}
