//! The only place that touches the file system: [`read`] takes the snapshot of a site's sources, [`stage`]
//! writes the output so that no half-written site is ever seen. Both know files and findings, and nothing of
//! releases or themes.

pub mod claim;
mod folder;
pub mod former;
pub mod machine;
pub mod published;
pub mod read;
mod repository;
pub mod snapshot;
pub mod stage;
pub mod versions;
pub mod work;
