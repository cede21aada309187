//! What is legal and probably a mistake: releases and registers that do not fit together.

use crate::site::{Built, Site};

const A: &str = "content/releases/2022/09/a.md";

const PEOPLE: &str = "
- id: liu-zhisheng
  name: {en: Liu Zhisheng, zh-Hans: 刘志生}
  aliases: [Secretary Liu]
  terms:
    - {title: County Mayor, unit: county-office, from: 2019-01-01, to: 2021-02-28}
    - {title: Secretary, unit: county-office, from: 2021-03-01, to: 2022-12-31}
- id: zhang-xiaoping
  name: Zhang Xiaoping
  terms:
    - {title: Deputy Mayor, unit: county-office, from: 2020-01-01}
    - {title: Mayor, unit: county-office, from: 2020-01-01}
- {id: li-na-health, name: Li Na, terms: [{title: Doctor}]}
- {id: li-na-roads, name: Li Na}
";
const UNITS: &str =
    "- {id: county-office, name: County Office}\n- {id: a, name: Office}\n- {id: b, name: Office}\n";

/// What is found in a release of 28 September 2022 with this front matter and text, beside what the register of
/// people itself is told of.
fn told(front: &str, text: &str) -> Vec<String> {
    let built = Site::empty()
        .file("content/people.yaml", PEOPLE)
        .file("content/units.yaml", UNITS)
        .release("a", "2022-09-28", front, text)
        .build();
    let lines = built.findings().iter().zip(built.helps());
    lines
        .filter_map(|(line, help)| Some(format!("{} / {help}", line.strip_prefix(&format!("{A}:"))?)))
        .collect()
}

/// A site whose register of people is this.
fn people(register: &str) -> Built {
    Site::empty()
        .file("content/people.yaml", register)
        .file("content/units.yaml", UNITS.lines().next().unwrap())
        .release("a", "2022-09-28", "", "Text.")
        .build()
}

#[test]
fn a_title_held_twice_at_one_time_is_told() {
    let built = people(
        "- id: liu\n  name: Liu Bo\n  terms:\n    - {title: {en: Mayor, zh: 县长}, unit: county-office, to: 2021-06-30}\n    - {title: Guest, unit: county-office}\n    - {title: {en: mayor, zh: 县长}, unit: County Office, from: 2021-03-01}\n    - {title: Mayor, unit: Elsewhere, from: 2021-03-01}\n",
    );
    let built = built.expect(&[
        "content/people.yaml:6:7: warning[register/overlapping-terms]: `liu` has the title `mayor` twice at one time",
    ]);
    assert_eq!(built.notes(), ["content/people.yaml: the other term stands here"]);
    assert_eq!(built.helps(), ["end one term before the other begins, or delete one"]);
}

#[test]
fn a_short_term_within_a_long_one_is_told_and_one_behind_it_too() {
    let built = people(
        "- id: liu\n  name: Liu Bo\n  terms:\n    - {title: Mayor, from: 2010-01-01, to: 2020-12-31}\n    - {title: Mayor, from: 2011-01-01, to: 2011-12-31}\n    - {title: Mayor, from: 2015-01-01}\n    - {title: Mayor, to: 2009-12-31}\n",
    );
    built.expect(&[
        "content/people.yaml:5:7: warning[register/overlapping-terms]",
        "content/people.yaml:6:7: warning[register/overlapping-terms]",
    ]);
}

#[test]
fn a_day_of_two_terms_is_a_hint() {
    let built = people(
        "- id: liu\n  name: Liu Bo\n  terms:\n    - {title: Clerk, unit: county-office, from: 2020-01-01, to: 2021-03-01}\n    - {title: Mayor, unit: county-office, from: 2021-03-01}\n",
    );
    let built = built.expect(&[
        "content/people.yaml:4:65: hint[register/overlapping-terms]: `liu` is both `Clerk` and `Mayor` on 2021-03-01",
    ]);
    assert_eq!(built.helps(), ["end the first on 2021-02-28, or both are printed on that day"]);
}

