//! The default theme, `civic`, inside the binary.

/// Its name.
pub const NAME: &str = "civic";

/// Its files: path from the theme's folder, and content. Written by `build.rs`.
pub static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/civic.rs"));
