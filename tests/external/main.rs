//! `crier check --external` and the pings of `crier publish`, against servers on the loopback that answer in all sorts of
//! ways.

mod asked;
mod checked;
mod pinged;
mod server;
