//! crier turns Markdown news releases into a searchable static news archive.
pub mod base;
pub mod config;
pub mod register;
pub mod release;
pub mod archive;
pub mod plan;
pub mod theme;
pub mod view;
pub mod build;
pub mod disk;
pub mod render;
pub mod report;
pub mod commands;
