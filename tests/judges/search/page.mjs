// Cases 54 to 58: hostile texts and queries, the keyboard, the live region, axe; and pictures of it all.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import axe from 'axe-core';
import { has, scan } from './corpus.mjs';
import { answered, asked, box, exactly, find, go, look, pause, settled, type } from './reader.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const HOSTILE = {
  long: 'flood '.repeat(84).slice(0, 500),
  'one long word': 'x'.repeat(500),
  emoji: '🌊🚒👩‍👩‍👧‍👦 flood 🏳️‍🌈',
  'right to left': 'שלום \u202eflood\u202c مرحبا',
  punctuation: '.,;:!?()[]{}<>/\\|@#$%^&*_+=~`\'"',
  'regular expression': 'a.*(',
  'more of it': '[z-a]+?$^ (?<x>\\1',
  quotes: '"""“”„«»「」『',
  'open quote': '"flood',
  controls: 'flo\u0000od \u0007\u001b[31m \u200b\u2028\ufeff',
  surrogates: '\ud83c \udf0a flood',
  marks: 'e\u0301\u0300\u0302'.repeat(80),
  markup: '<img src=x onerror=alert(1)>',
  address: "javascript:alert(1)//&q=x#<script>alert(1)</script>%00%zz",
  prototype: '__proto__ constructor toString hasOwnProperty',
  minus: '-flood NOT OR AND lang:en ~0',
};

async function check(tab, where) {
  const options = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] };
  if (!(await tab.evaluate(() => !!globalThis.axe))) await tab.evaluate(axe.source);
  const { violations } = await tab.evaluate((given) => globalThis.axe.run(document, given), options);
  return violations.map(({ id, help, nodes }) => `${where}: ${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 200)} ${nodes[0].any[0]?.message ?? ''}`);
}

