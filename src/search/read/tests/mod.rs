//! The reader against the writer: small archives, and damaged ones. [`scan`] has a plain scan beside it.

mod scan;

use crate::search::format::{Kind, Status};
use crate::search::read::Index;
use crate::search::read::answer::{Answer, Query, Sort};
use crate::search::read::card::Documents;
use crate::search::read::date::Limit;
use crate::search::read::files::Files;
use crate::search::read::problem::Problem;
use crate::search::write::document::{Document, Entity, Name};
use crate::search::write::{Corpus, write};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;
use std::sync::Mutex;

type Tree = BTreeMap<String, Vec<u8>>;

struct Shown(Rc<Tree>);

impl Files for Shown {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// A text, newest first.
struct Text {
    title: String,
    body: String,
    day: Date,
    people: Vec<&'static str>,
}

fn text(title: &str, body: &str, day: Date, people: &[&'static str]) -> Text {
    Text { title: title.to_owned(), body: body.to_owned(), day, people: people.to_vec() }
}

const PEOPLE: &[(&str, &str)] = &[("jane-doe", "Jane Doe"), ("zhang-xiaoping", "张小平")];

fn index(texts: &[Text]) -> Tree {
    let languages = ["en".to_owned(), "zh-Hans".to_owned()];
    let days: Vec<Date> = texts.iter().map(|text| text.day).collect();
    let document = |number: usize| {
        let text = &texts[number];
        Document {
            title: &text.title,
            summary: None,
            lead: 0..0,
            text: text.body.as_str().into(),
            facts: Vec::new(),
            address: format!("releases/2022/09/t{number}/"),
            day: text.day,
            language: 0,
            status: Status::Published,
        }
    };
    let numbers = |is: &dyn Fn(&Text) -> bool| {
        (0..texts.len()).filter(|number| is(&texts[*number])).map(|number| number as u32).collect::<Vec<_>>()
    };
    let mut entities: Vec<Entity<'_>> = PEOPLE
        .iter()
        .map(|(id, name)| Entity {
            kind: Kind::Person,
            id,
            names: vec![Name { language: 0, name, address: format!("people/{id}/") }],
            aliases: Vec::new(),
            documents: numbers(&|text| text.people.contains(id)),
        })
        .collect();
    let all = numbers(&|_| true);
    entities.push(Entity { kind: Kind::Language, id: "en", names: vec![], aliases: vec![], documents: all });
    let corpus = Corpus {
        languages: &languages,
        days: &days,
        document: &document,
        entities: &entities,
        generator: "test",
    };
    let tree = Mutex::new(Tree::new());
    let put = |path: &str, bytes: &[u8]| {
        tree.lock().unwrap().insert(format!("search/index/{path}"), bytes.to_vec());
        Ok(())
    };
    write(&corpus, &put).unwrap();
    tree.into_inner().unwrap()
}

fn open(tree: Tree) -> Index {
    Index::open(Shown(Rc::new(tree))).unwrap()
}

fn ask(index: &Index, query: &str) -> Answer {
    index.search(&Query { text: query.to_owned(), ..Query::default() }).unwrap()
}

fn numbers(answer: &Answer) -> Vec<u32> {
    answer.results.iter().map(|hit| hit.number).collect()
}

fn news() -> Vec<Text> {
    vec![
        text(
            "Flood barrier opened",
            "Jane Doe opened it.\nSafety and stability.",
            date(2022, 9, 28),
            &["jane-doe"],
        ),
        text("安全生产", "张小平主持会议，安全第一。", date(2022, 9, 28), &["zhang-xiaoping"]),
        text(
            "Co-operation agreed",
            "The stability and safety of José’s town.",
            date(2022, 9, 1),
            &["jane-doe"],
        ),
        text("Budget", "Cooperation on floods; 小平 and 张.", date(2021, 12, 31), &[]),
    ]
}

#[test]
fn words_phrases_and_characters_find_their_releases() {
    let index = open(index(&news()));
    let cases: &[(&str, &[u32])] = &[
        ("", &[0, 1, 2, 3]),
        ("  ", &[0, 1, 2, 3]),
        ("?!", &[]),
        ("flood", &[0, 3]),
        ("FLOODING", &[0, 3]),
        ("\"flood\"", &[0]),
        ("safety and stability", &[0, 2]),
        ("“safety and stability”", &[0]),
        ("安全", &[1]),
        ("安全第一", &[1]),
        ("張小平", &[1]),
        ("小平", &[1, 3]),
        ("张", &[1, 3]),
        ("全生产", &[1]),
        ("产生", &[]),
        ("cooperation", &[2, 3]),
        ("co-operation", &[2, 3]),
        ("co operation", &[2, 3]),
        ("jose", &[2]),
        ("josé", &[2]),
        ("josés", &[2]),
        ("stab", &[0, 2]),
        ("safety nowhere", &[]),
    ];
    for (query, expected) in cases {
        let mut found = numbers(&ask(&index, query));
        found.sort_unstable();
        assert_eq!(found, *expected, "{query}");
    }
    let missing = ask(&index, "safety nowhere xyzzy").missing;
    assert_eq!(missing, ["nowhere", "xyzzy"]);
}

#[test]
fn texts_are_read_as_they_were_written() {
    let bodies = [
        "The Town of Łódź. THE GDP İzmir ǅ Ǆ, O’Neill: A b C\n\nΟΔΟΣ Москва 1,234.5 – ﬁn",
        " Leading  spaces\tand 🌊 𐐀𐐨 signs 张小平主持会议 กรุงเทพ ක්‍රියාකාරී\u{301}",
        "",
    ];
    let words = "Flood barrier opened by the Town Council of the Town; ".repeat(40);
    let mut texts: Vec<Text> = bodies.iter().map(|body| text(body, body, date(2022, 9, 28), &[])).collect();
    texts.extend((0..40).map(|_| text("Same Words", &words, date(2022, 9, 1), &[])));
    let index = open(index(&texts));
    let mut documents = Documents::new(&index.shelf, &index.root);
    for (number, text) in texts.iter().enumerate() {
        let (card, body) = documents.read(&index.root.segments[0], number as u32).unwrap();
        assert_eq!((card.title, body), (text.title.clone(), text.body.clone()));
    }
}

#[test]
fn slips_are_corrected_on_enter_only() {
    let index = open(index(&news()));
    let answer = ask(&index, "  the stabilty! ");
    assert_eq!(answer.corrected.as_deref(), Some("  the stability "));
    assert_eq!(numbers(&answer), [2]);
    let query = |typing, verbatim| Query { text: "stabilty".into(), typing, verbatim, ..Query::default() };
    for query in [query(true, false), query(false, true)] {
        let answer = index.search(&query).unwrap();
        assert_eq!((answer.total, answer.corrected), (0, None));
    }
    for word in ["xtability", "flo0d", "saf"] {
        assert_eq!(ask(&index, word).corrected, None, "{word}");
    }
}

#[test]
fn while_typing_the_last_word_is_a_beginning() {
    let index = open(index(&news()));
    let typed = |text: &str| {
        numbers(&index.search(&Query { text: text.into(), typing: true, ..Query::default() }).unwrap())
    };
    assert_eq!(typed("flo"), [0, 3]);
    assert_eq!(typed("coo"), [2, 3]);
    assert_eq!(typed("cooperati"), [2, 3]);
    assert_eq!(typed("flo "), [] as [u32; 0]);
    assert_eq!(typed("f"), [] as [u32; 0]);
    assert_eq!(typed("jane o"), [] as [u32; 0]);
    assert_eq!(typed("jane op"), [0]);
}

#[test]
fn filters_and_dates_hold_together() {
    let index = open(index(&news()));
    let limit = |text: &str| Some(Limit::parse(text).unwrap());
    let jane = || Query { person: vec!["jane-doe".into()], ..Query::default() };
    let found = |query: &Query| numbers(&index.search(query).unwrap());
    assert_eq!(found(&jane()), [0, 2]);
    assert_eq!(found(&Query { from: limit("2022-09-02"), ..jane() }), [0]);
    assert_eq!(found(&Query { to: limit("2022-09-27"), ..jane() }), [2]);
    assert_eq!(found(&Query { from: limit("2022-09"), to: limit("2022"), ..jane() }), [0, 2]);
    assert_eq!(found(&Query { from: limit("2023"), ..jane() }), [] as [u32; 0]);
    assert_eq!(found(&Query { to: limit("2021"), lang: vec!["en".into()], ..Query::default() }), [3]);
    assert_eq!(found(&Query { text: "safety".into(), to: limit("2022-09-01"), ..jane() }), [2]);
    assert_eq!(found(&Query { text: "safety".into(), sort: Sort::Date, ..Query::default() }), [0, 2]);
    let both = Query { person: vec!["jane-doe".into(), "zhang-xiaoping".into()], ..Query::default() };
    assert_eq!(found(&both), [] as [u32; 0]);
    let problem = |query: &Query| index.search(query).unwrap_err();
    let backwards = Query { from: limit("2022-02"), to: limit("2022-01"), ..Query::default() };
    assert_eq!(problem(&backwards), Problem::Backwards);
    for (id, nearest) in [("jane-do", Some("jane-doe")), ("张小平", Some("zhang-xiaoping")), ("nobody", None)]
    {
        let unknown =
            Problem::Unknown { kind: Kind::Person, id: id.into(), nearest: nearest.map(str::to_owned) };
        assert_eq!(problem(&Query { person: vec![id.into()], ..Query::default() }), unknown);
    }
}

#[test]
fn a_name_is_told_with_its_page() {
    let index = open(index(&news()));
    let named =
        |query: &str| ask(&index, query).entity.map(|entity| (entity.id, entity.documents, entity.address));
    assert_eq!(named(" \"JANE\" doe"), Some(("jane-doe".into(), 2, "people/jane-doe/".into())));
    assert_eq!(named("張小平"), Some(("zhang-xiaoping".into(), 1, "people/zhang-xiaoping/".into())));
    assert_eq!(named("doe jane"), None);
}

#[test]
fn excerpts_show_why() {
    let index = open(index(&news()));
    let marked = |query: &str, number: u32| {
        let answer = ask(&index, query);
        let excerpt = &answer.results.iter().find(|hit| hit.number == number).unwrap().excerpt;
        let mut text = excerpt.text.clone();
        for mark in excerpt.marks.iter().rev() {
            text.replace_range(mark.clone(), &format!("[{}]", &excerpt.text[mark.clone()]));
        }
        text
    };
    assert_eq!(marked("jane safe", 0), "[Jane] Doe opened it. [Safety] and stability.");
    assert_eq!(marked("stability", 0), "Jane Doe opened it. Safety and [stability].");
    assert_eq!(marked("张小平 安全", 1), "[张小平]主持会议，[安全]第一。");
    assert_eq!(marked("agreed joses", 2), "The stability and safety of [José’s] town.");
    assert_eq!(marked("budget", 3), "Cooperation on floods; 小平 and 张.");
    let long = format!("{}needle in hay. {}", "Hay and straw. ".repeat(60), "More of it. ".repeat(60));
    let index = open(self::index(&[text("Long", &long, date(2022, 1, 1), &[])]));
    let excerpt = ask(&index, "needle").results.remove(0).excerpt;
    assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'), "{excerpt:?}");
    assert_eq!(&excerpt.text[excerpt.marks[0].clone()], "needle");
    assert_eq!(excerpt.text.split(' ').count(), 30, "{excerpt:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn damage_is_a_problem_and_no_panic(changes in proptest::collection::vec((any::<u16>(), any::<u16>(), any::<u8>()), 1..6)) {
        let mut tree: Tree = index(&news());
        for bytes in tree.values_mut() {
            *bytes = crate::search::codec::unpack(bytes.clone()).unwrap();
        }
        let paths: Vec<String> = tree.keys().cloned().collect();
        for (path, at, byte) in changes {
            let bytes = tree.get_mut(&paths[usize::from(path) % paths.len()]).unwrap();
            let length = bytes.len().max(1);
            match bytes.get_mut(usize::from(at) % length) {
                Some(_) if byte == 0 => bytes.truncate(usize::from(at) % length),
                Some(old) => *old = byte,
                None => bytes.push(byte),
            }
        }
        let Ok(index) = Index::open(Shown(Rc::new(tree))) else { return Ok(()) };
        let dates = Query { from: Limit::parse("2022"), person: vec!["jane-doe".into()], ..Query::default() };
        for text in ["", "floods", "\"safety and stability\"", "安全第一", "stabilty", "co-operation", "jane doe"] {
            for limit in [0, 10] {
                let _ = index.search(&Query { text: text.into(), limit, ..Query::default() });
                let _ = index.search(&Query { text: text.into(), limit, typing: true, ..dates.clone() });
            }
        }
    }
}

#[test]
fn an_index_that_is_none_is_told() {
    let root = |text: &str| Tree::from([("search/index/root.bin".to_owned(), text.as_bytes().to_vec())]);
    let problem = |tree: Tree| Index::open(Shown(Rc::new(tree))).err();
    assert_eq!(problem(Tree::new()), Some(Problem::NoIndex));
    assert_eq!(problem(root(r#"{"format":"crier-search","version":1}"#)), Some(Problem::Version(1)));
    let damaged = Some(Problem::Damaged("search/index/root.bin".into()));
    for text in ["", "{}", r#"{"format":"x","version":4}"#, r#"{"format":"crier-search","version":4}"#] {
        assert_eq!(problem(root(text)), damaged, "{text}");
    }
    let outside = r#"{"format":"crier-search","version":4,"documents":1,"languages":["en"],"dictionary":"d.bin",
        "segments":[{"folder":"../..","documents":1,"files":1,"shards_per_file":1,"common":[],"frequent":[],"shards":[""]}],
        "catalogue":{"folder":"a","entities":[],"names":[]}}"#;
    assert_eq!(problem(root(outside)), damaged);
}

#[test]
fn an_empty_archive_is_searched_without_a_result() {
    let index = open(index(&[]));
    for query in ["", "flood", "\"a phrase\"", "安全生产"] {
        assert_eq!(ask(&index, query).total, 0, "{query}");
    }
}
