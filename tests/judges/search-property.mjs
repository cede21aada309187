// node search-property.mjs: three readers of one search index must agree. Little archives in five scripts are made up and
// built; each random query is then asked of `crier search`, of client/engine.js, and of the plain scan of search-scan.mjs.
// All three must give the same addresses in the same order.
//
//   CRIER    the program [target/release/crier]
//   SEED     another number gives other archives and queries [1]
//   QUERIES  queries for each archive [120]
//   LARGE=1  one more archive, of 17000 releases, so that the index has several segments
//
// Exit code 1 at any disagreement; of those of one kind the one with the shortest query is shown.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { open } from '../../client/engine.js';
import { Scan, chunksOf, elements } from './search-scan.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const CRIER = resolve(process.env.CRIER ?? join(process.env.CARGO_TARGET_DIR ?? here('../../target'), 'release/crier'));
const SEED = Number(process.env.SEED ?? 1);
const QUERIES = Number(process.env.QUERIES ?? 120);

// ---- archives ----

const words = (text) => text.trim().split(/\s+/);
const WORLDS = [
  {
    name: 'latin',
    between: [' ', ' ', ' ', ' ', ' ', ' ', ', ', '. ', ' – ', '; ', '\u00a0', '\n\n'],
    words: words(`the of and the of and a in flood floods flooded flooding relief government governments governmental Governed policy policies study studied studies
      agency agencies cooperation co-operation co operation non governmental non-governmental anti-corruption corruption anti José jose Joses Straße strasse Łódź
      naïve naive O’Neill o'neill oneill class classes status during news united house housing housed pay paying 2024 2024-09-28 section 42(b) £3.5 million 2½ state-of-the-art
      a-b-c-d-e ABC-2024/17 İstanbul oﬃce office happily happiest happy planning planned plan gov\u00adernment re election reelection re-election well‑being wellbeing`),
    people: [['José García', 'Jose Garcia Lopez'], ['Mary O’Neill'], ['Liu Zhisheng']],
    place: ['Town Hall', 'Łódź House'],
  },
  {
    name: 'han',
    between: ['', '', '', '', '', '，', '。', '、', ' ', '\u3000', '\n\n'],
    words: words(`北京 上海 张小平 張小平 部长 部長 中华人民共和国 中華民國 臺灣 台湾 会议 會議 开发 開發 安全生产 安全 生产 县 縣 学 OpenAI公司 公司 GPT－5 AI 9月28日 2017年 28日
      国办发〔2017〕47号 47号 工作 工作会议 刘志生 “安全第一” 《开发法》 データセンター データ 的 的 在 了 张 小 平 flood relief 第３條`),
    people: [['张小平', '小平部长'], ['刘志生'], ['欧阳娜娜', 'Ouyang Nana']],
    place: ['上海', '营头镇'],
  },
  {
    name: 'hangul',
    between: [' ', ' ', ' ', ' ', ', ', '. ', '\n\n'],
    words: words('대한민국 정부 정부는 정부의 서울 회의 회의에서 정책 정책을 안전 안전관리 김철수 2024년 9월 28일 보도자료 AI정책 국민 제1차 제2차 한국-중국 한국 중국 韓國 및 등 를'),
    people: [['김철수', '김 철수'], ['박영희']],
    place: ['서울', '부산 시청'],
  },
  {
    name: 'thai',
    between: ['', '', '', ' ', ' ', ', ', '\n\n'],
    words: words('รัฐบาล ไทย กรุงเทพ นโยบาย ความปลอดภัย ประชุม คณะ รัฐมนตรี น้ำ น้ำท่วม เมือง ๒๕๖๗ 2567 COVID-19 ที่ การ และ'),
    people: [['สมชาย'], ['กรุงเทพมหานคร']],
    place: ['กรุงเทพ', 'เมือง'],
  },
  {
    name: 'arabic-cyrillic',
    between: [' ', ' ', ' ', ' ', '، ', '. ', ' — ', '\n\n'],
    words: words(`الحكومة الحُكُومَة العـربية العربية وزارة الصحة إعلان في من على می\u200cخواهم ٢٠٢٤ ٢٠٢٤-٠٩ правительство правительства Правительству Москва город города Ёлка елка йод
      научно-технический об и в ΟΔΟΣ οδός Αθήνα מֶמְשָׁלָה ממשלה सरकार हिन्दी संघ Əliyev ЖКХ`),
    people: [['Иванов Пётр', 'Пётр Иванов'], ['محمد علي']],
    place: ['Москва', 'القاهرة'],
  },
];

