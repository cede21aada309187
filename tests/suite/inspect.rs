//! The pages as readers get them, judged.

use crate::site::Site;

/// A picture of so many pixels, as far as a reader of its header sees, and so many bytes.
fn png(width: u32, height: u32, bytes: usize) -> Vec<u8> {
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    picture.extend(width.to_be_bytes());
    picture.extend(height.to_be_bytes());
    picture.resize(bytes, 0);
    picture
}

fn one(body: &str) -> Site {
    Site::empty().release("a", "2022-09-28", "", body)
}

const LONG: &str =
    "The road between the two townships is closed until May, since the bridge is being repaired.";

#[test]
fn the_theme_makes_pages_without_findings() {
    let site = Site::from_text(
        "
        == crier.yaml ==
        base_url: https://news.example.gov/
        languages: [en, zh-Hans]
        == content/people.yaml ==
        - {id: liu, name: Liu Zhisheng, terms: [{title: Mayor}]}
        == content/pages/about.md ==
        ---
        title: About
        ---
        ## Whom to ask

        [Mayor Liu](person:liu), [the list](/releases/), [the road](release:a#the-second-lot).
        ",
    );
    let body = "## The first lot\n\nText[^1].\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n### Of it\n\n## The second lot\n\n[^1]: Note.";
    let front = "attendees: [liu]\nunits: [County Office]\ntopics: [Roads]\nrelated: [b]";
    let site = site.release("a", "2022-09-28", front, body).release(
        "b",
        "2021-03-02",
        "attendees: [liu]",
        "Other text.",
    );
    site.release("b.zh", "2021-03-02", "attendees: [liu]", "文本。").inspect().expect(&[]);
}

#[test]
fn a_link_that_says_nothing_is_told_where_it_stands() {
    let body = "See [the budget](https://example.gov/b) or [click here](https://example.gov/c).\n\n请[点击这里](/releases/)。";
    one(body).inspect().expect(&[
        "content/releases/2022/09/a.md:5:44: warning[markdown/vague-link]: the link “click here” does not say where it leads",
        "content/releases/2022/09/a.md:7:2: warning[markdown/vague-link]: the link “点击这里” does not say where it leads",
    ]);
    // An address that can be read may stand for itself.
    let address = "<https://example.gov/budget> <https://example.gov/portal/page?id=8c61f0e0a9>";
    one(address).inspect().expect(&["content/releases/2022/09/a.md:5:30: hint[markdown/address-as-text]"]);
}

#[test]
fn a_table_needs_headers() {
    one("| | |\n|---|---|\n| 1 | 2 |").inspect().expect(&[
        "content/releases/2022/09/a.md:5:1: warning[markdown/table-header]: the table has no headers",
    ]);
    let html = |cells: &str| format!("Text.\n\n<table>{cells}</table>\n");
    one(&html("<tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>"))
        .inspect()
        .expect(&["content/releases/2022/09/a.md:7:1: warning[markdown/table-header]"]);
    for fine in [
        "<tr><th>A</th><th>B</th></tr><tr><td>3</td><td>4</td></tr>",
        "<tr><td>1</td><td>2</td></tr>",
        "<tr><td>1</td></tr><tr><td>2</td></tr>",
    ] {
        one(&html(fine)).inspect().expect(&[]);
    }
}

#[test]
fn a_place_of_another_page_must_be_there() {
    let body = "## Lot one\n\n[here it is](release:b#lot-two), [gone](release:b#lot-three), [the list](/releases/#nowhere), [top](/releases/#top)";
    let site = one(body).release("b", "2022-09-27", "", "## Lot two\n\nText.");
    let built = site.inspect().expect(&[
        "content/releases/2022/09/a.md:7:34: warning[page/broken-anchor]: nothing on /releases/2022/09/b/ has the id `lot-three`",
        "content/releases/2022/09/a.md:7:63: warning[page/broken-anchor]: nothing on /releases/ has the id `nowhere`",
    ]);
    assert!(built.helps()[0].contains("{#id}"));
}

#[test]
fn a_link_is_told_once() {
    one("[a](/nowhere/) [b](#nowhere)").inspect().expect(&[
        "content/releases/2022/09/a.md:5:1: warning[link/unknown-address]",
        "content/releases/2022/09/a.md:5:16: warning[markdown/unknown-anchor]",
    ]);
}

#[test]
fn trusted_html_is_judged_where_it_stands() {
    let body = "Text.\n\n<p><img src=\"https://example.gov/x.png\"> <a href=\"/nowhere/\">x</a></p>";
    one(body).file("crier.yaml", "base_url: https://news.example.gov/\nraw_html: trust\n").inspect().expect(&[
        "content/releases/2022/09/a.md:1:1: warning[page/missing-alt]: the picture https://example.gov/x.png has no description",
        "content/releases/2022/09/a.md:7:51: warning[page/broken-link]: the site has nothing at /nowhere/",
    ]);
}

#[test]
fn a_fault_of_a_template_is_told_once() {
    let page = "<!doctype html><html><title></title><h1>{{ release.title }}</h1><h3 id=x></h3><p id=x>
        <a href='/contakt/'>Contact</a> <a href='/releases/'></a> <a href='#lost'>More</a> <img src='/seal.svg'>
        <table><tr><td>1<td>2<tr><td>3<td>4</table></html>";
    let site = one("Text.").release("b", "2022-09-27", "", "Other.").release("c", "2022-09-26", "", "Third.");
    let built = site.file("templates/release.html", page).inspect();
    let at = "releases/2022/09/a/index.html: warning";
    let expected = [
        "[page/broken-anchor]: nothing on the page has the id `lost`",
        "[page/broken-link]: the site has nothing at /contakt/",
        "[page/broken-link]: the site has nothing at /seal.svg",
        "[page/duplicate-id]: the id `x` stands twice on the page",
        "[page/empty-heading]: a heading of the page has no words",
        "[page/empty-link]: the link to /releases/ has no words",
        "[page/heading-skip]: the heading “” of level 3 follows one of level 1",
        "[page/missing-alt]: the picture /seal.svg has no description",
        "[page/no-language]: the page does not say its language",
        "[page/no-title]: the page has no title",
        "[page/table-header]: a table of the page has no header cells",
        "[page/vague-link]: the link “More” does not say where it leads",
    ];
    let expected: Vec<String> = expected.iter().map(|rest| format!("{at}{rest}")).collect();
    let built = built.expect(&expected.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(built.notes().iter().any(|note| note.contains("templates/release.html")), "{:?}", built.notes());
    assert!(built.notes().iter().any(|note| note == "2 more pages have it too"), "{:?}", built.notes());
}

#[test]
fn a_page_has_one_heading_of_level_one_and_its_own_language() {
    let page = "<!doctype html><html lang=fr><title>x</title><h1>a</h1><h1>b</h1></html>";
    one("Text.").file("templates/release.html", page).inspect().expect(&[
        "releases/2022/09/a/index.html: warning[page/heading-one]: the page has 2 headings of level 1",
        "releases/2022/09/a/index.html: warning[page/no-language]: the page says that its language is `fr`, and it is `en`",
    ]);
}

#[test]
fn a_heading_may_not_take_an_id_of_the_theme() {
    one("## Part {#part:main}\n\nText.").inspect().expect(&[
        "content/releases/2022/09/a.md:5:4: warning[page/duplicate-id]: the id `part:main` stands twice on the page",
    ]);
}

#[test]
fn pages_with_one_title_are_told_unless_the_releases_are() {
    let release = |id: &str, date: &str| {
        let file = format!("content/releases/{id}.md");
        (file, format!("---\ntitle: Heavy rain warning\ndate: {date}\n---\n{id}: {LONG}\n"))
    };
    let site = |second: &str| {
        let (one, other) = (release("a", "2022-06-01"), release("b", second));
        Site::empty().file(&one.0, one.1).file(&other.0, other.1)
    };
    site("2023-06-01").inspect().expect(&[
        "content/releases/b.md:2:8: hint[page/same-title]: the title “Heavy rain warning” stands on /releases/2022/06/a/ too",
    ]);
    site("2022-06-04").inspect().expect(&["content/releases/b.md:2:8: hint[release/same-title]"]);
}

#[test]
fn a_title_that_nobody_can_change_is_not_told() {
    let release = |title: &str, date: &str| {
        format!("---\ntitle: {title}\ndate: {date}\nstatus: in-error\nreason: Never decided.\n---\n{LONG}\n")
    };
    let site = Site::empty()
        .file("content/releases/a.md", release("Heavy rain", "2022-06-01"))
        .file("content/releases/b.md", release("New bridge", "2023-06-01"));
    site.inspect().expect(&[]);
    let people = "- {id: a, name: Li Hua}\n- {id: b, name: Li Hua}\n";
    let site = one(LONG)
        .file("content/people.yaml", people)
        .file("content/topics.yaml", "- {id: li-hua, name: Li Hua}\n");
    site.inspect()
        .expect(&["content/people.yaml:2:3: warning[register/shared-name]: two entries are called `Li Hua`"]);
}

#[test]
fn a_large_picture_is_told_where_it_is_shown() {
    let folder = "content/releases/2022/09";
    one("![Bridge](large.png) ![Road](wide.png) ![Fine](fine.png) ![Again](large.png)")
        .file(&format!("{folder}/large.png"), png(800, 600, 1_200_000))
        .file(&format!("{folder}/wide.png"), png(5_000, 10, 100))
        .file(&format!("{folder}/fine.png"), png(4_000, 3_000, 1_000_000))
        .inspect()
        .expect(&[
            "content/releases/2022/09/a.md:5:1: warning[page/large-picture]: the picture has 1.2 MB and 800 × 600 pixels",
            "content/releases/2022/09/a.md:5:22: warning[page/large-picture]: the picture has 0.1 MB and 5000 × 10 pixels",
        ]);
    // As an attachment it is loaded by those who ask for it.
    let site = Site::empty().release("a", "2022-09-28", "attachments: [large.png]", LONG);
    site.file(&format!("{folder}/large.png"), png(9_000, 9_000, 2_000_000)).inspect().expect(&[]);
}

#[test]
fn a_release_says_itself_what_it_says() {
    let file = "content/releases/2022/09/notice.doc";
    let site = |body: &str| Site::empty().release("a", "2022-09-28", "attachments: [notice.doc]", body);
    for short in ["", "See the attached notice.", "详见附件：眉县财政局关于印发办法的通知"]
    {
        site(short).file(file, "x").inspect().expect(&[
            "content/releases/2022/09/a.md:4:14: warning[page/only-attachment]: the release says nothing but that there is a file",
        ]);
    }
    for enough in [LONG, "县政府今天公布了乡村道路养护办法，全文共二十条，自十月一日起施行。"]
    {
        site(enough).file(file, "x").inspect().expect(&[]);
    }
    // Data are no text that somebody could read.
    Site::empty()
        .release("a", "2022-09-28", "attachments: [data.csv]", "The data.")
        .file("content/releases/2022/09/data.csv", "1,2\n")
        .inspect()
        .expect(&[]);
}

#[test]
fn a_pdf_without_tags_is_told_where_that_is_certain() {
    let pdf = "content/releases/2022/09/n.pdf";
    let site = |content: &str| {
        let site = Site::empty().release("a", "2022-09-28", "attachments: [n.pdf]", LONG);
        site.file(pdf, content).inspect()
    };
    site("%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj")
        .expect(&[&format!("{pdf}:1:1: hint[page/untagged-pdf]")]);
    for fine in [
        "%PDF-1.7\n1 0 obj <</Type /Catalog /StructTreeRoot 2 0 R>> endobj",
        "%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj 2 0 obj <</Type /ObjStm>>",
        "no PDF at all",
        "",
    ] {
        site(fine).expect(&[]);
    }
}

#[test]
fn the_site_says_what_these_findings_count_as() {
    let rules = "base_url: https://news.example.gov/\nfindings:\n  - {code: markdown/vague-link, as: off}\n  - {code: page/no-title, in: releases, as: hint}\n";
    let page = "<!doctype html><html lang=en><h1>a</h1></html>";
    one("[the list](/releases/)")
        .file("crier.yaml", rules)
        .file("templates/release.html", page)
        .inspect()
        .expect(&["releases/2022/09/a/index.html: hint[page/no-title]"]);
}

#[test]
fn a_site_that_opens_from_files_is_judged_alike() {
    let site = one("[a](/releases/) [b](release:b#no) [c](/releases/2022/)").base("./");
    site.release("b", "2022-09-27", "", "Text.")
        .inspect()
        .expect(&["content/releases/2022/09/a.md:5:17: warning[page/broken-anchor]"]);
}
