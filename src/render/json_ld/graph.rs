//! The document: `@context` and `@graph` (JSON-LD 1.1), safe inside `<script type="application/ld+json">`.

use serde::Serialize;

use crate::base::json_rows;
use crate::render::json_ld::agent::{Organization, Person};
use crate::render::json_ld::article::Article;
use crate::render::json_ld::page::{Breadcrumbs, Page, WebSite};

/// A node of a page's graph.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Node {
    /// A release.
    Article(Box<Article>),
    /// A page that is no release.
    Page(Box<Page>),
    /// The site.
    WebSite(Box<WebSite>),
    /// The way to the page.
    Breadcrumbs(Breadcrumbs),
    /// A person.
    Person(Box<Person>),
    /// A unit.
    Organization(Box<Organization>),
}

/// The graph of a page, one node a line, as the content of a `script` element.
pub fn script(nodes: &[Node]) -> String {
    let mut graph = "{\"@context\":\"https://schema.org\",\"@graph\":".to_owned();
    json_rows::push_array(nodes, &mut graph);
    graph.push('}');
    in_script(&graph)
}

/// JSON in which no character can end the element or trouble an HTML or JavaScript parser: `<`, `>` and `&`,
/// the line separators, control characters and non-characters, all of which stand only in strings, become
/// `\u` escapes.
fn in_script(json: &str) -> String {
    let mut safe = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        let code = u32::from(c);
        let markup = matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
        let control = matches!(c, '\u{7f}'..='\u{9f}');
        let no_character = matches!(c, '\u{fdd0}'..='\u{fdef}') || code & 0xfffe == 0xfffe;
        if markup || control || no_character {
            for unit in c.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}
