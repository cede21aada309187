//! Dates that do not fit: the event's, and those of the text.

use crate::archive::checks::basis::Basis;
use crate::archive::checks::written::date::Written;
use crate::archive::checks::written::weekdays::instead;
use crate::archive::model::Archive;
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::{FieldPath, Place};
use crate::base::words;
use crate::release::model::{Release, Status};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use std::ops::Range;

/// Nobody announces an event or schedules a release so many days ahead.
const LONG: i32 = 366;
/// A date that is so near but for its year has the wrong year, in days.
const NEAR: i32 = 10;
/// A date without a year that is so near the release, in days, is of no other year.
const SEASON: i32 = 100;
/// Years whose days of the week everybody counts alike.
const COUNTED: Range<i16> = 1900..2200;

/// Tells of an event after its release, and of odd dates of the text.
pub fn check(release: &Release, text: &str, basis: &Basis, report: &mut Report) {
    let front = &release.front;
    let day = front.date.date();
    let top = FieldPath::default();
    let mut dates_of = |text: &str, place: &dyn Fn(&Range<usize>) -> Place| {
        for date in basis.calendar.find(text) {
            odd(text, &date, day, place, report);
        }
    };
    dates_of(&front.title, &|_| release.place(&top.key("title")));
    if let Some(summary) = &front.summary {
        dates_of(summary, &|_| release.place(&top.key("summary")));
    }
    let in_text = |range: &Range<usize>| Place::words(&release.file, words::at(text, range.clone()));
    let mut dates = basis.calendar.all(text);
    late_event(release, basis, &dates, report);
    dates.retain(Written::can_be_wrong);
    let mut told: Vec<&str> = Vec::new();
    for date in &dates {
        // The same slip again is the same slip.
        let words = &text[date.range.clone()];
        let may_be_odd = date.weekday.is_some() || !date.is_a_day();
        if may_be_odd && !told.contains(&words) && told.len() < 20 {
            let before = report.findings().len();
            odd(text, date, day, &in_text, report);
            if report.findings().len() > before {
                told.push(words);
            }
        }
    }
    let lead = release.body.lead.end;
    if let Some(date) = dates.iter().find(|date| date.year.is_some()).filter(|date| date.range.end <= lead) {
        year(release, text, date, &in_text, report);
    }
}

/// An event after its release, where neither title nor text (whose dates these are) names its day, as an announcement
/// does; or where it is too far off to be announced.
fn late_event(release: &Release, basis: &Basis, dates: &[Written], report: &mut Report) {
    let front = &release.front;
    let day = front.date.date();
    let Some(event) = front.event.as_ref().map(|event| event.0.date()).filter(|event| *event > day) else {
        return;
    };
    let is_event = |date: &Written| {
        date.in_year(event.year()) == Some(event) && date.year.is_none_or(|year| year == event.year())
    };
    let is_named = || dates.iter().any(is_event) || basis.calendar.all(&front.title).iter().any(is_event);
    let message = format!("the event is on {event}, after the release on {day}");
    let finding = match days(day, event) > LONG {
        true => Diagnostic::warning("release/late-event", message),
        false if is_named() => return,
        false => Diagnostic::hint("release/late-event", message),
    };
    let place = release.place(&FieldPath::default().key("event_date"));
    report.push(finding.at(place).help("right for an announcement; otherwise mend `event_date` or `date`"));
}

/// A day that its month does not have, or a day of the week that is not that of its date.
fn odd(text: &str, date: &Written, day: Date, place: &dyn Fn(&Range<usize>) -> Place, report: &mut Report) {
    if date.is_a_day() {
        return weekday(text, date, day, place, report);
    }
    let (written, last) = (&text[date.range.clone()], date.days_in_month());
    if date.year.is_none_or(|year| COUNTED.contains(&year)) {
        report.push(
            Diagnostic::warning("release/impossible-date", format!("there is no day `{written}`"))
                .at(place(&date.range))
                .help(format!("that month has {last} days; mend the day or the month")),
        );
    }
}