/** Numbers that look random and are the same on every machine. */
const dice = (seed) => {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll = { below: (n) => Math.floor(next() * n), chance: (p) => next() < p };
  roll.of = (all) => all[roll.below(all.length)];
  // The first ones come more often.
  roll.often = (all) => all[Math.min(roll.below(all.length), roll.below(all.length))];
  return roll;
};

const yaml = (text) => JSON.stringify(text);

const makeArchive = (world, count, long, roll) => {
  const files = {};
  const entity = (kind, id, [name, ...aliases], more = {}) => ({ kind, id, names: [name, ...aliases], ...more });
  const people = world.people.map((names, i) => entity('person', `person-${i}`, names));
  const units = [0, 1, 2].map((i) => entity('unit', `unit-${i}`, [`${world.place[i % 2]} ${['Office', 'Bureau', '办公室'][i]}`]));
  const topics = [0, 1].map((i) => entity('topic', `topic-${i}`, [`${roll.of(world.words.filter((w) => /^\p{L}+$/u.test(w)))} topic ${i}`]));
  const register = (all) => all.map((e) => `- id: ${e.id}\n  name: ${yaml(e.names[0])}\n${e.names[1] ? `  aliases: [${e.names.slice(1).map(yaml)}]\n` : ''}`).join('');
  files['content/people.yaml'] = register(people);
  files['content/units.yaml'] = register(units);
  files['content/topics.yaml'] = register(topics);
  files['crier.yaml'] = 'title: T\nbase_url: https://news.example.gov/\nlanguages: [en, zh-Hans]\nissuer: unit-0\n';

  const run = (n) => {
    let text = roll.of(world.words.filter((word) => /^[\p{L}]/u.test(word)));
    for (let i = 1; i < n; i++) {
      const gap = roll.of(world.between);
      // Every paragraph begins with a letter, so that none is a list or a heading.
      text += gap + (gap === '\n\n' ? roll.of(world.words.filter((word) => /^[\p{L}]/u.test(word))) : roll.often(world.words));
    }
    return text;
  };
  const line = (n) => run(n).replaceAll(/\s*\n+\s*/g, ' ').trim();
  const docs = [];
  for (let i = 0; i < count; i++) {
    const day = new Date(Date.UTC(2021, 0, 1 + Math.floor((i * 1000) / count))).toISOString().slice(0, 10);
    const doc = { id: `r-${String(i).padStart(6, '0')}`, day, lang: roll.chance(0.25) ? 'zh-Hans' : 'en', person: [], unit: ['unit-0'], topic: [] };
    const title = line(2 + roll.below(4));
    const summary = roll.chance(0.3) ? line(3 + roll.below(5)) : undefined;
    const text = run(1 + roll.below(long));
    // In the order of section 1: people, units, issuer, topics, titles, number, place.
    const facts = [];
    const titles = [];
    const front = [`title: ${yaml(title)}`, `date: ${day}`, `lang: ${doc.lang}`];
    if (summary) front.push(`summary: ${yaml(summary)}`);
    const take = (all, kind, key) => {
      const some = all.filter(() => roll.chance(0.25));
      doc[kind].push(...some.map((e) => e.id).filter((id) => !doc[kind].includes(id)));
      facts.push(...some.flatMap((e) => e.names));
      return some.length ? [`${key}: [${some.map((e) => e.id)}]`] : [];
    };
    const attending = people.filter(() => roll.chance(0.25));
    doc.person.push(...attending.map((e) => e.id));
    facts.push(...attending.flatMap((e) => e.names));
    if (attending.length) {
      const shown = attending.map((e) => {
        const printed = roll.chance(0.3) ? line(2) : undefined;
        if (printed) titles.push(printed);
        return printed ? `{name: ${e.id}, title: ${yaml(printed)}}` : e.id;
      });
      front.push(`attendees: [${shown}]`);
    }
    front.push(...take(units.slice(1), 'unit', 'units'));
    facts.push(...units[0].names);
    front.push(...take(topics, 'topic', 'topics'));
    facts.push(...titles);
    if (roll.chance(0.3)) {
      facts.push(`ABC-${2021 + roll.below(3)}/${roll.below(50)}`);
      front.push(`number: ${yaml(facts.at(-1))}`);
    }
    if (roll.chance(0.3)) {
      facts.push(roll.of(world.place));
      front.push(`place: ${yaml(facts.at(-1))}`);
    }
    doc.fields = [title, ...(summary ? [summary] : []), text.replaceAll('\n\n', '\n'), ...facts];
    files[`content/releases/${day.slice(0, 7).replace('-', '/')}/${doc.id}.md`] = `---\n${front.join('\n')}\n---\n\n${text}\n`;
    doc.address = `/${doc.lang === 'en' ? '' : 'zh-Hans/'}releases/${day.slice(0, 7).replace('-', '/')}/${doc.id}/`;
    docs.push(doc);
  }
  const names = [...people, ...units, ...topics].flatMap((e) => e.names);
  return { files, docs, people, units, topics, names };
};

