//! The pages of the archive: time as pagination, the long tail, neighbours and related releases.

use crate::html::{attributes, between, in_order, words};
use crate::site::{Built, Site};
use std::collections::BTreeMap;

/// Releases `r01`, `r02` … on these days, each with this front matter.
fn releases(site: Site, days: &[&str], front: &str) -> Site {
    days.iter()
        .enumerate()
        .fold(site, |site, (number, day)| site.release(&format!("r{:02}", number + 1), day, front, ""))
}

fn lists(latest: usize, page: usize, feed_from: usize) -> Site {
    Site::empty()
        .file("crier.yaml", format!("lists: {{latest: {latest}, page: {page}, feed_from: {feed_from}}}\n"))
}

/// The releases that a page lists, in its order.
fn listed(built: &Built, address: &str) -> Vec<String> {
    let page = built.page(address);
    let main = between(&page, "<main", "</main>").replace("<nav class=\"pager\"", "<nav class=\"pager\">\0");
    let main = main.split('\0').next().unwrap_or_default();
    attributes(main, "href").iter().filter_map(|href| release_of(href)).map(str::to_owned).collect()
}

/// `r01` of `/releases/2022/09/r01/`.
fn release_of(address: &str) -> Option<&str> {
    let id = address.trim_end_matches("index.html").strip_suffix('/')?.rsplit('/').next()?;
    (id.len() == 3 && id.starts_with('r')).then_some(id)
}

#[test]
fn years_and_months_always_have_their_page() {
    let built = releases(Site::empty(), &["2022-09-28", "2022-09-01", "2022-01-05", "2021-12-31"], "")
        .build()
        .clean();
    assert_eq!(listed(&built, "/releases/2022/"), ["r01", "r02", "r03"]);
    assert_eq!(listed(&built, "/releases/2022/09/"), ["r01", "r02"]);
    assert_eq!(listed(&built, "/releases/2021/12/"), ["r04"]);
    assert!(!built.has("releases/2022/02/index.html") && !built.has("releases/2022/09/28/index.html"));
    let all = built.page("/releases/");
    in_order(&words(&all), &["2022", "3 releases", "2021", "1 release"]);
    assert!(built.page("/releases/2022/").contains("href=\"/releases/2022/09/\""));
}

#[test]
fn a_month_too_long_for_a_page_continues_by_day() {
    let days = ["2022-09-28", "2022-09-28", "2022-09-02", "2022-09-01", "2022-08-01"];
    let built = releases(lists(2, 3, 1), &days, "").build().clean();
    assert_eq!(listed(&built, "/releases/2022/09/28/"), ["r01", "r02"]);
    assert_eq!(listed(&built, "/releases/2022/09/02/"), ["r03"]);
    let month = built.page("/releases/2022/09/");
    assert!(
        month.contains("href=\"/releases/2022/09/28/\"") && month.contains("href=\"/releases/2022/09/01/\"")
    );
    assert!(!built.has("releases/2022/08/01/index.html"));
    assert_eq!(listed(&built, "/releases/"), ["r01", "r02"]);
}

#[test]
fn a_day_is_never_divided() {
    let built = releases(lists(2, 2, 1), &["2022-09-28"; 5], "").build().clean();
    assert_eq!(listed(&built, "/releases/2022/09/28/"), ["r01", "r02", "r03", "r04", "r05"]);
}

#[test]
fn the_list_of_a_name_continues_by_year_when_it_is_too_long_for_a_page() {
    let days = ["2022-09-28", "2022-08-01", "2022-07-01", "2021-01-01"];
    let built = releases(lists(2, 4, 1), &days, "topics: [Roads]").build().clean();
    assert_eq!(listed(&built, "/topics/roads/"), ["r01", "r02", "r03", "r04"]);
    assert!(!built.has("topics/roads/2022/index.html"));
    let built = built.again().release("r05", "2020-01-01", "topics: [Roads]", "").build().clean();
    assert_eq!(listed(&built, "/topics/roads/"), ["r01", "r02"]);
    assert_eq!(listed(&built, "/topics/roads/2022/"), ["r01", "r02", "r03"]);
    assert_eq!(listed(&built, "/topics/roads/2020/"), ["r05"]);
    assert!(!built.has("topics/roads/2022/09/index.html"));
    in_order(
        &words(&built.page("/topics/roads/")),
        &["5 releases", "2022", "3 releases", "2021", "1 release", "2020"],
    );
}

