//! Slips of YAML: each is told on the line where it is, in words that say what to mend.

use crate::site::Site;

/// A site with one release, `a`, with this front matter.
fn front(front: &str) -> Site {
    Site::empty().file("content/releases/a.md", format!("---\n{front}---\nText.\n"))
}

/// A release with this front matter gets one finding: its place, its message, its help.
#[track_caller]
fn told(lines: &str, place: &str, message: &str, help: &str) {
    let finding = format!("content/releases/a.md:{place}: error[yaml/syntax]: {message}");
    assert_eq!(front(lines).build().expect(&[&finding]).helps(), [help], "{lines:?}");
}

#[test]
fn a_full_width_colon_is_named() {
    front("title：道路封闭\ndate: 2022-09-28\n").build().expect(&[
        "content/releases/a.md:2:6: error[yaml/syntax]: there is a full-width colon behind the key",
    ]);
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
fn a_sign_of_another_keyboard_between_brackets_is_told() {
    let comma = "use the key `,` of the English keyboard and a space";
    for (attendees, column, sign, help) in [
        ("[{name: li-na，role: spoke}]", 25, "a full-width comma", comma),
        ("[{name: B, role: spoke}、li-na]", 35, "an enumeration comma", comma),
        ("[Li Na, B】", 21, "a full-width bracket", "use the key `]` of the English keyboard"),
    ] {
        let lines = format!("title: A\ndate: 2022-09-28\nattendees: {attendees}\n");
        told(&lines, &format!("4:{column}"), &format!("there is {sign} here"), help);
    }
    let lines = "title: A\ndate: 2022-09-28\nattendees: [\n  {name: A，B, role：spoke, title: x,\n";
    told(
        lines,
        "5:3",
        "a bracket is opened here and not closed",
        "close the bracket, and put a comma between the values",
    );
    let lines = "title: A\ndate: 2022-09-28\nattendees: [{name: B, role：spoke}]\n";
    let built = front(lines)
        .build()
        .expect(&["content/releases/a.md:4:23: error[schema/unknown-key]: there is no key `role：spoke`"]);
    let help =
        "`：` is a full-width colon: write `role: spoke` with the colon of the English keyboard and a space";
    assert_eq!(built.helps(), [help]);
}

#[test]
fn a_line_without_a_key_is_told() {
    let help = "each line is `key: value`, with a colon and a space behind the key";
    for lines in ["title: A\ntopics [a]\ndate: 2022-09-28\n", "title: A\ndate 2022-09-28\n"] {
        told(lines, "3:1", "this line has no key", help);
    }
    told("title A\ndate: 2022-09-28\n", "2:1", "this line has no key", help);
    told("title: A\ntopics:\n  - B\ndate\n", "5:1", "this line has no key", help);
}

#[test]
fn the_first_entry_of_a_register_needs_its_space_too() {
    let built = Site::empty()
        .file("content/people.yaml", "-id: li-na\n  name: Li Na\n- id: b\n  name: B\n")
        .release("a", "2022-09-28", "", "")
        .build()
        .expect(&["content/people.yaml:1:2: error[yaml/syntax]: there is no space behind the hyphen"]);
    assert_eq!(built.helps(), ["put a space behind the hyphen: `- id: li-na`"]);
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
        "extra:\n  地点:\n    x: 1\n  \"a b\":\n    y: 2\n  c d: e\n",
    ] {
        let lines = format!("title: A\ndate: 2022-09-28\n{text}topics A\n");
        let built = front(&lines).build();
        let findings = built.findings();
        assert_eq!(findings.len(), 1, "{lines}");
        assert!(findings[0].contains("this line has no key"), "{lines}{findings:?}");
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
fn a_backslash_is_named_where_it_stands() {
    let built = front("title: \"a\\qb\"\ndate: 2022-09-28\n").build().expect(&[
        "content/releases/a.md:2:10: error[yaml/syntax]: `\\q` means nothing in a text in double quotes",
    ]);
    assert_eq!(built.helps(), ["put the value in single quotes, or write \\\\ for a backslash"]);
}
