//! Slips of people who are no programmers: each is told in one line that says what to mend.

use crate::site::Site;

/// A site with one release, `a`, with this front matter behind title and date.
fn front(front: &str) -> Site {
    Site::empty().file("content/releases/a.md", format!("---\n{front}---\nText.\n"))
}

fn with_text(text: &str) -> Site {
    Site::empty().file("content/releases/a.md", format!("---\ntitle: A\ndate: 2022-09-28\n---\n{text}\n"))
}

#[test]
fn marks_that_stay_on_the_page_are_told() {
    for (text, column) in
        [("**加粗：**文字", 1), ("[the form](my form.pdf)", 10), ("[a]（https://a.example）", 3)]
    {
        with_text(text)
            .build()
            .expect(&[&format!("content/releases/a.md:5:{column}: warning[markdown/leftover]")]);
    }
    with_text("Write `**` for bold, and `[a](b c)` for a link.\n\n    **a：**b\n\n\\*\\*a \\**b")
        .build()
        .clean();
}

#[test]
fn every_mark_that_stays_is_told_where_it_is() {
    let bold = "warning[markdown/leftover]: asterisks of this text stay as they are on the page";
    let link = "warning[markdown/leftover]: a link of this text stays as it is on the page";
    let text = "**a** and **会议：**b\n`c` **d：**e **f：**g\n\n- [a](/releases/) and [b](my file.pdf) [c](d e.pdf)\n\n      [g](h i)";
    with_text(text).build().expect(&[
        &format!("content/releases/a.md:5:11: {bold}"),
        &format!("content/releases/a.md:6:5: {bold}"),
        &format!("content/releases/a.md:8:25: {link}"),
        &format!("content/releases/a.md:8:42: {link}"),
    ]);
    // A whole text of them is told often enough.
    assert_eq!(with_text(&"[b](my file.pdf)\n".repeat(100)).build().findings().len(), 20);
}

#[test]
fn a_misnamed_file_is_told() {
    for name in ["b.MD", "b.markdown", "b.md.txt"] {
        with_text("Text.").file(&format!("content/releases/{name}"), "x").build().expect(&[&format!(
            "content/releases/{name}:1:1: warning[content/stray]: this file is not read: its name does not end in .md"
        )]);
    }
}

#[test]
fn a_misnamed_register_is_told() {
    for (name, right) in
        [("people.yml", "people.yaml"), ("Units.YAML", "units.yaml"), ("topics.yaml.txt", "topics.yaml")]
    {
        let site = || with_text("Text.").file(&format!("content/{name}"), "- {id: a, name: A}\n");
        let told = format!(
            "content/{name}:1:1: warning[content/stray]: this file is not read: its name is not {right}"
        );
        assert_eq!(site().build().expect(&[&told]).helps(), [format!("rename it to {right}")]);
        let both = site().file(&format!("content/{right}"), "[]\n").build().expect(&[&told]);
        assert_eq!(both.helps(), [format!("move its entries into {right}, and delete it")]);
    }
    with_text("Text.").file("content/people.yaml/a.yaml", "- {id: a, name: A}\n").build().expect(&[
        "content/people.yaml: warning[content/stray]: this folder is not read: a register is a file",
    ]);
    with_text("Text.").file("content/others.yml", "- {id: a, name: A}\n").build().clean();
}

#[test]
fn the_suffix_of_a_language_is_suggested() {
    let built = with_text("Text.")
        .file("crier.yaml", "languages: [en, zh-Hans]\nbase_url: https://a.example/\n")
        .file("content/releases/b.cn.md", "---\ntitle: B\ndate: 2022-09-28\n---\n")
        .build();
    let built = built.expect(&["content/releases/b.cn.md:1:1: error[release/unknown-language]"]);
    assert_eq!(built.helps(), ["did you mean `b.zh-Hans.md`?"]);
}

#[test]
fn dates_that_contradict_each_other_are_told() {
    front("title: A\ndate: 2022-09-28\nexpires: 2022-09-01\nchanges: [{date: 2022-09-27, note: x}]\n").build().expect(&[
        "content/releases/a.md:4:10: warning[release/odd-state]: the release expires before it is released",
        "content/releases/a.md:5:18: warning[release/odd-state]: this change is dated before the release",
    ]);
}

