//! Which address is asked next. A host is a queue of its own: its `robots.txt` is asked for first, then its addresses, so
//! many at a time and as often as it likes. A redirect leads into the queue of the host it leads to.

use crate::fetch::failure::Failure;
use crate::fetch::robots::Rules;
use crate::fetch::verdict::{Unasked, Verdict};
use crate::fetch::visit::Reply;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::mem;
use std::time::{Duration, Instant};
use url::Url;

/// So many redirects are followed.
const HOPS: u32 = 10;
/// How often a request is made that fails for a reason that may pass.
const TRIES: u32 = 3;

/// How much is asked of hosts.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// So many requests are under way at once.
    pub in_all: usize,
    /// So many of them to one host.
    pub per_host: usize,
    /// So long may an answer take.
    pub patience: Duration,
    /// So long is waited before a second try; three times as long before the third.
    pub pause: Duration,
    /// A host that wants to be left alone for longer is left alone for good (`Retry-After`).
    pub longest_pause: Duration,
    /// So long is one host asked; what is left then is left for another day.
    pub time_per_host: Duration,
}

/// What is to be done now.
pub(super) enum Task {
    /// To ask for the rules of a host.
    Robots(String),
    /// To ask for an address.
    Ask(Job),
}

/// What to do next.
pub(super) enum Next {
    Do(Task),
    /// To wait until then, or until something else is done.
    Wait(Option<Instant>),
    /// Nothing is left.
    Done,
}

/// An address on its way to an answer.
pub(super) struct Job {
    number: usize,
    /// Where it led so far.
    pub(super) url: Url,
    /// Whether the content is left out; hosts that do not know how are asked for all.
    pub(super) is_head: bool,
    tries: u32,
    hops: u32,
    /// Where it led as long as all redirects were permanent.
    moved: Option<Url>,
    is_permanent: bool,
    not_before: Option<Instant>,
}

#[derive(Default)]
struct Host {
    waiting: Vec<Job>,
    running: usize,
    door: Door,
    tries: u32,
    since: Option<Instant>,
    not_before: Option<Instant>,
}

#[derive(Default)]
enum Door {
    #[default]
    Unknown,
    Asking,
    Open(Rules),
    /// It does not answer at all.
    Shut(Verdict),
}

/// All that is to be asked, and what was answered.
pub(super) struct Queue {
    bounds: Bounds,
    hosts: BTreeMap<String, Host>,
    verdicts: Vec<Option<Verdict>>,
    left: usize,
}

impl Queue {
    pub(super) fn new(urls: &[Url], bounds: Bounds) -> Self {
        let verdicts = urls.iter().map(|_| None).collect();
        let mut queue = Queue { bounds, hosts: BTreeMap::new(), verdicts, left: urls.len() };
        // The last of a host's jobs is taken first.
        for (number, url) in urls.iter().enumerate().rev() {
            let url = url.clone();
            queue.push(Job {
                number,
                url,
                is_head: true,
                tries: 0,
                hops: 0,
                moved: None,
                is_permanent: true,
                not_before: None,
            });
        }
        queue
    }

    /// The verdicts, in the order of the addresses, when all is done.
    pub(super) fn verdicts(self) -> Vec<Verdict> {
        self.verdicts.into_iter().map(|it| it.unwrap_or(Verdict::NotAsked(Unasked::Time))).collect()
    }

    /// How many addresses have no verdict yet.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Lets a job wait for its host, where that does not forbid it.
    fn push(&mut self, job: Job) {
        let host = self.hosts.entry(job.url.origin().ascii_serialization()).or_default();
        match &host.door {
            Door::Open(rules) if !rules.allow(&job.url[url::Position::BeforePath..]) => {
                self.settle(job.number, Verdict::NotAsked(Unasked::Robots));
            }
            _ => host.waiting.push(job),
        }
    }

    fn settle(&mut self, number: usize, verdict: Verdict) {
        let place = &mut self.verdicts[number];
        self.left -= usize::from(place.is_none());
        *place = Some(verdict);
    }

