//! The guard of what was published: what vanishes, changes hands, or changes unsaid.

use crate::site::{Built, Site};

const A: &str = "content/releases/2022/09/a.md";

/// A site that was published, with a release, its attachment, a page and a person.
fn published() -> Built {
    Site::empty()
        .release("a", "2022-09-28", "attendees: [Li Hua]\nattachments: [plan.csv]", "The *text* of\nit.")
        .release("b", "2022-10-01", "", "")
        .file("content/releases/2022/09/plan.csv", "1")
        .file("content/pages/about.md", "---\ntitle: About\naliases: [/us/]\n---\n")
        .build()
        .clean()
}

/// What the guard finds where the release is written so.
fn with(date: &str, front: &str, text: &str) -> Built {
    let published = published();
    let manifest = published.file("manifest.json");
    let front = format!(
        "---\ntitle: Title of a\ndate: {date}\nattendees: [Li Hua]\nattachments: [plan.csv]\n{front}---\n{text}\n"
    );
    published.edit(A, front).against(&manifest)
}

#[test]
fn nothing_breaks_where_nothing_changed() {
    let published = published();
    let manifest = published.file("manifest.json");
    published.again().against(&manifest).expect(&[]);
}

#[test]
fn a_site_that_grows_breaks_nothing() {
    let published = published();
    let manifest = published.file("manifest.json");
    let site = published.again().release("c", "2022-11-01", "topics: [Roads]\nrelated: [a]", "New.");
    site.file("templates/parts/footer-extra.html", "<p>A new theme</p>").against(&manifest).expect(&[]);
}

#[test]
fn how_a_text_is_written_is_not_what_it_says() {
    with("2022-09-28", "", "The **text**\nof it.").expect(&[]);
    with("2022-09-28T00:00", "topics: [Roads]\n", "The [text](/about/) of it.").expect(&[]);
}

#[test]
fn a_text_that_changes_unsaid_is_told() {
    let built = with("2022-09-28", "", "The other text of it.");
    let built = built.expect(&[
        "content/releases/2022/09/a.md:2:8: warning[guard/text-changed]: what this release says was changed after it was published",
    ]);
    assert!(
        built.helps()[0].contains("`changes`") && built.helps()[0].contains("--accept /releases/2022/09/a/")
    );
    with("2022-09-28", "changes: [{date: 2022-09-29, note: A slip.}]\n", "The other text of it.").expect(&[]);
}

#[test]
fn participants_and_place_are_a_part_of_what_is_said() {
    for front in [
        "place: Elsewhere\n",
        "units: [Roads Bureau]\n",
        "summary: Other\n",
        "event_date: 2022-09-20\n",
        "number: '7'\n",
    ] {
        with("2022-09-28", front, "The text of it.")
            .expect(&["content/releases/2022/09/a.md:2:8: warning[guard/text-changed]"]);
    }
}

#[test]
fn a_strict_record_makes_it_an_error() {
    let published = published();
    let manifest = published.file("manifest.json");
    let site = published.edit("crier.yaml", "record: strict\n");
    let site =
        site.release("a", "2022-09-28", "attendees: [Li Hu]\nattachments: [plan.csv]", "The text of it.");
    let built = site.against(&manifest);
    assert!(
        built.findings().iter().any(|it| it.contains("a.md:2:8: error[guard/text-changed]")),
        "{:?}",
        built.findings()
    );
}

#[test]
fn a_second_change_needs_a_second_entry() {
    let change = "changes: [{date: 2022-09-29, note: One.}]";
    let site = Site::empty().release("a", "2022-09-28", change, "One.").build().clean();
    let manifest = site.file("manifest.json");
    let told = ["content/releases/2022/09/a.md:2:8: warning[guard/text-changed]"];
    let site = site.again().release("a", "2022-09-28", change, "Two.").against(&manifest).expect(&told);
    let changes = "changes: [{date: 2022-09-29, note: One.}, {date: 2022-09-29T12:00, note: Two.}]";
    site.again().release("a", "2022-09-28", changes, "Two.").against(&manifest).expect(&[]);
}