#[test]
fn a_reason_for_nothing_is_told() {
    let reason = "title: A\ndate: 2022-09-28\nreason: The figures were wrong.\n";
    let built = front(reason).build().expect(&[
        "content/releases/a.md:4:9: warning[release/odd-state]: `reason` shows only on what is withdrawn or in error",
    ]);
    assert_eq!(built.helps(), ["add `status: withdrawn` or `status: in-error`, or delete `reason`"]);
    front(&format!("{reason}status: withdrawn\n")).build().clean();
}

#[test]
fn what_turns_or_breaks_a_title_is_told() {
    let title = |title: &str| front(&format!("title: {title}\ndate: 2022-09-28\n")).build();
    let built = title("Road \u{202e}desolc").expect(&[
        "content/releases/a.md:2:8: warning[source/turning-character]: `title` holds U+202E (RIGHT-TO-LEFT OVERRIDE), which turns the letters around it",
    ]);
    assert_eq!(built.helps(), ["delete it; type the text again if need be"]);
    title("\"Road\\nclosed\"")
        .expect(&["content/releases/a.md:2:8: warning[schema/line-break]: `title` holds a line break"]);
    title(">\n  Road\n  closed").clean();
    // Other texts may have both.
    front("title: A\ndate: 2022-09-28\nsummary: \"One\\ntwo \u{2067}x\u{2069}\"\n").build().clean();
    Site::empty()
        .file("content/people.yaml", "- {id: a, name: A A}\n- {id: b, name: B B, aliases: [\"C\u{2066}C\"]}\n")
        .release("a", "2022-09-28", "attendees: [\"D\u{2069} D\"]", "")
        .build()
        .expect(&[
            "content/people.yaml:2:32: warning[source/turning-character]: the first of `aliases` of the second entry holds U+2066 (LEFT-TO-RIGHT ISOLATE), which turns the letters around it",
            "content/releases/2022/09/a.md:4:13: warning[source/turning-character]: the first of `attendees` holds U+2069 (POP DIRECTIONAL ISOLATE), which turns the letters around it",
        ]);
}

#[test]
fn the_help_for_a_date_can_be_followed() {
    for (line, help) in [
        ("date: 20220928", "write date: 2022-09-28"),
        ("date: 20221328", "write year, month and day, such as date: 2022-09-28"),
        ("date: 2022", "write the day too, such as date: 2022-01-01"),
        ("date: 10000-01-01", "years go from 1 to 9999"),
        ("date: \"20220928\"", "write 2022-09-28"),
    ] {
        let built = front(&format!("title: A\n{line}\n")).build();
        assert_eq!(built.helps(), [help], "{line}");
    }
    let people = "- {id: a, name: A, terms: [{title: Mayor, from: 2018, to: 2019}]}\n";
    let built = front("title: A\ndate: 2022-09-28\n").file("content/people.yaml", people).build().expect(&[
        "content/people.yaml:1:49: error[schema/wrong-type]: `from` of the first of `terms` of the first entry is a number here; it must be a date",
        "content/people.yaml:1:59: error[schema/wrong-type]: `to` of the first of `terms` of the first entry is a number here; it must be a date",
    ]);
    assert_eq!(
        built.helps(),
        ["write the day too, such as from: 2018-01-01", "write the day too, such as to: 2019-12-31"]
    );
}

#[test]
fn what_must_be_there_is_not_to_be_deleted() {
    for empty in ["", " ''"] {
        let built = front(&format!("title:{empty}\ndate:{empty}\nsummary:{empty}\n")).build();
        assert_eq!(
            built.helps(),
            [
                "write a text, such as title: County holds safety and stability work meeting",
                "write a date, such as date: 2022-09-28",
                "write a text, or delete `summary`",
            ]
        );
    }
}

#[test]
fn a_date_of_another_keyboard_is_told() {
    for (line, message, help) in [
        (
            "date: 2022-09-28 09：30",
            "`2022-09-28 09：30` is written with a full-width colon",
            "2022-09-28 09:30",
        ),
        ("date: ２０２２-09-28", "`２０２２-09-28` is written with full-width digits or signs", "2022-09-28"),
    ] {
        let finding = format!("content/releases/a.md:3:7: error[date/invalid]: {message}");
        let built = front(&format!("title: A\n{line}\n")).build().expect(&[&finding]);
        assert_eq!(built.helps(), [format!("write {help} with the English keyboard")]);
    }
}