    pub(super) fn next(&mut self, now: Instant) -> Next {
        let mut soonest: Option<Instant> = None;
        let mut settled = Vec::new();
        let mut task = None;
        for (origin, host) in &mut self.hosts {
            if host.waiting.is_empty() {
                continue;
            }
            if host.since.is_some_and(|since| now - since > self.bounds.time_per_host) {
                settled.extend(host.give_up(&Verdict::NotAsked(Unasked::Time)));
                continue;
            }
            let mut later = |at: Instant| soonest = Some(soonest.map_or(at, |soonest| soonest.min(at)));
            if let Some(at) = host.not_before.filter(|at| *at > now) {
                later(at);
                continue;
            }
            match &host.door {
                Door::Asking => {}
                Door::Unknown => {
                    host.since.get_or_insert(now);
                    host.door = Door::Asking;
                    host.running += 1;
                    task = Some(Task::Robots(origin.clone()));
                    break;
                }
                Door::Shut(verdict) => {
                    let verdict = verdict.clone();
                    settled.extend(host.give_up(&verdict));
                }
                Door::Open(rules) => {
                    let at_once = if rules.delay.is_some() { 1 } else { self.bounds.per_host };
                    if host.running >= at_once {
                        continue;
                    }
                    let ready = |job: &Job| job.not_before.is_none_or(|at| at <= now);
                    match host.waiting.iter().rposition(ready) {
                        Some(at) => {
                            host.running += 1;
                            host.not_before = rules.delay.and_then(|delay| now.checked_add(delay));
                            task = Some(Task::Ask(host.waiting.remove(at)));
                            break;
                        }
                        None => host.waiting.iter().filter_map(|job| job.not_before).for_each(later),
                    }
                }
            }
        }
        settled.into_iter().for_each(|(number, verdict)| self.settle(number, verdict));
        match task {
            Some(task) => Next::Do(task),
            None if self.left == 0 => Next::Done,
            None => Next::Wait(soonest),
        }
    }

    /// What a host answered that was asked for its rules.
    pub(super) fn robots(
        &mut self,
        origin: &str,
        answer: Result<(Reply, Vec<u8>), Failure>,
        now: Instant,
        clock: Timestamp,
    ) {
        let bounds = self.bounds;
        let Some(host) = self.hosts.get_mut(origin) else { return };
        host.running -= 1;
        host.tries += 1;
        let last = host.tries >= TRIES;
        let again = now.checked_add(pause(bounds, host.tries));
        host.door = match answer {
            Ok((reply, _)) if matches!(reply.status, 429 | 500..) => match reply.wait(clock) {
                Some(wait) if wait > bounds.longest_pause => Door::Shut(Verdict::NotAsked(Unasked::Later)),
                _ if last => Door::Shut(Verdict::Unanswered(format!(
                    "the host answered {} when it was asked for robots.txt",
                    reply.status
                ))),
                wait => {
                    host.not_before = wait.and_then(|wait| now.checked_add(wait)).max(again);
                    Door::Unknown
                }
            },
            Ok((reply, bytes)) if reply.status < 300 => Door::Open(Rules::read(&bytes)),
            // Where there is none, nothing is forbidden (RFC 9309, section 2.3.1.3).
            Ok(_) | Err(Failure::Redirects) => Door::Open(Rules::default()),
            Err(Failure::NoHost) => Door::Shut(Verdict::Gone(Failure::NoHost.to_string())),
            Err(Failure::Private) => Door::Shut(Verdict::Private),
            Err(failure) if last => Door::Shut(Verdict::Unanswered(failure.to_string())),
            Err(_) => {
                host.not_before = again;
                Door::Unknown
            }
        };
        mem::take(&mut host.waiting).into_iter().for_each(|job| self.push(job));
    }

    /// What was answered at an address.
    pub(super) fn answered(
        &mut self,
        job: Job,
        answer: Result<Reply, Failure>,
        now: Instant,
        clock: Timestamp,
    ) {
        let bounds = self.bounds;
        let host = self.hosts.entry(job.url.origin().ascii_serialization()).or_default();
        host.running -= 1;
        if let Ok(reply @ Reply { status: 429 | 503, .. }) = &answer
            && let Some(wait) = reply.wait(clock)
        {
            if wait > bounds.longest_pause {
                host.door = Door::Shut(Verdict::NotAsked(Unasked::Later));
                return self.settle(job.number, Verdict::NotAsked(Unasked::Later));
            }
            host.not_before = host.not_before.max(now.checked_add(wait));
        }
        match judge(job, answer, bounds, now) {
            Step::Settled(number, verdict) => self.settle(number, verdict),
            Step::On(job) => self.push(job),
        }
    }
}

