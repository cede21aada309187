//! The Markdown pass before an independent judge: ammonia, and through it html5ever, read the page as a browser
//! does, and must find no element, attribute or address in it that crier does not mean to write.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use ammonia::Builder;
use crier::config::RawHtml;
use crier::release::markdown::body::Fill;
use crier::release::markdown::parse;
use proptest::prelude::*;

// ---- what crier means to write ----

/// Names of attributes; where values are given too, the attribute has no others.
type Attributes = &'static [(&'static str, &'static [&'static str])];

/// What every element that is written in HTML may have.
const COMMON: Attributes = &[("dir", &["ltr", "rtl", "auto"]), ("id", &[]), ("lang", &[]), ("title", &[])];

/// Every element of a page with its attributes besides [`COMMON`]. Classes and roles are crier's own: an author's
/// never reach the page.
const ALLOWED: &[(&str, Attributes)] = &[
    (
        "a",
        &[
            ("href", &[]),
            ("class", &["anchor", "footnote-back"]),
            ("role", &["doc-noteref", "doc-backlink"]),
            ("aria-label", &[]),
        ],
    ),
    ("abbr", &[]),
    ("audio", &[("controls", &[""]), ("loop", &[""]), ("muted", &[""]), ("src", &[])]),
    ("b", &[]),
    ("bdi", &[]),
    ("bdo", &[]),
    ("blockquote", &[]),
    ("br", &[]),
    ("caption", &[]),
    ("cite", &[]),
    ("code", &[("class", &[])]),
    ("col", &[("span", &[])]),
    ("colgroup", &[("span", &[])]),
    ("dd", &[]),
    ("del", &[("datetime", &[])]),
    ("details", &[("open", &[""])]),
    ("dfn", &[]),
    (
        "div",
        &[
            (
                "class",
                &[
                    "table",
                    "heading",
                    "alert alert-note",
                    "alert alert-tip",
                    "alert alert-important",
                    "alert alert-warning",
                    "alert alert-caution",
                ],
            ),
            ("role", &["region"]),
            ("tabindex", &["0"]),
            ("aria-label", &[]),
        ],
    ),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("i", &[]),
    (
        "img",
        &[
            ("src", &[]),
            ("width", &["40"]),
            ("height", &["30"]),
            ("alt", &[]),
            ("loading", &["lazy"]),
            ("decoding", &["async"]),
        ],
    ),
    ("ins", &[("datetime", &[])]),
    ("kbd", &[]),
    ("li", &[("value", &[])]),
    ("mark", &[]),
    ("ol", &[("reversed", &[""]), ("start", &[]), ("type", &["1", "a", "i"])]),
    ("p", &[("class", &["alert-title"])]),
    ("pre", &[("tabindex", &["0"])]),
    ("q", &[]),
    ("rp", &[]),
    ("rt", &[]),
    ("ruby", &[]),
    ("s", &[]),
    ("samp", &[]),
    ("section", &[("class", &["footnotes"]), ("role", &["doc-endnotes"]), ("aria-label", &[])]),
    ("small", &[]),
    ("source", &[("src", &[]), ("type", &[])]),
    (
        "span",
        &[
            ("class", &["task task-done", "task task-open"]),
            ("role", &["img"]),
            ("aria-label", &[]),
            ("aria-hidden", &["true"]),
        ],
    ),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[("class", &["footnote-ref"])]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &[("class", &["left", "center", "right"]), ("colspan", &[]), ("rowspan", &[])]),
    ("tfoot", &[]),
    (
        "th",
        &[
            ("class", &["left", "center", "right"]),
            ("colspan", &[]),
            ("rowspan", &[]),
            ("scope", &["row", "col", "rowgroup", "colgroup"]),
        ],
    ),
    ("thead", &[]),
    ("time", &[("datetime", &[])]),
    ("tr", &[]),
    (
        "track",
        &[
            ("default", &[""]),
            ("kind", &["subtitles", "captions", "descriptions", "chapters", "metadata"]),
            ("label", &[]),
            ("src", &[]),
            ("srclang", &[]),
        ],
    ),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
    ("video", &[("controls", &[""]), ("loop", &[""]), ("muted", &[""]), ("poster", &[]), ("src", &[])]),
    ("wbr", &[]),
];