#[test]
fn a_span_in_words_is_told() {
    for between in [" to ", " ~ ", "~", "至", "——", "/"] {
        let lines = format!("title: A\ndate: 2022-09-28\nevent_date: 2022-09-27{between}2022-09-29\n");
        let built = front(&lines)
            .build()
            .expect(&["content/releases/a.md:4:13: error[date/invalid]: `event_date` is two dates here"]);
        assert_eq!(built.helps(), ["write event_date: {from: 2022-09-27, to: 2022-09-29}"]);
    }
    front("title: A\ndate: 2022-09-28\nevent_date: {from: 2022-09-27, to: 2022-09-29}\n").build().clean();
}

#[test]
fn two_names_with_one_page_are_told() {
    front("title: A\ndate: 2022-09-28\ntopics: [C, C++]\n").build().expect(&[
        "content/releases/a.md:4:13: warning[release/same-address]: `C++` and `C` get one page: /topics/c/",
    ]);
}

#[test]
fn a_status_that_differs_between_languages_is_told() {
    let built = front("title: A\ndate: 2022-09-28\nstatus: in-error\n")
        .file("crier.yaml", "languages: [en, zh-Hans]\nbase_url: https://a.example/\n")
        .file("content/releases/a.zh.md", "---\ntitle: B\ndate: 2022-09-28\n---\n")
        .build();
    let built = built.expect(&["content/releases/a.zh.md:1:1: warning[release/translation-state]"]);
    // What was published in error is no version of what stands.
    assert!(!built.page("/zh-Hans/releases/2022/09/a/").contains("rel=\"alternate\" hreflang=\"en\""));
}

#[test]
fn a_tree_that_no_page_could_show_is_refused() {
    let units: String = (0..20)
        .map(|n| {
            let parent = if n == 0 { String::new() } else { format!(", parent: u{}", n - 1) };
            format!("- {{id: u{n}, name: U{n}{parent}}}\n")
        })
        .collect();
    let built = with_text("Text.").file("content/units.yaml", units).build();
    assert!(built.findings()[0].contains("error[register/too-deep]"), "{:?}", built.findings());
}

#[test]
fn the_manifest_keeps_its_address() {
    with_text("Text.").file("static/manifest.json", "{}").build().expect(&[
        "static/manifest.json:1:1: error[plan/address-taken]: a file of static/ lies where crier writes its manifest",
    ]);
}

#[test]
fn a_translation_of_a_translation_belongs_to_the_original() {
    let release = |title: &str, more: &str| format!("---\ntitle: {title}\ndate: 2022-09-28\n{more}---\n");
    let built = Site::empty()
        .file("crier.yaml", "languages: [en, zh-Hans, fr]\nbase_url: https://a.example/\n")
        .file("i18n/fr.yaml", "language_name: Français\n")
        .file("content/releases/a.md", release("A", ""))
        .file("content/releases/b.zh.md", release("B", "translates: a\n"))
        .file("content/releases/c.fr.md", release("C", "translates: b\n"))
        .build();
    for page in ["/releases/2022/09/a/", "/zh-Hans/releases/2022/09/b/", "/fr/releases/2022/09/c/"] {
        let html = built.page(page);
        for lang in ["en", "zh-Hans", "fr"] {
            assert!(html.contains(&format!("hreflang=\"{lang}\"")), "{page} names no {lang}");
        }
    }
}

#[test]
fn a_byte_order_mark_does_no_harm_in_any_file() {
    let site = |key: &str| {
        Site::empty()
            .file("crier.yaml", format!("\u{feff}{key}: Mei County\n"))
            .file("content/people.yaml", "\u{feff}- id: li\n  name: Li Na\n")
            .file("content/units.yaml", "\u{feff}")
            .file("content/topics.yaml", "\u{feff}# none yet\n[]\n")
            .file("i18n/en.yaml", "\u{feff}all_topics: Themes\n")
            .file("templates/parts/footer.html", "\u{feff}<footer>F</footer>")
            .release("a", "2022-09-28", "attendees: [Li Na]", "Text.")
    };
    let built = site("title").build().clean();
    assert!(built.page("/").contains("Mei County") && !built.page("/").contains('\u{feff}'));
    assert!(built.page("/people/li/").contains("/releases/2022/09/a/"));
    site("titel").build().expect(&["crier.yaml:1:1: error[schema/unknown-key]: there is no key `titel`"]);
}
