//! `crier publish`, as a whole: to a folder, and to a branch of a real git repository.

mod folder;
mod git;
mod refusals;
mod site;