#[test]
fn the_list_of_a_name_continues_by_month_and_day() {
    let days = ["2022-09-28", "2022-09-27", "2022-09-26", "2022-08-01"];
    let built = releases(lists(1, 2, 1), &days, "topics: [Roads]").build().clean();
    assert_eq!(listed(&built, "/topics/roads/2022/09/28/"), ["r01"]);
    assert_eq!(listed(&built, "/topics/roads/2022/08/"), ["r04"]);
    assert!(!built.has("topics/roads/2022/08/01/index.html"));
}

#[test]
fn every_release_is_reached_from_its_lists() {
    let days: Vec<String> =
        (0..40).map(|n| format!("20{:02}-{:02}-{:02}", 19 + n % 3, 1 + n % 2, 1 + n % 5)).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let built = releases(lists(3, 4, 1), &days, "topics: [Roads]\nunits: [Bureau]").build().clean();
    for top in ["/releases/", "/topics/roads/", "/units/bureau/"] {
        let mut open = vec![top.to_owned()];
        let (mut pages, mut found) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
        while let Some(address) = open.pop() {
            if !pages.insert(address.clone()) {
                continue;
            }
            found.extend(listed(&built, &address));
            let page = built.page(&address);
            let below = attributes(&page, "href").into_iter();
            let is_period = |part: &str| part.is_empty() || part.parse::<u16>().is_ok();
            open.extend(
                below
                    .filter(|href| href.strip_prefix(top).is_some_and(|rest| rest.split('/').all(is_period))),
            );
        }
        assert_eq!(found.len(), 40, "{top}: {found:?}");
    }
}

#[test]
fn names_have_feeds_from_a_number_of_releases_on() {
    let built = releases(lists(20, 60, 3), &["2022-09-28", "2022-09-27", "2022-09-26"], "topics: [Roads]")
        .release("x", "2022-01-01", "topics: [Rare, Roads]\nattendees: [Li Hua]", "")
        .build()
        .clean();
    for file in ["feed.xml", "feed.json", "rss.xml"] {
        assert!(built.has(&format!("topics/roads/{file}")), "{file}");
        assert!(
            !built.has(&format!("topics/rare/{file}")) && !built.has(&format!("people/li-hua/{file}")),
            "{file}"
        );
    }
    assert!(built.page("/topics/roads/").contains("href=\"/topics/roads/feed.xml\""));
    assert!(!built.page("/topics/rare/").contains("/topics/rare/feed.xml"));
}

#[test]
fn home_shows_the_newest() {
    let built = releases(lists(2, 60, 1), &["2022-09-28", "2022-09-27", "2022-09-26"], "").build().clean();
    assert_eq!(listed(&built, "/"), ["r01", "r02"]);
}

#[test]
fn releases_of_one_day_stand_by_time_then_by_id() {
    let days = ["2022-09-28", "2022-09-28T10:00", "2022-09-28T09:00", "2022-09-28T09:00"];
    let built = releases(Site::empty(), &days, "").build().clean();
    assert_eq!(listed(&built, "/releases/2022/09/"), ["r02", "r03", "r04", "r01"]);
}

#[test]
fn a_new_release_changes_a_handful_of_files() {
    let days: Vec<String> =
        (0..60).map(|n| format!("20{:02}-{:02}-{:02}", 18 + n % 5, 1 + n % 12, 1 + n % 28)).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let built = releases(lists(5, 10, 3), &days, "topics: [Roads]\nattendees: [Li Hua]").build().clean();
    let pages = |built: &Built| -> BTreeMap<String, Vec<u8>> {
        built.tree().into_iter().filter(|(path, _)| !path.starts_with("search/index/")).collect()
    };
    let former = pages(&built);
    let built = built
        .again()
        .release("new", "2023-06-01", "topics: [Roads]\nattendees: [Li Hua]", "")
        .build()
        .clean();
    let latter = pages(&built);
    assert_eq!(former.keys().filter(|path| !latter.contains_key(*path)).count(), 0);
    // The release, its year and month here and for two names; feeds.
    let added: Vec<&String> = latter.keys().filter(|path| !former.contains_key(*path)).collect();
    assert!(added.len() <= 10, "{added:?}");
    let same = former.iter().filter(|(path, bytes)| latter.get(*path) == Some(bytes)).count();
    assert!(same * 2 > former.len(), "{same} of {} files are as before", former.len());
    // No old release's page but the one that is now its older neighbour.
    let before = built.tree();
    let built = built.again().without("content/releases/2023/06/new.md").build().clean();
    let after = built.tree();
    let changed =
        after.iter().filter(|(path, bytes)| release_of(path).is_some() && before.get(*path) != Some(bytes));
    assert_eq!(changed.count(), 1);
}

