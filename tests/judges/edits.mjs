// What an edit sends: `node tests/judges/edits.mjs target/release/crier`. A site of 10,000 releases is published to a folder,
// edited, and published again; the files that are sent must be those that show what was edited, and no others. The search index is
// left out; how it changes stands in docs/search-index.md. Prints the table of docs/publish.md.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const crier = resolve(process.argv[2] ?? 'target/release/crier');
const RELEASES = 10_000;
const YEARS = 20;
const NOW = '2024-01-01T09:00';
const room = mkdtempSync(join(tmpdir(), 'crier-edits-'));
const site = join(room, 'site');
process.on('exit', () => rmSync(room, { recursive: true, force: true }));

// ---- the site: the same on every machine ----

let state = 1;
const below = (most) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
};
/** Few names are in many releases, and many in few. */
const often = (most) => Math.min(below(most), below(most));
const WORDS = 'road bridge school water flood harvest budget market clinic library forest rail bus power winter repair plan vote fee'.split(' ');
const words = (count) => Array.from({ length: count }, () => WORDS[below(WORDS.length)]).join(' ');

/** A topic, a topic and a unit, or a topic, a unit and a person. */
const named = (number) => (number % 3) + 1;
function names(count) {
  const lines = [`topics: [Topic ${often(60)}]`, `units: [Unit ${often(150)}]`, `attendees: [{name: Person ${often(500)}, role: spoke}]`];
  return lines.slice(0, count).join('\n');
}

const day = (number) => new Date(Date.UTC(2024 - YEARS, 0, 1) + Math.floor((number * YEARS * 365.25 * 864e5) / RELEASES)).toISOString().slice(0, 10);
const month = (number) => `releases/${day(number).slice(0, 7).replace('-', '/')}`;
const page = (number) => `${month(number)}/release-${number}/index.html`;
const source = (number) => `content/${month(Math.min(number, RELEASES - 1))}/release-${number}.md`;
function write(path, text) {
  mkdirSync(dirname(join(site, path)), { recursive: true });
  writeFileSync(join(site, path), text);
}
const release = (title, date, summary, names, text) => `---\ntitle: ${title}\ndate: ${date}\nsummary: ${summary}\n${names}\n---\n${text}\n`;

write('crier.yaml', 'title: News\nbase_url: https://news.example.gov/\npublish: {www: {to: folder, path: ../www, keep: 1}}\n');
for (let number = 0; number < RELEASES; number += 1) {
  const text = release(`Headline ${number} on ${words(4)}`, day(number), words(9), names(named(number)), `The text. ${words(40)}.`);
  write(source(number), text);
}

// ---- publishing ----

/** What crier says it sent, and the digests of the files that stand. */
function publish() {
  const args = ['publish', '--format', 'json', '--now', NOW];
  const { status, stdout, stderr } = spawnSync(crier, args, { cwd: site, encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 300_000 });
  assert.equal(status, 0, (stdout + stderr).slice(0, 2000));
  const { summary } = JSON.parse(stdout.split('\n').find((line) => line.includes('"summary"')));
  const { files } = JSON.parse(readFileSync(join(room, 'www/manifest.json'), 'utf8'));
  return { summary, files: new Map(files.map(({ path, sha256 }) => [path, sha256])) };
}

const first = publish();
assert.equal(first.summary.new_files, first.files.size + 1, 'at first everything is sent');
const { new_files, changed_files, removed_files, bytes } = publish().summary;
assert.deepEqual({ new_files, changed_files, removed_files, bytes }, { new_files: 0, changed_files: 0, removed_files: 0, bytes: 0 }, 'and then nothing');
const isShard = (path) => path.startsWith('search/index/');

/** Edits releases and publishes; the files that are sent. */
let { files: before } = first;
function sent(numbers, edit) {
  for (const number of numbers) {
    const text = number < RELEASES ? readFileSync(join(site, source(number)), 'utf8') : '';
    const edited = edit(text);
    assert.notEqual(edited, text);
    write(source(number), edited);
  }
  const { summary, files } = publish();
  const differ = [...files.keys()].filter((path) => before.get(path) !== files.get(path));
  assert.equal(summary.new_files + summary.changed_files, differ.length + 1, 'what is sent is what differs, and the manifest');
  assert.equal(summary.removed_files, [...before.keys()].filter((path) => !files.has(path)).length);
  before = files;
  return ['manifest.json', ...differ.filter((path) => !isShard(path))].sort();
}

// ---- which files show which headline ----

const shown = Array.from({ length: RELEASES }, () => new Set());
for (const path of first.files.keys()) {
  if (isShard(path) || !/\.(html|xml|json|jsonl|csv)$/.test(path)) continue;
  for (const [, number] of readFileSync(join(room, 'www', path), 'utf8').matchAll(/Headline (\d+) on/g)) shown[number].add(path);
}
const isPageOfAnother = (path, number) => /\/release-\d+\//.test(path) && path !== page(number);
const SITE_FEEDS = ['feed.json', 'feed.xml', 'rss.xml'];

