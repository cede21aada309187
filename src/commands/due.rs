//! `crier due`: when the next held release comes out. It says when and how many, never what: the log of a scheduler may
//! be public.
#![expect(clippy::disallowed_methods, reason = "what is published is due by the clock")]

use crate::base::moment::Moment;
use crate::build::site::Site;
use crate::commands::arguments::{DueOptions, SiteOptions};
use crate::commands::outcome::Outcome;
use crate::commands::session::{self, deliver, plural, say};
use jiff::{Span, Timestamp};
use serde_json::json;
use std::io;

/// Prints the moment. 0 where something is due (within the time that was asked for), 1 where nothing is.
pub fn run(options: &DueOptions) -> Outcome {
    match session::on_threads(options.threads, || due(options)) {
        Ok(outcome) => outcome,
        Err(outcome) => outcome,
    }
}

fn due(options: &DueOptions) -> Outcome {
    let site = SiteOptions {
        site: options.site.clone(),
        base_url: None,
        now: options.now.clone(),
        drafts: false,
        threads: options.threads,
    };
    let opened = match session::open(&site) {
        Ok(session) => session,
        Err(outcome) => return outcome,
    };
    let Some(site) = opened.site.filter(|_| !opened.report.has_errors()) else {
        return Outcome::stop(
            "the site has errors, so it cannot be said what is due",
            "`crier check` names them; nothing comes out while they stand",
        );
    };
    let now = site.order.now;
    let zone = &site.config.zone;
    let until = match options.within.as_deref().map(|text| limit(text, now, zone)) {
        None => None,
        Some(Ok(until)) => Some(until),
        Some(Err(outcome)) => return outcome,
    };
    let is_due = site.next_due.is_some_and(|due| until.is_none_or(|until| due <= until));
    let next = site.next_due.map(|due| Moment::of(due, zone).rfc3339());
    let outcome = if is_due { Outcome::Clean } else { Outcome::Findings };
    if options.json {
        // Rounded up: who waits so long finds it released.
        let seconds = site.next_due.map(|due| (due.as_millisecond() - now.as_millisecond() + 999) / 1000);
        let answer =
            json!({"version": 1, "next_due": next, "seconds": seconds, "held": site.held, "within": is_due});
        return deliver(&format!("{answer}\n")).or(outcome);
    }
    match next {
        Some(next) if is_due => deliver(&format!("{next}\n")).or(outcome),
        next => {
            let within = options.within.as_deref().map_or_else(String::new, |text| format!(" within {text}"));
            let next = next.map_or_else(String::new, |next| format!("; the next is due {next}"));
            let held = plural(site.held, "release");
            say(&mut io::stderr(), &format!("nothing is due{within}: {held} held{next}\n"));
            outcome
        }
    }
}

/// The last moment of a time such as `1h`, `90 min` or `2 days` from now, in the site's time zone.
fn limit(text: &str, now: Timestamp, zone: &jiff::tz::TimeZone) -> Result<Timestamp, Outcome> {
    let wrong = || {
        Outcome::stop(format!("--within: `{text}` is no length of time"), "write one such as 30m, 1h or 2d")
    };
    let span: Span = text.trim().parse().map_err(|_| wrong())?;
    if span.is_negative() {
        return Err(wrong());
    }
    // Hours are lengths; days end at the same time on the wall.
    let days = |_| zone.to_datetime(now).checked_add(span).and_then(|until| zone.to_timestamp(until));
    now.checked_add(span).or_else(days).map_err(|_| wrong())
}

/// Stops where the site shows releases that are not due by the clock. With `--now` one looks ahead; it lets out nothing.
pub fn require_due(site: &Site) -> Result<(), Outcome> {
    let now = Timestamp::now();
    match site.archive.items.iter().filter(|item| item.release.front.due() > now).count() {
        0 => Ok(()),
        count => Err(Outcome::stop(
            format!("not due yet, whatever --now says: {}", plural(count, "release")),
            "leave out --now; `crier build --now` shows the site of another time, and publishes nothing",
        )),
    }
}