#[test]
fn a_date_that_changes_is_refused() {
    let built = with("2022-09-27", "", "The text of it.").expect(&[
        "content/releases/2022/09/a.md:3:7: error[guard/date-changed]: this release was published with the date 2022-09-28T00:00:00+00:00, not 2022-09-27T00:00:00+00:00",
    ]);
    assert!(
        built.helps()[0].starts_with("write `date: 2022-09-28T00:00:00+00:00` again"),
        "{:?}",
        built.helps()
    );
    with("2022-09-27", "changes: [{date: 2022-09-29, note: The date was wrong.}]\n", "The text of it.")
        .expect(&[]);
    // An old entry says nothing of a new date, though the date is later than it.
    let change = "changes: [{date: 2022-09-29, note: One.}]";
    let site = Site::empty().release("a", "2022-09-28", change, "").build().clean();
    let manifest = site.file("manifest.json");
    let site = site.again().release("a", "2022-09-30", change, "").against(&manifest);
    assert!(
        site.findings().iter().any(|it| it.contains("error[guard/date-changed]")),
        "{:?}",
        site.findings()
    );
}

#[test]
fn a_zone_that_changes_moves_no_date() {
    let published = published();
    let manifest = published.file("manifest.json");
    published.edit("crier.yaml", "time_zone: Asia/Shanghai\n").against(&manifest).expect(&[]);
}

#[test]
fn a_release_that_moves_keeps_its_address() {
    let said = "changes: [{date: 2022-11-02, note: The date was wrong.}]\n";
    let built = with("2022-11-01", said, "The text of it.");
    let vanished = |it: &&String| it.contains("error[guard/vanished]");
    let found: Vec<&String> = built.findings().iter().filter(vanished).collect();
    assert_eq!(
        found,
        [
            "content/releases/2022/09/a.md:1:1: error[guard/vanished]: the published address /releases/2022/09/a/ would be gone"
        ]
    );
    assert!(
        built.helps().iter().any(|help| help.contains("aliases: [/releases/2022/09/a/]")),
        "{:?}",
        built.helps()
    );
}

#[test]
fn a_release_that_is_renamed_is_known_by_what_it_says() {
    let published = published();
    let manifest = published.file("manifest.json");
    let text = std::fs::read_to_string(published.out_path("../site").join(A)).unwrap();
    let site = published.again().without(A).file("content/releases/2022/09/new.md", &text);
    let built = site.against(&manifest).expect(&[
        "content/releases/2022/09/new.md:1:1: error[guard/vanished]: the published address /releases/2022/09/a/ would be gone",
    ]);
    let mended = text.replace("date:", "aliases: [/releases/2022/09/a/]\ndate:");
    // Its attachment has moved too, and no page can stand for a table.
    built
        .again()
        .file("content/releases/2022/09/new.md", mended)
        .against(&manifest)
        .expect(&["error[guard/vanished]: the published address /releases/2022/09/a/plan.csv would be gone"]);
}

#[test]
fn a_release_that_is_renamed_keeps_its_date_and_words() {
    let site = Site::empty().release("旧", "2022-09-28", "", "The text of it.").build().clean();
    let manifest = site.file("manifest.json");
    let alias = "aliases: [/releases/2022/09/旧]";
    let renamed = |date: &str, text: &str, front: &str| {
        let front = format!("---\ntitle: Title of 旧\ndate: {date}\n{alias}\n{front}---\n{text}\n");
        Site::empty().file("content/releases/new.md", front).against(&manifest)
    };
    renamed("2022-09-28", "The text of it.", "").expect(&[]);
    renamed("2022-09-27", "The text of it.", "")
        .expect(&["content/releases/new.md:3:7: error[guard/date-changed]"]);
    renamed("2022-09-27", "Another.", "").expect(&["content/releases/new.md:3:7: error[guard/date-changed]"]);
    renamed("2022-09-28", "Another.", "")
        .expect(&["content/releases/new.md:2:8: warning[guard/text-changed]"]);
    let told = "changes: [{date: 2022-10-02, note: Another.}]\n";
    renamed("2022-09-27", "Another.", told).expect(&[]);
}

