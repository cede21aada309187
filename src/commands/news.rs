//! What a publication changes for readers.

use crate::commands::session::plural;
use crate::render::manifest::File;
use std::collections::HashMap;

/// So many addresses are listed; more are counted.
const LISTED: usize = 10;
/// So many addresses of a kind stand in the text of a commit: the first publication is not to be a book.
const COMMITTED: usize = 50;

/// What a version changes for readers: addresses of releases.
#[derive(Default)]
pub struct News {
    /// Releases that were not published before.
    pub new: Vec<String>,
    /// Releases that say something else, or say that they changed.
    pub corrected: Vec<String>,
    /// Releases that were taken back.
    pub withdrawn: Vec<String>,
}

impl News {
    /// What parts the built site from the published one.
    pub fn between(former: &[File], built: &[File]) -> Self {
        let is_release = |file: &&File| file.kind == "release";
        let key = |file: &File| (file.id.clone(), file.lang.clone());
        let known: HashMap<_, &File> =
            former.iter().filter(is_release).map(|file| (key(file), file)).collect();
        let mut news = News::default();
        for file in built.iter().filter(is_release) {
            let said = |before: &&File| before.record == file.record && before.status == file.status;
            let list = match known.get(&key(file)) {
                None => &mut news.new,
                Some(before) if said(before) => continue,
                Some(_) if file.status.is_some() => &mut news.withdrawn,
                Some(_) => &mut news.corrected,
            };
            list.push(file.address.clone());
        }
        news
    }

    fn parts(&self) -> [(&'static str, &[String]); 3] {
        [("new", &self.new), ("corrected", &self.corrected), ("withdrawn", &self.withdrawn)]
    }

    /// For a terminal, a line each.
    pub fn lines(&self) -> String {
        let mut text = String::new();
        for (what, addresses) in self.parts().into_iter().filter(|(_, addresses)| !addresses.is_empty()) {
            match addresses.len() {
                0..=LISTED => addresses.iter().for_each(|it| text.push_str(&format!("  {what}: {it}\n"))),
                many => text.push_str(&format!("  {what}: {}\n", plural(many, "release"))),
            }
        }
        text
    }

    /// For a commit.
    pub fn commit_text(&self) -> String {
        let mut text = String::from("Publish the site\n");
        for (what, addresses) in self.parts() {
            addresses.iter().take(COMMITTED).for_each(|it| text.push_str(&format!("\n{what}: {it}")));
        }
        text + "\n"
    }
}
