//! Files to releases and pages: names, folders, languages, dates, and how files of other systems are read.

use crate::html::words;
use crate::site::{HOST, Site};

const WELL: &str = "---\ntitle: A\ndate: 2022-09-28\n---\nText.\n";

#[test]
fn a_folder_with_nothing_but_content_is_a_site() {
    let built = Site::empty().file("content/releases/a.md", WELL).own_base().build();
    let built = built.expect(&["crier.yaml: hint[config/no-base-url]"]);
    assert!(built.page("/releases/2022/09/a/").contains("<html lang=\"en\" dir=\"ltr\""));
    assert!(built.page("/").contains("href=\"/releases/2022/09/a/\""));
    for absent in ["feed.xml", "feed.json", "rss.xml", "sitemap.xml"] {
        assert!(!built.has(absent), "{absent}");
    }
    assert!(!built.page("/").contains("rel=\"canonical\""));
}

#[test]
fn the_address_comes_from_the_date_and_the_file_name() {
    let built = Site::empty()
        .file(
            "content/releases/anywhere/at/all/road-closed.md",
            WELL.replace("title: A", "title: Another headline"),
        )
        .build()
        .clean();
    assert!(built.has("releases/2022/09/road-closed/index.html"));
}

#[test]
fn a_folder_is_a_release_with_its_files() {
    let built = Site::empty()
        .file(
            "content/releases/2022/09/a/index.md",
            "---\ntitle: A\ndate: 2022-09-28\nattachments: [sub/b.csv]\n---\n[c](./c.txt)\n",
        )
        .file("content/releases/2022/09/a/sub/b.csv", "1,2\n")
        .file("content/releases/2022/09/a/c.txt", "c")
        .file("content/releases/2022/09/a/notes.txt", "not for the public")
        .build()
        .clean();
    assert_eq!(built.file("releases/2022/09/a/sub/b.csv"), "1,2\n");
    assert_eq!(built.file("releases/2022/09/a/c.txt"), "c");
    // Only what the release uses is published.
    assert!(!built.has("releases/2022/09/a/notes.txt"));
}

#[test]
fn ids_of_any_script_are_addresses() {
    let built = Site::empty()
        .file("content/releases/安全会议.md", WELL)
        .file("content/releases/v1.2.md", WELL.replace("title: A", "title: B"))
        .build()
        .clean();
    assert!(
        built.has("releases/2022/09/安全会议/index.html") && built.has("releases/2022/09/v1.2/index.html")
    );
    assert!(built.page("/").contains("href=\"/releases/2022/09/%E5%AE%89%E5%85%A8%E4%BC%9A%E8%AE%AE/\""));
}

#[test]
fn a_suffix_names_any_language_that_it_is_a_prefix_of() {
    let built = Site::empty()
        .file("crier.yaml", "languages: [en, zh-Hans]\n")
        .file("content/releases/a.md", WELL)
        .file("content/releases/a.zh.md", WELL.replace("title: A", "title: 甲"))
        .file("content/releases/b/index.zh-Hans.md", WELL.replace("title: A", "title: 乙"))
        .file("content/pages/about.zh.md", "---\ntitle: 关于\n---\n")
        .build()
        .clean();
    assert!(built.page("/zh-Hans/releases/2022/09/a/").contains("甲"));
    assert!(built.page("/zh-Hans/releases/2022/09/b/").contains("<html lang=\"zh-Hans\""));
    assert!(built.page("/zh-Hans/about/").contains("关于"));
    assert!(!built.has("releases/2022/09/b/index.html"));
}

#[test]
fn the_key_lang_names_the_language() {
    let site = |lang: &str| {
        let text = WELL.replace("title: A", &format!("title: A\nlang: {lang}"));
        Site::empty().file("crier.yaml", "languages: [en, zh-Hans]\n").file("content/releases/a.md", text)
    };
    assert!(site("zh-Hans").build().clean().has("zh-Hans/releases/2022/09/a/index.html"));
    assert!(site("zh").build().clean().has("zh-Hans/releases/2022/09/a/index.html"));
    site("fr").build().expect(&[
        "content/releases/a.md:3:7: error[release/unknown-language]: the site has no language `fr`",
    ]);
    site("en")
        .file("content/releases/b.zh.md", WELL.replace("title: A", "title: B\nlang: en"))
        .build()
        .expect(&["content/releases/b.zh.md:3:7: error[release/two-languages]"]);
}