/// A day of the week that is not that of its date. Without a year the date nearest to the release is meant; one that is
/// far from it may be of another year, and is told only where none fits.
fn weekday(
    text: &str,
    date: &Written,
    day: Date,
    place: &dyn Fn(&Range<usize>) -> Place,
    report: &mut Report,
) {
    let Some((weekday, at)) = &date.weekday else { return };
    let meant = match date.year {
        Some(year) => date.in_year(year),
        None => {
            let years = [day.year(), day.year() - 1, day.year() + 1];
            let dates: Vec<Date> = years.iter().filter_map(|year| date.in_year(*year)).collect();
            let nearest = dates.iter().min_by_key(|date| days(**date, day).abs()).copied();
            let is_far = nearest.is_some_and(|nearest| days(nearest, day).abs() > SEASON);
            let fitting = dates.iter().find(|date| date.weekday() == *weekday).copied();
            fitting.filter(|_| is_far).or(nearest)
        }
    };
    let Some(meant) = meant.filter(|meant| COUNTED.contains(&meant.year()) && meant.weekday() != *weekday)
    else {
        return;
    };
    let written = &text[date.range.clone()];
    let right = instead(&text[at.clone()], meant.weekday());
    let corrected = format!("{}{right}{}", &text[date.range.start..at.start], &text[at.end..date.range.end]);
    let name = instead("day", meant.weekday());
    report.push(
        Diagnostic::warning("release/wrong-weekday", format!("`{written}`: {meant} is a {name}"))
            .at(place(&date.range))
            .help(format!("write `{corrected}`, or mend the date")),
    );
}

/// A date at the beginning of the text that is near the release but for its year.
fn year(
    release: &Release,
    text: &str,
    date: &Written,
    place: &dyn Fn(&Range<usize>) -> Place,
    report: &mut Report,
) {
    let Some(meant) = date.year.and_then(|year| date.in_year(year)) else { return };
    let front = &release.front;
    let (from, to) = front.event.as_deref().map_or((None, None), |(from, to)| (Some(*from), *to));
    let anchors: Vec<Date> =
        [Some(front.date), from, to].into_iter().flatten().map(|moment| moment.date()).collect();
    let is_near = |date: Date| anchors.iter().any(|anchor| days(date, *anchor).abs() <= NEAR);
    let is_sure = date.weekday.as_ref().is_some_and(|(weekday, _)| *weekday == meant.weekday());
    if is_near(meant) || is_sure {
        return;
    }
    let years = anchors.iter().flat_map(|anchor| [anchor.year(), anchor.year() - 1, anchor.year() + 1]);
    let Some(near) = years.filter_map(|year| date.in_year(year)).find(|date| is_near(*date)) else { return };
    let written = &text[date.range.clone()];
    let message = format!("`{written}` is in another year than the release of {}", front.date.date());
    report.push(
        Diagnostic::hint("release/odd-year", message)
            .at(place(&date.range))
            .help(format!("if {near} is meant, mend the year")),
    );
}

/// Tells of a release that waits for its date. Only who asks for what is held is told of it.
pub fn future(archive: &Archive, now: Timestamp, report: &mut Report) {
    // Releases stand by their days on the wall, newest first; those are within a day of the days of UTC.
    let today = Offset::UTC.to_datetime(now).date();
    let recent = archive.items.iter().take_while(|item| days(today, item.release.front.date.date()) >= -2);
    recent.for_each(|item| of_the_future(&item.release, now, report));
    archive.items.iter().for_each(|item| changes_to_come(&item.release, now, report));
}

/// A change that nobody can have made yet. Feeds and search engines would be told that it was made.
fn changes_to_come(release: &Release, now: Timestamp, report: &mut Report) {
    if release.front.date.at > now {
        return;
    }
    for (number, change) in release.front.changes.iter().enumerate() {
        let today = change.date.offset.to_datetime(now).date();
        if change.date.date() > today {
            let message = format!("this change is dated {}, which is still to come", change.date.date());
            let place = release.place(&FieldPath::default().key("changes").item(number).key("date"));
            let finding = Diagnostic::error("release/future-change", message).at(place);
            report.push(finding.help(format!("write the day of the change, {today} at the latest")));
        }
    }
}

fn of_the_future(release: &Release, now: Timestamp, report: &mut Report) {
    let front = &release.front;
    if front.date.at <= now || front.embargo.is_some() || front.status == Status::Draft {
        return;
    }
    let day = front.date.date();
    let message = format!("the release is dated {day} and held until then");
    let finding = match now.duration_until(front.date.at).as_hours() > i64::from(LONG) * 24 {
        true => Diagnostic::warning("release/future-date", message),
        false => Diagnostic::hint("release/future-date", message),
    };
    let place = release.place(&FieldPath::default().key("date"));
    report.push(finding.at(place).help("if it is to wait, say so with `embargo`; otherwise mend the date"));
}

/// From one day to another.
fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}
