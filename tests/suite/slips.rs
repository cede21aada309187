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
fn a_full_width_colon_is_named() {
    front("title：道路封闭\ndate: 2022-09-28\n").build().expect(&[
        "content/releases/a.md:2:6: error[yaml/syntax]: there is a full-width colon behind the key",
    ]);
}

/// A release with this front matter gets one finding: its place, its message, its help.
#[track_caller]
fn told(lines: &str, place: &str, message: &str, help: &str) {
    let finding = format!("content/releases/a.md:{place}: error[yaml/syntax]: {message}");
    assert_eq!(front(lines).build().expect(&[&finding]).helps(), [help], "{lines:?}");
}

#[test]
fn a_first_line_that_is_indented_is_told() {
    let message = "this line is indented, and others below it are not";
    told("  title: A\ndate: 2022-09-28\n", "2:1", message, "begin it in the first column");
    front("  title: A\n  date: 2022-09-28\n").build().clean();
}

#[test]
fn a_missing_space_is_told_where_it_is_missing() {
    let colon = "there is no space behind the colon";
    for lines in ["title:A\ndate: 2022-09-28\n", "title:A\ndate:2022-09-28\n"] {
        told(lines, "2:7", colon, "put a space behind the colon: `title: A`");
    }
    for more in ["", "topics: []\n"] {
        let lines = format!("title: A\ndate:2022-09-28\n{more}");
        told(&lines, "3:6", colon, "put a space behind the colon: `date: 2022-09-28`");
    }
    let item = "title: A\ndate: 2022-09-28\nattendees:\n  - name:li-na\n    role: spoke\n";
    told(item, "5:10", colon, "put a space behind the colon: `name: li-na`");
    let hyphen = "there is no space behind the hyphen";
    let list = "title: A\ndate: 2022-09-28\nattendees:\n";
    for (items, line) in
        [("  -Li Na\n  - {name: B, role: spoke}\n", "5:4"), ("  - {name: B, role: spoke}\n  -Li Na\n", "6:4")]
    {
        told(&format!("{list}{items}"), line, hyphen, "put a space behind the hyphen: `- Li Na`");
    }
    let built = front(&format!("{list}  -Li Na\n  -B\n")).build().expect(&[
        "content/releases/a.md:5:3: error[schema/wrong-type]: `attendees` is a text here; it must be a list",
    ]);
    let help = "begin each item with a hyphen and a plain space behind it, on a line of its own";
    assert_eq!(built.helps(), [help]);
}

#[test]
fn a_space_of_another_kind_is_told() {
    let behind = "delete it, and type a plain space";
    let colon = "behind the colon stands a no-break space (U+00A0)";
    told("title:\u{a0}A\ndate: 2022-09-28\n", "2:7", colon, behind);
    let colon = "behind the colon stands a full-width space (U+3000)";
    told("title: A\ndate:\u{3000} 2022-09-28\ntopics: []\n", "3:6", colon, behind);
    let list = "title: A\ndate: 2022-09-28\ntopics:\n";
    let hyphen = "behind the hyphen stands a no-break space (U+00A0)";
    told(&format!("{list}  - A\n  -\u{a0}B\n"), "6:4", hyphen, behind);
    let indent = "the line is indented with a full-width space (U+3000)";
    let help = "delete the white space before its first word, and type plain spaces";
    told(&format!("{list}\u{3000}\u{3000}- A\n"), "5:1", indent, help);
    let built = front("title: A\ndate: 2022-09-28\n\u{3000}topics: []\n")
        .build()
        .expect(&["content/releases/a.md:4:1: error[schema/unknown-key]: there is no key `\u{3000}topics`"]);
    let help = "the line is indented with a full-width space (U+3000): delete it, and type plain spaces";
    assert_eq!(built.helps(), [help]);
}

#[test]
fn a_key_that_stands_too_deep_is_told() {
    let message = "this line is indented deeper than the one before it";
    let quotes = "a text that goes on here needs quotes around the whole";
    told(
        "title: A\ndate: 2022-09-28\nattendees:\n  - name: li-na\n      role: spoke\n",
        "6:7",
        message,
        &format!("begin `role` in the same column as `name`; {quotes}"),
    );
    told(
        "title: A\n  date: 2022-09-28\n",
        "3:3",
        message,
        &format!("begin `date` in the same column as `title`; {quotes}"),
    );
    told(
        "title: A\ndate: 2022-09-28\nattendees:\n  - Li Na\n    role: spoke\n",
        "6:5",
        message,
        "give what stands before it a key too, such as `- name: …`, in the same column",
    );
}

#[test]
fn the_help_for_an_open_quotation_mark_speaks_of_that_mark() {
    let message = "a quotation mark is opened here and not closed";
    for (mark, help) in [
        ('\'', "close it on the same line, and write '' for an apostrophe inside the value"),
        ('"', "close it on the same line, or write \\\" for a quotation mark inside the value"),
    ] {
        told(&format!("title: {mark}County\ndate: 2022-09-28\n"), "2:8", message, help);
    }
}

#[test]
fn words_inside_texts_are_no_slips() {
    // What is wrong is the last line.
    for text in [
        "summary: |\n  Note：see\n  title:A\n    -x\n",
        "summary: >-\n\n  Note：see\n",
        "summary: \"One\n  note：see\n  -x\"\n",
        "topics: [\n  a:b,\n  \"c]\n  d:e\",\n]\n",
        "# note：see\n",
    ] {
        let lines = format!("title: A\ndate: 2022-09-28\n{text}topics A\n");
        let built = front(&lines).build();
        let findings = built.findings();
        assert_eq!(findings.len(), 1, "{lines}");
        assert!(findings[0].contains("this line does not fit the lines before it"), "{lines}{findings:?}");
    }
}

#[test]
fn text_behind_a_closing_quotation_mark_is_named() {
    for (title, column, mark) in
        [("\"Safe roads\" campaign begins", 20, "quotation mark"), ("[Notice] Road closed", 16, "bracket")]
    {
        front(&format!("title: {title}\ndate: 2022-09-28\n")).build().expect(&[&format!(
            "content/releases/a.md:2:{column}: error[yaml/syntax]: the text goes on behind the closing {mark}"
        )]);
    }
}

#[test]
fn well_quoted_values_are_left_alone() {
    for title in ["'It''s done'", "\"Say \\\"yes\\\"\"", "\"x\" # note", "[a, b]"] {
        let site = front(&format!("title: A\ndate: 2022-09-28\nextra:\n  x: {title}\n"));
        site.build().clean();
    }
    front("title: 'It''s \"done\"'\ndate: 2022-09-28\n").build().clean();
}

#[test]
fn a_text_that_breaks_off_at_a_number_sign_is_told() {
    front("title: Route #5 is closed\ndate: 2022-09-28 # a note for colleagues\n").build().expect(&[
        "content/releases/a.md:2:14: warning[yaml/comment-in-text]: ` #` begins a comment: `title` ends before it",
    ]);
    front("title: \"Route #5 is closed\"\ndate: 2022-09-28\n").build().clean();
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
fn a_backslash_is_named_where_it_stands() {
    let built = front("title: \"a\\qb\"\ndate: 2022-09-28\n").build().expect(&[
        "content/releases/a.md:2:10: error[yaml/syntax]: `\\q` means nothing in a text in double quotes",
    ]);
    assert_eq!(built.helps(), ["put the value in single quotes, or write \\\\ for a backslash"]);
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
