//! Themes: file by file from the site, the theme, the embedded default; options, messages and assets.

use crate::html::{attributes, words};
use crate::site::Site;
use sha2::{Digest, Sha256};

fn site() -> Site {
    Site::empty().release("a", "2022-09-28", "", "Text.")
}

const THEME: &str = "name: plain\nversion: 1.0.0\noptions:\n  size: {type: number, default: 3, doc: The size.}\n  tint: {type: color, default: \"#0b6e6e\", doc: The tint.}\n";

#[test]
fn a_template_of_the_site_takes_the_place_of_the_themes() {
    let built = site().file("templates/parts/footer.html", "<footer>My own footer</footer>").build().clean();
    for (path, page) in built.tree().iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(String::from_utf8_lossy(page).contains("My own footer"), "{path}");
    }
    // The rest is the theme's.
    assert!(built.page("/").contains("masthead"));
}

#[test]
fn a_template_may_extend_the_themes() {
    let built = site()
        .file(
            "templates/404.html",
            "{% extends \"base.html\" %}{% block main %}<p>Gone {{ site.title }}</p>{% endblock main %}",
        )
        .build()
        .clean();
    let page = built.file("404.html");
    assert!(page.contains("<p>Gone News</p>") && page.contains("masthead"));
}

#[test]
fn a_theme_of_the_site_stands_between() {
    let site = site()
        .file("crier.yaml", "theme: plain\noptions: {size: 7}\n")
        .file("themes/plain/theme.yaml", THEME)
        .file("themes/plain/templates/404.html", "theme {{ options.size }} {{ options.tint }}")
        .file("themes/plain/templates/search.html", "theme")
        .file("themes/plain/templates/home.html", "theme")
        .file("themes/plain/templates/list.html", "theme")
        .file("themes/plain/templates/index.html", "theme")
        .file("themes/plain/templates/release.html", "theme")
        .file("templates/search.html", "site");
    let built = site.build().clean();
    assert_eq!(built.file("404.html"), "theme 7 #0b6e6e");
    assert_eq!(built.page("/search/"), "site");
}

#[test]
fn a_theme_that_is_not_there() {
    let built = site()
        .file("crier.yaml", "theme: civc\n")
        .build()
        .expect(&["crier.yaml:1:8: error[theme/unknown]: there is no theme `civc`"]);
    assert_eq!(built.helps(), ["did you mean `civic`?"]);
}

#[test]
fn wrong_options() {
    let built = site()
        .file("crier.yaml", "options:\n  acent: pine\n  headings: round\n  show_breadcrumbs: 1\n  toc_from: many\n  footer_note: 7\n")
        .build()
        .expect(&[
            "crier.yaml:2:3: error[theme/unknown-option]: the theme has no option `acent`",
            "crier.yaml:3:13: error[theme/wrong-option]: the option `headings` must be one of serif, sans",
            "crier.yaml:4:21: error[theme/wrong-option]: the option `show_breadcrumbs` must be true or false",
            "crier.yaml:5:13: error[theme/wrong-option]: the option `toc_from` must be a number",
            "crier.yaml:6:16: error[theme/wrong-option]: the option `footer_note` must be a text",
        ]);
    assert_eq!(built.helps()[0], "did you mean `accent`?");
    let config = "theme: plain\noptions: {tint: teal}\n";
    site().file("crier.yaml", config).file("themes/plain/theme.yaml", THEME).build().expect(&[
        "crier.yaml:2:17: error[theme/wrong-option]: the option `tint` must be a colour such as \"#0b6e6e\"",
    ]);
}

#[test]
fn options_reach_the_pages() {
    let built =
        site().file("crier.yaml", "options: {accent: plum, footer_note: \"Reg. <7>\"}\n").build().clean();
    assert!(built.page("/").contains("data-accent=\"plum\"") && words(&built.page("/")).contains("Reg. <7>"));
}