#[test]
fn newer_and_older_releases() {
    let built = releases(Site::empty(), &["2022-09-28", "2022-08-28", "2021-07-28"], "").build().clean();
    let pager = |id: &str, address: &str| {
        let page = built.page(address);
        assert!(page.contains(&format!("Title of {id}")));
        let nav = between(&page, "<nav class=\"pager\"", "</nav>").to_owned();
        (attributes(&nav, "rel"), attributes(&nav, "href"))
    };
    let (prev, next) = ("prev".to_owned(), "next".to_owned());
    assert_eq!(
        pager("r02", "/releases/2022/08/r02/"),
        (
            vec![prev.clone(), next.clone()],
            vec!["/releases/2021/07/r03/".into(), "/releases/2022/09/r01/".into()]
        )
    );
    assert_eq!(pager("r01", "/releases/2022/09/r01/"), (vec![prev], vec!["/releases/2022/08/r02/".into()]));
    assert_eq!(pager("r03", "/releases/2021/07/r03/"), (vec![next], vec!["/releases/2022/08/r02/".into()]));
}

#[test]
fn neighbours_are_those_of_the_list() {
    let built = Site::empty()
        .release("a", "2022-09-01", "", "")
        .release("b", "2022-09-02", "status: withdrawn", "")
        .release("c", "2022-09-03", "status: in-error", "")
        .release("d", "2022-09-04", "", "")
        .build()
        .clean();
    let page = built.page("/releases/2022/09/a/");
    assert_eq!(
        attributes(between(&page, "<nav class=\"pager\"", "</nav>"), "href"),
        ["/releases/2022/09/d/"]
    );
    assert!(!built.page("/releases/2022/09/b/").contains("<nav class=\"pager\""));
}

#[test]
fn related_are_those_that_were_named_then_older_ones_that_share_names() {
    let built = Site::empty()
        .release("a", "2022-09-05", "related: [named]\ntopics: [Roads]\nattendees: [Li Hua]", "")
        .release("named", "2022-09-01", "", "")
        .release("older", "2022-09-02", "topics: [Roads]\nattendees: [Li Hua]", "")
        .release("other", "2022-09-03", "attendees: [Li Hua]", "")
        .release("stranger", "2022-09-04", "topics: [Water]", "")
        .release("newer", "2022-09-06", "topics: [Roads]", "")
        .build()
        .clean();
    let page = built.page("/releases/2022/09/a/");
    let related = between(&page, "part:related", "</section>");
    in_order(related, &["/named/", "/older/", "/other/"]);
    assert!(
        !related.contains("/stranger/") && !related.contains("/newer/") && !related.contains("/a/"),
        "{related}"
    );
}

#[test]
fn a_release_named_twice_is_related_once() {
    let built = Site::empty()
        .release("a", "2022-09-05", "related: [b, c, b]", "")
        .release("b", "2022-09-04", "", "")
        .release("c", "2022-09-03", "", "")
        .build()
        .clean();
    let page = built.page("/releases/2022/09/a/");
    let related = between(&page, "part:related", "</section>");
    assert_eq!(related.matches("href=\"/releases/2022/09/b/\"").count(), 1, "{related}");
}

#[test]
fn a_withdrawn_or_wrong_release_is_related_to_none() {
    let built = Site::empty()
        .release("a", "2022-09-05", "topics: [Roads]", "")
        .release("b", "2022-09-02", "topics: [Roads]\nstatus: withdrawn", "")
        .release("c", "2022-09-01", "topics: [Roads]\nstatus: in-error", "")
        .build()
        .clean();
    assert!(!built.page("/releases/2022/09/a/").contains("part:related"));
}

#[test]
fn the_page_for_what_is_not_there_leads_on() {
    let built = releases(Site::empty(), &["2022-09-28"], "topics: [Roads]").build().clean();
    let page = built.file("404.html");
    assert!(
        page.contains("noindex")
            && page.contains("href=\"/releases/2022/\"")
            && page.contains("href=\"/topics/roads/\"")
    );
    let search = built.page("/search/");
    assert!(search.contains("action=\"/search/\"") && search.contains("href=\"/topics/roads/\""));
}
