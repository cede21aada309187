//! The Open Graph protocol (ogp.me) as pairs for `<meta property content>`. No `twitter:` names: their
//! readers fall back to these.

use crate::render::characters::{one_line, uri};
use crate::render::stamp::Stamp;

/// A page, as it shows when somebody shares it.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Title, without the name of the site.
    pub title: String,
    /// A sentence or two.
    pub description: Option<String>,
    /// Absolute address.
    pub url: String,
    /// Name of the site.
    pub site_name: String,
    /// Language, BCP 47.
    pub lang: String,
    /// The other languages the page is in, BCP 47.
    pub other_langs: Vec<String>,
    /// The picture to show.
    pub image: Option<Image>,
    /// What a release has more; `None` makes the page a `website`.
    pub article: Option<Article>,
}

/// A picture.
#[derive(Debug, Clone, Default)]
pub struct Image {
    /// Absolute address.
    pub url: String,
    /// Text alternative.
    pub alt: Option<String>,
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
}

/// What only a release has.
#[derive(Debug, Clone)]
pub struct Article {
    /// When it was released.
    pub published: Stamp,
    /// When it last changed significantly.
    pub modified: Option<Stamp>,
    /// After when it is out of date.
    pub expires: Option<Stamp>,
    /// The issuing office, or what else serves as section.
    pub section: Option<String>,
    /// Topics by name.
    pub tags: Vec<String>,
}

/// The properties in the order they are to stand in: those of a picture follow the picture. Contents are
/// plain text on one line, to be escaped by whoever writes the HTML.
pub fn properties(page: &Page) -> Vec<(&'static str, String)> {
    let mut pairs = Pairs(Vec::new());
    pairs.add("og:type", Some(if page.article.is_some() { "article" } else { "website" }));
    pairs.add("og:title", Some(&page.title));
    pairs.add("og:description", page.description.as_deref());
    pairs.add("og:url", Some(&uri(&page.url)));
    pairs.add("og:site_name", Some(&page.site_name));
    let own = locale(&page.lang);
    pairs.add("og:locale", own.as_deref());
    let others = page.other_langs.iter().filter_map(|lang| locale(lang));
    for other in others.filter(|other| own.as_ref() != Some(other)) {
        pairs.add("og:locale:alternate", Some(&other));
    }
    if let Some(image) = &page.image {
        pairs.add("og:image", Some(&uri(&image.url)));
        pairs.add("og:image:width", image.size.map(|(width, _)| width.to_string()).as_deref());
        pairs.add("og:image:height", image.size.map(|(_, height)| height.to_string()).as_deref());
        pairs.add("og:image:alt", image.alt.as_deref());
    }
    if let Some(article) = &page.article {
        pairs.add("article:published_time", Some(&article.published.rfc3339()));
        pairs.add("article:modified_time", article.modified.map(Stamp::rfc3339).as_deref());
        pairs.add("article:expiration_time", article.expires.map(Stamp::rfc3339).as_deref());
        pairs.add("article:section", article.section.as_deref());
        for tag in &article.tags {
            pairs.add("article:tag", Some(tag));
        }
    }
    pairs.0
}