#[test]
fn a_static_file_of_the_site_takes_the_place_of_the_themes() {
    let built = site().file("static/css/tokens.css", ":root{--mine:1}").build().clean();
    let href =
        attributes(&built.page("/"), "href").into_iter().find(|href| href.contains("/css/tokens.")).unwrap();
    assert_eq!(built.file(&href[1..]), ":root{--mine:1}");
    assert!(!built.has("css/tokens.css"));
}

#[test]
fn other_static_files_are_published_at_the_root() {
    let built = site().file("static/logo.svg", "<svg/>").file("static/a/b.txt", "b").build().clean();
    assert_eq!((built.file("logo.svg"), built.file("a/b.txt")), ("<svg/>".into(), "b".into()));
}

#[test]
fn a_static_file_may_not_take_the_place_of_a_page() {
    site()
        .file("static/index.html", "mine")
        .file("static/releases/2022/09/a/index.html", "mine")
        .build()
        .expect(&[
            "static/index.html:1:1: error[plan/address-taken]",
            "static/releases/2022/09/a/index.html:1:1: error[plan/address-taken]",
        ]);
}

#[test]
fn assets_are_addressed_by_their_content_and_vouched_for() {
    let built = site().build().clean();
    let tree = built.tree();
    let assets: Vec<&String> = tree.keys().filter(|path| path.starts_with("assets/")).collect();
    assert!(!assets.is_empty());
    for path in &assets {
        let digest: String =
            Sha256::digest(&tree[*path]).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
        assert!(path.contains(&format!(".{digest}.")), "{path}");
    }
    for line in built.page("/").lines().filter(|line| line.contains("integrity=")) {
        let name = if line.starts_with("<script") { "src" } else { "href" };
        let href = &attributes(line, name)[0];
        let integrity = &attributes(line, "integrity")[0];
        let digest = sha2::Sha384::digest(&tree[&href[1..]]);
        assert_eq!(*integrity, format!("sha384-{}", base64(&digest)));
    }
    // A change of content is a change of address.
    let before = attributes(&built.page("/"), "href");
    let built = built.edit("static/css/main.css", "body{}").build().clean();
    assert_ne!(attributes(&built.page("/"), "href"), before);
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let mut text: String = bits
        .chunks(6)
        .map(|six| {
            LETTERS[usize::from(six.iter().enumerate().fold(0, |sum, (at, bit)| sum | bit << (5 - at)))]
                as char
        })
        .collect();
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

#[test]
fn addresses_in_css_follow_the_assets() {
    let built = site()
        .file("crier.yaml", "theme: plain\n")
        .file("themes/plain/theme.yaml", THEME.split("options").next().unwrap())
        .file(
            "themes/plain/static/css/main.css",
            "a{background:url(../img/bg.png)} b{src:url('https://x.example/y')}",
        )
        .file("themes/plain/static/img/bg.png", crate::markdown::PNG)
        .file("templates/base.html", "{% block main %}{% endblock main %}")
        .file("templates/home.html", "{% set css = asset(path=\"css/main.css\") %}{{ css.href }}")
        .file("templates/release.html", "")
        .file("templates/list.html", "")
        .file("templates/index.html", "")
        .file("templates/search.html", "")
        .file("templates/404.html", "")
        .build()
        .clean();
    let css_path = built.page("/");
    let css = built.file(&css_path[1..]);
    let target = css.split("url(\"../").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(built.has(&format!("assets/{target}")), "{css}");
    assert!(css.contains("url('https://x.example/y')"), "{css}");
}

#[test]
fn an_asset_that_is_not_there_is_told_with_its_place() {
    let built = site().file("templates/home.html", "\n {{ asset(path=\"css/min.css\") }}").build();
    assert_eq!(built.findings().len(), 1, "{:?}", built.findings());
    let finding = &built.findings()[0];
    assert!(
        finding.starts_with("templates/home.html:2:")
            && finding.contains("there is no file `css/min.css` in static/"),
        "{finding}"
    );
}

#[test]
fn messages_of_the_site_take_the_place_of_the_themes() {
    let english = include_str!("../../themes/civic/i18n/en.yaml")
        .replace("title_releases: All releases", "title_releases: The lot");
    let built = site().file("i18n/en.yaml", english).build().clean();
    assert!(words(&built.page("/releases/")).contains("The lot"));
}

#[test]
fn a_language_of_the_site_that_is_not_complete_is_a_warning() {
    let built = site()
        .file("crier.yaml", "languages: [fr]\n")
        .file("i18n/fr.yaml", "releases: Communiqués\nlanguage_name: Français\n")
        .build();
    assert_eq!(built.findings().len(), 1, "{:?}", built.findings());
    assert!(
        built.findings()[0].starts_with("i18n/fr.yaml:1:1: warning[theme/missing-message]"),
        "{:?}",
        built.findings()
    );
    assert!(words(&built.page("/releases/")).contains("Communiqués"));
}

#[test]
fn one_key_of_a_known_language_may_be_changed_alone() {
    let built = site().file("i18n/en.yaml", "title_releases: The lot\n").build().clean();
    assert!(words(&built.page("/releases/")).contains("The lot"));
}

#[test]
fn a_message_that_is_none() {
    site()
        .file("i18n/en.yaml", "releases: 7\n")
        .build()
        .expect(&["i18n/en.yaml:1:11: error[theme/bad-message]"]);
}

#[test]
fn one_mistake_in_a_part_of_many_pages_is_told_once_for_each_kind_of_page() {
    let mut site = site().file("templates/parts/footer.html", "{{ nothing.here }}");
    for number in 0..20 {
        site = site.release(&format!("r{number}"), "2022-09-28", "", "");
    }
    let built = site.build();
    assert!(built.findings().len() <= 7, "{:?}", built.findings());
    for finding in built.findings() {
        assert!(
            finding.starts_with("templates/parts/footer.html:1:4: error[theme/template-error]"),
            "{finding}"
        );
    }
}

#[test]
fn an_address_that_runs_code_is_refused_in_front_matter_too() {
    Site::empty()
        .release("a", "2022-09-28", "source: {name: Daily, url: \"javascript:alert(1)\"}", "")
        .build()
        .expect(&["content/releases/2022/09/a.md:4:28: error[schema/wrong-value]"]);
}

#[test]
fn what_people_write_is_escaped() {
    let evil = "<script>alert('x')</script>&\\\"";
    let front = format!(
        "attendees: [{{name: \"{evil}\", title: \"{evil}\", role: \"{evil}\"}}]\nunits: [\"{evil}\"]\ntopics: [\"{evil}\"]\nsummary: \"{evil}\"\nplace: \"{evil}\"\nnumber: \"{evil}\"\n\
         source: {{name: \"{evil}\", url: \"https://x.example/?{evil}\"}}\ncontacts: [{{name: \"{evil}\", phone: \"{evil}\", email: \"{evil}\"}}]\nreason: \"{evil}\"\nchanges: [{{date: 2022-09-29, note: \"{evil}\"}}]\nstatus: withdrawn"
    );
    let text = format!("---\ntitle: \"{evil}\"\ndate: 2022-09-28\n{front}\n---\n{}\n", "Text.");
    let built = Site::empty()
        .file("crier.yaml", format!("title: \"{evil}\"\ndescription: \"{evil}\"\n"))
        .file("content/releases/a.md", text)
        .build()
        .clean();
    for (path, bytes) in built.tree().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("<script>alert"), "{path}");
        assert_eq!(
            page.matches("</script>").count(),
            page.matches("<script type=\"application/ld+json\">").count()
                + page.matches("<script type=\"module\" src=\"/assets/js/search.").count(),
            "{path}"
        );
    }
}
