//! A text is saved, and shown.

use crate::served::{Served, release};
use std::fs;
use std::io::Write;

const PAGE: &str = "/releases/2022/02/r03/";
const FILE: &str = "content/releases/r03.md";

#[test]
fn a_file_that_is_written_over() {
    let served = Served::small();
    served.write(FILE, release(3, "Second words."));
    served.shows(PAGE, "Second words.");
}

#[test]
fn a_file_that_is_replaced_by_another() {
    let served = Served::small();
    for edition in 0..3 {
        let new = served.path("content/releases/.r03.md.tmp");
        fs::write(&new, release(3, &format!("Edition {edition}."))).unwrap();
        fs::rename(&new, served.path(FILE)).unwrap();
        served.shows(PAGE, &format!("Edition {edition}."));
    }
}

#[test]
fn a_file_whose_former_text_becomes_a_backup() {
    let served = Served::small();
    for edition in 0..3 {
        fs::rename(served.path(FILE), served.path("content/releases/r03.md~")).unwrap();
        fs::write(served.path(FILE), release(3, &format!("Edition {edition}."))).unwrap();
        served.shows(PAGE, &format!("Edition {edition}."));
    }
    assert_eq!(served.get("/releases/2022/02/r03.md~/").status, 404);
}

#[test]
fn a_file_that_is_written_slowly() {
    let served = Served::small();
    let text = release(3, "The last words.");
    let mut file = fs::File::create(served.path(FILE)).unwrap();
    for piece in text.as_bytes().chunks(20) {
        file.write_all(piece).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(60));
        // What is shown is the last good site all the while.
        assert_eq!(served.get(PAGE).status, 200);
    }
    drop(file);
    served.shows(PAGE, "The last words.");
    served.is_mended();
}

/// The times are those in which a file is looked at for one notice and gone before the next is due.
#[test]
fn files_that_come_and_go_while_they_are_looked_at() {
    let served = Served::small();
    let pause = |millis| std::thread::sleep(std::time::Duration::from_millis(millis));
    for number in 0..100 {
        let (here, there) =
            (format!("content/releases/m{number}.md"), format!("content/releases/n{number}.md"));
        served.write(&here, release(1, "First words."));
        pause(number % 12);
        served.write(&here, release(1, "Second words."));
        pause(30 + number % 7);
        fs::remove_file(served.path(&here)).unwrap();
        served.write(&here, release(1, "Third words."));
        pause(number % 29);
        match number % 2 {
            0 => fs::rename(served.path(&here), served.path(&there)).unwrap(),
            _ => fs::remove_file(served.path(&here)).unwrap(),
        }
    }
    served.shows("/releases/2022/02/n98/", "Third words.");
    served.is_mended();
    for number in 0..100 {
        served.until(&format!("/releases/2022/02/m{number}/"), |answer| answer.status == 404);
    }
}

#[test]
fn many_files_at_once() {
    let served = Served::small();
    for number in 0..400 {
        served.write(&format!("content/releases/more/m{number}.md"), release(number, "Many words."));
    }
    served.shows("/releases/2022/02/m399/", "Many words.");
    fs::remove_dir_all(served.path("content/releases/more")).unwrap();
    served.until("/releases/2022/02/m399/", |answer| answer.status == 404);
    assert_eq!(served.get(PAGE).status, 200);
}

#[test]
fn a_new_folder_a_renamed_one_and_a_deleted_one() {
    let served = Served::small();
    served.write("content/releases/new/deep/er/first.md", release(1, "Deep words."));
    served.shows("/releases/2022/02/first/", "Deep words.");
    fs::rename(served.path("content/releases/new"), served.path("content/releases/other")).unwrap();
    served.write("content/releases/other/deep/er/first.md", release(1, "Other words."));
    served.shows("/releases/2022/02/first/", "Other words.");
    fs::remove_dir_all(served.path("content/releases/other")).unwrap();
    served.until("/releases/2022/02/first/", |answer| answer.status == 404);
}

#[test]
fn a_part_of_the_site_that_comes_and_goes() {
    let served = Served::small();
    served.write("templates/parts/footer-extra.html", "<p>More below.</p>\n");
    served.shows(PAGE, "More below.");
    fs::remove_dir_all(served.path("templates")).unwrap();
    served.until(PAGE, |answer| !answer.text().contains("More below."));
    served.write("templates/parts/footer-extra.html", "<p>Again below.</p>\n");
    served.shows(PAGE, "Again below.");
}