const SCHEMES: [&str; 8] = ["http", "https", "mailto", "tel", "sms", "geo", "webcal", "xmpp"];

// ---- what it never may ----

/// Elements that run, load, restyle or are read by other rules; the maximal list has them, so that they are seen.
const FORBIDDEN: &[&str] = &[
    "animate",
    "annotation-xml",
    "applet",
    "base",
    "body",
    "button",
    "desc",
    "embed",
    "font",
    "foreignObject",
    "form",
    "frame",
    "frameset",
    "h1",
    "head",
    "html",
    "iframe",
    "image",
    "input",
    "link",
    "math",
    "meta",
    "mglyph",
    "mi",
    "mtext",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "set",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "use",
    "xmp",
];

const UNSAFE: [&str; 3] = ["javascript", "vbscript", "data"];

/// Attributes that are read to people and never followed: any words may stand there.
const WORDS: [&str; 7] = ["alt", "aria-label", "class", "datetime", "id", "label", "title"];

// ---- the judge ----

/// ammonia with crier's list, or with a list from which an element or an attribute was struck.
fn strict(struck: Option<(&str, Option<&str>)>) -> Builder<'static> {
    let is_struck = |element: &str, attribute: Option<&str>| struck == Some((element, attribute));
    let mut free: HashMap<&str, HashSet<&str>> = HashMap::new();
    let mut valued: HashMap<&str, HashMap<&str, HashSet<&str>>> = HashMap::new();
    let mut elements = HashSet::new();
    for (element, attributes) in ALLOWED.iter().filter(|(element, _)| !is_struck(element, None)) {
        elements.insert(*element);
        let attributes = attributes.iter().chain(COMMON);
        for (name, values) in attributes.filter(|(name, _)| !is_struck(element, Some(name))) {
            if values.is_empty() {
                free.entry(element).or_default().insert(name);
            } else {
                let values = values.iter().copied().collect();
                valued.entry(element).or_default().insert(name, values);
            }
        }
    }
    let mut builder = Builder::empty();
    builder
        .tags(elements)
        .clean_content_tags(HashSet::new())
        .generic_attributes(HashSet::new())
        .tag_attributes(free)
        .tag_attribute_values(valued)
        .url_schemes(SCHEMES.into())
        .link_rel(None);
    builder
}

/// ammonia with a list of everything: the page as html5ever reads it.
fn maximal(seen: &Seen) -> Builder<'static> {
    let mut builder = Builder::empty();
    let seen = seen.clone();
    builder
        .tags(ALLOWED.iter().map(|(name, _)| *name).chain(FORBIDDEN.iter().copied()).collect())
        .clean_content_tags(HashSet::new())
        .generic_attributes(HashSet::new())
        .generic_attribute_prefixes([""].into())
        .url_schemes(SCHEMES.into_iter().chain(UNSAFE).chain(["file", "blob", "ftp", "x"]).collect())
        .link_rel(None)
        .strip_comments(false)
        .attribute_filter(move |element: &str, name: &str, value: &str| {
            let attribute = (element.to_owned(), name.to_owned(), value.to_owned());
            seen.lock().expect("a filter does not panic").push(attribute);
            Some(value.into())
        });
    builder
}

/// Element, name and value of each attribute that html5ever finds.
type Seen = Arc<Mutex<Vec<(String, String, String)>>>;

fn page(text: &str) -> String {
    let (body, _) = parse(&Arc::from("x.md"), text, 0..text.len(), RawHtml::Sanitise);
    body.fill(|fill, _, out| {
        out.push_str(match fill {
            Fill::Address(_) => "/x/",
            Fill::Picture(_) => " src=\"/x.png\" width=\"40\" height=\"30\"",
            Fill::Label(_) => " (PDF, 32 KB)",
            Fill::Message(_) => "word",
        });
    })
}