#[test]
fn a_release_that_is_deleted_or_held_is_refused() {
    let gone = "error[guard/vanished]: the published address /releases/2022/10/b/ would be gone";
    let published = published();
    let manifest = published.file("manifest.json");
    let held = published.again().release("b", "2022-10-01", "status: draft", "").against(&manifest);
    let lists = "warning[guard/list-vanished]: the published list or feed /releases/2022/10/ would be gone";
    assert!(held.findings().iter().any(|it| it == gone), "{:?}", held.findings());
    let deleted = held.again().without("content/releases/2022/10/b.md").against(&manifest);
    assert!(deleted.findings().iter().any(|it| it == gone), "{:?}", deleted.findings());
    assert!(
        deleted.findings().iter().any(|it| it.starts_with("warning[guard/list-vanished]")),
        "{lists}: {:?}",
        deleted.findings()
    );
    assert!(deleted.helps().iter().any(|help| help.contains("status: withdrawn")));
    // To take it back is allowed; the notice keeps the address.
    let back = deleted.again().release("b", "2022-10-01", "status: in-error", "").against(&manifest);
    assert!(!back.findings().iter().any(|it| it.contains("error[")), "{:?}", back.findings());
}

#[test]
fn what_goes_with_a_release_in_error_is_no_loss() {
    let built = with("2022-09-28", "status: in-error\n", "The text of it.");
    assert!(!built.findings().iter().any(|it| it.contains("error[")), "{:?}", built.findings());
}

#[test]
fn an_attachment_that_vanishes_is_refused() {
    let published = published();
    let manifest = published.file("manifest.json");
    let site = published.again().release("a", "2022-09-28", "attendees: [Li Hua]", "The text of it.");
    site.against(&manifest)
        .expect(&["error[guard/vanished]: the published address /releases/2022/09/a/plan.csv would be gone"]);
}

#[test]
fn pages_and_redirects_stay() {
    let published = published();
    let manifest = published.file("manifest.json");
    let built = published.again().without("content/pages/about.md").against(&manifest).expect(&[
        "error[guard/vanished]: the published address /about/ would be gone",
        "error[guard/vanished]: the published address /us/ would be gone",
    ]);
    let page = "---\ntitle: Who we are\naliases: [/about/, /us/]\n---\n";
    built.again().file("content/pages/who.md", page).against(&manifest).expect(&[]);
}

#[test]
fn an_id_does_not_change_hands() {
    with("2022-09-02", "", "Another release altogether.").expect(&[
        "content/releases/2022/09/a.md:1:1: error[guard/id-reused]: the id `a` belongs to another release, published with the date 2022-09-28T00:00:00+00:00",
    ]);
}

#[test]
fn an_older_manifest_is_compared_as_far_as_it_goes() {
    let published = published();
    let manifest: String = published
        .file("manifest.json")
        .lines()
        .map(|line| match (line.find("\"record\":"), line.find("\"sha256\":")) {
            (Some(from), Some(to)) => format!("{}{}\n", &line[..from], &line[to..]),
            _ => format!("{line}\n"),
        })
        .collect();
    assert!(!manifest.contains("record"));
    let front = "attendees: [Li Hua]\nattachments: [plan.csv]";
    let site = published.again().release("a", "2022-09-28", front, "Other.").against(&manifest).expect(&[]);
    site.again()
        .release("a", "2022-09-27", front, "Other.")
        .against(&manifest)
        .expect(&["content/releases/2022/09/a.md:3:7: error[guard/date-changed]"]);
}

