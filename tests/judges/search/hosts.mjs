// Cases 47 to 53: hosts that lack a file, change during a visit, add a header, lie in a folder; and pages without script.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { has, pathOf, scan, writeSite } from './corpus.mjs';
import { build, serve } from './host.mjs';
import { answered, exactly, find, go, look, settled, type } from './reader.mjs';

const GOVERNMENT = has(/\bgovernments?\b/i);

/** Says that it failed, and leads on. */
async function helps(tab, what) {
  const { heading, ids, browse } = await look(tab);
  assert.match(heading, /does not answer/, what);
  assert.deepEqual(ids, [], what);
  assert.ok(browse, `${what}: no way to browse`);
  assert.ok((await tab.locator('[data-at=browse] a:visible').count()) > 3, `${what}: no links`);
  assert.ok(await tab.locator('main input[name=q]').isVisible(), what);
}

export const cases = [
  [47, 'a file of the index is missing or damaged: a message, and ways on', async ({ open, work }) => {
    const host = await serve(join(work, 'public'));
    const gone = { root: /root\.bin$/, terms: /\/t\d+\.bin$/, documents: /\/d\d+\.bin$/, positions: /\/[pq]\d+\.bin$/ };
    try {
      for (const [what, pattern, spoil] of Object.entries(gone).flatMap(([kind, is]) => [[`no ${kind}`, is, 'missing'], [`damaged ${kind}`, is, 'damaged']])) {
        host[spoil] = (path) => pattern.test(path);
        const tab = await open(host, 'search/?q=%22flood+barrier%22', { expectErrors: true });
        await settled(tab);
        await helps(tab, what);
        host[spoil] = () => false;
        await type(tab, 'flood', { enter: true });
        assert.ok((await look(tab)).total > 20, `${what}: it does not recover`);
        await tab.done();
      }
      // A file of the filters is gone: the results stand all the same.
      host.missing = (path) => /\/v-.\.bin$/.test(path);
      const tab = await open(host, 'search/?q=government', { expectErrors: true });
      await tab.locator('details[data-facet=topic] summary').click();
      await settled(tab);
      assert.equal((await look(tab)).total, 137, 'facets');
      // The box of the home page without an index.
      host.missing = (path) => /^search\/index\//.test(path);
      await tab.goto(host.address(''));
      const box = tab.locator('header input[name=q], form[data-index] input[name=q]').first();
      await box.fill('zhang');
      await settled(tab);
      await box.press('Enter');
      await tab.waitForURL(/search\/\?q=zhang/);
      await answered(tab);
      await helps(tab, 'from home');
      await tab.done();
    } finally {
      await host.close();
    }
  }],
  [48, 'a new release is published during a visit', async ({ crier, work, docs, open }) => {
    // Enough to shift all numbers and names of files.
    const more = { id: 'fresh', lang: 'en', date: '2023-12-30', title: 'Fresh', body: 'The county government has a newestword.' };
    writeSite(join(work, 'later'), [...docs, more]);
    await build(crier, join(work, 'later'), join(work, 'later-public'));
    const host = await serve(join(work, 'public'));
    try {
      const tab = await open(host, 'search/?q=flood', { expectErrors: true });
      host.folder = join(work, 'later-public');
      host.log.length = 0;
      await type(tab, 'government', { enter: true });
      const { total, ids } = await look(tab);
      assert.equal(total, 138);
      assert.ok(ids.every((id) => scan([...docs, more], GOVERNMENT).includes(id)));
      const roots = host.index().filter(({ path }) => path.endsWith('root.bin')).length;
      assert.equal(roots, 1, 'requests of the root');
      await type(tab, 'newestword', { enter: true });
      assert.deepEqual((await look(tab)).ids, [pathOf(more)]);
      assert.equal(host.index().filter(({ path }) => path.endsWith('root.bin')).length, 1, 'requests of the root, later');
      await tab.done();
    } finally {
      await host.close();
    }
  }],
  [49, 'without JavaScript: ways to browse', async ({ host, docs, open }) => {
    for (const prefix of ['', 'zh-Hans/']) {
      const tab = await open(host, `${prefix}search/?q=flood`.replace('?q=flood', ''), { javaScriptEnabled: false });
      const links = await tab.locator('main a:visible').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
      assert.ok(links.filter((href) => /releases\/\d{4}\//.test(href)).length >= 3, `no years: ${links}`);
      assert.ok(links.some((href) => /people\//.test(href)), 'no people');
      assert.match(await tab.locator('main').innerText(), /JavaScript/);
      await tab.goto(host.address(`${prefix}people/zhang-xiaoping/`));
      const listed = await tab.locator('main a').evaluateAll((all) => all.map((each) => each.href));
      const lang = prefix ? 'zh-Hans' : 'en';
      const own = docs.filter((doc) => doc.lang === lang && doc.people?.includes('zhang-xiaoping')).sort((a, b) => (a.date < b.date ? 1 : -1));
      for (const { id } of own.slice(0, 5)) assert.ok(listed.some((href) => href.endsWith(`/${id}/`)), `${id} is not on the page of the person`);
      await tab.done();
    }
  }],
  [50, 'the strictest policy, without WebAssembly and inline script', async ({ host, open, docs }) => {
    const tab = await open(host, 'search/');
    // Breaches are counted in all cases; here also those that no console tells, and that the policy is in force.
    await tab.addInitScript(() => {
      globalThis.breaches = [];
      document.addEventListener('securitypolicyviolation', (event) => globalThis.breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    await go(tab, 'search/?q=flood');
    for (const summary of await tab.locator('details[data-facet] summary').all()) await summary.click();
    await settled(tab);
    exactly(await find(tab, 'flood'), scan(docs, has(/\bflood(s|ed|ing)?\b/i)));
    assert.deepEqual(await tab.evaluate(() => globalThis.breaches), []);
    // A tab that nobody watches tries what the policy forbids.
    const other = await tab.context().newPage();
    await other.goto(host.address('search/'));
    const ran = await other.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.head.append(script);
      return globalThis.ran ?? false;
    });
    assert.equal(ran, false, 'the policy is not in force');
    assert.equal(await tab.locator('script:not([src]):not([type*=json]), [style], [onclick]').count(), 0);
    await tab.context().close();
  }],
  [51, 'own origin only, no cookies, no storage', async ({ host, open }) => {
    host.log.length = 0;
    const tab = await open(host, 'search/?q=flood');
    await type(tab, 'government', { enter: true });
    await tab.locator('details[data-facet=person] summary').click();
    await settled(tab);
    const kept = await tab.evaluate(async () => ({
      cookies: document.cookie,
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
      caches: globalThis.caches ? (await caches.keys()).length : 0,
    }));
    assert.deepEqual(kept, { cookies: '', local: 0, session: 0, databases: 0, workers: 0, caches: 0 });
    assert.ok(host.log.length > 5);
    // What is asked stays with the reader: no request of the index says it.
    for (const { url, headers } of host.index()) {
      assert.ok(!/[?&]|flood|government/.test(url), url);
      assert.equal(headers.cookie, undefined);
      assert.equal(headers.range, undefined);
    }
    await tab.done();
  }],
  [52, 'a host that says gzip, and one that does not', async ({ work, docs, open }) => {
    for (const gzip of [true, false]) {
      const host = await serve(join(work, 'public'));
      host.gzip = gzip;
      try {
        const tab = await open(host, 'search/');
        exactly(await find(tab, '"flood barrier"'), scan(docs, has(/\bflood barrier\b/i)), `gzip ${gzip}`);
        exactly(await find(tab, '張小平'), scan(docs, has(/[张張]小平/)), `gzip ${gzip}`);
        await tab.done();
      } finally {
        await host.close();
      }
    }
  }],
  [53, 'below /sub/path/', async ({ crier, work, docs, open }) => {
    writeSite(join(work, 'sub'), docs, '/sub/path/');
    await build(crier, join(work, 'sub'), join(work, 'sub-public'));
    const host = await serve(join(work, 'sub-public'), '/sub/path/');
    try {
      const tab = await open(host, 'search/');
      exactly(await find(tab, 'flood'), scan(docs, has(/\bflood(s|ed|ing)?\b/i)));
      exactly(await find(tab, '汛', 'zh-Hans/search/').then((found) => ({ ...found, total: found.ids.length })), scan(docs, has('汛')), 'zh');
      await go(tab, 'search/?q=flood');
      await tab.locator('[data-at=hits] a').first().click();
      await tab.waitForURL(/\/sub\/path\/releases\//);
      assert.ok(await tab.locator('h1').isVisible());
      const box = tab.locator('form[data-index] input[name=q]').first();
      await box.fill('Zhang X');
      await settled(tab);
      await box.press('ArrowDown');
      await box.press('ArrowDown');
      await box.press('Enter');
      await tab.waitForURL(/\/sub\/path\/people\/zhang-xiaoping\//);
      assert.ok(host.log.every(({ url }) => url.startsWith('/sub/path/') || url === '/favicon.ico'), 'asks outside of its folder');
      assert.deepEqual(host.log.filter(({ status }) => status === 404), []);
      await tab.done();
    } finally {
      await host.close();
    }
  }],
];
