//! The words everyone shares: sources and places in them, findings, addresses, moments, languages.
//! Nothing in here knows what a release is.

pub mod address;
pub mod check;
pub mod diagnostic;
pub mod fence;
pub mod html;
pub mod identifier;
pub mod json_rows;
pub mod language;
pub mod link_text;
pub mod locate;
pub mod media_type;
pub mod moment;
pub mod network;
pub mod output;
pub mod picture;
pub mod schema;
pub mod script;
pub mod shape;
pub mod signs;
pub mod source;
pub mod suggest;
pub mod text;
pub mod words;
pub mod yaml;
