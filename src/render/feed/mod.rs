//! News feeds: one `Feed`, three formats. Each serialiser is a pure function of the feed to bytes.

pub mod atom;
pub mod entry;
pub mod json_feed;
pub mod rss;
#[cfg(test)]
mod tests;