/// What is wrong with a page, if anything.
fn judge(html: &str) -> Result<(), String> {
    // 1. Every `<` begins a tag that is on the list. What follows can only be worse where html5ever disagrees.
    let tags = tags(html)?;
    if let Some(tag) = tags.iter().find(|tag| !ALLOWED.iter().any(|(name, _)| *name == tag.name)) {
        return Err(format!("<{}> is written", tag.name));
    }

    // 2. html5ever sees nothing that is not on the list.
    let seen = Seen::default();
    let all = maximal(&seen).clean(html).to_string();
    let allowed = strict(None).clean(html).to_string();
    if all != allowed {
        return Err(format!("not on the list:\n all: {all}\n of the list: {allowed}"));
    }

    // 3. It sees nothing that runs.
    if Builder::empty()
        .tags(FORBIDDEN.iter().copied().collect())
        .clean_content_tags(HashSet::new())
        .clean(html)
        .to_string()
        .contains('<')
    {
        return Err("a forbidden element".to_owned());
    }
    let seen = std::mem::take(&mut *seen.lock().expect("no filter panics"));
    for (element, name, value) in &seen {
        if runs(name, value) {
            return Err(format!("<{element} {name}=\"{value}\"> could run code"));
        }
    }

    // 4. It builds the tree that is written: what a parser moves about is where sanitisers have been outwitted.
    let written = outline(&tags);
    let built = outline(&self::tags(&all)?);
    if written != built {
        return Err(format!("the tree is another:\n written: {written}\n built:   {built}"));
    }
    Ok(())
}

/// Whether a browser could run the value of an attribute.
fn runs(name: &str, value: &str) -> bool {
    if name.starts_with("on") || matches!(name, "style" | "srcdoc" | "srcset") {
        return true;
    }
    // Browsers skip white space and controls; whatever is no ASCII is skipped here too.
    let address: String =
        value.chars().filter(char::is_ascii_graphic).collect::<String>().to_ascii_lowercase();
    !WORDS.contains(&name)
        && UNSAFE.iter().any(|scheme| address.strip_prefix(scheme).is_some_and(|rest| rest.starts_with(':')))
}

struct Tag {
    name: String,
    is_end: bool,
}

/// The tags of a page, which has nothing else that begins with `<`. Names are short, values stand in quotes.
fn tags(html: &str) -> Result<Vec<Tag>, String> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let wrong = |rest: &str| format!("no tag: <{}", rest.chars().take(60).collect::<String>());
        let whole = rest;
        let is_end = rest.starts_with('/');
        rest = &rest[usize::from(is_end)..];
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let (name, behind) = rest.split_at(rest.find(|c| !is_name(c)).ok_or_else(|| wrong(whole))?);
        rest = behind;
        while let Some(behind) = rest.strip_prefix(' ').filter(|_| !is_end) {
            let (key, behind) = behind.split_at(behind.find(|c| !is_name(c)).ok_or_else(|| wrong(whole))?);
            if key.is_empty() {
                return Err(wrong(whole));
            }
            rest = behind;
            if let Some(behind) = rest.strip_prefix("=\"") {
                rest = behind.split_once('"').ok_or_else(|| wrong(whole))?.1;
            }
        }
        rest = rest.strip_prefix('>').filter(|_| !name.is_empty()).ok_or_else(|| wrong(whole))?;
        tags.push(Tag { name: name.to_owned(), is_end });
    }
    Ok(tags)
}

/// The tags one after the other, without those that a parser adds to a table.
fn outline(tags: &[Tag]) -> String {
    let mut outline = String::new();
    for tag in tags.iter().filter(|tag| !["tbody", "colgroup"].contains(&&*tag.name)) {
        outline.push_str(if tag.is_end { " /" } else { " " });
        outline.push_str(&tag.name);
    }
    outline
}

// ---- documents ----

