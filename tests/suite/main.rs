//! What crier does, told in small sites. One binary, so that it links once; `tests/README.md` says how to add a
//! test.
#![expect(clippy::disallowed_methods, reason = "tests look at what lies on the disk")]

mod html;
mod site;

mod addresses;
mod archive;
mod bad_input;
mod changed;
mod checks;
mod data;
mod doubtful;
mod feeds;
mod gate;
mod guard;
mod held;
mod hostile;
mod hosts;
mod inspect;
mod languages;
mod machine;
mod markdown;
mod memo;
mod mentions;
mod properties;
mod reading;
mod rebuild;
mod registers;
mod slips;
mod states;
mod states_table;
mod theme;
mod yaml;
