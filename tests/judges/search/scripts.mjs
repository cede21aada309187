// Cases 20 to 35: Chinese, mixed scripts, width, traditional characters, and other languages.
import assert from 'node:assert/strict';
import { has, scan } from './corpus.mjs';
import { exactly, find, look, settled } from './reader.mjs';

/** A case whose documents are those that have a text. */
const substring = (number, text, name, query = text, count = null) => [
  number,
  `${query}: ${name}`,
  async ({ tab, docs }) => {
    const expected = scan(docs, has(text));
    if (count !== null) assert.equal(expected.length, count);
    exactly(await find(tab, query), expected);
    exactly(await find(tab, `"${query}"`), expected, 'quoted');
  },
];

export const cases = [
  [20, '张小平: exactly the documents that have it', async ({ tab, docs }) => {
    const expected = scan(docs, has('张小平'));
    // The traditional text is the same name.
    const folded = scan(docs, has(/[张張]小平/));
    assert.equal(folded.length, expected.length + 1);
    exactly(await find(tab, '张小平'), folded);
  }],
  substring(21, '王伟', 'side by side only', '王伟', 1),
  substring(22, '于海', 'side by side only', '于海', 1),
  substring(23, '欧阳文华', 'four characters', '欧阳文华', 2),
  [24, '小平: inside of a name', async ({ tab, docs }) => {
    exactly(await find(tab, '小平'), scan(docs, has('小平')));
  }],
  substring(25, '旱工', 'across the border of a word', '旱工', 1),
  substring(26, '汛', 'one character', '汛', 2),
  [27, '会: one character of nearly all Chinese documents', async ({ open, host, docs }) => {
    const tab = await open(host, null);
    host.log.length = 0;
    await tab.goto(host.address(`zh-Hans/search/?q=${encodeURIComponent('会')}`));
    await settled(tab);
    const asked = host.index().filter(({ path }) => !/\/d\d+\.bin$/.test(path));
    const bytes = asked.reduce((sum, each) => sum + each.bytes, 0);
    assert.ok(bytes < 70e3, `${bytes} bytes`);
    const expected = scan(docs, has('会'));
    assert.ok(expected.length >= 120);
    exactly(await find(tab, '会'), expected);
    await tab.done();
  }],
  substring(28, '春风吹过山岗麦苗青青河水长流', 'a sentence', '春风吹过山岗麦苗青青河水长流', 1),
  [29, '鸦雀岭水库 张小平: both', async ({ tab, docs }) => {
    const expected = scan(docs, has('鸦雀岭水库', '张小平'));
    assert.equal(expected.length, 1);
    exactly(await find(tab, '鸦雀岭水库 张小平'), expected);
    exactly(await find(tab, '鸦雀岭水库\u3000张小平'), expected, 'with a wide space');
  }],
  [30, 'OpenAI公司: side by side over a change of script', async ({ tab, docs }) => {
    const expected = scan(docs, has('OpenAI公司'));
    assert.equal(expected.length, 1);
    exactly(await find(tab, 'OpenAI公司'), expected);
    exactly(await find(tab, 'openai 公司'), scan(docs, has('OpenAI', '公司')), 'apart');
  }],
  [31, 'ＧＰＴ－５: full width', async ({ tab, docs }) => {
    const expected = scan(docs, has('GPT-5'));
    assert.equal(expected.length, 1);
    exactly(await find(tab, 'ＧＰＴ－５'), expected);
    exactly(await find(tab, 'gpt-5'), expected, 'half width');
  }],
  [32, '中华民国 finds 中華民國', async ({ tab, docs }) => {
    const expected = scan(docs, has(/中[华華]民[国國]/));
    assert.equal(expected.length, 2);
    exactly(await find(tab, '中华民国'), expected);
    exactly(await find(tab, '中華民國'), expected, 'traditional');
  }],
  [33, '張小平 finds 张小平', async ({ tab, docs }) => {
    exactly(await find(tab, '張小平'), scan(docs, has(/[张張]小平/)));
  }],
  [34, 'Chinese on the English page, with a filter of languages', async ({ tab, docs }) => {
    const all = await find(tab, '张小平');
    assert.ok(all.ids.some((id) => id.startsWith('zh-Hans/')));
    const facet = tab.locator('details[data-facet=lang]');
    assert.ok(await facet.isVisible(), 'no filter of languages');
    await facet.locator('summary').click();
    await settled(tab);
    const expected = scan(docs, (doc) => has(/[张張]小平/)(doc) && doc.lang === 'zh-Hans');
    assert.match(await facet.innerText(), new RegExp(`\\b${expected.length}\\b`), 'the filter does not count them');
    await facet.locator('a', { hasText: '中文' }).click();
    await settled(tab);
    assert.equal((await look(tab)).total, expected.length);
    exactly(await find(tab, { q: '张小平', lang: 'zh-Hans' }), expected);
  }],
  [35, 'Korean, Thai, French and German', async ({ tab, docs }) => {
    exactly(await find(tab, '김민수'), scan(docs, has('김민수')), 'ko');
    exactly(await find(tab, 'ประชุม'), scan(docs, has('ประชุม')), 'th');
    for (const q of ['bâtiment', 'batiment', 'BÂTIMENT']) exactly(await find(tab, q), scan(docs, has('bâtiment')), q);
    const streets = scan(docs, has(/stra(ß|ss)e/i));
    assert.equal(streets.length, 2);
    for (const q of ['Straße', 'strasse', 'STRASSE', 'STRAẞE']) exactly(await find(tab, q), streets, q);
  }],
];
