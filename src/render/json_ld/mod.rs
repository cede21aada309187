//! JSON-LD in the words of schema.org: one `@graph` a page. The structs are the nodes as they are written;
//! what is `None` or empty is left out. An `@id` is the address of a page with a fragment (`…/#article`,
//! `…/#person`, `…/#unit`), so that all pages mean the same thing by the same id.

pub mod agent;
pub mod article;
pub mod event;
pub mod graph;
pub mod page;
pub mod reference;
#[cfg(test)]
mod tests;