#[test]
fn an_exception_is_of_what_was_published() {
    let published = published();
    let manifest = published.file("manifest.json");
    let exception = |was: &str| {
        format!(
            "- {{address: /releases/2022/09/a/, code: guard/date-changed, was: {was}, accepted: 2022-10-01}}\n"
        )
    };
    let site = published.edit("content/exceptions.yaml", exception("\"2022-09-28T00:00:00+00:00\""));
    let front = "attendees: [Li Hua]\nattachments: [plan.csv]";
    let built = site.release("a", "2022-09-27", front, "The text of it.").against(&manifest).expect(&[]);
    let built =
        built.edit("content/exceptions.yaml", exception("\"2022-09-01T00:00:00+00:00\"")).against(&manifest);
    let built = built.expect(&["content/releases/2022/09/a.md:3:7: error[guard/date-changed]"]);
    let wrong = "- {address: /releases/2022/09/a/, code: guard/date, accepted: soon}\n- 7\n- {adress: x}\n";
    let built = built.edit("content/exceptions.yaml", wrong).against(&manifest);
    let places: Vec<&str> =
        built.findings().iter().filter_map(|it| it.strip_prefix("content/exceptions.yaml:")).collect();
    assert!(places.len() >= 4, "{:?}", built.findings());
}

#[test]
fn another_language_is_another_address() {
    let site = Site::empty()
        .file("crier.yaml", "languages: [en, zh-Hans]\n")
        .release("a", "2022-09-28", "", "Text.")
        .release("a.zh", "2022-09-28", "", "文。")
        .build()
        .clean();
    let manifest = site.file("manifest.json");
    let site = site.again().without("content/releases/2022/09/a.zh.md").against(&manifest);
    assert!(
        site.findings().iter().any(|it| it.ends_with(
            "error[guard/vanished]: the published address /zh-Hans/releases/2022/09/a/ would be gone"
        )),
        "{:?}",
        site.findings()
    );
}

/// What the guard finds where the release of [`published`] was `before` and is `after`: lines of front matter.
fn from_to(before: &str, after: &str, text: &str) -> Built {
    let site =
        Site::empty().release("a", "2022-09-28", before, "The text.").release("b", "2022-09-28", "", "");
    let published = site.build().clean();
    let manifest = published.file("manifest.json");
    published.again().release("a", "2022-09-28", after, text).against(&manifest)
}

const REWORDED: &str = "content/releases/2022/09/a.md:2:8: warning[guard/text-changed]: what this release says was changed after it was published";

#[test]
fn a_change_that_was_told_stays_told() {
    let told = "changes: [{date: 2022-10-01, note: A slip., kind: correction}]";
    from_to(told, told, "The text.").expect(&[]);
    for after in [
        "",
        "changes: [{date: 2022-10-01, note: Nothing., kind: correction}]",
        "changes: [{date: 2022-10-01, note: A slip.}]",
        "changes: [{date: 2022-09-30, note: A slip., kind: correction}]",
    ] {
        from_to(told, after, "The text.").expect(&[REWORDED]);
    }
    let more = "changes: [{date: 2022-10-02, note: Reworded.}]";
    from_to(told, more, "The text.").expect(&[]);
}

#[test]
fn who_released_it_and_where_it_comes_from_are_a_part_of_what_is_said() {
    for front in ["issuer: Water bureau", "source: {name: Daily}"] {
        from_to("", front, "The text.").expect(&[REWORDED]);
    }
    from_to("", "contacts: [{name: Li Hua}]", "The text.").expect(&[]);
}

#[test]
fn a_state_that_changes_unsaid_is_told() {
    let at = |line: &str, said: &str| {
        format!("content/releases/2022/09/a.md:{line}: warning[guard/state-changed]: this release {said}")
    };
    let withdrawn = "status: withdrawn\nreason: Wrong.";
    let taken_back = at("4:9", "is `withdrawn` now, and does not say since when");
    from_to("", withdrawn, "The text.").expect(&[&taken_back]);
    let removed = at("4:9", "is `in-error` now, and does not say since when");
    from_to("", "status: in-error", "The text.").expect(&[&removed]);
    from_to(withdrawn, withdrawn, "The text.").expect(&[]);
    let back = at("2:1", "was published as `in-error`, and is back without a word");
    from_to("status: in-error", "", "Other words.").expect(&[&back]);
    let said = "changes: [{date: 2022-10-02, note: Done.}]";
    from_to("", &format!("{withdrawn}\n{said}"), "The text.").expect(&[]);
    from_to("status: in-error", said, "Other words.").expect(&[]);
}

