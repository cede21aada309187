//! What the tests share: reading a text and looking at its page.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::{Strategy, prop};

use crate::base::diagnostic::Report;
use crate::base::source::Spot;
use crate::config::RawHtml;
use crate::release::markdown::body::{Body, Fill, Target};
use crate::release::markdown::parse;
use crate::release::markdown::tokens::{Token, Tokens, resolve};

/// Reads a text that is all body.
pub(super) fn read_as(text: &str, raw: RawHtml) -> (Body, Report) {
    parse(&Arc::from("x.md"), text, 0..text.len(), raw)
}

/// Reads a text that is all body, and makes its HTML safe.
pub(super) fn read(text: &str) -> (Body, Report) {
    read_as(text, RawHtml::Sanitise)
}

/// The HTML with `{…}` in the holes.
pub(super) fn filled(body: &Body) -> String {
    body.fill(|fill, _, out| match fill {
        Fill::Address(target) => out.push_str(&format!("{{{}}}", name(target))),
        Fill::Picture(target) => out.push_str(&format!(" src=\"{{{}}}\"", name(target))),
        Fill::Label(target) => out.push_str(&format!(" ({})", name(target))),
        Fill::Message(key) => out.push_str(&format!("{{{key}}}")),
    })
}

fn name(target: &Target) -> String {
    let with = |path: &str, fragment: &Option<String>| match fragment {
        Some(fragment) => format!("{path}#{fragment}"),
        None => path.to_owned(),
    };
    match target {
        Target::Release(id) => format!("release:{id}"),
        Target::Person(id) => format!("person:{id}"),
        Target::Unit(id) => format!("unit:{id}"),
        Target::Topic(id) => format!("topic:{id}"),
        Target::Path { path, fragment } | Target::Root { path, fragment } => with(path, fragment),
    }
}

/// The HTML of a text.
pub(super) fn html(text: &str) -> String {
    filled(&read(text).0)
}

/// The codes of the findings about a text.
pub(super) fn codes(text: &str) -> Vec<&'static str> {
    read(text).1.findings().iter().map(|finding| finding.code).collect()
}

/// What the first finding points at.
pub(super) fn pointed(text: &str) -> &str {
    let report = read(text).1;
    match report.findings()[0].place.as_ref().map(|place| &place.spot) {
        Some(Spot::Bytes(range)) => &text[range.clone()],
        spot => panic!("{spot:?}"),
    }
}

/// Text made of pieces that mean something to Markdown or HTML.
pub(super) fn strange() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "一",
        " ",
        "\n",
        "\n\n",
        "\n    ",
        "> ",
        "- ",
        "- [ ] ",
        "1. ",
        "## ",
        "# ",
        "#### ",
        "*",
        "**",
        "~~",
        "`",
        "```\n",
        "[",
        "]",
        "](b.pdf)",
        "](#a)",
        "![",
        "](c.jpg \"t\")",
        "[^1]",
        "\n[^1]: ",
        "|a|b|\n|-|:-:|\n",
        "|",
        "\n: ",
        "<",
        ">",
        "</",
        "<b>",
        "</b>",
        "<i id=a>",
        "</i>",
        "<div>",
        "</div>",
        "\n<div>\n",
        "\n</div>\n",
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<details open>",
        "<summary>",
        "</details>",
        "<a href=x.pdf>",
        "<a href=\"javascript:x\">",
        "<a name=a>",
        "</a>",
        "<img src=x onerror=y>",
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?",
        "\"",
        "'",
        "=",
        " onclick=x",
        "&lt;script&gt;",
        "&#60;",
        "&",
        "\0",
        "\u{200d}",
        "\\",
        "{#a}",
        "<ruby>",
        "<rt>",
        "<h1>",
        "<pre>",
        "</pre>",
        "<video src=a.mp4>",
        "> [!NOTE]\n> ",
        "<https://a.b>",
        "\n---\n",
        "<dl><dt>",
        "<dd>",
        "<textarea>",
        "<title>",
        "<br>",
        "<hr>",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

/// Holds what every page must hold: tags close in order, ids are used once, and nothing can run.
pub(super) fn is_sound(body: &Body) {
    assert!(body.holes.is_sorted_by_key(|hole| hole.at), "{}", body.html());
    let page = filled(body);
    assert!(!page.contains('\0'));
    let (mut open, mut ids) = (Vec::new(), BTreeSet::new());
    for (token, _) in Tokens::new(&page) {
        match token {
            Token::Text(text) => assert!(!text.starts_with('<'), "{page}"),
            Token::Comment | Token::Unfinished => panic!("{page}"),
            Token::End(name) => assert_eq!(open.pop(), Some(name), "{page}"),
            Token::Start(name, attributes) => {
                assert!(
                    !["script", "style", "svg", "iframe", "textarea", "title"].contains(&name.as_str()),
                    "{page}"
                );
                for (key, value) in attributes {
                    assert!(!key.starts_with("on") && key != "style", "{page}");
                    if key == "id" {
                        assert!(ids.insert(resolve(value).into_owned()), "{value} twice: {page}");
                    }
                    if key == "href" || key == "src" {
                        assert!(
                            !resolve(value).trim().to_ascii_lowercase().starts_with("javascript"),
                            "{page}"
                        );
                    }
                }
                assert!(!(name == "a" && open.contains(&name)), "a link in a link: {page}");
                let is_phrase = matches!(
                    name.as_str(),
                    "b" | "i"
                        | "a"
                        | "em"
                        | "strong"
                        | "del"
                        | "code"
                        | "span"
                        | "sup"
                        | "img"
                        | "br"
                        | "video"
                        | "ruby"
                        | "rt"
                );
                let in_line = open
                    .iter()
                    .any(|name| matches!(name.as_str(), "p" | "h2" | "h3" | "b" | "i" | "a" | "em"));
                assert!(is_phrase || !in_line, "<{name}> in a line of text: {page}");
                if !["br", "hr", "img"].contains(&name.as_str()) {
                    open.push(name);
                }
            }
        }
    }
    assert!(open.is_empty(), "{open:?} open: {page}");
}
