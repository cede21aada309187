//! x
#[allow(missing_docs)]
#[derive(Clone,Copy)]
pub struct Style { pub color: bool }