const HOSTILE = [
  '"', '""', '“', '"flood', '« flood', '!!!', '-', '---', "'", "''", '\u200b', '\u00ad', ' \t ', '\u3000', '<script>alert(1)</script>', '../../root.bin', '--help', '%00', '\\', '$&',
  '__proto__', 'constructor', 'hasOwnProperty', 'toString', '\u0001jose', '\u0002张小平', '\ud83c\udf0a', 'a'.repeat(300), '张'.repeat(300), 'x '.repeat(40), `${' '.repeat(300)}flood`,
  'Ω', 'ǅ', 'ﬁ', '①', '½', '\u0301', 'e\u0301', '한', '한국', 'กำ', 'ํา', '\ufeff', '\u202eabc', 'co', 'co co', 'co co operation', 'co, operation', 'non "governmental"',
  'a-', '-a', 'a--b', 'a-b', 'a-b-c-d', 'a-b-c-d-e', '1-2', "o'", "'o", "o''n", '张-小', '小 平', '张。小', '"小 of"', '，', '。。', '"。"', 'of the', '"of the and"', '"the of the"',
];

const makeQuery = (archive, world, roll) => {
  const doc = roll.of(archive.docs);
  const text = roll.of(doc.fields);
  const letters = [...text];
  const slice = (n) => {
    const start = roll.below(letters.length);
    return letters.slice(start, start + n).join('');
  };
  const word = () => roll.of([roll.of(world.words), roll.of(text.split(/\s+/)), roll.often(world.words)]) || 'flood';
  const typo = (text) => {
    const all = [...text];
    const at = roll.below(all.length);
    const other = roll.of([...word()]);
    roll.of([() => all.splice(at, 1), () => all.splice(at, 0, other), () => (all[at] = other), () => all.splice(at, 2, ...all.slice(at, at + 2).reverse())])();
    return all.join('');
  };
  const quote = (text) => roll.of([`"${text}"`, `“${text}”`, `«${text}»`, `「${text}」`, `"${text}`]);
  const tokens = text.split(' ');
  const some = () => {
    const at = roll.below(tokens.length);
    return tokens.slice(at, at + 2 + roll.below(4)).join(' ');
  };
  const kinds = [
    ['word', word],
    ['word', () => word().toUpperCase()],
    ['words', () => `${word()} ${word()}`],
    ['words', () => `${word()} ${word()} ${word()}`],
    ['phrase', () => quote(some())],
    ['phrase', () => quote(`${word()} ${word()}`)],
    ['phrase', () => quote(word())],
    ['substring', () => slice(1 + roll.below(6))],
    ['substring', () => quote(slice(1 + roll.below(12)))],
    ['beginning', () => [...word()].slice(0, -1 - roll.below(3)).join('')],
    ['typo', () => typo(word())],
    ['typo', () => `${typo(word())} ${word()}`],
    ['typo', () => `${roll.of(['co', 'Non', 'anti', 're'])} ${typo(word())}`],
    ['name', () => roll.of(archive.names)],
    ['mixed', () => `${word()} ${quote(some())} ${slice(2)}`],
    ['hostile', () => roll.of(HOSTILE)],
    ['hostile', () => slice(3) + roll.of(HOSTILE)],
    ['nothing', () => ''],
  ];
  const [kind, make] = roll.of(kinds);
  const query = { kind, q: make().replaceAll('\0', '') };
  const ids = (all) => (roll.chance(0.12) ? [roll.of(all).id, ...(roll.chance(0.2) ? [roll.of(all).id] : [])] : []);
  query.person = ids(archive.people);
  query.unit = ids(archive.units);
  query.topic = ids(archive.topics);
  query.lang = roll.chance(0.08) ? [roll.of(['en', 'zh-Hans'])] : [];
  const date = () => doc.day.slice(0, roll.of([4, 7, 10]));
  if (roll.chance(0.12)) query.from = date();
  if (roll.chance(0.12)) query.to = date();
  if (roll.chance(0.2)) query.sort = 'date';
  if (roll.chance(0.1)) query.verbatim = true;
  return query;
};