/// Pieces that mean something to Markdown or HTML, and the classics of those who mean harm.
const PIECES: &[&str] = &[
    "a",
    "一",
    " ",
    "\n",
    "\n\n",
    "\n    ",
    "> ",
    "- ",
    "- [ ] ",
    "- [x] ",
    "1. ",
    "7. ",
    "## ",
    "\n# ",
    "#### ",
    "*",
    "**",
    "~~",
    "`",
    "```\n",
    "```html\n",
    "[",
    "]",
    "](b.pdf)",
    "](#a)",
    "](javascript:a)",
    "](<java\tscript:a>)",
    "](data:text/html,a)",
    "](https://a.b \"t\")",
    "![",
    "](c.jpg \"t\")",
    "[^1]",
    "\n[^1]: ",
    "\n[^\"><script>]: ",
    "\n|a|b|\n|-|:-:|\n",
    "|",
    "\n: ",
    "<",
    ">",
    "</",
    "/>",
    "=",
    "\"",
    "'",
    "\\",
    "&",
    "&lt;",
    "&#60;",
    "&#x3c;script&#x3e;",
    "&quot;",
    "&amp;lt;",
    "&NotEqualTilde;",
    "\0",
    "\r",
    "\u{c}",
    "\u{b}",
    "\u{feff}",
    "\u{200d}",
    "\u{2028}",
    "\u{fffe}",
    "{#a}",
    "{#\"><b}",
    "> [!NOTE]\n> ",
    "\n---\n",
    "<https://a.b>",
    "<!--",
    "-->",
    "--!>",
    "<!-->",
    "<!--->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!DOCTYPE html>",
    "<!x",
    "<math><mi><mglyph>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<svg><desc><b>",
    "<svg/onload=alert(1)>",
    "<svg><script>a</script>",
    "<math><annotation-xml encoding=\"text/html\"><script>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<title><a title=\"</title><script>a</script>\">",
    "<textarea><a title=\"</textarea><img src onerror=a>\">",
    "<xmp><p title=\"</xmp><svg/onload=a>\">",
    "<plaintext>",
    "<template><s><template><s><img src=x onerror=a>@</s>",
    "<select><noembed></select><script>a</script></noembed>",
    "<style><!--</style><img src onerror=a>-->",
    "<iframe srcdoc=\"<script>a</script>\">",
    "<object data=\"data:text/html,a\">",
    "<embed src=//a>",
    "<base href=\"javascript:/a/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:a\">",
    "<a href=\"java\tscript:a\">",
    "<a href=\"java&#10;script&colon;a\">",
    "<a href=&#1;javascript:a>",
    "<a xlink:href=javascript:a href=b>",
    "<a href=\"VBSCRIPT:a\">",
    "<a href='data:text/html;base64,a'>",
    "<a href=\"\u{a0}javascript:a\">",
    "<a href=x onclick=a>",
    "<a href='/a\" onclick=\"a'>",
    "<a name=\"javascript:a\">",
    "<img src=\"x`\" onerror=a>",
    "<img srcset=\"javascript:a 1x\" src=a.png>",
    "<img/src=a.png/onerror=a>",
    "<img src=data:image/png,a alt=\"\">",
    "<img alt=\"`<script>\" src=https://a/b.png>",
    "<image src=x onerror=a>",
    "<button formaction=javascript:a>",
    "<video poster=javascript:a src=a.mp4><source src=data:a onerror=a>",
    "<p style=\"a:url(javascript:a)\">",
    "<b\0 onclick=a>",
    "<b/onclick=a/>",
    "<b \"=\"' onclick=a>",
    "<b a='>' onclick=b>",
    "<b onclick\n=\n\"a\">",
    "<b \u{c}onclick=a>",
    "<ｂ onclick=a>",
    "<br",
    "</br>",
    "</p>",
    "<p",
    "<script",
    "</script",
    "<scr<script>ipt>",
    "</a",
    "<isindex>",
    "<frameset>",
    "<body onload=a>",
    "<html>",
    "<head>",
    "<table><tr><td><svg>",
    "<table><a href=x.pdf><tr>",
    "<b><p></b>",
    "<a href=x><div><a href=y>",
    "<dl><dt><p><dd>",
    "<ruby><rt>",
    "<h1>",
    "<option>",
    "<li>",
    "<caption><table>",
    "<colgroup><col span=2>",
    "<pre>\n\n",
    "<details open><summary>",
    "</summary>",
    "</details>",
    "</table>",
    "</pre>",
    "</ul>",
];

