//! Templates with mistakes.

use crate::bad_input::{A, WELL};
use crate::site::Site;

#[test]
fn a_template_with_a_syntax_error() {
    let built = Site::empty()
        .file(A, WELL)
        .file("templates/home.html", "<p>\n  {% if x %}\n</p>\n")
        .file("templates/list.html", "<p>\n  {{ x + }}\n</p>\n")
        .build();
    let findings = built.findings();
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(findings[0].starts_with("templates/home.html:"), "{findings:?}");
    assert!(
        findings[1].starts_with("templates/list.html:2:10: error[theme/template-syntax]"),
        "{findings:?}"
    );
    assert!(findings.iter().all(|finding| finding.contains("error[theme/template-syntax]")), "{findings:?}");
    assert!(!built.is_written());
}

#[test]
fn a_template_with_an_unknown_variable() {
    let built = Site::empty()
        .file(A, WELL)
        .file("templates/release.html", "<p>\n  {{ release.nothing.at.all }}\n</p>\n")
        .build();
    assert_eq!(built.findings().len(), 1, "{:?}", built.findings());
    assert!(
        built.findings()[0].starts_with("templates/release.html:2:14: error[theme/template-error]"),
        "{:?}",
        built.findings()
    );
    // It names the release that was being rendered too.
    assert_eq!(built.notes(), ["content/releases/a.md: while rendering this"]);
    assert!(!built.is_written() && built.tree().is_empty());
}

#[test]
fn a_template_that_includes_itself() {
    let built = Site::empty()
        .file(A, WELL)
        .file("templates/parts/a.html", "{% include \"parts/b.html\" %}")
        .file("templates/parts/b.html", "{% include \"parts/a.html\" %}")
        .file("templates/home.html", "{% include \"parts/a.html\" %}")
        .build();
    assert_eq!(built.findings().len(), 1, "{:?}", built.findings());
    assert!(built.findings()[0].starts_with("templates/parts/"), "{:?}", built.findings());
    assert!(built.findings()[0].contains("error[theme/template-circle]"), "{:?}", built.findings());
}

#[test]
fn a_template_that_is_not_there() {
    let built = Site::empty().file(A, WELL).file("templates/home.html", "{% extends \"bas.html\" %}").build();
    assert_eq!(built.findings().len(), 1, "{:?}", built.findings());
    assert!(
        built.findings()[0].starts_with("templates/home.html:1:1: error[theme/template-missing]"),
        "{:?}",
        built.findings()
    );
    let built =
        Site::empty().file(A, WELL).file("templates/home.html", "{% include \"parts/x.html\" %}").build();
    assert_eq!(built.findings().len(), 1, "{:?}", built.findings());
    assert!(built.findings()[0].starts_with("templates/home.html:1:"), "{:?}", built.findings());
}