const daysOf = (date, last) => (date.length === 10 ? date : date.length === 7 ? `${date}-${last ? '31' : '01'}` : `${date}-${last ? '12-31' : '01-01'}`);

// ---- the three readers ----

const askCrier = (built, query, limit) => {
  const options = ['person', 'unit', 'topic', 'lang'].flatMap((kind) => query[kind].flatMap((id) => [`--${kind}`, id]));
  for (const each of ['from', 'to', 'sort']) if (query[each]) options.push(`--${each}`, query[each]);
  if (query.verbatim) options.push('--verbatim');
  const { status, stdout, stderr } = spawnSync(CRIER, ['search', '--json', '--limit', limit, '--built', built, ...options, '--', query.q], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0 && /is later than/.test(stderr)) return { total: 0, corrected: null, addresses: [] };
  if (status !== 0) throw new Error(`exit code ${status}: ${stderr}`);
  const { total, corrected, results } = JSON.parse(stdout);
  return { total, corrected, addresses: results.map((each) => each.address) };
};

const askClient = async (engine, query, count) => {
  const { total, corrected, results } = await engine.search({ ...query, size: count });
  return { total, corrected, addresses: results.map((each) => each.address) };
};

/** A correction, without the quotes and signs that say nothing. */
const spoken = (text) =>
  text === null
    ? null
    : chunksOf(text)
        .map((chunk) => chunk.text.trim())
        .filter((chunk) => elements(chunk).length)
        .join(' ');

// ---- the test ----

const work = mkdtempSync(join(tmpdir(), 'search-property-'));
const faults = new Map();
let asked = 0;
let answered = 0;

const fault = (who, archive, query, what) => {
  const key = `${who} (${query.kind})`;
  const { kind, ...shown } = query;
  for (const [name, value] of Object.entries(shown)) if (Array.isArray(value) && !value.length) delete shown[name];
  const each = faults.get(key) ?? { times: 0, cost: Infinity };
  const cost = JSON.stringify(shown).length;
  faults.set(key, cost < each.cost ? { times: each.times + 1, cost, text: `archive ${archive}, ${JSON.stringify(shown)}\n${what}` } : { ...each, times: each.times + 1 });
};
const told = (name, { total, corrected, addresses }) =>
  `    ${name}: ${total} in all, corrected ${JSON.stringify(corrected)}, ${addresses.slice(0, 6).map((each) => each.replace(/.*(r-\d+).*/, '$1'))}${addresses.length > 6 ? ' …' : ''}`;
const same = (a, b) => a.total === b.total && spoken(a.corrected) === spoken(b.corrected) && a.addresses.join() === b.addresses.join();