struct Pairs(Vec<(&'static str, String)>);

impl Pairs {
    fn add(&mut self, property: &'static str, content: Option<&str>) {
        let content = content.map(one_line).filter(|content| !content.is_empty());
        self.0.extend(content.map(|content| (property, content.into_owned())));
    }
}

/// The territory that `og:locale` needs (`language_TERRITORY`) where the tag names none: of the language and,
/// for Chinese, the script.
const TERRITORIES: [(&str, &str); 34] = [
    ("am", "ET"),
    ("ar", "AR"),
    ("bn", "IN"),
    ("cs", "CZ"),
    ("da", "DK"),
    ("de", "DE"),
    ("el", "GR"),
    ("en", "US"),
    ("es", "ES"),
    ("fa", "IR"),
    ("fi", "FI"),
    ("fr", "FR"),
    ("he", "IL"),
    ("hi", "IN"),
    ("hu", "HU"),
    ("id", "ID"),
    ("it", "IT"),
    ("ja", "JP"),
    ("km", "KH"),
    ("ko", "KR"),
    ("ms", "MY"),
    ("nb", "NO"),
    ("nl", "NL"),
    ("pl", "PL"),
    ("pt", "PT"),
    ("ro", "RO"),
    ("ru", "RU"),
    ("si", "LK"),
    ("sv", "SE"),
    ("ta", "IN"),
    ("th", "TH"),
    ("tr", "TR"),
    ("uk", "UA"),
    ("vi", "VN"),
];

/// A BCP 47 tag as `language_TERRITORY`: the region of the tag; else, for Chinese, TW if the script is `Hant`
/// and CN if not; else the usual one in Facebook's list of locales (`ar` is `ar_AR` there). `None` where
/// there is no usual one: no locale is better than an invented territory.
pub fn locale(tag: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let language = parts.next().filter(|part| part.len() >= 2)?.to_ascii_lowercase();
    let rest: Vec<&str> = parts.take_while(|part| part.len() > 1).collect();
    let region =
        rest.iter().find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let traditional = rest.iter().any(|part| part.eq_ignore_ascii_case("hant"));
    let territory = match (region, language.as_str()) {
        (Some(region), _) => region.to_ascii_uppercase(),
        (None, "zh") => if traditional { "TW" } else { "CN" }.to_owned(),
        (None, language) => TERRITORIES.iter().find(|(known, _)| *known == language)?.1.to_owned(),
    };
    Some(format!("{language}_{territory}"))
}

#[cfg(test)]
mod tests {
    use super::{Article, Image, Page, locale, properties};
    use crate::render::stamp::parse;

    #[test]
    fn locales_follow_the_rule() {
        let rule = [
            ("en", Some("en_US")),
            ("en-gb", Some("en_GB")),
            ("zh-Hans", Some("zh_CN")),
            ("zh", Some("zh_CN")),
            ("zh-Hant", Some("zh_TW")),
            ("zh-Hant-HK", Some("zh_HK")),
            ("es-419", Some("es_ES")),
            ("en-x-gb", Some("en_US")),
            ("si", Some("si_LK")),
            ("bo", None),
            ("", None),
        ];
        for (tag, expected) in rule {
            assert_eq!(locale(tag).as_deref(), expected, "{tag}");
        }
    }

    #[test]
    fn a_page_is_a_website() {
        let page = Page { title: "a\nb \u{1}\"<c>".to_owned(), lang: "bo".to_owned(), ..Page::default() };
        assert_eq!(
            properties(&page),
            [("og:type", "website".to_owned()), ("og:title", "a b \"<c>".to_owned())]
        );
    }

    #[test]
    fn a_release_is_an_article() {
        let page = Page {
            title: "T".to_owned(),
            description: Some("D".to_owned()),
            url: "https://x.gov/眉/".to_owned(),
            site_name: "S".to_owned(),
            lang: "en".to_owned(),
            other_langs: vec!["zh-Hans".to_owned(), "en-US".to_owned()],
            image: Some(Image {
                url: "https://x.gov/a.jpg".to_owned(),
                alt: Some("A".to_owned()),
                size: Some((3, 2)),
            }),
            article: Some(Article {
                published: parse("2022-09-28T08:30:00+08:00").unwrap(),
                modified: parse("2022-09-29T08:30:00-03:30"),
                expires: None,
                section: Some("Office".to_owned()),
                tags: vec!["One".to_owned(), "Two".to_owned()],
            }),
        };
        let pairs = properties(&page);
        let names: Vec<&str> = pairs.iter().map(|(name, _)| *name).collect();
        let expected = "og:type og:title og:description og:url og:site_name og:locale og:locale:alternate \
            og:image og:image:width og:image:height og:image:alt article:published_time \
            article:modified_time article:section article:tag article:tag";
        assert_eq!(names.join(" "), expected);
        let of =
            |name: &str| pairs.iter().find(|(found, _)| *found == name).map(|(_, content)| content.as_str());
        assert_eq!(of("og:url"), Some("https://x.gov/%E7%9C%89/"));
        assert_eq!(of("og:locale:alternate"), Some("zh_CN"));
        assert_eq!(of("og:image:height"), Some("2"));
        assert_eq!(of("article:modified_time"), Some("2022-09-29T08:30:00-03:30"));
    }
}
