// A reader at the search page: opens it, types, and reads what it shows, by its text and roles.
import assert from 'node:assert/strict';

const QUIET = 350;
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Readers of one browser. `trouble` gathers what must never happen: errors, breaches of the policy, foreign requests. */
export function readers(browser) {
  const trouble = [];
  const open = async (host, path, { lang, expectErrors = false, ...options } = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', locale: lang ?? 'en', ...options });
    const tab = await context.newPage();
    tab.host = host;
    tab.pending = new Set();
    const say = (what) => trouble.push(`${tab.url()}: ${what}`);
    tab.on('console', (message) => {
      const text = message.text();
      if (/content security policy/i.test(text)) say(text);
      else if (message.type() === 'error' && !expectErrors) say(text);
    });
    tab.on('pageerror', (error) => say(`script: ${error.message}`));
    tab.on('dialog', (dialog) => {
      say(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    tab.on('request', (request) => {
      tab.pending.add(request);
      if (new URL(request.url()).origin !== host.origin) say(`foreign request: ${request.url()}`);
    });
    tab.on('requestfinished', (request) => tab.pending.delete(request));
    tab.on('requestfailed', (request) => tab.pending.delete(request));
    tab.done = async () => {
      const { cookies, origins } = await context.storageState({ indexedDB: true });
      if (cookies.length + origins.length > 0) say(`keeps ${JSON.stringify({ cookies, origins })}`);
      await context.close();
    };
    if (path !== null) await go(tab, path);
    return tab;
  };
  return { trouble, open };
}

/** Leads a tab to a page below the base of its host; waits for the answer, if the address asks something. */
export async function go(tab, path) {
  await tab.goto(tab.host.address(path));
  if (/[?&](q|person|unit|topic|lang|from|to)=[^&]/.test(path)) await answered(tab);
}

export const answered = (tab) =>
  tab.waitForFunction(() => {
    const heading = document.querySelector('[data-at=heading]');
    return heading?.textContent && heading.checkVisibility();
  });

/** Waits until nothing has been asked for some time. */
export async function settled(tab) {
  let since = Date.now();
  for (const started = since; Date.now() - since < QUIET; await pause(30)) {
    if (tab.pending.size > 0) since = Date.now();
    assert.ok(Date.now() - started < 30000, 'the page does not come to rest');
  }
}

/** What the page shows. */
export async function look(tab) {
  const shown = await tab.evaluate(() => {
    const text = (selector) => document.querySelector(selector)?.innerText.trim() ?? '';
    const all = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
    return {
      heading: text('[data-at=heading]'),
      none: document.querySelector('[data-found]').dataset.none,
      isShown: document.querySelector('[data-found]').checkVisibility(),
      say: text('[data-at=say]'),
      chips: all('[data-at=chips] a').map((each) => each.innerText.trim()),
      names: all('[data-at=names] a').map((each) => each.innerText.trim()),
      cards: all('[data-at=hits] > li').map((each) => ({
        title: each.querySelector('a').innerText.trim(),
        href: each.querySelector('a').href,
        date: each.querySelector('time').dateTime,
        text: each.innerText,
        marks: [...each.querySelectorAll('mark')].map((mark) => mark.textContent),
      })),
      browse: document.querySelector('[data-at=browse]')?.checkVisibility() ?? false,
    };
  });
  const root = tab.host.address('');
  shown.ids = shown.cards.map(({ href }) => (href.startsWith(root) ? decodeURI(href.slice(root.length)) : href));
  shown.total = shown.heading === shown.none ? 0 : Number((/^([\d,]+) (?:result|release)/.exec(shown.heading)?.[1] ?? 'NaN').replaceAll(',', ''));
  return shown;
}

const query = (state) => new URLSearchParams(Object.entries(state).flatMap(([name, value]) => [value].flat().map((each) => [name, each])));

/** All results of a search opened by its address: every page, read one after the other. */
export async function find(tab, state, at = 'search/') {
  const wanted = typeof state === 'string' ? { q: state } : state;
  await go(tab, `${at}?${query(wanted)}`);
  const first = await look(tab);
  const found = { ...first, first: first.ids, ids: [...first.ids], cards: [...first.cards] };
  for (let page = 2; page <= Math.ceil(first.total / 10); page++) {
    await go(tab, `${at}?${query({ ...wanted, page })}`);
    const next = await look(tab);
    found.ids.push(...next.ids);
    found.cards.push(...next.cards);
  }
  return found;
}

/** All results of what stands on the page, by the pager. */
export async function findOn(tab) {
  const first = await look(tab);
  const found = { ...first, ids: [...first.ids], cards: [...first.cards] };
  for (let page = 2; page <= Math.ceil(first.total / 10); page++) {
    await tab.locator('[data-at=pages] a').last().click();
    await settled(tab);
    const next = await look(tab);
    assert.equal(next.total, first.total, `page ${page} says “${next.heading}”, page 1 “${first.heading}”`);
    assert.equal(await tab.locator('[data-at=hits]').evaluate((list) => list.start), page * 10 - 9, `page ${page} is another`);
    found.ids.push(...next.ids);
    found.cards.push(...next.cards);
  }
  return found;
}

export const box = (tab) => tab.locator('main input[name=q]');

/** Types into the search box, as on a keyboard, and waits for what comes of it. */
export async function type(tab, text, { enter = false, delay = 20 } = {}) {
  await box(tab).click();
  await box(tab).fill('');
  await tab.keyboard.type(text, { delay });
  if (enter) await tab.keyboard.press('Enter');
  await asked(tab);
}

/** Waits until what stands in the box is what the address asks, and has been answered. */
export async function asked(tab) {
  await tab.waitForFunction(() => (new URLSearchParams(location.search).get('q') ?? '') === (document.querySelector('main input[name=q]').value.trim() && document.querySelector('main input[name=q]').value));
  await settled(tab);
}

/** Exactly these documents, none twice, and a count that says so. */
export function exactly(found, expected, what = '') {
  assert.ok(expected.length > 0, `${what}: the test expects nothing`);
  assert.deepEqual([...found.ids].sort(), [...expected].sort(), `${what}: other documents`);
  assert.equal(found.total, expected.length, `${what}: the count of “${found.heading}”`);
}
