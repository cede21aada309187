// Judge `metadata`: what each page says of itself to machines - JSON-LD, canonical, languages, title, Open Graph.
import { fileOf } from './site.mjs';
import { isW3cDate } from './xml.mjs';

export const name = 'metadata';

const REQUIRED = {
  NewsArticle: ['headline', 'datePublished', 'publisher', 'inLanguage', 'url'],
  Event: ['name', 'startDate'],
  Person: ['name'],
  BreadcrumbList: ['itemListElement'],
};

export function judge(site) {
  const findings = [];
  const titles = new Map();
  for (const page of site.pages) {
    const say = (what) => findings.push({ at: page.path, what });
    checkData(page, say);
    if (page.redirect) continue;
    checkDocument(page, say);
    if (page.notFound || page.tombstone) continue;
    checkAddress(site, page, say);
    checkAlternates(site, page, say);
    const title = `${page.lang} ${page.$('head > title').text().trim()}`;
    if (titles.has(title)) say(`has the title of ${titles.get(title)}: ${title}`);
    titles.set(title, page.path);
  }
  return { checked: site.pages.length, findings };
}

function checkDocument(page, say) {
  const { $ } = page;
  if (!page.lang) say('<html> has no lang');
  if ($('h1').length !== 1) say(`has ${$('h1').length} h1`);
  if ($('head > title').length !== 1 || !$('head > title').text().trim()) say('has no title');
}

function checkAddress(site, page, say) {
  const own = site.origin + page.address;
  const open = (property) => page.$(`meta[property="${property}"]`).attr('content')?.trim();
  if (!page.canonical) say('has no canonical address');
  else if (!same(page.canonical, own)) say(`its canonical address is ${page.canonical}`);
  for (const property of ['og:title', 'og:type', 'og:url']) if (!open(property)) say(`has no ${property}`);
  if (open('og:url') && !same(open('og:url'), own)) say(`its og:url is ${open('og:url')}`);
}

/** Alternates include the page itself, name the language of their target, and are mutual. */
function checkAlternates(site, page, say) {
  const own = alternates(site, page);
  if (own.length === 0) return;
  if (!own.some(({ lang, file }) => lang !== 'x-default' && file === page.path)) say('its alternates lack the page itself');
  const languages = own.map(({ lang }) => lang);
  if (new Set(languages).size !== languages.length) say(`names a language twice: ${languages.join(' ')}`);
  for (const { lang, href, file } of own) {
    const target = site.page.get(file);
    if (!target) say(`no such alternate: ${href}`);
    else if (!URL.canParse(href)) say(`an alternate is not a full address: ${href}`);
    else {
      if (lang !== 'x-default' && lang.toLowerCase() !== target.lang.toLowerCase()) say(`${href} is ${target.lang}, not ${lang}`);
      if (!alternates(site, target).some((back) => back.file === page.path)) say(`${href} does not name it in turn`);
    }
  }
}

const alternates = (site, { $ }) =>
  [...$('link[rel="alternate"][hreflang]')].map((link) => {
    const href = $(link).attr('href') ?? '';
    return { lang: $(link).attr('hreflang'), href, file: fileOf(site, href) };
  });

function checkData(page, say) {
  const nodes = [];
  for (const script of page.$('script[type="application/ld+json"]')) {
    try {
      collect(JSON.parse(page.$(script).text()), nodes);
    } catch (error) {
      say(`JSON-LD: ${error.message}`);
    }
  }
  const whole = new Set(nodes.filter((node) => node.name && node['@id']).map((node) => node['@id']));
  for (const node of nodes) {
    for (const type of [node['@type']].flat()) {
      for (const key of REQUIRED[type] ?? []) {
        const elsewhere = key === 'name' && whole.has(node['@id']);
        if (!elsewhere && (node[key] === undefined || node[key] === null || node[key] === '')) say(`${type} lacks ${key}`);
      }
      if (type === 'BreadcrumbList') {
        const positions = [node.itemListElement ?? []].flat().map((item) => item.position);
        if (positions.some((position, at) => position !== at + 1)) say(`BreadcrumbList: positions ${positions.join(' ')}`);
      }
    }
    for (const key of ['datePublished', 'dateModified', 'startDate', 'endDate', 'expires']) {
      if (node[key] !== undefined && !isW3cDate(node[key])) say(`${key} is not a date: ${node[key]}`);
    }
  }
  const articles = nodes.filter((node) => [node['@type']].flat().includes('NewsArticle'));
  if (page.kind === 'release' && !page.tombstone && !page.redirect) {
    if (articles.length !== 1) say(`a release with ${articles.length} NewsArticle`);
    else if (articles[0].url && !same(articles[0].url, page.canonical)) say(`NewsArticle: its url is ${articles[0].url}`);
  }
}

/** All objects that have a type, however deep. */
function collect(value, into) {
  if (value === null || typeof value !== 'object') return;
  if (value['@type']) into.push(value);
  for (const inner of Object.values(value)) collect(inner, into);
}

/** Whether two addresses are one, however their letters are escaped. */
const same = (a, b) => {
  try {
    return decodeURI(new URL(a).href) === decodeURI(new URL(b).href);
  } catch {
    return false;
  }
};
