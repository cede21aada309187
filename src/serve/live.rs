//! What browsers are shown now, and how they hear of it when it changes: server-sent events (HTML Standard, 9.2).

use serde::Serialize;
use std::io::Read;
use std::sync::Arc;
use tokio::sync::watch;

/// The answer to a request for a path.
pub struct Answer {
    /// Status (RFC 9110).
    pub status: u16,
    /// Name of the file, whose end says what it holds.
    pub file: String,
    /// Where to go instead, percent-encoded.
    pub location: Option<String>,
    /// The content.
    pub body: Body,
}

/// Content of an answer.
pub enum Body {
    /// Bytes.
    Bytes(Vec<u8>),
    /// A file, read while it is sent.
    File(Box<dyn Read + Send>),
}

/// Something that has an answer for every path.
pub trait Show: Send + Sync {
    /// The answer for a path, which is not percent-encoded.
    fn answer(&self, path: &str) -> Answer;
    /// Something else is shown from now on: long work that is under way may be given up.
    fn retire(&self);
}

/// What is shown at one time.
#[derive(Clone)]
pub(super) struct State {
    pub(super) shown: Arc<dyn Show>,
    pub(super) news: Arc<News>,
}

/// What browsers are told.
#[derive(Debug, Serialize)]
pub(super) struct News {
    /// Grows whenever pages may have changed.
    pub(super) generation: u64,
    /// Where only style sheets changed: the generation before, and the addresses of the former and the new ones.
    pub(super) restyled: Option<(u64, Vec<(String, String)>)>,
    /// What keeps the site from being shown as it is written, as HTML.
    pub(super) overlay: Option<String>,
}

/// What is shown now.
pub struct Live {
    state: watch::Sender<State>,
}

impl Live {
    /// Begins with a site, and with findings (as HTML) where there are some. `generation` must be one that no former
    /// server used, so that pages it left open are loaded again.
    pub fn new(shown: Arc<dyn Show>, overlay: Option<String>, generation: u64) -> Self {
        let news = Arc::new(News { generation, restyled: None, overlay });
        Live { state: watch::Sender::new(State { shown, news }) }
    }

    /// Shows another site. Where only style sheets differ, `restyled` names the former and the new ones, and pages stay.
    pub fn show(&self, shown: Arc<dyn Show>, restyled: Option<Vec<(String, String)>>) {
        self.state.send_modify(|state| {
            state.shown.retire();
            let former = state.news.generation;
            let restyled = restyled.map(|sheets| (former, sheets));
            *state =
                State { shown, news: Arc::new(News { generation: former + 1, restyled, overlay: None }) };
        });
    }

    /// Goes on showing the same site, and tells what keeps the newest from being shown.
    pub fn tell(&self, overlay: String) {
        self.state.send_modify(|state| {
            let generation = state.news.generation;
            state.news = Arc::new(News { generation, restyled: None, overlay: Some(overlay) });
        });
    }

    pub(super) fn now(&self) -> State {
        self.state.borrow().clone()
    }

    pub(super) fn listen(&self) -> watch::Receiver<State> {
        let mut receiver = self.state.subscribe();
        receiver.mark_changed();
        receiver
    }
}
