//! Pages for people: a view and a template.

use crate::archive::calendar::Period;
use crate::base::address::Address;
use crate::base::diagnostic::Diagnostic;
use crate::base::html::escape;
use crate::base::language;
use crate::base::source::Place;
use crate::plan::model::{Kind, Page, Scope};
use crate::register::Kind as Register;
use crate::release::model::Status;
use crate::render::linked_data;
use crate::render::open_graph;
use crate::render::press::Press;
use crate::render::stamp::Stamp;
use crate::view::edition::Edition;
use crate::view::frame::{self, Heading};
use crate::view::list::plain_heading;
use crate::view::{data, list, model, release};
use serde::Serialize;

/// A page and what its kind has more.
#[derive(Serialize)]
struct View {
    page: model::Page,
    #[serde(flatten)]
    more: More,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum More {
    Home(Box<model::Home>),
    Release(Box<model::Release>),
    List(Box<model::List>),
    Index(model::Index),
    Body(model::Body),
    Search(model::Search),
    Data(model::Data),
}

/// Renders a page with its template.
pub fn render(press: &Press, page: &Page) -> Result<String, Box<Diagnostic>> {
    let edition = press.edition(page.language);
    let card = |number: usize| press.card(number);
    let text = |key: &str| edition.messages.text(key).to_owned();
    let nothing = Place::file(&crate::config::FILE.into());
    let (template, heading, more, about) = match &page.kind {
        Kind::Release(number) => {
            let more = More::Release(Box::new(release::release(&edition, *number)));
            let about = Place::file(&press.archive.items[*number].release.file);
            ("release.html", release::heading(&edition, *number), more, about)
        }
        Kind::List(scope, period) => {
            let more = More::List(Box::new(list::list(&edition, *scope, *period, &card)));
            ("list.html", list::list_heading(&edition, *scope, *period), more, nothing)
        }
        Kind::Index(kind) => (
            "index.html",
            list::index_heading(&edition, *kind),
            More::Index(list::index(&edition, *kind)),
            nothing,
        ),
        Kind::Standing(number) => {
            let standing = &press.archive.pages[*number];
            let heading = plain_heading(&edition, "page", standing.title.clone(), None);
            let heading = Heading { description: standing.summary.clone(), ..heading };
            ("page.html", heading, More::Body(list::standing(&edition, *number)), Place::file(&standing.file))
        }
        Kind::Search => {
            let heading = plain_heading(&edition, "search", text("title_search"), None);
            ("search.html", heading, More::Search(list::search(&edition)), nothing)
        }
        Kind::Data => {
            let heading = plain_heading(&edition, "data", text("title_data"), None);
            let heading = Heading { description: Some(text("data_about")), ..heading };
            ("data.html", heading, More::Data(data::data(&edition)), nothing)
        }
        Kind::NotFound => {
            let heading = plain_heading(&edition, "not_found", text("title_not_found"), None);
            ("404.html", heading, More::Search(list::search(&edition)), nothing)
        }
        _ => {
            let title = edition.config.title.get(edition.tag()).to_owned();
            let description =
                edition.config.description.as_ref().map(|text| text.get(edition.tag()).to_owned());
            let heading = Heading { description, ..plain_heading(&edition, "home", title, None) };
            ("home.html", heading, More::Home(Box::new(list::home(&edition, &card))), nothing)
        }
    };
    let mut view = View { page: frame::page(&edition, page, &press.names, heading), more };
    if let Some(url) = view.page.canonical.clone() {
        view.page.open_graph = share(&edition, page, &view.page, url);
        view.page.json_ld = linked_data::script(&edition, page, &view.page);
    }
    if let Some(finding) = press.failed() {
        return Err(Box::new(finding.clone()));
    }
    press.templates(page.language).render(template, &view, &about)
}

/// How the page shows when somebody shares it.
fn share(edition: &Edition<'_>, page: &Page, head: &model::Page, url: String) -> Vec<model::Property> {
    let language = |tag: &model::Language| (!tag.current).then(|| tag.lang.clone());
    let mut shared = open_graph::Page {
        title: head.title.clone(),
        description: head.description.clone(),
        url,
        site_name: edition.config.title.get(edition.tag()).to_owned(),
        lang: edition.tag().to_owned(),
        other_langs: head.alternates.iter().filter_map(language).collect(),
        image: None,
        article: None,
    };
    if let Kind::List(Scope::Entity(Register::Person, number), Period::All) = page.kind {
        let entry = edition.archive.registers.people.entries.get(number);
        shared.image = entry.and_then(|entry| entry.portrait.as_ref()).and_then(|portrait| {
            let url = edition.config.base.url(&edition.addresses().portrait(number, portrait))?;
            let alt = Some(portrait.alt.get(edition.tag()).to_owned());
            Some(open_graph::Image { url, alt, size: portrait.dimensions })
        });
    }
    if let Kind::Release(number) = page.kind {
        let item = &edition.archive.items[number];
        let front = &item.release.front;
        if front.status != Status::InError {
            shared.image = front.image.as_ref().and_then(|image| {
                let file = item.release.used_file(&image.src)?;
                let url = edition.config.base.url(&edition.addresses().file(number, file))?;
                Some(open_graph::Image { url, alt: Some(image.alt.clone()), size: file.dimensions })
            });
            let stamp = |moment: crate::base::moment::Moment| Stamp::new(moment.at, moment.offset);
            shared.article = Some(open_graph::Article {
                published: stamp(front.date),
                modified: (!front.changes.is_empty()).then(|| stamp(item.release.updated())),
                expires: front.expires.map(stamp),
                section: item.topics.first().map(|at| edition.name(Register::Topic, *at).to_owned()),
                tags: item.topics.iter().map(|at| edition.name(Register::Topic, *at).to_owned()).collect(),
            });
        }
    }
    let properties = open_graph::properties(&shared).into_iter();
    properties.map(|(property, content)| model::Property { property: property.to_owned(), content }).collect()
}

/// A former address. Hosts with redirects of their own answer before this page is seen; on any other it leads
/// on by itself, and by its link where that is switched off (HTML Standard, 4.2.5.3, Refresh).
pub fn redirect(press: &Press, page: &Page, to: &Address) -> String {
    let edition = press.edition(page.language);
    let title = edition.messages.text("redirect_text");
    let href = escape(&edition.href(to));
    let canonical = press
        .config
        .base
        .url(to)
        .map(|url| format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&url)))
        .unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{canonical}\
         <title>{}</title>\n</head>\n<body data-kind=\"redirect\">\n<p><a href=\"{href}\">{}</a></p>\n</body>\n</html>\n",
        edition.tag(),
        language::direction(edition.tag()),
        escape(title),
        escape(title),
    )
}
