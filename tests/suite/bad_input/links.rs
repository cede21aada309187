//! Links and ids that lead nowhere.

use crate::bad_input::{A, WELL, body};
use crate::site::Site;

#[test]
fn links_to_what_is_not_there() {
    let built = body(
        "To [one](release:road-close).\n\n[two](person:x), [three](unit:y), [four](topic:z)\n\n- 会 [five](b.md)\n- [seven](/nowhere/)\n- [nine](#x)\n",
    );
    let built = built.expect(&[
        "content/releases/a.md:5:4: error[link/unknown-release]: there is no release `road-close`",
        "content/releases/a.md:7:1: error[link/unknown-person]: there is no person `x` with a page",
        "content/releases/a.md:7:18: error[link/unknown-unit]",
        "content/releases/a.md:7:35: error[link/unknown-topic]",
        "content/releases/a.md:9:5: error[link/unknown-file]",
        "content/releases/a.md:10:3: warning[link/unknown-address]: the site has no page at /nowhere/",
        "content/releases/a.md:11:3: warning[markdown/unknown-anchor]",
    ]);
    assert!(!built.is_written());
}

#[test]
fn links_to_files_that_are_not_there() {
    body("- 会 [six](c.pdf)\n- ![eight](d.png)\n- <img src=\"e.png\" alt=\"\">\n").expect(&[
        "content/releases/a.md:5:5: error[release/missing-file]: there is no file `c.pdf`",
        "content/releases/a.md:6:3: error[release/missing-file]: there is no file `d.png`",
        "content/releases/a.md:7:3: error[release/missing-file]: there is no file `e.png`",
    ]);
}

#[test]
fn ids_that_are_not_there() {
    let built = Site::empty()
        .release("road-closed", "2022-09-27", "", "")
        .release("a", "2022-09-28", "related: [road-close, a]\nsuperseded_by: b\ntranslates: c", "")
        .build()
        .expect(&[
            "content/releases/2022/09/a.md:4:11: error[link/unknown-release]: there is no release `road-close`",
            "content/releases/2022/09/a.md:4:23: error[link/itself]: `a` is this release itself",
            "content/releases/2022/09/a.md:5:16: error[link/unknown-release]: there is no release `b`",
            "content/releases/2022/09/a.md:6:13: error[link/unknown-release]: there is no other release `c`",
        ]);
    assert_eq!(built.helps()[0], "did you mean `road-closed`?");
}

#[test]
fn an_address_of_the_web_without_its_beginning() {
    for address in ["www.example.com", "WWW.example.museum/", "example.org/notice/?page=2", "news.mei.gov.cn"]
    {
        let missing =
            format!("content/releases/a.md:5:1: error[release/missing-file]: there is no file `{address}`");
        let built = body(&format!("[the notice]({address})\n")).expect(&[&missing]);
        assert_eq!(built.helps(), [format!("write https://{address} for an address of the web")]);
    }
    let built = body("[the budget](budget.pdf) and [a page](comments/x.html)\n");
    assert_eq!(built.helps(), ["put the file into content/releases/"; 2]);
    let built = Site::empty().file(A, format!("{WELL}[the notice](www.example.com)\n"));
    built.file("content/releases/www.example.com", "x").build().clean();
}
