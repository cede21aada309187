//! What machines read beside feeds: sitemaps, robots.txt, JSON-LD, the manifest.

use crate::addresses::rich;
use crate::html::{attributes, between};
use crate::site::{Built, HOST, Site, expect_file};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The `<loc>` of every entry, as files of the output.
fn locs(built: &Built, path: &str) -> Vec<String> {
    let text = built.file(path);
    let locs = text
        .split("<loc>")
        .skip(1)
        .map(|rest| crate::html::unescape(rest.split("</loc>").next().unwrap_or_default()));
    locs.map(|loc| {
        let path = percent_decode_str(loc.strip_prefix(HOST).unwrap_or_else(|| panic!("{loc}")))
            .decode_utf8()
            .unwrap()
            .into_owned();
        if path.ends_with('/') { format!("{}index.html", &path[1..]) } else { path[1..].to_owned() }
    })
    .collect()
}

fn manifest(built: &Built) -> serde_json::Value {
    serde_json::from_str(&built.file("manifest.json")).unwrap()
}

#[test]
fn sitemaps_name_every_page_for_people_once() {
    let built = rich().build().clean();
    let mut found = Vec::new();
    for part in locs(&built, "sitemap.xml") {
        found.extend(locs(&built, &part));
    }
    let once: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(once.len(), found.len());
    let pages = built.tree().into_iter().filter(|(path, bytes)| {
        let page = String::from_utf8_lossy(bytes);
        path.ends_with(".html") && !page.contains("<meta name=\"robots\" content=\"noindex\">")
    });
    assert_eq!(once, pages.map(|(path, _)| path).collect());
}

#[test]
fn sitemaps_are_parted_by_year_and_name_other_languages() {
    let built = rich().build().clean();
    let index = locs(&built, "sitemap.xml");
    assert_eq!(index, ["sitemaps/2021.xml", "sitemaps/2022.xml", "sitemaps/pages.xml"]);
    let year = built.file("sitemaps/2022.xml");
    let entry = year
        .lines()
        .find(|line| line.contains(&format!("<loc>{HOST}/zh-Hans/releases/2022/09/meeting/</loc>")))
        .unwrap();
    assert_eq!(attributes(entry, "hreflang"), ["en", "zh-Hans"]);
    assert!(locs(&built, "sitemaps/2021.xml").iter().all(|path| path.contains("/2021/")));
    // An old year stays as it is when something new is released.
    let before = built.file("sitemaps/2021.xml");
    let built = built.again().release("new", "2022-10-01", "", "").build().clean();
    assert_eq!(built.file("sitemaps/2021.xml"), before);
}

#[test]
fn the_news_sitemap_holds_the_last_two_days() {
    let site = || {
        Site::empty()
            .file("crier.yaml", "title: County News\n")
            .release("a", "2022-09-28T12:00", "", "")
            .release("b", "2022-09-27T12:00", "status: withdrawn", "")
            .release("c", "2022-09-26T12:00", "", "")
    };
    let at = |now: &str| {
        let built = site().now(now).build().clean();
        let listed = built.has("sitemaps/news.xml").then(|| locs(&built, "sitemaps/news.xml"));
        assert_eq!(
            listed.is_some(),
            locs(&built, "sitemap.xml").contains(&"sitemaps/news.xml".to_owned()),
            "{now}"
        );
        listed
    };
    let page = |id: &str| format!("releases/2022/09/{id}/index.html");
    assert_eq!(at("2022-09-28T12:00"), Some(vec![page("a"), page("c")]));
    assert_eq!(at("2022-09-28T12:01"), Some(vec![page("a")]));
    assert_eq!(at("2022-09-30T12:00"), Some(vec![page("a")]));
    assert_eq!(at("2022-09-30T12:01"), None);
}

#[test]
fn nothing_else_depends_on_the_clock() {
    let tree = |now: &str| rich().now(now).build().clean().tree();
    assert_eq!(tree("2024-01-01"), tree("2025-06-01T12:34:56"));
}

#[test]
fn robots_txt_names_the_sitemap_where_there_is_one() {
    assert_eq!(
        rich().build().file("robots.txt"),
        format!("User-agent: *\nDisallow:\n\nSitemap: {HOST}/sitemap.xml\n")
    );
    assert!(!rich().base("/news/").build().file("robots.txt").contains("Sitemap"));
}

#[test]
fn the_manifest_names_every_file_with_its_digest() {
    let built = rich().build().clean();
    let manifest = manifest(&built);
    let rows = manifest["files"].as_array().unwrap();
    assert!(rows.iter().map(|row| row["path"].as_str().unwrap()).is_sorted());
    let files: BTreeMap<String, (String, u64)> = rows
        .iter()
        .map(|file| {
            let text = |key: &str| file[key].as_str().unwrap().to_owned();
            (text("path"), (text("sha256"), file["bytes"].as_u64().unwrap()))
        })
        .collect();
    let mut tree = built.tree();
    tree.remove("manifest.json").unwrap();
    let digest =
        |bytes: &Vec<u8>| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let expected: BTreeMap<String, (String, u64)> =
        tree.iter().map(|(path, bytes)| (path.clone(), (digest(bytes), bytes.len() as u64))).collect();
    assert_eq!(files, expected);
    assert!(manifest.get("built_for").is_none());
}

