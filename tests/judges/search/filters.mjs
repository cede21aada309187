// Cases 36 to 46: filters, dates, order, pages, and the state in the address.
import assert from 'node:assert/strict';
import { has, scan } from './corpus.mjs';
import { box, exactly, find, findOn, go, look, pause, settled, type } from './reader.mjs';

const PERSON = 'zhang-xiaoping';
const names = (...ids) => (doc) => ids.every((id) => doc.people?.includes(id));
const between = (from, to) => (doc) => doc.date.slice(0, from.length) >= from && doc.date.slice(0, to.length) <= to;
const never = (found, what) => found.cards.forEach(({ date }, i) => assert.ok(i === 0 || found.cards[i - 1].date >= date, `${what}: ${date} after ${found.cards[i - 1]?.date}`));

export const cases = [
  [36, 'a person without words: newest first, for little', async ({ open, host, docs }) => {
    const tab = await open(host, null);
    host.log.length = 0;
    await tab.goto(host.address(`search/?person=${PERSON}`));
    await settled(tab);
    const bytes = host.index().reduce((sum, each) => sum + each.bytes, 0);
    assert.ok(bytes < 40e3, `${bytes} bytes`);
    const found = await find(tab, { person: PERSON });
    exactly(found, scan(docs, names(PERSON)));
    never(found, 'newest first');
    await tab.done();
  }],
  [37, 'two people: both', async ({ tab, docs }) => {
    const expected = scan(docs, names(PERSON, 'jane-doe'));
    assert.equal(expected.length, 7);
    exactly(await find(tab, { person: [PERSON, 'jane-doe'] }), expected);
    exactly(await find(tab, { person: [PERSON, 'jane-doe'], topic: 'safety', lang: 'en' }), scan(docs, (doc) => names(PERSON, 'jane-doe')(doc) && doc.lang === 'en' && doc.topics?.includes('safety')));
  }],
  [38, 'words, a person, and a time', async ({ tab, docs }) => {
    for (const [from, to] of [['2019-01', '2020-12'], ['2018', '2018'], ['2019-03-05', '2021-06-30']]) {
      const fits = (doc) => has(/\breports?\b/i)(doc) && names(PERSON)(doc) && between(from, to)(doc);
      exactly(await find(tab, { q: 'report', person: PERSON, from, to }), scan(docs, fits), `${from} to ${to}`);
    }
    exactly(await find(tab, { q: 'report', unit: 'harbour-office', from: '2020' }), scan(docs, (doc) => has(/\breports?\b/i)(doc) && doc.units?.includes('harbour-office') && doc.date >= '2020'));
  }],
  [39, 'months and days: both ends, and a leap day', async ({ tab, docs }) => {
    const edges = { '2019-03': 2, '2019-02': 1, '2020-02': 2, '2020-02-29': 1 };
    for (const [at, count] of Object.entries(edges)) {
      const expected = scan(docs, (doc) => has('edgeword')(doc) && between(at, at)(doc));
      assert.equal(expected.length, count);
      exactly(await find(tab, { q: 'edgeword', from: at, to: at }), expected, at);
      exactly(await find(tab, { from: at, to: at }), scan(docs, between(at, at)), `${at}, no words`);
    }
    exactly(await find(tab, { q: 'edgeword', to: '2019-03-01' }), scan(docs, (doc) => has('edgeword')(doc) && doc.date.slice(0, 10) <= '2019-03-01'), 'no from');
    exactly(await find(tab, { q: 'edgeword', from: '2020-02-29' }), scan(docs, (doc) => has('edgeword')(doc) && doc.date >= '2020-02-29'), 'no to');
  }],
  [40, 'a time that ends before it begins', async ({ tab }) => {
    for (const q of ['', 'report']) {
      await go(tab, `search/?q=${q}&from=2021-05&to=2020-01`);
      const { heading, ids, browse } = await look(tab);
      assert.deepEqual(ids, []);
      assert.match(heading, /after/);
      assert.ok(browse);
    }
  }],
  [41, 'by date: never a newer one after an older one, and stable', async ({ tab, docs }) => {
    const found = await find(tab, { q: 'tieword', sort: 'date' });
    exactly(found, scan(docs, has('tieword')));
    never(found, 'tieword');
    const order = 'tie-next tie-late tie-a tie-b tie-c tie-d tie-e tie-before'.split(' ');
    assert.deepEqual(found.ids.map((id) => id.split('/').at(-2)), order, 'ties are not in the order of instant and id');
    assert.deepEqual((await find(tab, { q: 'tieword', sort: 'date' })).ids, found.ids);
    never(await find(tab, { q: 'government', sort: 'date' }), 'government');
    assert.match((await find(tab, 'tieword')).ids[0], /tie-before/, 'relevance is the order of dates');
  }],
  [42, 'by relevance: the title first', async ({ tab, docs }) => {
    const found = await find(tab, 'harvestfair');
    exactly(found, scan(docs, has('harvestfair')));
    assert.match(found.ids[0], /fair-title/);
  }],
  [43, 'all pages: no gap and nothing twice', async ({ tab, docs }) => {
    const expected = scan(docs, has(/\bgovernments?\b/i));
    assert.equal(expected.length, 137);
    const byAddress = await find(tab, 'government');
    exactly(byAddress, expected);
    await go(tab, 'search/?q=government');
    const byPager = await findOn(tab);
    assert.deepEqual(byPager.ids, byAddress.ids, 'the pager leads elsewhere than the addresses');
    assert.ok(byPager.ids.length > 100);
    await go(tab, 'search/?q=government&page=999');
    const last = await look(tab);
    assert.deepEqual(last.ids, byAddress.ids.slice(130), 'a page after the last is not the last');
    const everything = await find(tab, { from: '2000' });
    exactly(everything, scan(docs, () => true), 'everything');
  }],
  [44, 'a search by its address, in a fresh tab', async ({ open, host, docs }) => {
    const tab = await open(host, `search/?q=report&person=${PERSON}&from=2019-03&to=2021-10&sort=date`);
    await settled(tab);
    const shown = await look(tab);
    const expected = scan(docs, (doc) => has(/\breports?\b/i)(doc) && names(PERSON)(doc) && between('2019-03', '2021-10')(doc));
    assert.equal(shown.total, expected.length);
    never(shown, 'by date');
    assert.equal(await box(tab).inputValue(), 'report');
    assert.equal(await tab.locator('input[name=from]').inputValue(), '2019-03');
    assert.equal(await tab.locator('input[name=to]').inputValue(), '2021-10');
    assert.ok(shown.chips.some((chip) => chip.includes('Zhang Xiaoping')), `chips: ${shown.chips}`);
    assert.equal(await tab.locator('[data-at=sort] [aria-current]').innerText(), 'Newest first');
    await tab.locator('[data-at=chips] a', { hasText: 'Zhang' }).click();
    await settled(tab);
    assert.equal((await look(tab)).total, scan(docs, (doc) => has(/\breports?\b/i)(doc) && between('2019-03', '2021-10')(doc)).length, 'without the person');
    await tab.done();
  }],
  [45, 'back and forward after three searches', async ({ open, host }) => {
    const tab = await open(host, 'search/');
    const states = [];
    const keep = async () => {
      await settled(tab);
      const { heading, ids, chips } = await look(tab);
      return { heading, ids, chips, q: await box(tab).inputValue(), url: tab.url() };
    };
    await type(tab, 'flood', { enter: true });
    states.push(await keep());
    await type(tab, 'government', { enter: true });
    states.push(await keep());
    await tab.locator('[data-at=pages] a').last().click();
    states.push(await keep());
    await type(tab, 'barrier', { enter: true });
    states.push(await keep());
    // Typing replaces, pressing enter adds: whatever lies between, each state is met again, in order.
    const met = (steps) => [...new Map(steps.map((each) => [each.url, each])).values()];
    const back = [states.at(-1)];
    for (let i = 0; i < 12 && back.at(-1).url !== states[0].url; i++) {
      await tab.goBack();
      back.push(await keep());
    }
    assert.equal(back.at(-1).url, states[0].url, 'the first search is not met again');
    const forward = [];
    for (let i = 0; i < 12 && forward.at(-1)?.url !== states.at(-1).url; i++) {
      await tab.goForward();
      forward.push(await keep());
    }
    for (const [way, steps] of [['back', met(back)], ['forward', met([back.at(-1), ...forward])]]) {
      for (const state of states) assert.deepEqual(steps.find(({ url }) => url === state.url), state, `${way}: ${state.url}`);
    }
    // A result, and back.
    await tab.locator('[data-at=hits] a').first().click();
    await tab.waitForURL(/releases/);
    await tab.goBack();
    assert.deepEqual(await keep(), states.at(-1), 'after a result');
    await tab.done();
  }],
  [46, 'fast typing in a slow network: the last query wins', async ({ open, host, docs }) => {
    const tab = await open(host, 'search/');
    host.delay = 300;
    try {
      for (const delay of [40, 230]) {
        await tab.goto(host.address('search/'));
        await tab.evaluate(() => {
          const heading = document.querySelector('[data-at=heading]');
          globalThis.seen = [];
          new MutationObserver(() => globalThis.seen.push(heading.textContent)).observe(heading, { childList: true, characterData: true, subtree: true });
        });
        await type(tab, 'government', { delay });
        await pause(700);
        const found = await look(tab);
        assert.match(found.heading, /government/);
        assert.equal(found.total, 137);
        const all = new Set(scan(docs, has(/\bgovernments?\b/i)));
        assert.ok(found.ids.every((id) => all.has(id)), 'results of another query');
        const seen = await tab.evaluate(() => globalThis.seen);
        assert.ok(seen.slice(seen.findIndex((each) => /government/.test(each))).every((each) => /government/.test(each)), `an older one came late: ${seen}`);
      }
      await type(tab, 'infrastr', { delay: 30 });
      await type(tab, 'ashgrove', { delay: 10, enter: true });
      exactly(await findOn(tab), scan(docs, has(/\bashgrove\b/i)));
    } finally {
      host.delay = 0;
      await tab.done();
    }
  }],
];
