// node --test client/: the engine over little indexes made by trial/encode.mjs, against a plain scan of their texts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './engine.js';
import { encode } from './trial/encode.mjs';
import { prepare, scan } from './trial/scan.mjs';

/** Numbers that look random and are the same on every run. */
const dice = (seed) => () => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) >>> 8) / 2 ** 24;

const serve = (files, asked = []) => async (path) => {
  asked.push(path);
  if (!files[path]) throw Error(`404 ${path}`);
  return new Uint8Array(files[path]);
};
const doc = (title, text, more = {}) => ({ title, text, day: 20240101, language: 0, address: `/${title.length}/`, ...more });

const WORDS =
  'flood floods flooding flooded relief government governments governmental policy policies co operation cooperation co-operation anti corruption the of and José jose Joses 2024 ABC-2024/17 42(b) 北京 上海 张小平 部长 OpenAI公司 工 作，北 non state-of-the-art'.split(' ');
const NAMES = [
  { key: 'p/zhang-xiaoping', names: [{ language: 0, name: 'Zhang Xiaoping', address: '/people/z/' }, { language: 1, name: '张小平', address: '/zh/people/z/' }] },
  { key: 'u/flood-relief', names: [{ language: 0, name: 'Flood Relief', address: '/units/f/' }] },
  { key: 't/policy', names: [{ language: 0, name: 'Policy', address: '/topics/p/' }] },
];

const world = (seed, size) => {
  const roll = dice(seed);
  const some = (n) => Array.from({ length: n }, () => WORDS[Math.floor(roll() ** 1.7 * WORDS.length)] + (roll() < 0.1 ? '\n' : roll() < 0.1 ? ', ' : ' ')).join('');
  const docs = Array.from({ length: size }, (_, i) =>
    doc(some(3), some(3 + Math.floor(roll() * 25)), {
      day: 20240000 + (12 - Math.floor((i * 12) / size)) * 100 + 28 - (i % 7 ? 1 : 0),
      language: +(roll() < 0.3),
      facts: roll() < 0.5 ? ['Zhang Xiaoping', '张小平'] : [],
      summary: roll() < 0.3 ? some(4) : undefined,
    }),
  );
  docs.sort((a, b) => b.day - a.day);
  const cut = Math.floor(size / 3);
  const entities = NAMES.map((e) => ({ ...e, documents: docs.map((_, i) => i).filter(() => roll() < 0.3) }));
  const languages = [0, 1].map((n) => ({ key: `l/${['en', 'zh-Hans'][n]}`, names: [{ language: n, name: `L${n}`, address: '/' }], documents: docs.map((d, i) => (d.language === n ? i : -1)).filter((i) => i >= 0) }));
  const segments = [docs.slice(0, cut), docs.slice(cut)];
  return { docs, entities: [...entities, ...languages], segments };
};

for (const seed of [1, 2, 3, 4]) {
  test(`random queries, world ${seed}`, async () => {
    const { docs, entities, segments } = world(seed, 60 + seed * 40);
    const files = encode(segments, entities, { minCommon: 4, long: 5, perShard: 120, perPositions: 2 });
    const { segments: parts } = JSON.parse(new TextDecoder().decode((await import('node:zlib')).gunzipSync(files['root.bin'])));
    const commons = docs.map((_, i) => parts[i < segments[0].length ? 0 : 1]);
    const known = ['张小平'];
    const prepared = prepare(docs, commons, known);
    const index = open(serve(files), 'en');
    const roll = dice(seed + 100);
    let answers = 0;
    for (let i = 0; i < 300; i++) {
      const words = Array.from({ length: 1 + Math.floor(roll() * 3) }, () => WORDS[Math.floor(roll() * WORDS.length)]);
      let q = roll() < 0.3 ? `"${words.join(' ')}"` : words.join(roll() < 0.1 ? '' : ' ');
      const typing = roll() < 0.4;
      if (typing && q.length > 1 && roll() < 0.7) q = q.slice(0, -1);
      const person = roll() < 0.2 ? ['zhang-xiaoping'] : [];
      const lang = roll() < 0.1 ? ['en'] : [];
      const sort = roll() < 0.2 ? 'date' : undefined;
      const from = roll() < 0.2 ? '2024-04-28' : undefined;
      const to = roll() < 0.2 ? '2024-10' : undefined;
      const fits = (id) =>
        (!person.length || entities[0].documents.includes(id)) &&
        (!lang.length || docs[id].language === 0) &&
        (!from || docs[id].day >= 20240428) &&
        (!to || docs[id].day <= 20241031);
      // What is neither known nor being typed is looked for by its beginning or corrected: other tests see to that.
      const answer = await index.search({ q, typing, verbatim: true, person, lang, sort, from, to, size: 1000 });
      const first = await index.search({ q, typing, verbatim: true, person, lang, sort, from, to });
      const expected = scan(prepared, q, { typing, known, fits, sort });
      const about = JSON.stringify({ q, typing, person, lang, sort, from, to });
      assert.deepEqual(answer.results.map((r) => [r.number, r.score]), expected, about);
      assert.deepEqual(first.results.map((r) => [r.number, r.score]), expected.slice(0, 10), about);
      assert.equal(first.total, expected.length, about);
      answers += expected.length > 0;
    }
    assert.ok(answers > 100, `${answers} of 300 queries have results`);
  });
}