#[test]
fn a_suffix_of_a_language_that_the_site_does_not_have() {
    Site::empty().file("content/releases/a.fr.md", WELL).build().expect(&[
        "content/releases/a.fr.md:1:1: error[release/unknown-language]: the site has no language `fr`",
    ]);
}

#[test]
fn a_file_name_may_begin_with_the_date() {
    let text = "---\ntitle: A\n---\n";
    let config = "content: {date_from_filename: true}\n";
    let built = Site::empty()
        .file("crier.yaml", config)
        .file("content/releases/2022-09-28-road.md", text)
        .file("content/releases/2022-09-29_bridge.md", text.replace("title: A", "title: B"))
        .file("content/releases/2021-01-01-moved.md", WELL.replace("title: A", "title: C"))
        .build()
        .clean();
    assert!(built.has("releases/2022/09/road/index.html") && built.has("releases/2022/09/bridge/index.html"));
    // The date of the front matter wins.
    assert!(built.has("releases/2022/09/moved/index.html"));
    Site::empty()
        .file("content/releases/2022-09-28-road.md", text)
        .build()
        .expect(&["content/releases/2022-09-28-road.md:1:1: error[schema/missing-key]: `date` is missing"]);
}

#[test]
fn keys_of_other_systems_are_renamed() {
    let config = "content: {rename: {tags: topics, published: date, description: summary}}\n";
    let front = "---\ntitle: A\npublished: 2022-09-28\ntags: [Roads]\ndescription: In short.\n---\n";
    let built = Site::empty().file("crier.yaml", config).file("content/releases/a.md", front).build().clean();
    assert!(words(&built.page("/releases/2022/09/a/")).contains("In short."));
    assert!(built.has("topics/roads/index.html"));
    // A finding stands at the key that the file has.
    Site::empty()
        .file("crier.yaml", config)
        .file("content/releases/a.md", front.replace("[Roads]", "Roads").replace("09-28", "09-31"))
        .build()
        .expect(&[
            "content/releases/a.md:3:12: error[date/invalid]",
            "content/releases/a.md:4:7: error[schema/wrong-type]",
        ]);
}

#[test]
fn keys_are_ignored_even_those_that_crier_knows() {
    let config = "content: {ignore: [layout, units]}\n";
    let front = "---\ntitle: A\ndate: 2022-09-28\nlayout: 7\nunits: 8\n---\n";
    Site::empty().file("crier.yaml", config).file("content/releases/a.md", front).build().clean();
}

#[test]
fn unknown_keys_warn_or_pass_where_the_site_says_so() {
    let site = |rule: &str| {
        let config = format!("content: {{unknown_keys: {rule}}}\n");
        let front = "---\ntitle: A\ndate: 2022-09-28\nweight: 7\n---\n";
        Site::empty().file("crier.yaml", config).file("content/releases/a.md", front).build()
    };
    let built = site("warn").expect(&["content/releases/a.md:4:1: warning[schema/unknown-key]"]);
    assert!(built.is_written());
    site("ignore").clean();
}

#[test]
fn dates_are_of_the_time_zone_of_the_site() {
    let built = Site::empty()
        .file("crier.yaml", "time_zone: Asia/Shanghai\n")
        .file("content/releases/a.md", WELL.replace("2022-09-28", "2022-09-30T23:30Z"))
        .file("content/releases/b.md", "---\ntitle: B\ndate: 2022-09-30T23:30\n---\nText.\n")
        .build()
        .clean();
    assert!(built.page("/releases/2022/10/a/").contains("datetime=\"2022-10-01T07:30:00+08:00\""));
    assert!(built.page("/releases/2022/09/b/").contains("datetime=\"2022-09-30T23:30:00+08:00\""));
}

#[test]
fn a_date_is_shown_in_the_precision_it_was_written_in() {
    let built = Site::empty()
        .release("day", "2022-09-28", "", "")
        .release("time", "2022-09-28T09:05", "event_date: {from: 2022-09-26, to: 2022-09-27}", "")
        .build()
        .clean();
    let day = built.page("/releases/2022/09/day/");
    assert!(day.contains("<time datetime=\"2022-09-28\">28 September 2022</time>"), "{day}");
    let time = built.page("/releases/2022/09/time/");
    assert!(
        time.contains("<time datetime=\"2022-09-28T09:05:00+00:00\">28 September 2022, 09:05</time>"),
        "{time}"
    );
    assert!(words(&time).contains("26 September 2022 – 27 September 2022"));
}

