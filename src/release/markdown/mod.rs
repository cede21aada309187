//! scaffold
pub mod body;
use crate::base::diagnostic::Report;
use crate::config::RawHtml;
use crate::release::markdown::body::Body;
use std::ops::Range;
use std::sync::Arc;
#[allow(missing_docs)]
pub fn parse(_file: &Arc<str>, text: &str, body: Range<usize>, _raw: RawHtml) -> (Body, Report) {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&text[body.clone()]));
    (Body { html, text: text[body].to_owned(), ..Body::default() }, Report::new())
}
