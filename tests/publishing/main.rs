//! `crier publish`, as a whole: to a folder, to a branch of a real git repository, and to real stores.

mod crawl;
mod folder;
mod git;
mod refusals;
mod servers;
mod site;
mod store_refusals;
mod stores;