const small = () => {
  const docs = [
    doc('Flood relief', 'The government sent help. 中华人民共和国', { day: 20240305, facts: ['Zhang Xiaoping'] }),
    doc('A new policy', 'Policies of the government on housing.', { day: 20240304 }),
    doc('<img onerror=alert(1)>', 'Agriculture and fisheries', { day: 20230101, status: 1 }),
  ];
  const entities = NAMES.map((e, i) => ({ ...e, documents: [[0, 1], [0], [1]][i] }));
  return encode([docs.slice(0, 2), docs.slice(2)], entities, { perShard: 1000, han: { 華: '华', 國: '国' } });
};

test('a word that nobody wrote is corrected, and can be asked for as it is', async () => {
  const index = open(serve(small()), 'en');
  const answer = await index.search({ q: 'goverment help' });
  assert.equal(answer.corrected, 'government help');
  assert.deepEqual(answer.results.map((r) => r.title), ['Flood relief']);
  const asked = await index.search({ q: 'goverment help', verbatim: true });
  assert.deepEqual([asked.corrected, asked.total, asked.missing], [null, 0, ['goverment']]);
  assert.equal((await index.search({ q: 'goverment', typing: true })).total, 0);
});

test('a beginning that is no word stands for the words that begin with it', async () => {
  const index = open(serve(small()), 'en');
  for (const [q, total] of [['agric', 1], ['govern', 2], ['polici', 1], ['poli', 1]]) {
    for (const typing of [false, true]) assert.equal((await index.search({ q, typing })).total, total, `${q} ${typing}`);
  }
});

test('names, filters, times', async () => {
  const index = open(serve(small()), 'zh-Hans');
  const all = await index.search({});
  assert.deepEqual([all.total, all.results.map((r) => r.number)], [3, [0, 1, 2]]);
  const person = await index.search({ person: ['zhang-xiaoping'] });
  assert.deepEqual([person.total, person.results.map((r) => r.title)], [2, ['Flood relief', 'A new policy']]);
  assert.equal((await index.search({ person: ['nobody'] })).total, 0);
  assert.equal((await index.search({ from: '2024' })).total, 2);
  assert.equal((await index.search({ from: '2024-03-05', to: '2024-03-05' })).total, 1);
  assert.equal((await index.search({ to: '2024-03-04' })).total, 2);
  assert.equal((await index.search({ from: '2024', to: '2023' })).backwards, true);
  assert.equal((await index.search({ q: '!!' })).total, 0);
  assert.equal((await index.search({ q: '  ' })).total, 3);
  assert.deepEqual((await index.search({ q: 'zhang xiaoping' })).names.filter((e) => e.exact).map((e) => e.name), ['Zhang Xiaoping']);
  assert.deepEqual((await index.suggest('xiao')).map((e) => e.name), ['Zhang Xiaoping']);
  assert.equal(await index.named('person', 'zhang-xiaoping'), '张小平');
  assert.deepEqual(await index.facets('person', { q: 'flood' }), [{ id: 'zhang-xiaoping', name: '张小平', n: 1 }]);
  assert.deepEqual(await index.facets('year', { q: 'government' }), [{ id: '2024', name: '2024', n: 2 }]);
  assert.equal(all.results[2].status, 1);
});