#[test]
fn the_unit_of_a_term_is_looked_up() {
    let register = "- {id: liu, name: Liu Bo, terms: [{title: Mayor, unit: County Ofice}, {title: Guest, unit: Elsewhere}]}\n";
    let built = people(register).expect(&[
        "content/people.yaml:1:56: warning[register/unknown-unit]: `County Ofice` is not in content/units.yaml",
    ]);
    assert_eq!(built.helps(), ["did you mean `County Office`?"]);
    built.edit("crier.yaml", "registers: strict\n").build().expect(&[
        "content/people.yaml:1:56: error[register/unknown-unit]",
        "content/people.yaml:1:92: error[register/unknown-unit]: `Elsewhere` is not in content/units.yaml",
    ]);
}

#[test]
fn units_that_come_after_one_another_in_a_circle_are_told_once() {
    let units = "- {id: a, name: A, successor: b}\n- {id: b, name: B, successor: c}\n- {id: c, name: C, successor: b}\n";
    let site = Site::empty().file("content/units.yaml", units).release("a", "2022-09-28", "", "");
    let built =
        site.build().expect(&["content/units.yaml:2:8: error[register/circle]: `b` comes after itself"]);
    assert_eq!(built.helps(), ["the successors go round: b, c"]);
}

#[test]
fn a_split_may_go_round_too() {
    let units = "- {id: a, name: A, successor: [b, c]}\n- {id: b, name: B, successor: a}\n- {id: c, name: C, successor: [c, d, b]}\n";
    let site = Site::empty().file("content/units.yaml", units).release("a", "2022-09-28", "", "Text.");
    let built = site.build().expect(&[
        "content/units.yaml:1:8: error[register/circle]: `a` comes after itself",
        "content/units.yaml:3:32: error[register/unknown-entry]: there is no unit `c`",
        "content/units.yaml:3:35: error[register/unknown-entry]: there is no unit `d`",
    ]);
    assert!(built.helps().contains(&"the successors go round: a, b".to_owned()), "{:?}", built.helps());
}

/// What a register of units is told.
fn units(register: &str) -> Vec<String> {
    let site = Site::empty().file("content/units.yaml", register).release("a", "2022-09-28", "", "Text.");
    let built = site.build();
    built.findings().iter().map(|line| line.trim_start_matches("content/units.yaml:").to_owned()).collect()
}

#[test]
fn names_of_a_unit_that_are_never_printed_are_told() {
    assert_eq!(
        units(
            "- id: a\n  name: Health Office\n  aliases: [Health Office, H O]\n  names:\n    - {name: Medical Board, to: 2018-12-31}\n    - {name: Health Board}\n    - {name: Medical Office, from: 2018-06-01, to: 2020-12-31}\n    - {name: Sick Room, from: 2018-07-01, to: 2018-07-31}\n    - {name: Ward, from: 2021-01-01, to: 2021-12-31}\n"
        ),
        [
            "3:13: hint[register/same-alias]: the alias `Health Office` is the name of `a` already",
            "6:7: warning[register/name-without-time]: `Health Board` has neither `from` nor `to`, and is never printed",
            "7:7: warning[register/overlapping-names]: `Medical Board` and `Medical Office` are names of one time",
            "8:7: warning[register/overlapping-names]: `Medical Office` and `Sick Room` are names of one time",
        ]
    );
}

#[test]
fn two_namesakes_are_told_once_however_many_languages_there_are() {
    let register = "- {id: a, name: {en: Roads Office, zh-Hans: 公路局}, aliases: [RO]}\n- {id: b, name: {en: Roads Office, zh-Hans: 公路局}, aliases: [RO]}\n";
    assert_eq!(
        units(register),
        ["2:3: warning[register/shared-name]: two entries are called `Roads Office`"]
    );
}

