//! crier turns Markdown news releases into a searchable static news archive.
//!
//! One sentence says how: `Sources -> releases -> Archive -> Plan -> rendered files`. Each step is a function
//! from values to a value and a report; nothing flows back, and no step stops at its first finding.
//!
//! | step | function | gives |
//! |---|---|---|
//! | list the files | [`disk::read::sources`] | [`base::source::Sources`] |
//! | read `crier.yaml` | [`config::load`] | [`config::Config`] |
//! | read the registers | [`register::load`] | [`register::Register`] |
//! | read each release | [`release::read`] | [`release::Reading`] |
//! | load the theme | [`theme::load`] | [`theme::Theme`] |
//! | drop what is held | [`archive::gate::pass`] | [`archive::gate::Gated`] |
//! | gather | [`archive::gather`] | [`archive::model::Archive`] |
//! | plan the pages | [`plan::plan`] | [`plan::model::Plan`] |
//! | render each page | [`render::render`] | [`base::output::Content`] |
//! | write | [`disk::stage::Stage`] | the output folder |
//! | print the findings | [`report::print`] | text |
//!
//! [`build`] is the sentence in code; [`commands`] are what a person types. The modules stand in floors: a file
//! imports from lower floors only, which `tests/tidy.rs` holds; `docs/architecture.md` has the table.

pub mod archive;
pub mod base;
pub mod build;
pub mod commands;
pub mod config;
pub mod disk;
pub mod fetch;
pub mod guard;
pub mod inspect;
pub mod plan;
pub mod publish;
pub mod register;
pub mod release;
pub mod render;
pub mod report;
pub mod search;
pub mod serve;
pub mod theme;
pub mod view;
