//! Dates that do not fit, and releases that are probably one.

use crate::site::{Built, Site};

const A: &str = "content/releases/2022/09/a.md";

/// What is found in a release of 28 September 2022, a Wednesday, each with its help.
fn told(front: &str, text: &str) -> Vec<String> {
    let built = Site::empty().release("a", "2022-09-28", front, text).build();
    assert!(built.is_written());
    let lines = built.findings().iter().zip(built.helps());
    lines
        .filter_map(|(line, help)| Some(format!("{} / {help}", line.strip_prefix(&format!("{A}:"))?)))
        .collect()
}

#[test]
fn a_day_of_the_week_that_is_not_that_of_its_date_is_told() {
    assert_eq!(
        told("", "At night.\n\nOn *Tuesday*, 28\nSeptember 2022, and Tuesday, 27 September."),
        [
            "7:5: warning[release/wrong-weekday]: `Tuesday, 28 September 2022`: 2022-09-28 is a Wednesday / write `Wednesday, 28 September 2022`, or mend the date"
        ]
    );
    for (written, right) in [
        ("Tuesday, September 28, 2022", "Wednesday, September 28, 2022"),
        ("Mon., Sept. 28", "Wed., Sept. 28"),
        ("28 September 2022 (Tuesday)", "28 September 2022 (Wednesday)"),
        ("9月28日星期一", "9月28日星期三"),
        ("2022年9月28日（周二）", "2022年9月28日（周三）"),
        ("星期一（9月28日", "星期三（9月28日"),
        ("九月二十八日（星期一）", "九月二十八日（星期三）"),
        ("周一，9月28日", "周三，9月28日"),
        ("2022-09-28（周二）", "2022-09-28（周三）"),
        ("9月28日上午（星期一）", "9月28日上午（星期三）"),
        ("Tuesday 2022-09-28", "Wednesday 2022-09-28"),
    ] {
        let right_again = told("", &format!("Text {right}, and on."));
        assert_eq!(right_again, [""; 0], "{right}");
        let told = told("", &format!("Text {written}, and on."));
        assert_eq!(told.len(), 1, "{written}: {told:?}");
        assert!(told[0].starts_with("5:6: warning[release/wrong-weekday]"), "{told:?}");
        assert!(told[0].ends_with(&format!("/ write `{right}`, or mend the date")), "{told:?}");
    }
    // In headline and summary too.
    let front = "summary: Meeting on Monday, 3 October";
    let site =
        Site::empty().file(A, format!("---\ntitle: 9月28日星期一开会\ndate: 2022-09-28\n{front}\n---\n"));
    let built = site.build().expect(&[
        "content/releases/2022/09/a.md:2:8: warning[release/wrong-weekday]: `9月28日星期一`: 2022-09-28 is a Wednesday",
    ]);
    assert_eq!(built.helps(), ["write `9月28日星期三`, or mend the date"]);
}

#[test]
fn a_date_without_a_year_is_of_a_year_beside_the_release() {
    let site = |text: &str| Site::empty().release("a", "2023-01-04", "", text).build();
    // Near the release, the nearest is meant, whatever day that of another year was.
    site("On Wednesday, 28 December.").clean();
    for day in ["Friday", "Thursday"] {
        let told = format!(
            "content/releases/2023/01/a.md:5:4: warning[release/wrong-weekday]: `{day}, 28 December`: 2022-12-28 is a Wednesday"
        );
        site(&format!("On {day}, 28 December.")).expect(&[&told]);
    }
    // What is announced for the year to come.
    let ahead = "The fair opens on Saturday, 13 May.\n\n展会将于5月13日（星期六）开幕。";
    Site::empty().release("a", "2022-10-01", "", ahead).build().clean();
    // 周 is a name too.
    assert_eq!(told("", "会议于9月28日周一鸣同志主持下召开。"), [""; 0]);
}

#[test]
fn a_day_that_its_month_does_not_have_is_told() {
    assert_eq!(
        told(
            "summary: Open by 31 June",
            "On *30\nFebruary* 2022, and on 28 February 2022.\n\n9月31日，再开。9月31日，又开。"
        ),
        [
            "4:10: warning[release/impossible-date]: there is no day `31 June` / that month has 30 days; mend the day or the month",
            "6:5: warning[release/impossible-date]: there is no day `30 February 2022` / that month has 28 days; mend the day or the month",
            "9:1: warning[release/impossible-date]: there is no day `9月31日` / that month has 30 days; mend the day or the month",
        ]
    );
    for well in [
        "Call 021-2022-09-31.",
        "In June 31 people came, and 31 June babies.",
        "29 February",
        "9月31号楼",
        "8–9月31日",
    ] {
        assert_eq!(told("", well), [""; 0], "{well}");
    }
}

#[test]
fn the_same_slip_is_told_once() {
    assert_eq!(told("", &"On Tuesday, 28 September 2022. ".repeat(50)).len(), 1);
}

#[test]
fn a_year_that_is_a_slip_is_a_hint() {
    assert_eq!(
        told("", "MEI COUNTY, Sept. 27, 2012 — A meeting was held.\n\nText."),
        [
            "5:13: hint[release/odd-year]: `Sept. 27, 2012` is in another year than the release of 2022-09-28 / if 2022-09-27 is meant, mend the year"
        ]
    );
    assert_eq!(told("", "2021年9月27日，会议召开。").len(), 1);
    for well in [
        "On 27 September 2022, a meeting was held.",
        "The bridge of 4 May 1987 was opened.",
        "On 27 September 2022, as on 27 September 2021, it rained.",
        "On Sunday, 30 September 2012, a meeting was held.",
        "First words.\n\nThen 27 September 2012.",
    ] {
        assert_eq!(told("", well), [""; 0], "{well}");
    }
    assert_eq!(told("event_date: 2012-09-27", "On 27 September 2012, it rained."), [""; 0]);
}

