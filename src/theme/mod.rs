//! A theme: templates, static files, messages and options, each file from the first layer that has it: the
//! site's own, the chosen theme, the embedded default.

pub mod assets;
pub mod embedded;
pub mod layers;
pub mod manifest;
pub mod messages;
pub mod templates;

use crate::base::diagnostic::Report;
use crate::base::source::Sources;
use crate::config::Config;
use crate::theme::assets::Assets;
use crate::theme::messages::Messages;
use crate::theme::templates::Templates;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A theme, ready to render.
pub struct Theme {
    /// The templates.
    pub templates: Templates,
    /// Static files.
    pub assets: Assets,
    /// Messages of each language of the site.
    pub messages: Vec<Arc<Messages>>,
    /// A value for each option of the theme.
    pub options: BTreeMap<String, Value>,
}

/// Loads the theme that the site chose. Nothing where its templates cannot be read.
pub fn load(sources: &Sources, config: &Config) -> (Option<Theme>, Report) {
    let (options, mut report) = manifest::options(sources, config);
    // What depends on the manifest would only repeat its errors.
    let Some(options) = options else { return (None, report) };
    let (messages, found) = messages::load(sources, config);
    report.absorb(found);
    let (assets, found) = assets::load(sources, &config.theme);
    report.absorb(found);
    let (templates, found) = templates::load(sources, &config.theme);
    report.absorb(found);
    let messages = messages.into_iter().map(Arc::new).collect();
    (templates.map(|templates| Theme { templates, assets, messages, options }), report)
}
