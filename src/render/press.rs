//! What is shared while the pages of a site are rendered.

use crate::archive::model::Archive;
use crate::base::address::Base;
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::Place;
use crate::config::Config;
use crate::plan::model::Plan;
use crate::theme::Theme;
use crate::theme::messages::Messages;
use crate::theme::templates::{AssetLink, LanguageTemplates};
use crate::view::edition::Edition;
use crate::view::model::Card;
use crate::view::{frame, release};
use jiff::Timestamp;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The site, ready to be rendered page by page.
pub struct Press<'a> {
    /// How the site is built.
    pub config: &'a Config,
    /// What it is about.
    pub archive: &'a Archive,
    /// Which pages it has.
    pub plan: &'a Plan,
    /// What it looks like.
    pub theme: &'a Theme,
    /// The moment for which it is built.
    pub now: Timestamp,
    /// Whether held releases are shown: then no search engine is let in.
    pub drafts: bool,
    /// What the languages call themselves.
    pub names: Vec<String>,
    templates: Vec<LanguageTemplates>,
    cards: Vec<String>,
}

#[derive(Serialize)]
struct CardView {
    card: Card,
}

impl<'a> Press<'a> {
    /// Makes everything ready; renders the card of each release, once.
    pub fn new(
        config: &'a Config,
        archive: &'a Archive,
        plan: &'a Plan,
        theme: &'a Theme,
        now: Timestamp,
        drafts: bool,
    ) -> (Self, Report) {
        let links: BTreeMap<String, AssetLink> = theme
            .assets
            .files
            .iter()
            .map(|(name, asset)| {
                let href = config.base.href(&asset.address, None);
                let integrity = (config.base != Base::Relative).then(|| asset.integrity.clone());
                (name.clone(), AssetLink { href, integrity })
            })
            .collect();
        let links = Arc::new(links);
        let names: Vec<String> = theme.messages.iter().map(|messages| language_name(messages)).collect();
        let templates = (0..config.languages.len())
            .map(|language| {
                let messages = &theme.messages[language];
                let edition = Edition { config, archive, plan, messages, language, now };
                let site = frame::site(&edition, &names);
                theme.templates.for_language(&site, &theme.options, messages, &links)
            })
            .collect();
        let mut press =
            Press { config, archive, plan, theme, now, drafts, names, templates, cards: Vec::new() };
        let cards: Vec<Result<String, Box<Diagnostic>>> =
            (0..archive.items.len()).into_par_iter().map(|number| press.render_card(number)).collect();
        let mut failed = Vec::new();
        let kept = cards.into_iter().map(|card| {
            card.unwrap_or_else(|finding| {
                failed.push(*finding);
                String::new()
            })
        });
        press.cards = kept.collect();
        let report = Report::condensed(failed, "releases");
        (press, report)
    }

    /// The site in one language.
    pub fn edition(&self, language: usize) -> Edition<'_> {
        Edition {
            config: self.config,
            archive: self.archive,
            plan: self.plan,
            messages: &self.theme.messages[language],
            language,
            now: self.now,
        }
    }

    /// The templates for a language.
    pub fn templates(&self, language: usize) -> &LanguageTemplates {
        &self.templates[language]
    }

    /// The rendered card of a release.
    pub fn card(&self, number: usize) -> String {
        self.cards[number].clone()
    }

    fn render_card(&self, number: usize) -> Result<String, Box<Diagnostic>> {
        let release = &self.archive.items[number].release;
        let card = release::card(&self.edition(release.language), number);
        self.templates[release.language].render(
            "parts/card.html",
            &CardView { card },
            &Place::file(&release.file),
        )
    }
}

/// What a language calls itself; its tag where its messages do not say.
fn language_name(messages: &Messages) -> String {
    // English fills gaps, but must not name another language.
    match messages.text("language_name") {
        "English" if !messages.tag.starts_with("en") => messages.tag.clone(),
        name => name.to_owned(),
    }
}
