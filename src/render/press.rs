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
use std::sync::{Arc, OnceLock};

/// The site, ready to be rendered page by page.
pub struct Press {
    /// How the site is built.
    pub config: Arc<Config>,
    /// What it is about.
    pub archive: Arc<Archive>,
    /// Which pages it has.
    pub plan: Arc<Plan>,
    /// What it looks like.
    pub theme: Arc<Theme>,
    /// The moment for which it is built.
    pub now: Timestamp,
    /// Whether held releases are shown: then no search engine is let in.
    pub drafts: bool,
    /// What the languages call themselves.
    pub names: Vec<String>,
    templates: Vec<LanguageTemplates>,
    /// Each is rendered when it is first asked for.
    cards: Vec<OnceLock<Box<str>>>,
    /// Why a card could not be rendered; then no page can.
    failed: OnceLock<Box<Diagnostic>>,
}

#[derive(Serialize)]
struct CardView {
    card: Card,
}

impl Press {
    /// Makes everything ready that pages share, but for the cards.
    pub fn new(
        config: &Arc<Config>,
        archive: &Arc<Archive>,
        plan: &Arc<Plan>,
        theme: &Arc<Theme>,
        now: Timestamp,
        drafts: bool,
    ) -> Self {
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
        Press {
            config: config.clone(),
            archive: archive.clone(),
            plan: plan.clone(),
            theme: theme.clone(),
            now,
            drafts,
            names,
            templates,
            cards: (0..archive.items.len()).map(|_| OnceLock::new()).collect(),
            failed: OnceLock::new(),
        }
    }

    /// Renders the card of every release, in parallel: for who is about to render every page.
    pub fn prepare(&self) -> Report {
        let cards = (0..self.cards.len()).into_par_iter().map(|number| {
            let card = self.render_card(number)?;
            // Nobody else is at work yet. A copy of the right size: a text that was rendered has room for more.
            let _ = self.cards[number].set(card.as_str().into());
            Ok(())
        });
        let failed = cards.filter_map(|result: Result<(), Box<Diagnostic>>| result.err());
        let failed: Vec<Diagnostic> = failed.map(|finding| *finding).collect();
        Report::condensed(failed, "releases")
    }

    /// The site in one language.
    pub fn edition(&self, language: usize) -> Edition<'_> {
        Edition {
            config: &self.config,
            archive: &self.archive,
            plan: &self.plan,
            messages: &self.theme.messages[language],
            language,
            now: self.now,
        }
    }

    /// The templates for a language.
    pub fn templates(&self, language: usize) -> &LanguageTemplates {
        &self.templates[language]
    }

    /// The rendered card of a release; empty where it cannot be rendered, as [`Press::failed`] says then.
    pub fn card(&self, number: usize) -> String {
        let card = self.cards[number].get_or_init(|| match self.render_card(number) {
            Ok(card) => card.into(),
            Err(finding) => {
                self.failed.get_or_init(|| finding);
                Box::default()
            }
        });
        card.to_string()
    }

    /// Why a card could not be rendered.
    pub fn failed(&self) -> Option<&Diagnostic> {
        self.failed.get().map(|finding| &**finding)
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
