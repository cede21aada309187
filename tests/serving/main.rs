//! `crier serve`, asked over the network as a browser asks: what it answers, what it refuses, and how soon it shows
//! what is saved. The random edits come from `CRIER_SEED` where that is set, and their seed is printed; `SOAK=2000` makes
//! so many of them.
#![allow(clippy::disallowed_methods, reason = "these tests write files, and wait")]
#![allow(clippy::print_stdout, reason = "the seed of random edits is printed")]

mod edits;
mod hostile;
mod http;
mod keys;
mod served;
mod soak;
