//! Markdown in, page out: each test holds one behaviour.

mod blocks;
mod headings;
mod hostile;
mod links;
mod page;
mod pictures;
mod raw_html;
