// Judge `feeds`: Atom, RSS and JSON Feed, read by a parser that is not ours, agree with each other and with the pages;
// the archived feeds (RFC 5005) lead through every release.
import { dirname } from 'node:path';
import { parseFeed } from 'feedsmith';
import { addressOf, fileOf } from './site.mjs';
import { children, isDateTime, rootOf, textOf, xmllint } from './xml.mjs';

export const name = 'feeds';

const HISTORY = 'http://purl.org/syndication/history/1.0';
const TYPES = { 'application/atom+xml': 'atom', 'application/rss+xml': 'rss', 'application/feed+json': 'json' };
const RFC_822 = /^(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(:\d\d)? ([+-]\d{4}|GMT|UT|Z)$/;

export function judge(site) {
  const findings = [];
  const say = (at, what) => findings.push({ at, what });
  const xml = site.paths.filter((path) => /\.(xml|atom|rss)$/.test(path));
  findings.push(...xmllint(site, xml));

  const feeds = new Map();
  for (const path of [...xml, ...site.paths.filter((each) => each.endsWith('.json'))]) {
    const feed = readFeed(site, path, say);
    if (feed) feeds.set(path, feed);
  }
  for (const feed of feeds.values()) {
    ({ atom: checkAtom, rss: checkRss, json: checkJson })[feed.format](site, feed, (what) => say(feed.path, what));
    checkItems(site, feed, (what) => say(feed.path, what));
  }
  checkDeclared(site, feeds, say);
  checkFormats(feeds, say);
  checkArchives(site, feeds, say);
  return { checked: feeds.size, findings };
}

/** A feed file in one shape for the three formats, or null where the file is no feed. */
function readFeed(site, path, say) {
  const text = site.text(path);
  const root = path.endsWith('.json') ? null : rootOf(site, path);
  const source = root ?? (/"https:\/\/jsonfeed\.org\//.test(text) ? JSON.parse(text) : null);
  if (!source || (root && !['feed', 'rss'].includes(root.localName))) return null;
  let parsed;
  try {
    parsed = parseFeed(text);
  } catch (error) {
    say(path, `the parser refuses it: ${error.message}`);
    return null;
  }
  const { format, feed } = parsed;
  const of = (rel) => feed.links?.find((link) => link.rel === rel)?.href ?? null;
  return {
    path,
    format,
    feed,
    source,
    archive: format === 'atom' && root.getElementsByTagNameNS(HISTORY, 'archive').length > 0,
    previous: of('prev-archive'),
    next: of('next-archive'),
    current: of('current'),
    items: (feed.entries ?? feed.items ?? []).map(ITEM[format]),
  };
}

const ITEM = {
  atom: (entry) => ({
    id: entry.id,
    title: plain(entry.title?.value),
    link: entry.links?.find((link) => !link.rel || link.rel === 'alternate')?.href,
    date: entry.published ?? entry.updated,
    updated: entry.updated,
  }),
  rss: (item) => ({ id: item.guid?.value, title: plain(item.title), link: item.link, date: item.pubDate }),
  json: (item) => ({ id: item.id, title: plain(item.title), link: item.url, date: item.date_published }),
};
const plain = (text) => text?.replace(/\s+/g, ' ').trim();

/** What RFC 4287 requires. */
function checkAtom(site, { path, source, feed }, say) {
  for (const key of ['id', 'title', 'updated']) if (!textOf(source, key)) say(`Atom: no ${key}`);
  if (!isDateTime(textOf(source, 'updated'))) say(`Atom: updated is ${textOf(source, 'updated')}`);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(textOf(source, 'id') ?? '')) say('Atom: its id is not an IRI');
  checkSelf(site, path, feed.links?.find((link) => link.rel === 'self')?.href, say);
  const author = children(source, 'author').some((each) => textOf(each, 'name'));
  for (const entry of children(source, 'entry')) {
    const id = textOf(entry, 'id');
    for (const key of ['id', 'title', 'updated']) if (!textOf(entry, key)) say(`Atom: entry ${id} has no ${key}`);
    for (const key of ['updated', 'published']) {
      const date = textOf(entry, key);
      if (date !== null && !isDateTime(date)) say(`Atom: entry ${id}: ${key} is ${date}`);
    }
    if (!/^[a-z][a-z0-9+.-]*:/i.test(id ?? '')) say(`Atom: entry id ${id} is not an IRI`);
    if (!author && !children(entry, 'author').some((each) => textOf(each, 'name'))) say(`Atom: entry ${id} has no author`);
  }
}

function checkRss(site, { path, source, items }, say) {
  if (source.getAttribute('version') !== '2.0') say('RSS: its version is not 2.0');
  const [channel] = children(source, 'channel');
  if (!channel) return say('RSS: no channel');
  // By the name without a prefix, `link` may also be Atom's link to the feed itself, which is empty.
  const own = (key) => children(channel, key).find((each) => !each.prefix)?.textContent.trim();
  for (const key of ['title', 'link', 'description']) if (!own(key)) say(`RSS: no ${key}`);
  const self = children(channel, 'link').find((each) => each.getAttribute('rel') === 'self');
  checkSelf(site, path, self?.getAttribute('href'), say);
  for (const { id, date } of items) if (!RFC_822.test(date ?? '')) say(`RSS: item ${id}: pubDate is ${date}`);
}

function checkJson(site, { path, source, items }, say) {
  if (source.version !== 'https://jsonfeed.org/version/1.1') say(`JSON Feed: its version is ${source.version}`);
  if (!source.title || !Array.isArray(source.items)) return say('JSON Feed: no title or no items');
  checkSelf(site, path, source.feed_url, say);
  if (!source.home_page_url) say('JSON Feed: no home_page_url');
  for (const item of source.items) {
    if (typeof item.id !== 'string' || item.id === '') say('JSON Feed: an item without an id');
    if (item.content_html === undefined && item.content_text === undefined) say(`JSON Feed: item ${item.id} has no content`);
    for (const key of ['date_published', 'date_modified']) {
      if (item[key] !== undefined && !isDateTime(item[key])) say(`JSON Feed: item ${item.id}: ${key} is ${item[key]}`);
    }
  }
  if (items.length !== source.items.length) say('JSON Feed: the parser dropped items');
}

function checkSelf(site, path, address, say) {
  if (!address || fileOf(site, address) !== path) say(`calls itself ${address}, not ${addressOf(site, path)}`);
}

function checkItems(site, { items }, say) {
  const ids = new Set();
  for (const { id, title, link, date } of items) {
    if (!id) say(`an item without an id: ${title}`);
    if (ids.has(id)) say(`item ${id} is there twice`);
    ids.add(id);
    if (!title) say(`item ${id} has no title`);
    if (!link || !site.page.has(fileOf(site, link))) say(`item ${id}: no such page: ${link}`);
    if (Number.isNaN(Date.parse(date))) say(`item ${id} has no date`);
  }
}

/** Every feed that a page declares is one, of the declared format. */
function checkDeclared(site, feeds, say) {
  for (const page of site.pages) {
    for (const link of page.$('link[rel="alternate"][type]')) {
      const format = TYPES[page.$(link).attr('type')];
      const href = page.$(link).attr('href') ?? '';
      const file = fileOf(site, URL.canParse(href) ? href : new URL(href, site.origin + page.address).href);
      if (format && feeds.get(file)?.format !== format) say(page.path, `${href} is no ${format} feed`);
    }
  }
}

/** The formats of one feed lie in one folder, and list the same items in the same order. */
function checkFormats(feeds, say) {
  const groups = groupBy([...feeds.values()].filter((feed) => !feed.archive), (feed) => dirname(feed.path));
  for (const [folder, group] of groups) {
    const by = (format) => group.filter((feed) => feed.format === format);
    for (const format of ['atom', 'rss', 'json']) {
      if (by(format).length !== 1) say(folder, `has ${by(format).length} ${format} feeds beside its other formats`);
    }
    const [first, ...others] = group;
    for (const other of others) {
      const [left, right] = [first, other].map((feed) => feed.items.map(line));
      const at = left.findIndex((each, index) => each !== right[index]);
      if (left.length !== right.length) say(other.path, `${right.length} items, where ${first.path} has ${left.length}`);
      else if (at >= 0) say(other.path, `item ${at + 1} is ${right[at]}, but ${left[at]} in ${first.path}`);
    }
  }
}

function groupBy(values, key) {
  const groups = new Map();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}

const line = ({ id, title, link, date }) => `${id} | ${title} | ${link} | ${Math.floor(Date.parse(date) / 1000)}`;

/**
 * From each current feed, prev-archive leads through its archive documents. Among these each entry is found once; the
 * current feed may repeat some of them (RFC 5005, section 4). The feed of the whole site leads to every release.
 */
function checkArchives(site, feeds, say) {
  const walked = new Set();
  for (const start of [...feeds.values()].filter((feed) => feed.format === 'atom' && !feed.archive)) {
    const seen = new Map();
    let later = start;
    for (let link = start.previous; link; link = later.previous) {
      const file = fileOf(site, link);
      const document = feeds.get(file);
      if (!document?.archive) {
        say(later.path, `prev-archive ${link} is no archive document`);
        break;
      }
      if (walked.has(file)) {
        say(later.path, `prev-archive ${link} was there before`);
        break;
      }
      walked.add(file);
      if (fileOf(site, document.current) !== start.path) say(file, `its current feed is ${document.current}`);
      if (later !== start && fileOf(site, document.next) !== later.path) say(file, `its next-archive is ${document.next}`);
      for (const { id, link: page } of document.items) {
        if (seen.has(id)) say(file, `entry ${id} is also in ${seen.get(id).path}`);
        seen.set(id, { path: file, page });
      }
      later = document;
    }
    for (const { id, link: page } of start.items) seen.set(id, { path: start.path, page });
    checkComplete(site, start, new Set([...seen.values()].map((each) => fileOf(site, each.page))), say);
  }
  for (const feed of feeds.values()) if (feed.archive && !walked.has(feed.path)) say(feed.path, 'no feed leads to it');
}

/** Beside a home page lies the feed of the whole site in that language. */
function checkComplete(site, feed, listed, say) {
  const home = site.page.get(`${dirname(feed.path)}/index.html`.replace(/^\.\//, ''));
  if (home?.kind !== 'home') return;
  for (const page of site.pages) {
    const expected = page.kind === 'release' && page.lang === home.lang && !page.redirect && !page.tombstone;
    if (expected && !listed.has(page.path)) say(feed.path, `neither it nor its archives list ${page.path}`);
  }
}
