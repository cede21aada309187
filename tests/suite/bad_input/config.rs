//! `crier.yaml` and registers with mistakes.

use crate::bad_input::{A, WELL};
use crate::site::Site;

#[test]
fn a_config_that_is_wrong() {
    let config = "titel: X\nbase_url: news.example\nlanguages: [en, EN]\ntime_zone: Mars/Olympus\nlists: {page: 0}\nregisters: loose\n";
    Site::empty().file(A, WELL).file("crier.yaml", config).build().expect(&[
        "crier.yaml:1:1: error[schema/unknown-key]: there is no key `titel`",
        "crier.yaml:5:15: error[schema/wrong-value]: `lists.page` is out of range",
        "crier.yaml:6:12: error[schema/wrong-value]: `registers` cannot be `loose`",
    ]);
    let config = "base_url: news.example\nlanguages: [en, EN]\ntime_zone: Mars/Olympus\n";
    Site::empty().file(A, WELL).file("crier.yaml", config).build().expect(&[
        "crier.yaml:1:11: error[config/wrong-value]",
        "crier.yaml:2:12: error[config/wrong-value]",
        "crier.yaml:3:12: error[config/wrong-value]: there is no time zone `Mars/Olympus`",
    ]);
}

#[test]
fn a_register_that_is_wrong() {
    Site::from_text(
        "
        == content/releases/a.md ==
        ---
        title: A
        date: 2022-09-28
        ---
        == content/people.yaml ==
        people: []
        == content/units.yaml ==
        - id: a
          name: A
          parent: b
          from: 2020-01-01
          to: 2019-01-01
        - id: c
          nam: C
        == content/topics.yaml ==
        - {id: x, name: X, parent: y}
        - {id: y, name: Y, parent: x}
        ",
    )
    .build()
    .expect(&[
        "content/people.yaml:1:1: error[register/no-list]",
        "content/topics.yaml:1:8: error[register/circle]",
        "content/topics.yaml:2:8: error[register/circle]",
        "content/units.yaml:3:11: error[register/unknown-entry]: there is no unit `b`",
        "content/units.yaml:5:7: error[register/backwards]: `a` has a time that ends before it begins",
        "content/units.yaml:6:3: error[schema/missing-key]: `name` is missing in the second entry",
        "content/units.yaml:7:3: error[schema/unknown-key]: there is no key `nam`",
    ]);
}