test('the table of traditional characters is read where a query needs it, and never else', async () => {
  const asked = [];
  const index = open(serve(small(), asked), 'en');
  assert.equal((await index.search({ q: '中华' })).total, 1);
  assert.ok(!asked.includes('han-0.bin'));
  assert.equal((await index.search({ q: '中華人民' })).total, 1);
  assert.ok(asked.includes('han-0.bin'));
});

test('a person alone costs the root, a file of entities and nothing else', async () => {
  const asked = [];
  await open(serve(small(), asked), 'en').search({ person: ['zhang-xiaoping'] });
  assert.deepEqual(asked, ['root.bin', 'c/e0.bin']);
});

test('one word reads no long list', async () => {
  const asked = [];
  const { segments, entities } = world(9, 200);
  await open(serve(encode(segments, entities, { long: 2, perShard: 1000 }), asked), 'en').search({ q: 'flood' });
  assert.ok(!asked.some((path) => /\/[lqp]\d/.test(path)), asked.join(' '));
  assert.ok(asked.length <= 20, asked.join(' '));
});

test('a run of characters that few documents may have is looked for in their texts, unless it may stand in a fact', async () => {
  const docs = [doc('A', '加强安全生产检查'), doc('B', '生产很好，安全第一'), doc('C', '安全 生产'), doc('D', '安全\n生产'), doc('E', '安全生產'), doc('安全生产', 'F')];
  const of = async (docs) => {
    const asked = [];
    const index = open(serve(encode([docs], [], { long: 9, han: { 產: '产' } }), asked), 'en');
    const { results } = await index.search({ q: '安全生产' });
    return [results.map((r) => r.title).sort().join(' '), asked.some((path) => /\/[pq]\d/.test(path)), asked.includes('han-0.bin')];
  };
  assert.deepEqual(await of(docs), ['A C E 安全生产', false, true]);
  assert.deepEqual(await of(docs.slice(0, 4)), ['A C', false, false]);
  assert.deepEqual(await of([...docs, doc('G', '安全', { facts: ['安全生产办公室'] }), doc('H', '安全', { facts: ['安全', '生产'] })]), ['A C E G 安全生产', true, false]);
  // So many texts would have more bytes than the positions.
  assert.deepEqual(await of(Array.from({ length: 22 }, (_, i) => doc(String.fromCodePoint(97 + i), '安全，生产'))), ['', true, false]);
});

test('files that a host has unpacked are read as well', async () => {
  const { gunzipSync } = await import('node:zlib');
  const files = Object.fromEntries(Object.entries(small()).map(([path, bytes]) => [path, gunzipSync(bytes)]));
  assert.equal((await open(serve(files), 'en').search({ q: 'government' })).total, 2);
});

test('after a deploy the root is read anew, once', async () => {
  const asked = [];
  const files = small();
  const index = open(serve(files, asked), 'en');
  await index.search({ q: 'relief' });
  const later = Object.fromEntries(Object.entries(small()).map(([path, bytes]) => [path.replace(/^s/, 'x'), bytes]));
  const { gunzipSync, gzipSync } = await import('node:zlib');
  later['root.bin'] = gzipSync(gunzipSync(files['root.bin']).toString().replaceAll('"s0"', '"x0"').replaceAll('"s1"', '"x1"'));
  for (const path of Object.keys(files)) delete files[path];
  Object.assign(files, later);
  assert.equal((await index.search({ q: 'agriculture' })).total, 1);
  assert.equal(asked.filter((path) => path === 'root.bin').length, 2);
  delete files['x1/t0.bin'];
  const broken = open(serve(files), 'en');
  await assert.rejects(broken.search({ q: 'agriculture' }), /404/);
});

test('a damaged file is no answer', async () => {
  for (const path of ['s0/t0.bin', 's1/t0.bin']) {
    const files = small();
    const { gunzipSync, gzipSync } = await import('node:zlib');
    const bytes = gunzipSync(files[path]);
    files[path] = gzipSync(bytes.subarray(0, bytes.length - 3));
    await assert.rejects(open(serve(files), 'en').search({ q: 'zzz' }));
    files[path] = new TextEncoder().encode('<!doctype html><title>Not found</title>');
    await assert.rejects(open(serve(files), 'en').search({ q: 'zzz' }));
  }
});