#[test]
fn an_attachment_that_is_exchanged_is_told() {
    let exchanged = |published: Built| {
        let manifest = published.file("manifest.json");
        published.edit("content/releases/2022/09/plan.csv", "2").against(&manifest)
    };
    let built = exchanged(published()).expect(&[
        "content/releases/2022/09/plan.csv:1:1: warning[guard/file-changed]: this file is not the one that was published at /releases/2022/09/a/plan.csv",
    ]);
    assert!(built.helps()[0].contains("--accept /releases/2022/09/a/plan.csv"), "{:?}", built.helps());
    let said = "title: Title of a\ndate: 2022-09-28\nattendees: [Li Hua]\nattachments: [plan.csv]\nchanges: [{date: 2022-09-29, note: A new plan.}]";
    let published = published();
    let manifest = published.file("manifest.json");
    let site = published.edit(A, format!("---\n{said}\n---\nThe *text* of\nit.\n"));
    site.file("content/releases/2022/09/plan.csv", "2").against(&manifest).expect(&[]);
}

#[test]
fn ids_that_are_exchanged_are_refused_on_the_same_day_too() {
    let site = Site::empty().release("a", "2022-09-28", "", "One.").release("b", "2022-09-28", "", "Two.");
    let published = site.build().clean();
    let manifest = published.file("manifest.json");
    let site = published.again();
    let read = |path: &str| std::fs::read_to_string(site.path(path)).unwrap();
    let (a, b) = (read(A), read("content/releases/2022/09/b.md"));
    site.file(A, b).file("content/releases/2022/09/b.md", a).against(&manifest).expect(&[
        "content/releases/2022/09/a.md:1:1: error[guard/id-reused]: the id `a` belongs to another release, published with the date 2022-09-28T00:00:00+00:00",
        "content/releases/2022/09/b.md:1:1: error[guard/id-reused]: the id `b` belongs to another release, published with the date 2022-09-28T00:00:00+00:00",
    ]);
}

#[test]
fn a_list_that_goes_can_be_accepted_with_its_feeds() {
    let published =
        Site::empty().release("a", "2022-09-28", "", "").release("b", "2022-08-28", "", "").build().clean();
    let manifest = published.file("manifest.json");
    let withdrawn = "status: withdrawn\nchanges: [{date: 2022-10-02, note: Withdrawn.}]";
    let site = published.again().release("a", "2022-09-28", withdrawn, "");
    let built = site.against(&manifest).expect(&[
        "warning[guard/list-vanished]: the published list or feed /releases/2022/09/ would be gone",
    ]);
    assert!(built.helps()[0].contains("--accept /releases/2022/09/"), "{:?}", built.helps());
    let accepted = "- {address: /releases/2022/09/, code: guard/list-vanished, accepted: 2026-11-26}\n";
    built.again().file("content/exceptions.yaml", accepted).against(&manifest).expect(&[]);
}

#[test]
fn a_change_is_not_of_tomorrow() {
    let site = |day: &str| {
        let front = format!("changes: [{{date: {day}, note: A slip.}}]");
        Site::empty().release("a", "2022-09-28", &front, "").now("2022-10-01T12:00").build()
    };
    site("2022-10-01T18:00").clean();
    let built = site("2022-10-02").expect(&[
        "content/releases/2022/09/a.md:4:18: error[release/future-change]: this change is dated 2022-10-02, which is still to come",
    ]);
    assert_eq!(built.helps(), ["write the day of the change, 2022-10-01 at the latest"]);
}
