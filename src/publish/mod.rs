//! A hand: puts a built site where readers find it, so that none of them ever sees half of it.
//!
//! A published site is the files of its manifest, the manifest, and its signature where there is one. What is
//! different is found by the two manifests, the built one and the published one ([`difference`](difference::difference)); a folder of this
//! machine is the disk's work, a branch of a repository is done by git ([`git`]).

pub mod difference;
pub mod failure;
pub mod git;
pub mod journal;
pub mod lock;
pub mod secrets;
pub mod sending;
pub mod store;
pub mod transport;
