//! A site that is ready to be rendered.

use crate::archive::model::Archive;
use crate::base::address::Base;
use crate::config::Config;
use crate::plan::model::Plan;
use crate::render::press::Press;
use crate::theme::Theme;
use jiff::Timestamp;
use std::sync::Arc;

/// What the caller of a build decides.
#[derive(Debug, Clone)]
pub struct Order {
    /// The moment for which the site is built.
    pub now: Timestamp,
    /// Whether that moment was given, and belongs into the manifest.
    pub now_is_fixed: bool,
    /// Whether held releases are let through, for a preview.
    pub drafts: bool,
    /// Where the site is published, in place of the config's answer.
    pub base: Option<Base>,
}

/// A site that is ready to be rendered.
pub struct Site {
    /// How it is built.
    pub config: Arc<Config>,
    /// What it is about.
    pub archive: Arc<Archive>,
    /// Which pages it has.
    pub plan: Arc<Plan>,
    /// What it looks like.
    pub theme: Arc<Theme>,
    /// What the caller decided.
    pub order: Order,
    /// How many releases are held.
    pub held: usize,
    /// When the next of them is due.
    pub next_due: Option<Timestamp>,
}

impl Site {
    /// A press on which its pages are rendered.
    pub fn press(&self) -> Press {
        Press::new(&self.config, &self.archive, &self.plan, &self.theme, self.order.now, self.order.drafts)
    }
}
