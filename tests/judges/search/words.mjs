// Cases 1 to 19: words, phrases, slips and spellings of Latin script.
import assert from 'node:assert/strict';
import { has, scan } from './corpus.mjs';
import { exactly, find, findOn, look, settled, type } from './reader.mjs';

const FLOOD = /\bflood(s|ed|ing)?\b/i;

/** The first results are those that have the exact word. */
function exactFirst(docs, found, exact, all) {
  const first = scan(docs, (doc) => has(all)(doc) && has(exact)(doc));
  assert.deepEqual(found.ids.slice(0, first.length).sort(), first.sort(), 'the exact word does not come first');
}

export const cases = [
  [1, 'a word, with its inflections, exact first', async ({ tab, docs }) => {
    const found = await find(tab, 'flood');
    exactly(found, scan(docs, has(FLOOD)));
    exactFirst(docs, found, /\bflood\b/i, FLOOD);
  }],
  [2, 'upper and lower case make no difference', async ({ tab }) => {
    const { ids } = await find(tab, 'flood');
    for (const q of ['FLOOD', 'Flood', 'fLooD']) assert.deepEqual((await find(tab, q)).ids, ids, q);
  }],
  [3, 'two words: both', async ({ tab, docs }) => {
    exactly(await find(tab, 'flood barrier'), scan(docs, has(FLOOD, /\bbarriers?\b/i)));
    exactly(await find(tab, 'floodlight floodgate'), scan(docs, has('floodlight')));
  }],
  [4, 'a phrase: side by side', async ({ tab, docs }) => {
    exactly(await find(tab, '"flood barrier"'), scan(docs, has(/\bflood barrier\b/i)));
    exactly(await find(tab, '“flood barrier”'), scan(docs, has(/\bflood barrier\b/i)), 'curly');
  }],
  [5, 'a phrase and a word', async ({ tab, docs }) => {
    exactly(await find(tab, '"flood barrier" Ashgrove'), scan(docs, has(/\bflood barrier\b/i, /\bashgrove\b/i)));
  }],
  [6, 'a phrase of common words', async ({ open, host, docs }) => {
    const tab = await open(host, null);
    host.log.length = 0;
    await tab.goto(host.address('search/?q=%22of+the+people%22'));
    await settled(tab);
    const bytes = host.index().reduce((sum, each) => sum + each.bytes, 0);
    assert.ok(bytes < 300e3, `${bytes} bytes`);
    const expected = scan(docs, has(/\bof the people\b/i));
    assert.equal(expected.length, 22);
    exactly(await find(tab, '"of the people"'), expected);
    await tab.done();
  }],
  [7, 'while typing: every word that begins so', async ({ tab, docs }) => {
    await find(tab, 'mill');
    await type(tab, 'infrastr');
    const expected = scan(docs, has(/\binfrastr/i));
    assert.equal(expected.length, 31);
    exactly(await findOn(tab), expected);
  }],
  [8, 'while typing a short word: it comes first', async ({ tab, docs }) => {
    await find(tab, 'mill');
    await type(tab, 'go');
    const expected = scan(docs, has(/\bgo/i));
    assert.ok(expected.length > 137);
    const first = await look(tab);
    assert.equal(first.total, expected.length, first.heading);
    exactFirst(docs, first, /\bgo\b/i, /\bgo/i);
    exactly(await findOn(tab), expected);
  }],
  [9, 'on enter: the word and its inflections only', async ({ tab, docs }) => {
    await find(tab, 'mill');
    await type(tab, 'go', { enter: true });
    exactly(await findOn(tab), scan(docs, has(/\bgo(es|ing)?\b/i)));
  }],
  [10, 'a slip is corrected, and the reader told', async ({ tab, docs }) => {
    const found = await find(tab, 'infrastucture');
    exactly(found, scan(docs, has(/\binfrastructures?\b/i)));
    assert.match(found.say, /infrastructure\b/);
    assert.match(found.say, /infrastucture\b/, 'the word as written is not offered');
    assert.ok(await tab.locator('[data-at=say]').isVisible());
  }],
  [11, 'search instead for the word as written', async ({ tab }) => {
    await find(tab, 'infrastucture');
    await tab.locator('[data-at=say] a').click();
    await settled(tab);
    const { total, ids, say, browse } = await look(tab);
    assert.deepEqual([total, ids], [0, []]);
    assert.ok(say.length > 40 && browse, `no help: ${say}`);
  }],
  [12, 'a word that stands nowhere is named', async ({ tab }) => {
    const { total, ids, say } = await find(tab, 'inspected the zzqqx');
    assert.deepEqual([total, ids], [0, []]);
    assert.match(say, /zzqqx/);
    assert.doesNotMatch(say, /inspected/);
  }],
  [13, 'without accents', async ({ tab, docs }) => {
    exactly(await find(tab, 'Jose Garcia'), scan(docs, has('José García')));
    exactly(await find(tab, 'jose garci\u0301a'), scan(docs, has('José García')), 'decomposed');
  }],
  [14, 'with accents: accented first', async ({ tab, docs }) => {
    const found = await find(tab, 'José');
    exactly(found, scan(docs, has(/\bjos[eé](?!\p{L})/iu)));
    assert.match(found.ids[0], /jose-marked/);
    assert.match((await find(tab, 'Jose')).ids.join(), /jose-plain.*jose-marked|jose-marked.*jose-plain/);
  }],
  [15, 'apostrophes of each kind, and none', async ({ tab, docs }) => {
    const expected = scan(docs, has(/\bo['’]?neill\b/i));
    assert.equal(expected.length, 3);
    for (const q of ["O'Neill", 'ONeill', 'O’Neill', 'oʼneill', 'O＇Neill']) exactly(await find(tab, q), expected, q);
  }],
  [16, 'with a hyphen, joined, and apart', async ({ tab, docs }) => {
    const expected = scan(docs, has(/\bco[- ]?operation\b/i));
    assert.equal(expected.length, 3);
    for (const q of ['co-operation', 'cooperation', 'co\u2010operation', 'Co-Operation']) exactly(await find(tab, q), expected, q);
    // Two words of a query are asked for anywhere in a text, so another document may have them.
    const { ids } = await find(tab, 'co operation');
    for (const each of expected) assert.ok(ids.includes(each), `co operation does not find ${each}`);
    assert.deepEqual(ids.sort(), scan(docs, (doc) => has(/\bco[- ]?operation\b/i)(doc) || has(/\bco\b/i, /\boperations?\b/i)(doc)).sort());
  }],
  [17, 'the reference of a document', async ({ tab, docs }) => {
    const found = await find(tab, 'ABC-2024/17');
    exactly(found, scan(docs, has('ABC-2024/17')));
    exactly(await find(tab, 'abc-2024/17'), found.ids);
    exactly(await find(tab, 'XYZ-2023/9'), scan(docs, has('XYZ-2023/9')), 'number');
  }],
  [18, 'a section with its letter', async ({ tab, docs }) => {
    exactly(await find(tab, '42(b)'), scan(docs, has('42(b)')));
    exactly(await find(tab, '§ 42(b)'), scan(docs, has('42(b)')), 'with its sign');
  }],
  [19, 'a sum of money', async ({ tab, docs }) => {
    exactly(await find(tab, '£3.5 million'), scan(docs, has(/3\.5/, /\bmillion\b/)));
    exactly(await find(tab, '3.5'), scan(docs, has(/3\.5/)));
  }],
];
