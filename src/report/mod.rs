//! scaffold
pub mod style;
use crate::base::diagnostic::Report;
use crate::report::style::Style;
#[allow(missing_docs)]
#[derive(Clone,Copy,PartialEq,Eq)]
pub enum Format { Human, Short, Json, Github }
#[allow(missing_docs)]
pub fn print(report: &Report, _t: &dyn Fn(&str) -> Option<String>, _f: Format, _s: Style) -> String {
    report.findings().iter().map(|f| format!("{:?}\n", f)).collect()
}