#[test]
fn a_renamed_release_leaves_its_address() {
    let served = Served::small();
    fs::rename(served.path(FILE), served.path("content/releases/renamed.md")).unwrap();
    served.shows("/releases/2022/02/renamed/", "First words.");
    assert_eq!(served.get(PAGE).status, 404);
}

#[test]
fn a_title_is_fresh_wherever_it_stands() {
    let served = Served::small();
    let list = served.get("/releases/2022/02/").text();
    assert!(list.contains("Release 3"));
    served.write(FILE, release(3, "Words.").replace("title: Release 3", "title: A fresh headline"));
    for page in [PAGE, "/releases/2022/02/", "/releases/2022/02/r04/", "/feed.xml", "/people/jane/"] {
        let answer = served.until(page, |answer| answer.text().contains("A fresh headline"));
        assert!(!answer.text().contains("Release 3<"), "{page}");
    }
}

#[test]
fn a_release_with_another_date_moves() {
    let served = Served::small();
    served.write(FILE, release(3, "Words.").replace("date: 2022-02-04", "date: 2023-04-05"));
    served.shows("/releases/2023/04/r03/", "Words.");
    assert_eq!(served.get(PAGE).status, 404);
    assert!(served.get("/releases/2023/").text().contains("Release 3"));
}

#[test]
fn a_broken_text_leaves_the_last_good_site() {
    let served = Served::small();
    served.write(FILE, release(3, "Words.").replace("attendees:", "atendees:"));
    served.overlays("content/releases/r03.md:4:1");
    assert!(served.get(PAGE).text().contains("First words."));
    served.write(FILE, release(3, "Mended words."));
    served.shows(PAGE, "Mended words.");
    served.is_mended();
}

#[test]
fn a_register_a_template_a_message_and_the_config() {
    let served = Served::small();
    served.write("content/people.yaml", "- {id: jane, name: Jane Smith, terms: [{title: Secretary}]}\n");
    served.shows(PAGE, "Jane Smith");
    served.write("templates/parts/footer-extra.html", "<p>By {{ site.title }}.</p>\n");
    served.shows(PAGE, "By Small News.");
    served.write("crier.yaml", "title: Other News\nissuer: office\n");
    served.shows(PAGE, "By Other News.");
    served.write("content/pages/about.md", "---\ntitle: About us\n---\n\nMore about this site.\n");
    served.shows("/about/", "More about this site.");
}

#[test]
fn a_broken_config_or_theme_does_not_end_the_server() {
    let served = Served::small();
    served.write("crier.yaml", "titel: Wrong\n");
    served.overlays("crier.yaml:1:1");
    assert!(served.get(PAGE).text().contains("First words."));
    served.write("crier.yaml", "title: Right again\n");
    served.shows(PAGE, "Right again");
    served.write(
        "templates/release.html",
        "{% extends \"base.html\" %}{% block main %}{{ nothing.there }}{% endblock %}",
    );
    served.overlays("templates/release.html");
    assert!(served.get(PAGE).text().contains("First words."));
    served.write("templates/release.html", "{% if %}");
    served.overlays("templates/release.html");
    fs::remove_file(served.path("templates/release.html")).unwrap();
    served.is_mended();
    served.shows(PAGE, "First words.");
}

#[test]
fn a_style_sheet_is_swapped_in_place() {
    let served = Served::small();
    served.write("static/css/tokens.css", ":root { --edition: 2 }\n");
    served.until("/", |answer| {
        let text = answer.text();
        let sheet = text.split('"').find(|part| part.contains("/assets/css/tokens."));
        sheet.is_some_and(|sheet| served.get(sheet).text().contains("--edition: 2"))
    });
    served.write("static/css/tokens.css", ":root { --edition: 3 }\n");
    let start = std::time::Instant::now();
    while !served.news().contains("\"restyled\":[") {
        assert!(start.elapsed() < crate::served::PATIENCE, "{}", served.news());
    }
    let news = served.news();
    assert_eq!(news.matches("/assets/css/tokens.").count(), 2, "{news}");
}

#[test]
fn an_attachment_is_sent_as_it_is() {
    let served = Served::small();
    let path = "/releases/2022/03/flood/report.txt";
    assert_eq!(served.get(path).body, fs::read(served.path("content/releases/flood/report.txt")).unwrap());
    served.write("content/releases/flood/report.txt", "Another report.\n");
    served.shows(path, "Another report.");
    fs::remove_file(served.path("content/releases/flood/report.txt")).unwrap();
    served.overlays("there is no file `report.txt`");
}
