//! The archive as a theme sees it. One file a kind of page; [`model`] is the contract, [`edition`] the site in
//! one language.

pub mod data;
pub mod edition;
pub mod entity;
pub mod frame;
pub mod list;
pub mod mentions;
pub mod model;
pub mod part;
pub mod release;
