// Judge `browser`: a sample of every kind of page in Chromium, in each language, light and dark, narrow and wide:
// axe-core, no sideways scrolling down to 320 px, no errors, no breach of the strict policy, and the same text without
// JavaScript; the search answers.
import axe from 'axe-core';
import { launch } from './chromium.mjs';
import { serve } from './server.mjs';

export const name = 'browser';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const VIEWPORT = { width: 1280, height: 900 };
const WIDTHS = [360, 1280];
const NARROWEST = 320;
const MOST_OF_A_KIND = 8;
const WORKERS = 2;

export async function judge(site, sample = chooseSample(site)) {
  const queue = [...sample];
  const findings = [];
  const server = await serve(site);
  const browser = await launch();
  try {
    const work = async () => {
      const tabs = await openTabs(browser);
      for (let page = queue.shift(); page; page = queue.shift()) findings.push(...(await look(tabs, server, site, page)));
    };
    await Promise.all(Array.from({ length: Math.min(WORKERS, queue.length) }, work));
  } finally {
    await browser.close();
    await server.close();
  }
  const order = (finding) => `${finding.at} ${finding.what}`;
  return { checked: sample.length, findings: findings.sort((a, b) => (order(a) < order(b) ? -1 : 1)) };
}

/**
 * Pages of every language and kind, chosen so that together they show every element, class and role that any page of
 * their kind shows; pages with more of them come first.
 */
export function chooseSample(site) {
  const groups = new Map();
  for (const page of site.pages.filter((each) => !each.redirect)) {
    const key = `${page.lang} ${page.kind}${page.tombstone ? ' tombstone' : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), { page, features: featuresOf(page) }]);
  }
  return [...groups.values()].flatMap((group) => {
    const shown = new Set();
    const chosen = [];
    while (chosen.length < MOST_OF_A_KIND) {
      const gain = ({ features }) => features.filter((feature) => !shown.has(feature)).length;
      const best = group.reduce((a, b) => (gain(b) > gain(a) ? b : a));
      if (gain(best) === 0) break;
      best.features.forEach((feature) => shown.add(feature));
      chosen.push(best.page);
    }
    return chosen;
  });
}

function featuresOf({ $ }) {
  const features = new Set();
  for (const element of $('body, body *')) {
    const { class: classes = '', role = '' } = element.attribs;
    for (const part of ['', ...classes.split(/\s+/), role && `[${role}]`]) features.add(`${element.name}.${part}`);
  }
  return [...features];
}

/** The tabs of a worker: each page is opened in all of them, one after the other. */
async function openTabs(browser) {
  const tab = async (options) => {
    const context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce', ...options });
    return context.newPage();
  };
  return { light: await tab({ colorScheme: 'light' }), dark: await tab({ colorScheme: 'dark' }), plain: await tab({ javaScriptEnabled: false }) };
}

async function look({ light, dark, plain }, server, site, page) {
  const findings = [];
  const say = (what) => findings.push({ at: page.path, what });
  const texts = {};
  for (const [colorScheme, tab] of Object.entries({ light, dark })) {
    await visit(tab, say, async (loaded) => {
      await open(tab, server.address(page.address), page);
      texts.with ??= await tab.evaluate(textOf);
      loaded();
      await tab.evaluate(axe.source);
      for (const width of WIDTHS) await judgeLook(tab, width, `${colorScheme}, ${width} px`, say);
      await judgeWidth(tab, NARROWEST, say);
    });
  }
  await visit(plain, say, async () => {
    await open(plain, server.address(page.address), page);
    texts.without = await plain.evaluate(textOf);
  });
  if (page.kind !== 'search' && texts.with !== texts.without) say(`its text differs without JavaScript: ${difference(texts)}`);
  return findings;
}

/** Lets `use` open a page in a tab and work there; what the browser complains of until it says `loaded` is reported. */
async function visit(tab, say, use) {
  const complaints = {
    console: (message) => message.type() === 'error' && say(`console: ${message.text()}`),
    pageerror: (error) => say(`script: ${error.message}`),
    requestfailed: (request) => say(`request: ${request.url()} ${request.failure()?.errorText}`),
  };
  const loaded = () => Object.entries(complaints).forEach(([event, complain]) => tab.off(event, complain));
  Object.entries(complaints).forEach(([event, complain]) => tab.on(event, complain));
  try {
    await use(loaded);
  } catch (error) {
    say(`could not be judged: ${error.message}`);
  } finally {
    loaded();
    await tab.setViewportSize(VIEWPORT);
    await tab.goto('about:blank');
  }
}

async function open(tab, address, page) {
  await tab.goto(address, { waitUntil: page.kind === 'search' ? 'networkidle' : 'load' });
}

async function judgeLook(tab, width, where, say) {
  await judgeWidth(tab, width, say);
  const options = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] };
  const { violations } = await tab.evaluate((given) => globalThis.axe.run(document, given), options);
  for (const { id, nodes, help } of violations) {
    const detail = nodes[0].any[0]?.message ?? nodes[0].all[0]?.message ?? '';
    say(`axe ${id} (${where}): ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 160)} ${detail}`);
  }
}

/** Reflow: nothing is wider than the window. */
async function judgeWidth(tab, width, say) {
  await tab.setViewportSize({ width, height: 900 });
  const wide = await tab.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return null;
    const out = [...document.body.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > clientWidth + 1);
    return `${scrollWidth} px wide, first ${out[0]?.outerHTML.slice(0, 120)}`;
  });
  if (wide) say(`scrolls sideways at ${width} px: ${wide}`);
}

/** In the page: the text that a reader sees, without that of controls, which may need JavaScript. */
function textOf() {
  const apart = 'script,style,noscript,button,input,select,textarea,output,[role=status],[aria-live]';
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(apart) && parent.checkVisibility({ visibilityProperty: true })) texts.push(walker.currentNode.data);
  }
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}

function difference({ with: left, without: right }) {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return `“${left.slice(at, at + 60)}”, without “${right.slice(at, at + 60)}”`;
}