/** What has the focus: how it is known, and whether one sees it. */
const focused = (tab) =>
  tab.evaluate(() => {
    const at = document.activeElement;
    const seen = (element) => {
      const style = getComputedStyle(element);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    };
    const box = at.getBoundingClientRect();
    return {
      tag: at.tagName.toLowerCase(),
      name: at.getAttribute('name'),
      place: at.closest('[data-at]')?.dataset.at ?? at.closest('[data-facet]')?.dataset.facet ?? '',
      text: at.innerText?.trim().slice(0, 40) ?? '',
      isSeen: seen(at) || (at.parentElement !== null && at.matches(':focus-visible') && seen(at.parentElement)),
      isInside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
  });

/** Presses Tab until the focus is where it should be. */
async function tabTo(tab, fits, what) {
  for (let i = 0; i < 120; i++) {
    await tab.keyboard.press('Tab');
    const at = await focused(tab);
    if (at.tag === 'body') continue;
    assert.ok(at.isSeen, `the focus cannot be seen on ${JSON.stringify(at)}`);
    assert.ok(at.isInside, `the focus is outside of the window on ${JSON.stringify(at)}`);
    if (fits(at)) return at;
  }
  throw new Error(`Tab does not reach ${what}`);
}

export const cases = [
  [54, 'markup in titles, texts and queries stays text', async ({ tab, docs }) => {
    const found = await find(tab, 'bulletin');
    exactly(found, scan(docs, has(/\bbulletin\b/)));
    assert.equal(found.cards[0].title, '<script>document.title="run"</script> bulletin & "more"');
    assert.notEqual(await tab.title(), 'run');
    await find(tab, '<script>');
    await find(tab, 'onerror');
    for (const q of ['<img onerror>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', '<b>zzqqx</b>']) {
      await go(tab, `search/?q=${encodeURIComponent(q)}`);
      await pause(100);
      assert.equal(await box(tab).inputValue(), q);
      assert.equal(await tab.locator('main img, main svg[onload], main script:not([src]), [data-found] b:has-text("x")').count(), q.includes('<b>') ? await tab.locator('[data-at=say] b').count() : 0, q);
    }
    for (const state of ['person=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E', 'from=%3Cb%3E&to=%22%3E', 'q=flood&sort=%3Cb%3E&page=-1', 'q=flood&page=1e9', 'lang=__proto__', 'q=flood&from=2019-13-45']) {
      await go(tab, `search/?${state}`);
      await settled(tab);
      const { heading, isShown, browse } = await look(tab);
      assert.ok((isShown && heading.length > 0) || browse, state);
      assert.doesNotMatch(heading, /does not answer/, state);
    }
  }],
  [55, 'hostile queries: an answer, and no error', async ({ tab }) => {
    for (const [what, q] of Object.entries(HOSTILE)) {
      for (const enter of [false, true]) {
        await go(tab, 'search/');
        await box(tab).fill(q);
        if (enter) await box(tab).press('Enter');
        await asked(tab);
        await answered(tab);
        const { heading, isShown, total } = await look(tab);
        assert.ok(isShown && heading.length > 0, `${what}: nothing is shown`);
        assert.doesNotMatch(heading, /does not answer/, what);
        assert.ok(Number.isFinite(total), `${what}: ${heading}`);
      }
      await tab.goto(tab.host.address(`search/?${new URLSearchParams({ q })}`));
      await answered(tab);
      const { heading } = await look(tab);
      assert.doesNotMatch(heading, /does not answer/, `${what}, by its address`);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${what}: scrolls sideways by ${wide} px`);
    }
    for (const q of ['', '   ', '\u3000']) {
      // Nothing is asked, so nothing is answered.
      await tab.goto(tab.host.address(`search/?q=${encodeURIComponent(q)}`));
      await settled(tab);
      assert.ok((await look(tab)).browse, 'an empty query hides the ways to browse');
    }
    // More than an address line would hold is cut, not refused.
    assert.ok((await find(tab, HOSTILE['open quote'])).total > 0);
  }],
  [56, 'by keyboard only, and one sees where one is', async ({ host, open }) => {
    const tab = await open(host, 'search/');
    await tabTo(tab, (at) => at.name === 'q' && at.tag === 'input', 'the box');
    // The box of the search page, not one of a header.
    if (!(await box(tab).evaluate((each) => each === document.activeElement))) await tabTo(tab, (at) => at.name === 'q', 'the box of the page');
    await tab.keyboard.type('government', { delay: 10 });
    await tab.keyboard.press('Enter');
    await settled(tab);
    assert.equal((await look(tab)).total, 137);
    await tabTo(tab, (at) => at.tag === 'summary' && at.place === 'year', 'the filter of time');
    await tab.keyboard.press('Enter');
    await settled(tab);
    await tabTo(tab, (at) => at.name === 'from', 'the first month');
    await tabTo(tab, (at) => at.name === 'to', 'the last month');
    await tabTo(tab, (at) => at.tag === 'a' && at.place === 'year', 'a year');
    await tabTo(tab, (at) => at.tag === 'summary' && at.place === 'person', 'the filter of people');
    await tab.keyboard.press('Enter');
    await settled(tab);
    const person = await tabTo(tab, (at) => at.tag === 'a' && at.place === 'person', 'a person');
    await tab.keyboard.press('Enter');
    await settled(tab);
    const narrowed = await look(tab);
    assert.ok(narrowed.total > 0 && narrowed.total < 137, narrowed.heading);
    assert.ok(narrowed.chips.some((chip) => chip.includes(person.text)), `${person.text} is no chip of ${narrowed.chips}`);
    const heading = await focused(tab);
    assert.equal(heading.place, 'heading', 'after a filter the focus is not on the heading');
    await tabTo(tab, (at) => at.place === 'sort', 'the order');
    await tabTo(tab, (at) => at.place === 'chips', 'the chosen filters');
    await tab.keyboard.press('Enter');
    await settled(tab);
    assert.equal((await look(tab)).total, 137);
    await tabTo(tab, (at) => at.place === 'hits', 'a result');
    await tabTo(tab, (at) => at.place === 'pages', 'the pager');
    const first = (await look(tab)).ids;
    await tabTo(tab, (at) => at.place === 'pages' && /next/i.test(at.text), 'the next page');
    await tab.keyboard.press('Enter');
    await settled(tab);
    assert.notDeepEqual((await look(tab)).ids, first);
    await tabTo(tab, (at) => at.place === 'hits', 'a result of the second page');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/releases/);
    // The box of other pages offers people.
    await tab.goto(host.address(''));
    await tabTo(tab, (at) => at.name === 'q', 'the box of the home page');
    await tab.keyboard.type('zhang x', { delay: 20 });
    await tab.locator('[role=option]').nth(1).waitFor();
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('ArrowDown');
    const chosen = await tab.evaluate(() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.innerText);
    assert.match(chosen ?? '', /Zhang Xiaoping/);
    await tab.keyboard.press('Escape');
    assert.equal(await tab.locator('[role=option]:visible').count(), 0);
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/search\/\?q=zhang/);
    await tab.done();
  }],
  [57, 'the live region says the count once', async ({ host, open }) => {
    const tab = await open(host, null);
    await tab.addInitScript(() => {
      globalThis.said = [];
      const watch = (records) => {
        for (const { target } of records) {
          const region = (target.nodeType === 1 ? target : target.parentElement)?.closest('[role=status], [aria-live]');
          if (region?.textContent.trim()) globalThis.said.push(region.textContent.trim());
        }
      };
      new MutationObserver(watch).observe(document, { subtree: true, childList: true, characterData: true });
    });
    const said = async () => {
      await settled(tab);
      await pause(1500);
      return tab.evaluate(() => globalThis.said.splice(0));
    };
    await go(tab, 'search/');
    assert.deepEqual(await said(), []);
    await type(tab, 'government', { enter: true });
    assert.deepEqual(await said(), ['137 results for government']);
    await type(tab, 'flood', { delay: 60 });
    const typed = await said();
    assert.equal(typed.length, 1, `typing says ${typed}`);
    await go(tab, 'search/?q=government');
    assert.deepEqual(await said(), ['137 results for government'], 'by its address');
    assert.equal(await tab.locator('[role=status]:not([aria-live=off])').count(), 1);
    await tab.done();
  }],
  [58, 'axe, no sideways scrolling, and pictures', async ({ host, open, shots }) => {
    const views = {
      results: 'search/?q=government',
      filtered: 'search/?q=report&person=zhang-xiaoping&from=2019-03&to=2021-10&sort=date&page=2',
      chinese: 'zh-Hans/search/?q=%E5%BC%A0%E5%B0%8F%E5%B9%B3',
      corrected: 'search/?q=infrastucture',
      nothing: 'search/?q=inspected+zzqqx',
      hostile: 'search/?q=bulletin',
      recalled: 'search/?q=recallword',
      empty: 'search/',
    };
    const findings = [];
    for (const colorScheme of ['light', 'dark']) {
      const tab = await open(host, 'search/', { colorScheme });
      for (const [name, path] of Object.entries(views)) {
        await tab.setViewportSize({ width: 1280, height: 900 });
        await go(tab, path);
        if (name === 'filtered') for (const summary of await tab.locator('details[data-facet] summary').all()) if (await summary.isVisible()) await summary.click();
        await settled(tab);
        for (const width of [1280, 360]) {
          await tab.setViewportSize({ width, height: 900 });
          await pause(60);
          await tab.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
          findings.push(...(await check(tab, `${name}, ${width} px, ${colorScheme}`)));
        }
        await tab.setViewportSize({ width: 320, height: 900 });
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) findings.push(`${name}: scrolls sideways by ${wide} px at 320 px`);
      }
      await tab.context().close();
    }
    assert.deepEqual(findings, []);
  }],
];