const NAMES: &[&str] = &[
    "ahref",
    "abbr",
    "q",
    "time",
    "code",
    "h3",
    "tfoot",
    "track",
    "source",
    "audio",
    "video",
    "wbr",
    "hr",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "div",
    "p",
    "figure",
    "figcaption",
    "blockquote",
    "nobr",
    "font",
    "center",
    "marquee",
    "B",
    "MATH",
    "sVg",
    "foreignObject",
    "mtext",
    "mi",
    "annotation-xml",
    "noscript",
    "style",
    "title",
    "template",
    "textarea",
    "xmp",
    "plaintext",
    "select",
    "option",
    "script",
    "form",
    "input",
    "button",
    "section",
    "selectedcontent",
    "image",
    "frame",
    "keygen",
    "a",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "col",
    "colgroup",
    "summary",
    "details",
    "pre",
    "ruby",
    "rt",
    "rp",
    "em",
    "i",
    "span",
    "del",
    "sup",
    "img",
    "br",
    "h1",
    "h6",
];

const KEYS: &[&str] = &[
    "href",
    "src",
    "id",
    "name",
    "title",
    "lang",
    "dir",
    "class",
    "style",
    "onclick",
    "ONERROR",
    "srcset",
    "formaction",
    "xlink:href",
    "xmlns",
    "poster",
    "datetime",
    "open",
    "start",
    "type",
    "value",
    "span",
    "colspan",
    "rowspan",
    "scope",
    "kind",
    "label",
    "srclang",
    "controls",
    "alt",
    "is",
    "slot",
    "\"",
    "'",
    "=",
    "\0",
    "a\"b",
    "<",
    "role",
    "tabindex",
    "aria-label",
    "data-x",
    "cite",
    "background",
    "ping",
    "action",
    "srcdoc",
];

const VALUES: &[&str] = &[
    "",
    "a",
    "2",
    "1.5",
    "b.pdf",
    "c.jpg",
    "#a",
    "javascript:a",
    "JAVASCRIPT&colon;a",
    " java\nscript:a",
    "java&Tab;script:a",
    "vbscript:a",
    "data:text/html,a",
    "\u{1}javascript:a",
    "https://a.b/?c=d&e",
    "//a.b",
    "/a",
    "release:a",
    "mailto:a@b.c",
    "feed:javascript:a",
    "en",
    "rtl",
    "row",
    "text/html",
    "javascript:/a",
    "subtitles",
    "&quot; onclick=a &quot;",
    "\" onclick=\"a",
    "' onclick='a",
    "><script>a</script>",
    "&lt;script&gt;",
    "`",
    "--><svg onload=a>",
    "\0",
    "a b",
    "fn-1",
    "\\",
];

fn any_of(list: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(list)
}

fn attribute() -> impl Strategy<Value = String> {
    let equals = any_of(&["=\"|\"", "='|'", "=|", " = '|'", "=\"|", "", "/"]);
    let gap = any_of(&[" ", " ", " ", "\n", "/", "", "\t", "\u{c}"]);
    (gap, any_of(KEYS), equals, any_of(VALUES))
        .prop_map(|(gap, key, equals, value)| format!("{gap}{key}{}", equals.replace('|', value)))
}

fn tag() -> impl Strategy<Value = String> {
    let name = prop_oneof![any_of(NAMES), prop::sample::select(ALLOWED).prop_map(|element| element.0)];
    let attributes = prop::collection::vec(attribute(), 0..4);
    let ends = any_of(&[">", ">", ">", ">", ">\n", "/>", " >", "", "<"]);
    (any_of(&["<", "<", "<", "\n<", "\n\n<", "</", "</"]), name, attributes, ends)
        .prop_map(|(begin, name, attributes, end)| format!("{begin}{name}{}{end}", attributes.concat()))
}

fn document() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => any_of(PIECES).prop_map(str::to_owned),
        5 => tag(),
        1 => "[\\PC\u{0}-\u{20}]{0,6}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

// ---- the judge on trial ----

/// Markdown whose page has every element of the list with every attribute.
const EVERYTHING: &str = "\
## Heading {#fixed}