/** What each edit has to send, and why. */
const due = {
  // Its page, the feed of its month, and the feeds of the site while it is among the newest.
  text: (number) => [page(number), `${month(number)}/feed.xml`, ...SITE_FEEDS.filter((feed) => shown[number].has(feed))],
  // Whatever shows it: besides, its lists and feeds, the open data, and who leads to it.
  headline: (number) => [...shown[number]],
  // The same, but for who leads to it; and search engines are told of the new date.
  correction: (number) => [
    ...[...shown[number]].filter((path) => !isPageOfAnother(path, number) && path !== 'sitemaps/news.xml'),
    ...['sitemap.xml', 'sitemaps/pages.xml', `sitemaps/${day(number).slice(0, 4)}.xml`],
  ],
};
const ages = {
  'the newest 20': [RELEASES - 20, RELEASES],
  'of the last year': [RELEASES - RELEASES / YEARS, RELEASES - 20],
  'older': [0, RELEASES - (2 * RELEASES) / YEARS],
};

/** Of how many files the middle one of some edits is, and nine of ten at most, for releases with one, two and three names. */
function counted(files, from, to) {
  return [1, 2, 3].map((count) => {
    const numbers = Array.from({ length: to - from }, (_, at) => from + at).filter((number) => named(number) === count);
    const counts = numbers.map((number) => files(number).length + 1).sort((a, b) => a - b);
    return { middle: counts[counts.length >> 1], nearly: counts[Math.ceil(counts.length * 0.9) - 1] };
  });
}

/** What the files of an edit are: `1 data, 3 lists of names`. */
function kinds(paths) {
  const kind = (path) => {
    if (path === 'manifest.json') return 'manifest';
    if (/\/release-\d+\//.test(path)) return 'releases';
    if (/^(data|sitemap)/.test(path)) return path.match(/^[a-z]+/)[0];
    const what = /\.(xml|json)$/.test(path) ? 'feeds' : 'lists';
    return /^(people|units|topics)\/[^/]+\//.test(path) ? `${what} of names` : what;
  };
  const counts = {};
  for (const path of paths) counts[kind(path)] = (counts[kind(path)] ?? 0) + 1;
  return Object.entries(counts).map(([kind, count]) => `${count} ${kind}`).join(', ');
}

/** The table of docs/publish.md. It moves with the design of pages and feeds alone: write it anew in both places, and why. */
const KNOWN = {
  text: [[6, 6, 6], [3, 3, 3], [3, 3, 3]],
  headline: [[18, 23, 27], [15, 19, 24], [11, 14, 17]],
  correction: [[19, 23, 28], [14, 19, 23], [10, 11, 12]],
  added: 29,
};
console.log(`${first.files.size + 1} files`);
console.log('files that one edit sends, of a release with one, two and three names; in brackets nine of ten such edits at most');
for (const [what, files] of Object.entries(due)) {
  const found = Object.values(ages).map(([from, to]) => counted(files, from, to));
  const cells = found.map((cell) => cell.map(({ middle, nearly }) => `${middle} (${nearly})`).join(', '));
  console.log(`| ${what} | ${cells.join(' | ')} |`);
  assert.deepEqual(found.map((cell) => cell.map(({ middle }) => middle)), KNOWN[what], what);
}

// ---- and that they send them ----

// An old one and one of the newest at once, each with three names.
const both = [RELEASES / 4, RELEASES - 4].map((number) => number + 2 - (number % 3));
for (const what of Object.keys(due)) for (const number of both) console.log(`${what} of release ${number}: 1 manifest, ${kinds(due[what](number))}`);
const expected = (what) => [...new Set(['manifest.json', ...both.flatMap(due[what])])].sort();
const corrected = 'changes: [{date: 2024-01-01, note: A number was wrong., kind: correction}]\nsummary:';
assert.deepEqual(sent(both, (text) => text.replace('The text.', 'The mended text.')), expected('text'));
assert.deepEqual(sent(both, (text) => text.replace('title: ', 'title: The mended ')), expected('headline'));
assert.deepEqual(sent(both, (text) => text.replace('summary:', corrected)), expected('correction'));
const added = sent([RELEASES], () => release('New', day(RELEASES - 1), 'The new one.', names(2), 'A text.'));
// Its page and the one before; lists, indexes and feeds, which begin with it and count it; the open data; the sitemaps.
console.log(`| a new release with two names | ${added.length} |\n${kinds(added)}`);
assert.equal(added.length, KNOWN.added, added.join(' '));