#[test]
fn a_unit_that_was_not_there_is_told() {
    let site = |front: &str| {
        Site::empty()
            .file("content/units.yaml", "- {id: old, name: Old Office, to: 2018-12-31, successor: [north, south]}\n- {id: north, name: North Office, from: 2019-01-01}\n- {id: south, name: South Office, from: 2019-01-01}\n- {id: gone, name: Gone, to: 2018-12-31}\n")
            .release("a", "2022-09-28", front, "")
            .build()
    };
    let built = site("units: [Old Office, gone]").expect(&[
        "content/releases/2022/09/a.md:4:9: warning[release/outside-life]: `Old Office` existed until 2018-12-31, and the day is 2022-09-28",
        "content/releases/2022/09/a.md:4:21: warning[release/outside-life]: `gone` existed until 2018-12-31, and the day is 2022-09-28",
    ]);
    assert_eq!(built.notes(), ["content/units.yaml: the unit stands here"; 2]);
    assert_eq!(
        built.helps(),
        [
            "write `north` or `south`, or mend the date, or `from` and `to` of the unit",
            "mend the date, or `from` and `to` of the unit",
        ]
    );
    let built = site("event_date: 2018-01-01\nunits: [south]");
    assert_eq!(built.helps(), ["write `old`, or mend the date, or `from` and `to` of the unit"]);
    site("event_date: 2018-12-31\nunits: [old]").clean();
    // A release about the change names both.
    site("units: [Old Office, north, south]").clean();
}