impl Host {
    /// Ends all that waits.
    fn give_up(&mut self, verdict: &Verdict) -> Vec<(usize, Verdict)> {
        mem::take(&mut self.waiting).into_iter().map(|job| (job.number, verdict.clone())).collect()
    }
}

impl Reply {
    /// How long the host wants to be left alone (RFC 9110, section 10.2.3).
    fn wait(&self, clock: Timestamp) -> Option<Duration> {
        let text = self.retry_after.as_deref()?.trim();
        if let Ok(seconds) = text.parse::<u64>() {
            return Some(Duration::from_secs(seconds));
        }
        let until = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
        Some(Duration::try_from(until - clock).unwrap_or_default())
    }
}

enum Step {
    Settled(usize, Verdict),
    On(Job),
}

fn pause(bounds: Bounds, tries: u32) -> Duration {
    bounds.pause.saturating_mul(3_u32.saturating_pow(tries.saturating_sub(1)))
}

/// What an answer means.
fn judge(mut job: Job, answer: Result<Reply, Failure>, bounds: Bounds, now: Instant) -> Step {
    let number = job.number;
    let unanswered = |why: String| Step::Settled(number, Verdict::Unanswered(why));
    let why = match answer {
        Ok(reply) => match (reply.status, &reply.location) {
            (301 | 302 | 303 | 307 | 308, Some(to)) => return follow(job, &reply, to),
            (..400, _) => {
                let verdict = job.moved.map_or(Verdict::There, |to| Verdict::Moved(to.into()));
                return Step::Settled(number, verdict);
            }
            // Few hosts know HEAD well; what they say to GET counts.
            (status, _) if job.is_head && !matches!(status, 429 | 503) => {
                job.is_head = false;
                return Step::On(job);
            }
            (status @ (404 | 410), _) => {
                let why = match job.hops {
                    0 => format!("the host answered {status}"),
                    _ => format!("it leads to {}, where the host answered {status}", job.url),
                };
                return Step::Settled(number, Verdict::Gone(why));
            }
            (status @ (408 | 425 | 429 | 500..), _) => format!("the host answered {status}"),
            (status, _) => {
                return unanswered(format!("the host answered {status}, and does not let crier in"));
            }
        },
        Err(Failure::NoHost) if job.hops == 0 => {
            return Step::Settled(number, Verdict::Gone(Failure::NoHost.to_string()));
        }
        Err(Failure::Private) => return Step::Settled(number, Verdict::Private),
        Err(failure) => {
            // Some break off when they are asked with HEAD.
            job.is_head = false;
            failure.to_string()
        }
    };
    job.tries += 1;
    if job.tries >= TRIES {
        return unanswered(why);
    }
    job.not_before = now.checked_add(pause(bounds, job.tries));
    Step::On(job)
}

/// The way on, where a redirect leads.
fn follow(mut job: Job, reply: &Reply, to: &str) -> Step {
    let unanswered = |why: String| Step::Settled(job.number, Verdict::Unanswered(why));
    let Ok(mut to) = job.url.join(to) else {
        return unanswered("it redirects to what is no address".to_owned());
    };
    if !matches!(to.scheme(), "http" | "https") || to.host().is_none() {
        return unanswered(format!("it redirects out of the web, to `{}:`", to.scheme()));
    }
    job.hops += 1;
    if job.hops > HOPS {
        return unanswered(Failure::Redirects.to_string());
    }
    // What a browser would do is of no interest, only whether it is there.
    let _ = (to.set_username(""), to.set_password(None));
    to.set_fragment(None);
    job.is_permanent &= matches!(reply.status, 301 | 308);
    if job.is_permanent {
        job.moved = Some(to.clone());
    }
    Step::On(Job { url: to, is_head: true, ..job })
}
