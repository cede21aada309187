// node search.mjs FOLDER: what benches/search.sh prints of one built site.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { open } from '../client/engine.js';
import { load } from '../client/files.js';
import { Scan, elements, read, stem } from '../tests/judges/search-scan.mjs';
import { pagefind } from './pagefind.mjs';

const built = process.argv[2];
const index = join(built, 'search/index');
const get = async (path) => new Uint8Array(await readFile(join(index, path)));
const files = readdirSync(index, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const sizes = files.map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).size).sort((a, b) => a - b);
const sum = (all) => all.reduce((a, b) => a + b, 0);
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const client = gzipSync(readFileSync(new URL('../themes/civic/static/js/search.js', import.meta.url)), { level: 9 }).length;
const rootBytes = statSync(join(index, 'root.bin')).size;

let state = Number(process.env.SEED ?? 1) * 2654435761;
const below = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor(((state >>> 8) / 2 ** 24) * n);
};
const of = (all) => all[below(all.length)];

const ix = await load(get);
const { root } = ix;
console.log(`${root.documents} documents, ${root.segments.length} segments (${root.segments.map((each) => each.documents).join(', ')}), seed ${process.env.SEED ?? 1}\n`);
console.log('| index | |\n|---|---:|');
console.log(`| files | ${sizes.length} |\n| bytes | ${(sum(sizes) / 2 ** 20).toFixed(1)} MB |`);
console.log(`| a file: median, largest | ${kb(sizes[sizes.length >> 1])}, ${kb(sizes.at(-1))} |`);
console.log(`| root, \`root.bin\`: all that is fetched before the first query | ${rootBytes} bytes |`);
console.log(`| client, \`gzip -9\` | ${client} bytes |\n`);

// ---- texts: what a document shows, and the names of its people, units and topics ----

const facts = Array.from({ length: root.documents }, () => []);
const people = [];
const names = (await Promise.all(root.catalogue.names.map((_, i) => ix.names(i)))).flat();
for (const key of new Set(names.map((each) => each.key))) {
  if (key.startsWith('l/')) continue;
  const e = await ix.entity(key);
  if (key.startsWith('p/') && e.documents) people.push(e);
  for (const id of await ix.members(e)) facts[id].push(...new Set(e.names.map(({ name }) => name)));
}

// ---- samples ----

const numbers = new Map();
const texts = async (number) => {
  const { title, summary, text, address } = await ix.document(number);
  numbers.set(address, number);
  return [title, ...(summary ? [summary] : []), text];
};
const frequencies = new Map();
const runs = [];
for (let i = 0; i < 300; i++) {
  const seen = new Set();
  for (const field of await texts(below(root.documents))) {
    const all = elements(field);
    for (const e of all) if (!e.n && /^\p{L}{2,}$/u.test(e.t)) seen.add(e.t);
    let run = '';
    for (const e of [...all, { t: '' }]) {
      if (e.n && (!run || e.contact)) run += e.t;
      else {
        if ([...run].length > 5) runs.push(run);
        run = e.n ? e.t : '';
      }
    }
  }
  for (const word of seen) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
}
const ranked = [...frequencies].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
/** Words from the rarest to the most frequent, at equal steps of the logarithm of how often they are. */
const spread = (n) => {
  const top = Math.log(ranked.at(-1)?.[1] ?? 1);
  const chosen = new Set();
  for (let i = 0; i < n; i++) {
    const wanted = Math.exp((top * i) / (n - 1));
    const free = ranked.filter(([word]) => !chosen.has(word));
    const nearest = Math.min(...free.map(([, n]) => Math.abs(n - wanted)));
    chosen.add(of(free.filter(([, n]) => Math.abs(n - wanted) === nearest))[0]);
  }
  return [...chosen];
};
const times = (n, make) => [...new Set(Array.from({ length: n }, make))];
const slice = (n) => {
  const run = [...of(runs)];
  const start = below(run.length - n + 1);
  return run.slice(start, start + n).join('');
};
const chinese = people.flatMap((e) => e.names.map(({ name }) => name)).filter((name) => /^[\u4e00-\u9fff]{3}$/.test(name));
const western = people.flatMap((e) => e.names.map(({ name }) => name)).filter((name) => name.includes(' '));
const samples = {};
if (frequencies.size >= 100) {
  samples['words, from rare to frequent'] = spread(30).map((q) => ({ q }));
  samples['two words'] = times(20, () => `${of(ranked)[0]} ${of(ranked)[0]}`).map((q) => ({ q }));
  samples['`"of the people"`'] = [{ q: '"of the people"' }];
  samples['phrases of three words'] = await phrases(20);
}
if (runs.length >= 100) {
  samples['two Chinese characters'] = times(30, () => slice(2)).map((q) => ({ q }));
  samples['two words of two Chinese characters'] = times(20, () => `${slice(2)} ${slice(2)}`).map((q) => ({ q }));
  samples['three to six Chinese characters'] = times(20, () => slice(3 + below(4))).map((q) => ({ q }));
}
if (chinese.length) samples['names of three Chinese characters'] = times(20, () => of(chinese)).map((q) => ({ q }));
if (western.length) samples['names of people, as words'] = times(20, () => of(western)).map((q) => ({ q }));
samples['people alone, as filters'] = times(10, () => of(people).key.slice(2)).map((id) => ({ person: [id] }));

async function phrases(n) {
  const found = [];
  while (found.length < n) {
    const all = elements((await texts(below(root.documents))).at(-1));
    const at = below(all.length - 3);
    const three = all.slice(at, at + 3);
    if (three.length === 3 && three.every((e, i) => !e.n && (!i || e.at === three[i - 1].at + 1))) found.push({ q: `"${three.map((e) => e.t).join(' ')}"` });
  }
  return found;
}

