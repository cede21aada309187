// node client/trial/browse.mjs FOLDER [--base /sub/]: the search page and box of a built demo site in Chromium, as a reader uses
// them, with the strict policy. Needs `npm ci` in tests/judges.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { launch } from '../../tests/judges/chromium.mjs';
import { serve } from '../../tests/judges/server.mjs';
import { openSite } from '../../tests/judges/site.mjs';

const axe = createRequire(new URL('../../tests/judges/package.json', import.meta.url))('axe-core');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { base: { type: 'string', default: '/' } } });
const site = openSite(positionals[0], values.base);
const server = await serve(site);
const browser = await launch();
const at = (path) => server.address(values.base + path);
const heading = (tab) => tab.textContent('[data-at=heading]');
const titles = (tab) => tab.$$eval('.hits .card-title', (all) => all.map((each) => each.textContent));
const settled = async (tab) => {
  await tab.waitForTimeout(400);
  await tab.waitForLoadState('networkidle');
};
let failed = 0;

const check = async (name, work, options = {}) => {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  const wrong = [];
  tab.on('pageerror', (error) => wrong.push(error.message));
  tab.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  try {
    await work(tab, wrong);
    assert.deepEqual(wrong, []);
    console.log(`ok  ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`NOT OK  ${name}: ${error.message}`);
  }
  await tab.close();
};
const visit = async (tab, path) => {
  await tab.goto(at(path), { waitUntil: 'networkidle' });
  await tab.waitForTimeout(100);
};
const judged = async (tab) => {
  await tab.evaluate(axe.source);
  const { violations } = await tab.evaluate(() => globalThis.axe.run(document));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
};
const fitsInto = async (tab, width) => {
  await tab.setViewportSize({ width, height: 800 });
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${width} px`);
};

await check('a word finds releases, and costs few files', async (tab) => {
  const asked = [];
  tab.on('request', (request) => request.url().includes('/search/index/') && asked.push(request.url()));
  await visit(tab, 'search/?q=government');
  assert.match(await heading(tab), /^\d+ results for government$/);
  assert.ok((await titles(tab)).length > 0);
  assert.ok(asked.length <= 20, `${asked.length} requests`);
  assert.ok(!asked.some((each) => /\/(han|[lpq]\d)/.test(each)));
  assert.ok((await tab.$$('.hits mark')).length > 0);
  await tab.waitForTimeout(900);
  assert.equal(await tab.textContent('[role=status]'), await heading(tab));
  const first = await tab.$eval('.hits .card-title a', (link) => link.href);
  assert.equal((await tab.goto(first)).status(), 200);
});

for (const colorScheme of ['light', 'dark']) {
  await check(`with results, filters open: accessible, and as wide as the window, ${colorScheme}`, async (tab) => {
    await visit(tab, 'search/?q=safety&lang=en&from=2015');
    for (const summary of await tab.$$('.filters summary')) if (!(await summary.evaluate((each) => each.parentNode.open))) await summary.click();
    await settled(tab);
    await judged(tab);
    for (const width of [1280, 768, 360, 320]) await fitsInto(tab, width);
    await judged(tab);
  }, { colorScheme });
  await check(`the box with suggestions: accessible, ${colorScheme}`, async (tab) => {
    await visit(tab, '');
    await tab.fill('.find input', 'li');
    await settled(tab);
    await tab.keyboard.press('ArrowDown');
    await judged(tab);
    await fitsInto(tab, 768);
  }, { colorScheme });
}

await check('typing keeps the focus and the history, submitting adds to it, back restores', async (tab) => {
  await visit(tab, 'search/');
  const length = await tab.evaluate(() => history.length);
  const input = tab.locator('input[name=q]');
  await input.pressSequentially('governm', { delay: 20 });
  await settled(tab);
  assert.match(await heading(tab), /results? for governm/);
  assert.equal(await tab.evaluate(() => document.activeElement.name), 'q');
  assert.equal(await tab.evaluate(() => history.length), length);
  // The address says that the last word is a beginning: who has it sees the same.
  const typed = await heading(tab);
  await tab.reload({ waitUntil: 'networkidle' });
  assert.equal(await heading(tab), typed);
  await tab.click('[data-at=sort] li:last-child a');
  await settled(tab);
  assert.equal(await heading(tab), typed);
  await tab.goBack();
  await settled(tab);
  await input.fill('flood');
  await input.press('Enter');
  await settled(tab);
  assert.equal(await tab.evaluate(() => history.length), length + 1);
  await tab.goBack();
  await settled(tab);
  assert.equal(await input.inputValue(), 'governm');
  assert.match(await heading(tab), /for governm$/);
});

await check('pages: address, focus, the rest of the results', async (tab) => {
  await visit(tab, 'search/?q=county');
  const first = await titles(tab);
  await tab.click('.pages a[rel=next], .pages li:last-child a');
  await settled(tab);
  assert.match(tab.url(), /page=2/);
  assert.equal(await tab.evaluate(() => document.activeElement.dataset.at), 'heading');
  assert.match(await heading(tab), /Page 2$/);
  assert.ok((await titles(tab)).every((title, i) => title !== first[i]));
});

await check('titles are whole, wherever the words stand in them', async (tab) => {
  await visit(tab, 'search/?q=%22county+seat%22');
  assert.ok((await titles(tab)).includes('Bus line 12 links Changxing and Qingshi without the county seat'));
});

await check('a filter from the list, as a chip, and away again', async (tab) => {
  await visit(tab, 'search/?q=flood');
  const before = await heading(tab);
  await tab.click('[data-facet=topic] summary');
  await settled(tab);
  const [name, count] = await tab.$eval('[data-facet=topic] li', (li) => [li.firstChild.textContent, li.lastChild.textContent]);
  await tab.click('[data-facet=topic] li a');
  await settled(tab);
  assert.ok((await heading(tab)).startsWith(`${count} result`));
  assert.equal(await tab.textContent('.chips li'), name);
  await tab.click('.chips a');
  await settled(tab);
  assert.equal(await heading(tab), before);
});

await check('years are counted', async (tab) => {
  await visit(tab, 'search/?q=flood');
  const total = parseInt(await heading(tab), 10);
  await tab.click('[data-facet=year] summary');
  await settled(tab);
  const counts = await tab.$$eval('[data-facet=year] .count', (all) => all.map((each) => +each.textContent));
  assert.equal(counts.reduce((a, b) => a + b, 0), total);
  await tab.fill('input[name=q]', 'zzzzqq');
  await settled(tab);
  assert.equal(await tab.$$eval('[data-facet=year] .count', (all) => all.length), 0);
});

await check('dates fill the controls; a range that ends before it begins is told', async (tab) => {
  await visit(tab, 'search/?from=2021&to=2021-06');
  assert.deepEqual(await tab.$$eval('.filter-dates input', (all) => all.map((each) => each.value)), ['2021-01', '2021-06']);
  await visit(tab, 'search/?from=2024&to=2023');
  assert.match(await heading(tab), /first month is after/);
  // Who types 2021 has the years 2, 20 and 202 in the control for a moment.
  await visit(tab, 'search/?q=flood');
  await tab.$eval('input[name=to]', (input) => ['0002-03', '0020-03', '0202-03', '2021-03'].forEach((value) => {
    input.value = value;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }));
  await settled(tab);
  assert.match(tab.url(), /to=2021-03/);
  await tab.goBack();
  assert.doesNotMatch(tab.url(), /to=/);
});

await check('a slip is corrected, aloud, with a way back', async (tab) => {
  await visit(tab, 'search/?q=goverment');
  assert.match(await tab.textContent('[data-at=say]'), /Showing results for government/);
  await tab.waitForTimeout(900);
  assert.match(await tab.textContent('[role=status]'), /^\d+ results for government Showing results for government/);
  await tab.click('[data-at=say] a');
  await settled(tab);
  assert.match(tab.url(), /verbatim=1/);
  assert.match(await heading(tab), /Nothing/);
  assert.match(await tab.textContent('[data-at=say]'), /goverment/);
  assert.ok(await tab.isVisible('[data-at=browse]'));
});

await check('what somebody wrote is never HTML', async (tab) => {
  const evil = '<img src=x onerror="window.hurt=1">';
  await visit(tab, `search/?q=${encodeURIComponent(evil)}&person=${encodeURIComponent(evil)}`);
  await settled(tab);
  assert.equal(await tab.evaluate(() => window.hurt), undefined);
  assert.equal(await tab.$('main img'), null);
});

await check('a name leads to its page; the other language is marked', async (tab) => {
  await visit(tab, `search/?q=${encodeURIComponent('齐永宏')}`);
  const language = await tab.$$eval('.hits .card-title[lang]', (all) => all.map((each) => each.lang));
  assert.ok(language.every((each) => each === 'zh-Hans'));
  await visit(tab, 'search/?q=Qi+Yonghong');
  assert.match(await tab.getAttribute('.found-names .is-exact', 'href'), /people\/qi-yonghong\/$/);
});

await check('an alias stands for the name in the language of the page', async (tab) => {
  for (const [path, name] of [['zh-Hans/search/?q=安全生产', '公共安全'], ['search/?q=work-safety', 'Public safety']]) {
    await visit(tab, path);
    assert.equal(await tab.textContent('[data-at=names] li:first-child a'), name);
  }
});

await check('a missing file is told, with other ways into the archive', async (tab, wrong) => {
  await tab.route(/\/t\d+\.bin/, (route) => route.fulfill({ status: 404 }));
  await visit(tab, 'search/?q=flood');
  assert.match(await heading(tab), /does not answer/);
  assert.ok(await tab.isVisible('[data-at=browse]'));
  assert.ok(wrong.length && wrong.every((each) => /404/.test(each)));
  wrong.length = 0;
});

await check('after a deploy the search answers again', async (tab, wrong) => {
  let once = 0;
  await tab.route(/\/t\d+\.bin/, (route) => (once++ ? route.continue() : route.fulfill({ status: 404 })));
  await visit(tab, 'search/?q=flood');
  assert.match(await heading(tab), /results for flood/);
  wrong.length = 0;
});

await check('an older search is silent', async (tab) => {
  let held;
  await tab.route(/\/t\d+\.bin/, async (route) => {
    if (!held) {
      held = 1;
      await new Promise((done) => setTimeout(done, 1500));
    }
    await route.continue();
  });
  await tab.goto(at('search/?q=flood'));
  await tab.fill('input[name=q]', 'school');
  await tab.waitForTimeout(2500);
  assert.match(await heading(tab), /for school$/);
});

await check('the box of every page: arrows, Escape, Enter', async (tab) => {
  await visit(tab, '');
  const input = tab.locator('.find input');
  await input.fill('liu');
  await settled(tab);
  assert.equal(await input.getAttribute('aria-expanded'), 'true');
  await input.press('ArrowDown');
  await input.press('ArrowDown');
  const active = await input.getAttribute('aria-activedescendant');
  assert.equal(await tab.getAttribute(`[id="${active}"]`, 'aria-selected'), 'true');
  await input.press('Escape');
  assert.equal(await input.getAttribute('aria-expanded'), 'false');
  await input.press('ArrowDown');
  await settled(tab);
  await input.press('ArrowDown');
  await input.press('ArrowDown');
  await input.press('Enter');
  await tab.waitForURL(/\/people\//);
  await tab.locator('.find input').fill('flood season');
  await tab.locator('.find input').press('Enter');
  await tab.waitForURL(/\/search\/(index\.html)?\?q=flood\+season/);
});

await check('without JavaScript there is a form, a note, and the ways into the archive', async (tab) => {
  await visit(tab, 'search/?q=flood');
  assert.ok(await tab.isVisible('.search-note'));
  assert.ok(await tab.isVisible('[data-at=browse]'));
  assert.ok(!(await tab.isVisible('.found')));
}, { javaScriptEnabled: false });

await browser.close();
await server.close();
process.exitCode = failed ? 1 : 0;
