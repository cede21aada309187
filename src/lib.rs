//! crier turns Markdown news releases into a searchable static news archive.
pub mod archive;
pub mod base;
pub mod build;
pub mod commands;
pub mod config;
pub mod disk;
pub mod plan;
pub mod register;
pub mod release;
pub mod render;
pub mod report;
pub mod theme;
pub mod view;