// ---- the scan of every text, all queries at once ----

const queries = Object.values(samples).flat();
const scan = new Scan([], { segments: [] }, []);
const has = queries.map(({ q }) => {
  if (!q) return undefined;
  const quoted = q.startsWith('"');
  const units = (quoted ? [q.slice(1, -1)] : q.split(' ')).map((chunk) => elements(chunk));
  return ({ stems, forms, segment }) => units.every((e) => (e.length === 1 && !e[0].n && !quoted ? stems.has(stem(e[0].t)) : e.length === 1 ? forms.has(e[0].t) : scan.phrase(e, forms, segment)));
});
const expected = queries.map(() => new Set());
for (const segment of process.env.SCAN === '0' ? [] : root.segments) {
  for (let number = segment.first; number < segment.first + segment.documents; number++) {
    const forms = read({ fields: [...(await texts(number)), ...facts[number]] }, segment, []);
    const stems = new Set();
    for (const { key, word } of forms.values()) if (word) stems.add(key);
    has.forEach((fits, i) => fits?.({ stems, forms, segment }) && expected[i].add(number));
  }
}

// Budgets, of ordinary releases: medians in KB of archives of up to 16,384 and up to 131,072 documents.
const HELD = {
  root: [10, 12],
  'words, from rare to frequent': [80, 100],
  'two words': [110, 130],
  '`"of the people"`': [200, 300],
  'two Chinese characters': [80, Infinity],
  'two words of two Chinese characters': [110, Infinity],
  'names of three Chinese characters': [110, Infinity],
  'people alone, as filters': [35, 40],
};
const REQUESTS = 20;
// For so many documents, so many files.
const FILES = [[10_000, 3000], [100_000, 17_000]];
const column = root.documents < 16_384 ? 0 : 1;
let worse = 0;
const hold = (name, bytes, requests = 0) => {
  const most = HELD[name]?.[column];
  if (!process.env.HELD || most === undefined || root.documents > 131_072) return;
  const isOneWord = /^words|characters$/.test(name) && !name.startsWith('two words');
  if (bytes > most * 1024 || (isOneWord && requests > REQUESTS)) {
    worse++;
    console.error(`${name}: ${kb(bytes)} in ${requests} requests, where ${most} KB in ${REQUESTS} are held`);
  }
};
hold('root', rootBytes);
const [ofDocuments, most] = FILES[column];
if (process.env.HELD && root.documents >= ofDocuments / 10 && sizes.length > (most * root.documents) / ofDocuments) {
  worse++;
  console.error(`${sizes.length} files, where ${most} are held of ${ofDocuments} documents`);
}

// ---- those who are asked ----

const crier = {
  client,
  async ask(query) {
    let [requests, bytes] = [0, 0];
    const counting = async (path) => {
      const file = await get(path);
      requests++;
      bytes += file.length;
      return file;
    };
    const { total } = await open(counting, root.languages[0]).search(query);
    const found = async () => (await open(get, root.languages[0]).search({ ...query, size: 1e9 })).results.map((each) => each.number);
    return { requests, bytes, total, found };
  },
};
const asked = { crier };
if (process.env.PAGEFIND) {
  const other = await pagefind(process.env.PAGEFIND, root.languages[0]);
  const ask = async ({ q }) => {
    const answer = await other.ask(q);
    return { ...answer, found: async () => (await answer.found()).map((address) => numbers.get(address)) };
  };
  asked.Pagefind = { client: other.client, ask };
}

const middle = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
console.log('| queries | | asked | results, median | requests cold: median, most | bytes cold: median, most | with the client | recall | precision |');
console.log('|---|---:|---|---:|---:|---:|---:|---:|---:|');
let wrong = 0;
for (const [name, sample] of Object.entries(samples)) {
  for (const [who, { client, ask }] of Object.entries(asked)) {
    if (who !== 'crier' && !sample[0].q) continue;
    const [requests, bytes, totals] = [[], [], []];
    let [right, found, there] = [0, 0, 0];
    for (const query of sample) {
      const answer = await ask(query);
      requests.push(answer.requests);
      bytes.push(answer.bytes);
      totals.push(answer.total);
      const wanted = expected[queries.indexOf(query)];
      if (!query.q || process.env.SCAN === '0') continue;
      const all = await answer.found();
      const hits = all.filter((number) => wanted.has(number)).length;
      right += hits;
      found += all.length;
      there += wanted.size;
      if (who === 'crier' && (all.length !== hits || wanted.size !== hits || all.length !== answer.total)) {
        wrong++;
        console.error(`${query.q}: ${answer.total} and ${all.length} found, ${wanted.size} there, ${hits} of them found`);
      }
    }
    if (who === 'crier') hold(name, middle(bytes), Math.max(...requests));
    const share = (n) => (n ? (right / n).toFixed(4) : '–');
    console.log(
      `| ${name} | ${sample.length} | ${who} | ${middle(totals)} | ${middle(requests)}, ${Math.max(...requests)} | ${kb(middle(bytes))}, ${kb(Math.max(...bytes))} | ${kb(middle(bytes) + client)}, ${kb(Math.max(...bytes) + client)} | ${share(there)} | ${share(found)} |`,
    );
  }
}
console.log(`\nRequests and bytes are with the root, until ten results are complete. ${process.env.SCAN === '0' ? 'Nothing was scanned.' : `${wrong} queries of ${queries.length} differ from the scan.`}`);
process.exitCode = wrong || worse ? 1 : 0;