#[test]
fn the_manifest_knows_releases_by_id_and_date() {
    let built = rich().build().clean();
    let manifest = manifest(&built);
    let find = |path: &str| {
        manifest["files"].as_array().unwrap().iter().find(|file| file["path"] == path).cloned().unwrap()
    };
    let release = find("releases/2022/09/meeting/index.html");
    assert_eq!(release["address"], "/releases/2022/09/meeting/");
    assert_eq!(
        (&release["kind"], &release["id"], &release["lang"]),
        (&"release".into(), &"meeting".into(), &"en".into())
    );
    assert_eq!(
        (&release["date"], &release["updated"]),
        (&"2022-09-28T00:00:00+08:00".into(), &"2022-09-29T00:00:00+08:00".into())
    );
    assert_eq!(find("zh-Hans/releases/2022/09/meeting/index.html")["lang"], "zh-Hans");
    assert_eq!(find("people/liu/index.html")["id"], "liu");
    assert_eq!(find("old/index.html")["kind"], "redirect");
    assert_eq!(find("people/齐/index.html")["address"], "/people/%E9%BD%90/");
}

#[test]
fn a_release_tells_search_engines_what_it_is() {
    let built = rich().build().clean();
    let page = built.page("/releases/2022/09/meeting/");
    let data =
        between(&page, "<script type=\"application/ld+json\">", "</script>").split_once('>').unwrap().1;
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    let graph = data["@graph"].as_array().unwrap();
    let article = graph.iter().find(|node| node["@type"] == "NewsArticle").unwrap();
    assert_eq!(article["headline"], "The meeting & more");
    assert_eq!(article["inLanguage"], "en");
    assert_eq!(article["datePublished"], "2022-09-28T00:00:00+08:00");
    assert_eq!(article["dateModified"], "2022-09-29T00:00:00+08:00");
    assert_eq!(article["url"], format!("{HOST}/releases/2022/09/meeting/"));
    let text = article.to_string();
    crate::html::in_order(&text, &["Liu Zhisheng", "Qi Yu", "Zhang San"]);
    assert!(text.contains("\"startDate\":\"2022-09-27") && text.contains("\"Mayor\""), "{text}");
    assert!(graph.iter().any(|node| node["@type"] == "BreadcrumbList"));
}

#[test]
fn every_page_has_data_that_parses() {
    let built = rich().build().clean();
    for (path, bytes) in built.tree().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for script in page.split("<script type=\"application/ld+json\">").skip(1) {
            let data = script.split("</script>").next().unwrap();
            let data: serde_json::Value =
                serde_json::from_str(data).unwrap_or_else(|error| panic!("{path}: {error}\n{data}"));
            assert_eq!(data["@context"], "https://schema.org", "{path}");
        }
    }
}

#[test]
fn a_release_in_error_tells_nothing() {
    let page = rich().build().clean().page("/releases/2021/09/wrong/");
    assert!(!page.contains("NewsArticle") && !page.contains("og:type\" content=\"article"), "{page}");
}

#[test]
fn sharing_shows_title_summary_and_picture() {
    let page = rich().build().clean().page("/releases/2022/09/meeting/");
    for part in [
        "<meta property=\"og:title\" content=\"The meeting &amp; more\">",
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:image\" content=\"https://news.example.gov/releases/2022/09/meeting/plan.png\">",
        "<meta property=\"og:image:alt\" content=\"A plan\">",
        "<meta property=\"og:locale:alternate\" content=\"zh_CN\">",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
}

#[test]
fn the_files_of_a_site_are_these() {
    let built = rich().build().clean();
    // The fingerprints of the theme's files and of the index are their own affair.
    let name = |path: &String| {
        if let Some(asset) = path.strip_prefix("assets/") {
            let mut parts: Vec<&str> = asset.split('.').collect();
            parts.remove(parts.len() - 2);
            format!("assets/{}\n", parts.join(".*."))
        } else if let Some((folder, file)) =
            path.strip_prefix("search/index/").and_then(|rest| rest.split_once('/'))
        {
            format!("search/index/{}/{file}\n", "*".repeat(folder.len().min(1)))
        } else if path.starts_with("search/index/han-") {
            "search/index/han-*.bin\n".to_owned()
        } else {
            format!("{path}\n")
        }
    };
    let mut names: Vec<String> = built.tree().keys().map(name).collect();
    names.sort();
    expect_file("files.txt", &names.concat());
    expect_file("sitemap.xml", &built.file("sitemap.xml"));
    expect_file("sitemap-2022.xml", &built.file("sitemaps/2022.xml"));
}