const judge = async (name, world, count, long, seed, queries) => {
  const roll = dice(seed);
  const archive = makeArchive(world, count, long, roll);
  const site = join(work, name);
  const built = join(site, 'public');
  for (const [path, text] of Object.entries(archive.files)) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  }
  const build = spawnSync(CRIER, ['build', '--site', site, '--out', built, '--now', '2024-01-01T00:00'], { encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`archive ${name} was not built: ${build.stdout}${build.stderr}`.slice(0, 4000));
  const index = join(built, 'search/index');
  const root = JSON.parse(gunzipSync(readFileSync(join(index, 'root.bin'))));
  // Of many files of terms, others tell where they begin.
  for (const segment of root.segments) {
    segment.shards ??= segment.pages.flatMap((_, i) => JSON.parse(gunzipSync(readFileSync(join(index, segment.folder, `i${i}.bin`)))));
  }
  const files = async (path) => new Uint8Array(await readFile(join(index, path)));
  const engine = open(files, 'en');

  // Documents in the order of the index, which must be that of their days.
  const by = new Map(archive.docs.map((doc) => [doc.address, doc]));
  const all = await engine.search({ size: Infinity });
  const docs = all.results.map((each) => by.get(each.address));
  if (docs.length !== count || docs.some((doc) => !doc)) throw new Error(`archive ${name}: ${docs.length} documents, not ${count}`);
  if (docs.some((doc, i) => i && doc.day > docs[i - 1].day)) throw new Error(`archive ${name}: not newest first`);
  // Names of three characters or more that are all N and in contact.
  const known = archive.names
    .map(elements)
    .filter((e) => e.length >= 3 && e.every((x, k) => x.n && (!k || x.contact)))
    .map((e) => e.map((x) => x.t).join(''));
  const scan = new Scan(docs, root, [...new Set(known)]);

  for (let i = 0; i < queries; i++) {
    const query = makeQuery(archive, world, roll);
    const passes = (doc) =>
      ['person', 'unit', 'topic'].every((kind) => query[kind].every((id) => doc[kind].includes(id))) &&
      query.lang.every((lang) => doc.lang === lang) &&
      (!query.from || doc.day >= daysOf(query.from)) &&
      (!query.to || doc.day <= daysOf(query.to, true));
    const backwards = query.from && query.to && daysOf(query.from) > daysOf(query.to, true);
    let crier, client, plain;
    try {
      crier = askCrier(built, query, 0);
    } catch (error) {
      fault('crier fails', name, query, `    ${error.message}`);
      continue;
    }
    try {
      client = await askClient(engine, query, 1e9);
    } catch (error) {
      fault('the client fails', name, query, `    ${error.stack}`);
      continue;
    }
    asked++;
    plain = backwards ? { addresses: [], corrected: null } : scan.search(query, passes);
    plain.total = plain.addresses.length;
    answered += plain.total > 0;
    const both = `${told('crier ', crier)}\n${told('client', client)}\n${told('scan  ', plain)}`;
    const [a, b, c] = [same(crier, client), same(crier, plain), same(client, plain)];
    if (!a) fault(b ? 'the client is alone' : c ? 'crier is alone' : 'all three differ', name, query, both);
    else if (!b) fault('the scan is alone', name, query, both);
    // The first page may come from lists of the best; it must be the first page.
    const first = await askClient(engine, query, 10);
    const page = { ...client, addresses: client.addresses.slice(0, 10) };
    if (!same(first, page)) fault("the client's first page", name, query, `${told('page', first)}\n${told('all ', page)}`);
    if (i % 3 === 0) {
      const first = askCrier(built, query, 10);
      const page = { ...crier, addresses: crier.addresses.slice(0, 10) };
      if (!same(first, page)) fault("crier's first page", name, query, `${told('page', first)}\n${told('all ', page)}`);
    }
  }
  console.log(`archive ${name}: ${count} releases, ${root.segments.length} segments, ${root.segments.map(({ shards, pages }) => `${shards.length} files of terms${pages ? ` told by ${pages.length}` : ''}`).join(' + ')}, ${queries} queries`);
};

console.log(`seed ${SEED} (SEED=… for another)`);
try {
  let number = 0;
  for (const world of WORLDS) await judge(world.name, world, 40, 60, SEED * 100 + number++, QUERIES);
  // Long lists have champions, and there are more documents than champions.
  await judge('latin-many', WORLDS[0], 700, 40, SEED * 100 + number++, QUERIES);
  await judge('han-many', WORLDS[1], 400, 60, SEED * 100 + number++, QUERIES);
  // So many files of terms that the root does not tell of each.
  // GB 2312 has no characters that are to become others, of which the scan knows only a few.
  const simplified = [...new TextDecoder('gb2312').decode(Uint8Array.from({ length: 72 * 94 * 2 }, (_, i) => (i % 2 ? 161 + ((i >> 1) % 94) : 176 + i / 188)))].filter((c) => c !== '\ufffd');
  const han = Array.from({ length: 6000 }, (_, i) => simplified[(i * 7919) % simplified.length]);
  const wide = Array.from({ length: 3000 }, (_, i) => han[i] + han[3000 + i]);
  await judge('han-wide', { ...WORLDS[1], words: [...WORLDS[1].words, ...wide] }, 600, 200, SEED * 100 + number++, QUERIES);
  if (process.env.LARGE) await judge('mixed-large', { ...WORLDS[0], words: [...WORLDS[0].words, ...WORLDS[1].words] }, 17000, 12, SEED * 100 + number++, QUERIES);
} finally {
  if (!process.env.KEEP) rmSync(work, { recursive: true });
}
for (const [key, { times, text }] of faults) console.log(`\n${times} × ${key}, the shortest:\n  ${text}`);
console.log(`${asked} queries, ${answered} of them found something, ${faults.size} kinds of disagreement`);
process.exitCode = faults.size || answered * 3 < asked ? 1 : 0;