#[test]
fn an_event_after_its_release_is_told() {
    assert_eq!(
        told("event_date: 2022-10-05", ""),
        [
            "4:13: hint[release/late-event]: the event is on 2022-10-05, after the release on 2022-09-28 / right for an announcement; otherwise mend `event_date` or `date`"
        ]
    );
    assert!(
        told("event_date: {from: 2032-09-27, to: 2032-09-28}", "")[0].contains("warning[release/late-event]")
    );
    assert_eq!(told("event_date: {from: 2022-09-27, to: 2022-10-05}", ""), [""; 0]);
    assert_eq!(told("event_date: 2022-10-05", "The bridge opens on 4 October.").len(), 1);
}

#[test]
fn an_announcement_names_the_day_of_its_event() {
    for text in [
        "The bridge opens on 5 October.",
        "The bridge opens on Wednesday, 5 October 2022.",
        "桥梁将于10月5日通车。",
    ] {
        assert_eq!(told("event_date: 2022-10-05", text), [""; 0], "{text}");
    }
    assert!(told("event_date: 2022-10-05", "The bridge opened on 5 October 2021.")[0].contains("late-event"));
}

#[test]
fn a_date_to_come_is_told_where_what_is_held_is_shown() {
    let site = |date: &str, front: &str| {
        Site::empty()
            .release("b", "2022-09-28", "", "")
            .file("content/releases/a.md", format!("---\ntitle: A\ndate: {date}\n{front}---\n"))
    };
    let tell = |date: &str, front: &str, line: &[&str]| drop(site(date, front).drafts().build().expect(line));
    tell(
        "2024-02-01",
        "",
        &[
            "content/releases/a.md:3:7: hint[release/future-date]: the release is dated 2024-02-01 and held until then",
        ],
    );
    tell("2032-02-01", "", &["content/releases/a.md:3:7: warning[release/future-date]"]);
    tell("2024-02-01", "embargo: 2024-02-01\n", &[]);
    tell("2024-02-01", "status: draft\n", &[]);
    // Without --drafts a held release leaves no trace.
    site("2032-02-01", "").build().clean();
}

/// A text of about a hundred words, of which `changed` are others.
fn text(changed: usize) -> String {
    (0..100).map(|n| if n < changed { format!("other{n} ") } else { format!("word{n} ") }).collect()
}

fn two(front: &str, one: &str, other: &str) -> Built {
    Site::empty().release("a", "2022-09-27", front, one).release("b", "2022-09-28", "", other).build()
}

#[test]
fn a_text_that_is_published_twice_is_told() {
    let built = two("", &text(0), &text(0).to_uppercase()).expect(&[
        "content/releases/2022/09/b.md:5:1: warning[release/same-text]: the text is that of `a`, word for word",
    ]);
    assert_eq!(built.notes(), ["content/releases/2022/09/a.md: the other stands here"]);
    two("", &text(0), &text(2)).expect(&[
        "content/releases/2022/09/b.md:5:1: warning[release/same-text]: the text is nearly that of `a`: 95% of the phrases are the same",
    ]);
    two("", &text(0), &text(20)).clean();
    // A short notice is like another by chance.
    two("", "The office is closed.", "The office is closed.").clean();
    let chinese = "会议强调全县要进一步提高政治站位充分认识做好当前安全稳定工作的极端重要性坚决扛起责任";
    two("", chinese, chinese).expect(&["content/releases/2022/09/b.md:5:1: warning[release/same-text]"]);
    // Years later it is worth knowing, no more; the same words are more than that.
    let later = |other: String| {
        Site::empty().release("a", "2012-09-27", "", &text(0)).release("b", "2022-09-28", "", &other).build()
    };
    later(text(2)).expect(&["content/releases/2022/09/b.md:5:1: hint[release/same-text]"]);
    later(text(0)).expect(&["content/releases/2022/09/b.md:5:1: warning[release/same-text]"]);
}

#[test]
fn what_belongs_together_is_no_duplicate() {
    for front in ["superseded_by: b", "related: [b]", "status: withdrawn", "status: in-error"] {
        two(front, &text(0), &text(0)).clean();
    }
    let site = |path: &str| {
        let release = |title: &str| format!("---\ntitle: {title}\ndate: 2022-09-28\n---\n{}", text(0));
        Site::empty()
            .file("crier.yaml", "languages: [en, zh-Hans]\n")
            .file("content/releases/a.md", release("A"))
            .file(path, release("A"))
    };
    site("content/releases/a.zh.md").build().clean();
    site("content/releases/b.zh.md").build().clean();
    site("content/releases/b.md").build().expect(&["content/releases/b.md:5:1: warning[release/same-text]"]);
}

#[test]
fn many_that_are_alike_are_each_told_once() {
    let site =
        (0..30).fold(Site::empty(), |site, n| site.release(&format!("r{n}"), "2022-09-28", "", &text(0)));
    assert_eq!(site.build().findings().len(), 29);
}

#[test]
fn a_title_that_comes_again_within_days_is_told() {
    let site = |date: &str| {
        Site::empty()
            .file("content/releases/a.md", "---\ntitle: Road  Closed\ndate: 2022-09-21\n---\n")
            .file("content/releases/b.md", format!("---\ntitle: Road closed\ndate: {date}\n---\n"))
    };
    site("2022-09-28").build().expect(&[
        "content/releases/b.md:2:8: hint[release/same-title]: `a` has the same title, 7 days before",
    ]);
    let built = site("2022-09-21").build();
    assert!(built.findings()[0].contains("warning[release/same-title]"), "{:?}", built.findings());
    assert_eq!(built.findings().len(), 1);
    site("2022-09-29").build().clean();
}