#[test]
fn a_term_outside_the_life_of_its_unit_is_told() {
    let told = |term: &str| {
        let built = Site::empty()
            .file("content/units.yaml", "- {id: u, name: Unit, from: 2010-01-01, to: 2018-12-31}\n")
            .file(
                "content/people.yaml",
                format!("- {{id: a, name: A, terms: [{{title: Head, unit: u, {term}}}]}}\n"),
            )
            .release("a", "2022-09-28", "", "Text.")
            .build();
        let lines = built.findings().iter();
        let lines = lines.map(|line| line.split_once("[register/term-outside-unit]: ").unwrap().1.to_owned());
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(told("from: 2009-01-01"), "the term begins on 2009-01-01, and `u` on 2010-01-01");
    assert_eq!(told("to: 2009-01-01"), "the term ends on 2009-01-01, and `u` begins on 2010-01-01");
    assert_eq!(
        told("from: 2011-01-01, to: 2019-01-01"),
        "the term ends on 2019-01-01, and `u` ended on 2018-12-31"
    );
    assert_eq!(told("from: 2011-01-01"), "the term has no end, and `u` ended on 2018-12-31");
    assert_eq!(told("from: 2010-01-01, to: 2018-12-31"), "");
}

#[test]
fn a_term_that_ends_before_it_begins_is_told_where_it_ends() {
    let built = people(
        "- id: liu\n  name: Liu Bo\n  terms:\n    - {title: Mayor}\n    - {title: Clerk, from: 2021-03-01, to: 2020-03-01}\n",
    );
    built.expect(&["content/people.yaml:5:44: error[register/backwards]"]);
}

#[test]
fn a_name_that_two_people_have_must_be_an_id() {
    assert_eq!(
        told("attendees: [li na]\nunits: [Office]", ""),
        [
            "4:13: warning[release/ambiguous-name]: `li na` is the name of more than one person in content/people.yaml / write the id of the one who is meant: `li-na-health` (Doctor) or `li-na-roads`",
            "5:9: warning[release/ambiguous-name]: `Office` is the name of more than one unit in content/units.yaml / write the id of the one who is meant: `a` or `b`",
        ]
    );
    assert_eq!(told("attendees: [li-na-roads]\nunits: [a]", "Li Na spoke."), [""; 0]);
    // An id is never ambiguous, even where it is another's name.
    let built = Site::empty()
        .file("content/people.yaml", "- {id: li-na, name: Li A}\n- {id: b, name: Li B, aliases: [li-na]}\n- {id: c, name: Li C, aliases: [li-na]}\n")
        .release("a", "2022-09-28", "attendees: [li-na]", "")
        .build();
    assert!(
        built.findings().iter().all(|line| line.contains("[register/shared-name]")),
        "{:?}",
        built.findings()
    );
}

#[test]
fn with_strict_registers_an_ambiguous_name_is_an_error() {
    let built = Site::empty()
        .file("crier.yaml", "registers: strict\n")
        .file("content/people.yaml", "- {id: a, name: Li Na}\n- {id: b, name: Li Na}\n")
        .release("a", "2022-09-28", "attendees: [Li Na]", "")
        .build()
        .expect(&[
            "content/people.yaml:2:3: warning[register/shared-name]",
            "content/releases/2022/09/a.md:4:13: error[release/ambiguous-name]",
        ]);
    assert!(!built.is_written());
}

#[test]
fn who_is_listed_twice_is_told() {
    let help = "delete one of the two, or give each a role of its own";
    assert_eq!(
        told("attendees: [Liu Zhisheng, Wang Bo, {name: 刘志生, role: spoke}, wang  bo]", ""),
        [
            format!(
                "4:36: warning[release/listed-twice]: `刘志生` is listed already, as `Liu Zhisheng` / {help}"
            ),
            format!(
                "4:62: warning[release/listed-twice]: `wang  bo` is listed already, as `Wang Bo` / {help}"
            ),
        ]
    );
    assert_eq!(
        told("units: [{name: a, role: hosted}, {name: a, role: signed}, {name: a, role: hosted}]", ""),
        [format!("4:59: warning[release/listed-twice]: `a` is listed twice / {help}")]
    );
}

#[test]
fn an_event_outside_all_terms_is_told() {
    let help = "mend the date or the terms, or write what to print: {name: liu-zhisheng, title: …}";
    assert_eq!(
        told("event_date: 2018-12-31\nattendees: [Li Bo, Secretary Liu]", ""),
        [format!(
            "5:20: warning[release/outside-term]: `Secretary Liu` held no title on 2018-12-31, but `County Mayor` from 2019-01-01 on / {help}"
        )]
    );
    let built = Site::empty()
        .file("content/people.yaml", PEOPLE)
        .release("b", "2023-01-05", "attendees: [Liu Zhisheng]", "")
        .build();
    let told: Vec<&String> = built.findings().iter().filter(|line| line.contains("releases/")).collect();
    assert_eq!(
        told,
        [
            "content/releases/2023/01/b.md:4:13: warning[release/outside-term]: `Liu Zhisheng` held no title on 2023-01-05, but `Secretary` until 2022-12-31"
        ]
    );
    // Who says what to print has thought of it.
    assert_eq!(told_of_title("Former Mayor", "2018-12-31"), [""; 0]);
}

fn told_of_title(title: &str, event: &str) -> Vec<String> {
    let person = if event > "2019" { "zhang-xiaoping" } else { "liu-zhisheng" };
    told(&format!("event_date: {event}\nattendees: [{{name: {person}, title: \"{title}\"}}]"), "")
}

#[test]
fn another_title_than_the_registers_is_told() {
    assert_eq!(
        told_of_title("County Mayor", "2022-09-27"),
        [
            "5:43: warning[release/other-title]: `zhang-xiaoping` held another title than `County Mayor` on 2022-09-27 / the register has `Deputy Mayor, Mayor`; leave `title` out, and crier prints it"
        ]
    );
    for same in
        ["mayor", "Deputy Mayor", "Mayor and Deputy Mayor", "Deputy Mayor, Mayor of the County Office"]
    {
        assert_eq!(told_of_title(same, "2022-09-27"), [""; 0], "{same}");
    }
    for other in ["Vice Mayor", "Mayoral Aide", "and", "County Office"] {
        assert_eq!(told_of_title(other, "2022-09-27").len(), 1, "{other}");
    }
}

#[test]
fn people_whom_only_the_text_names_are_a_hint() {
    assert_eq!(
        told(
            "attendees: [刘志生]",
            "Liu Zhisheng presided.\n\nThen **Zhang\nXiaoping** and Li Na spoke; Zhang Xiaoping's plan stands."
        ),
        [
            "8:8: hint[release/missing-attendee]: `Zhang Xiaoping` and another one are named in the text, but not in `attendees` / whoever took part belongs into `attendees`: `zhang-xiaoping`, `li-na-health` or `li-na-roads`"
        ]
    );
    assert_eq!(told("", "刘志生主持会议。").len(), 1);
    assert_eq!(
        told("attendees: [Li Na]", "Li Na spoke.").len(),
        1,
        "the name is ambiguous, and nobody is missing"
    );
    for nobody in ["Liu Zhishengs", "Anne-Li Na", "Li Nation", "Doli Na", "li na", "Li Na\u{301}"] {
        assert_eq!(told("", nobody), [""; 0], "{nobody}");
    }
}

#[test]
fn the_longest_name_is_meant() {
    let built = |text: &str| {
        Site::empty()
            .file("content/people.yaml", "- {id: a, name: 张伟}\n- {id: b, name: 张伟东}\n- {id: c, name: Ann Li}\n- {id: d, name: Ann Li Bo}\n- {id: e, name: 王}\n- {id: f, name: Mark}\n")
            .release("a", "2022-09-28", "", text)
            .build()
    };
    let names = |text: &str| {
        let built = built(text);
        built.helps().first().map(|help| help.replace("whoever took part belongs into `attendees`: ", ""))
    };
    assert_eq!(names("张伟东出席。").as_deref(), Some("`b`"));
    assert_eq!(names("张伟出席，张伟东讲话。").as_deref(), Some("`a`, `b`"));
    assert_eq!(names("Ann Li Bo came.").as_deref(), Some("`d`"));
    // Where the longer name goes on, it is the shorter one.
    assert_eq!(names("Ann Li Bosworth came.").as_deref(), Some("`c`"));
    assert_eq!(names("王先生 saw Mark."), None);
}

#[test]
fn words_are_pointed_at_where_they_stand() {
    let place = |text: &str| {
        let built = Site::empty()
            .file("content/people.yaml", "- {id: li, name: Li Na, aliases: [Ren\u{e9} Li]}\n")
            .file("content/releases/a.md", format!("---\r\ntitle: A\r\ndate: 2022-09-28\r\n---\r\n{text}"))
            .build();
        let line = built.findings().iter().find(|line| line.contains("missing-attendee")).cloned();
        let place = line.expect("a finding").split(": ").next().map(str::to_owned);
        place.expect("a place").replace("content/releases/a.md:", "")
    };
    assert_eq!(place("A.\r\n\r\nSo [Li\r\n_Na_](https://x.example/) said."), "7:5");
    assert_eq!(place("Rene\u{301} Li came, 会议Li Na."), "5:1");
    assert_eq!(place("Doli Na, Li Nam, &amp; Li Na"), "5:24");
    assert_eq!(place("| A |\n|---|\n| Li Na |\n"), "7:3");
    assert_eq!(place("<p>Li Na</p>"), "5:4");
}

#[test]
fn a_release_in_error_tells_of_nobody() {
    assert_eq!(told("status: in-error\nattendees: [Li Na]", "Liu Zhisheng spoke."), [""; 0]);
}

#[test]
fn with_registers_off_nothing_is_held_against_them() {
    let front = "event_date: 2018-01-01\nattendees: [liu-zhisheng, liu-zhisheng, Li Na, {name: zhang-xiaoping, title: X}]";
    let built = Site::empty()
        .file("crier.yaml", "registers: off\n")
        .file("content/people.yaml", PEOPLE)
        .release("a", "2022-09-28", front, "Zhang Xiaoping, Li Na and 刘志生.")
        .build();
    built.expect(&["content/people.yaml:14:3: warning[register/shared-name]"]);
}

#[test]
fn hostile_registers_are_read_in_no_time() {
    let mut register = String::new();
    for n in 0..10_000 {
        register.push_str(&format!("- {{id: p{n}, name: {}}}\n", "王".repeat(n % 200 + 1)));
    }
    for (n, name) in
        ["A.*", "(", "a|b c", "[x] y", "^$", "\\d+ .", "\u{301} a", "A\u{301} B", "  "].iter().enumerate()
    {
        register.push_str(&format!("- {{id: q{n}, name: {name:?}}}\r\n"));
    }
    let text = format!("{}\n\n(a|b c) [x] y \\d+ . Á B {}", "王".repeat(20_000), "A ".repeat(1000));
    let built = Site::empty()
        .file("content/people.yaml", register.replace("\\u{301}", "\u{301}"))
        .release("a", "2022-09-28", "", &text)
        .build();
    assert!(built.findings().iter().any(|line| line.contains("release/missing-attendee")));
}