### Third

#### Fourth

##### Fifth

###### Sixth

> quote

> [!NOTE]
> words

1. one[^1]
2. two

- [x] done

`code` *em* **strong** ~~del~~ ![alt](c.jpg \"title\") [link](b.pdf \"title\") line\\
break

---

```rust
pre
```

|a|b|
|:-|-:|
|1|2|

term
: definition

![figure](c.jpg \"caption\")

![remote](https://a.b/c.jpg)

[^1]: note

<a name=place dir=ltr lang=en title=t>a</a> <abbr>a</abbr> <b>a</b> <bdi>a</bdi> <bdo dir=rtl>a</bdo> <cite>a</cite>
<dfn>a</dfn> <i>a</i> <kbd>a</kbd> <mark>a</mark> <q>a</q> <ruby>a<rp>(</rp><rt>b</rt></ruby> <s>a</s> <samp>a</samp>
<small>a</small> <span>a</span> <sub>a</sub> <sup>a</sup> <u>a</u> <var>a</var> <wbr> <del datetime=2024-01-01>a</del>
<ins datetime=2024-01-01>a</ins> <time datetime=2024-01-01>a</time>
<audio controls loop muted src=a.mp3></audio>

<video controls loop muted poster=a.png src=a.mp4>
<source src=a.mp4 type=video/mp4>
<track default kind=captions label=l src=a.vtt srclang=en></video>

<details open><summary>a</summary>b</details>

<figure><figcaption>a</figcaption></figure>

<ol reversed start=3 type=a><li value=2>a</li></ol>

<table><caption>a</caption><colgroup span=2><col span=2></colgroup><thead><tr><th scope=row colspan=2 rowspan=2>a</th></tr></thead>
<tbody><tr><td colspan=2 rowspan=2>a</td></tr></tbody><tfoot><tr><td>a</td></tr></tfoot></table>
";

#[test]
fn what_crier_writes_on_purpose_passes() {
    assert_eq!(judge(&page(EVERYTHING)), Ok(()));
}

/// The list holds nothing superfluous, and striking anything from it is noticed.
#[test]
fn every_entry_of_the_list_is_needed() {
    let html = page(EVERYTHING);
    let all = maximal(&Seen::default()).clean(&html).to_string();
    assert_eq!(strict(None).clean(&html).to_string(), all);
    for (element, attributes) in ALLOWED {
        let unnoticed = |attribute| strict(Some((element, attribute))).clean(&html).to_string() == all;
        assert!(!unnoticed(None), "<{element}> struck from the list makes no difference");
        for (attribute, _) in attributes.iter() {
            assert!(!unnoticed(Some(attribute)), "<{element} {attribute}> struck makes no difference");
        }
    }
}

/// What a page must never hold is refused when it is handed to the judge as it is.
#[test]
fn the_judge_refuses_what_means_harm() {
    for html in [
        "<p onclick=\"a\">b</p>",
        "<p style=\"color:red\">b</p>",
        "<script>a</script>",
        "<svg><a></a></svg>",
        "<form></form>",
        "<h1>a</h1>",
        "<text>a</text>",
        "<p><!-- a --></p>",
        "<p class=\"x\">a</p>",
        "<a href=\"javascript:a\">b</a>",
        "<a href=\"java&#9;script:a\">b</a>",
        "<a href=\"&#1;VBScript:a\">b</a>",
        "<img src=\"data:image/png,a\" alt=\"b\">",
        "<a href=\"x\" ping=\"y\">b</a>",
        "<a href=\"ftp://a.b\">b</a>",
        "<p>a<p>b</p></p>",
        "<a href=\"x\"><b><a href=\"y\">a</a></b></a>",
        "<table><b>a</b></table>",
        "<b>a",
        "<b",
    ] {
        assert!(judge(html).is_err(), "{html} passes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_document_gets_anything_past_the_judge(text in document()) {
        let html = page(&text);
        if let Err(wrong) = judge(&html) {
            return Err(TestCaseError::fail(format!("{wrong}\n html: {html}")));
        }
    }
}