#[test]
fn standing_pages_stand_in_their_order() {
    let built = Site::empty()
        .file("content/releases/a.md", WELL)
        .file("content/pages/zeal.md", "---\ntitle: Zeal\norder: 1\n---\n")
        .file("content/pages/about.md", "---\ntitle: About us\nupdated: 2023-05-01\n---\n## Who\n\nWe.\n")
        .file("content/pages/press/index.md", "---\ntitle: Press desk\norder: 2\n---\n[kit](kit.txt)\n")
        .file("content/pages/press/kit.txt", "kit")
        .build()
        .clean();
    crate::html::in_order(&built.page("/"), &[">Zeal</a>", ">Press desk</a>", ">About us</a>"]);
    let about = built.page("/about/");
    assert!(about.contains("id=\"who\"") && about.contains("datetime=\"2023-05-01\""), "{about}");
    assert_eq!(built.file("press/kit.txt"), "kit");
}

#[test]
fn hidden_files_and_backups_are_passed_over() {
    Site::empty()
        .file("content/releases/a.md", WELL)
        .file("content/releases/.b.md", "no")
        .file("content/releases/c.md~", "no")
        .file("content/releases/.git/d.md", "no")
        .file("content/releases/#e.md#", "no")
        .file("content/releases/.f.md.swp", "no")
        .build()
        .clean();
}

#[test]
fn the_output_is_no_source() {
    let built = Site::empty()
        .file("content/releases/a.md", WELL)
        .file("public/content/releases/b.md", "no")
        .build()
        .clean();
    assert!(!built.page("/").contains("/b/"));
}

#[test]
fn extra_values_reach_the_theme() {
    let built = Site::empty()
        .release("a", "2022-09-28", "extra: {colour: red, list: [1, 2]}", "")
        .file("templates/release.html", "{{ release.extra.colour }} {{ release.extra.list | length }}")
        .build()
        .clean();
    assert_eq!(built.page("/releases/2022/09/a/"), "red 2");
}

#[test]
fn every_key_of_the_front_matter_shows() {
    let built = Site::from_text(
        "
        == content/releases/2022/09/other.md ==
        ---
        title: The other one
        date: 2022-09-01
        ---
        == content/releases/2022/09/a/table.csv ==
        1,2
        == content/releases/2022/09/a/index.md ==
        ---
        title: The headline
        date: 2022-09-28
        event_date: 2022-09-27
        attendees: [{name: Li Hua, title: Mayor, role: presided}]
        units: [{name: Roads Bureau, role: hosted}]
        issuer: Press Office
        summary: The summary.
        topics: [Work safety]
        number: MCIO-2022-41
        place: County Hall
        source: {name: Provincial Daily, url: \"https://daily.example/1\"}
        attachments: [{src: table.csv, title: The table, lang: en}]
        contacts: [{name: Press desk, phone: \"+86 917 555 0100\", email: press@x.example, unit: Press Office}]
        related: [other]
        expires: 2030-01-01
        changes: [{date: 2022-09-30, note: The place was wrong., kind: correction}]
        ---
        The text.
        ",
    )
    .build()
    .clean();
    let page = built.page("/releases/2022/09/a/");
    let words = words(&page);
    for part in [
        "The headline",
        "28 September 2022",
        "27 September 2022",
        "Li Hua",
        "Mayor",
        "presided",
        "Roads Bureau",
        "hosted",
        "Press Office",
        "The summary.",
        "Work safety",
        "MCIO-2022-41",
        "County Hall",
        "Provincial Daily",
        "The table",
        "CSV",
        "Press desk",
        "+86 917 555 0100",
        "press@x.example",
        "The other one",
        "The place was wrong.",
        "Correction",
        "The text.",
    ] {
        assert!(words.contains(part), "{part} is not in\n{words}");
    }
    for href in [
        "/people/li-hua/",
        "/units/roads-bureau/",
        "/units/press-office/",
        "/topics/work-safety/",
        "https://daily.example/1",
        "/releases/2022/09/a/table.csv",
        "tel:+869175550100",
        "mailto:press@x.example",
    ] {
        assert!(page.contains(&format!("href=\"{href}\"")), "{href} is not in\n{page}");
    }
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{HOST}/releases/2022/09/a/\">")));
}
