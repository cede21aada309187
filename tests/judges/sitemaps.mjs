// Judge `sitemaps`: they fit their schemas, and say of the pages what the pages say of themselves.
import { fileURLToPath } from 'node:url';
import { fileOf } from './site.mjs';
import { children, isW3cDate, rootOf, textOf, xmllint } from './xml.mjs';

export const name = 'sitemaps';

const schema = (file) => fileURLToPath(new URL(`schemas/${file}`, import.meta.url));
const NEWS = 'http://www.google.com/schemas/sitemap-news/0.9';

export function judge(site) {
  const findings = [];
  const say = (at, what) => findings.push({ at, what });
  const roots = new Map(
    site.paths.filter((path) => path.endsWith('.xml')).map((path) => [path, rootOf(site, path)]),
  );
  const named = (name) => [...roots].filter(([, root]) => root?.localName === name).map(([path]) => path);
  const [indexes, sitemaps] = [named('sitemapindex'), named('urlset')];
  let checked = indexes.length + sitemaps.length;

  if (!indexes.includes('sitemap.xml')) say('sitemap.xml', 'is not a sitemap index');
  findings.push(...xmllint(site, indexes, schema('siteindex.xsd')), ...xmllint(site, sitemaps, schema('sitemap.xsd')));

  const announced = new Set([...robots(site, say), ...indexes]);
  for (const path of indexes) {
    for (const entry of children(roots.get(path), 'sitemap')) {
      checkDate(path, entry, say);
      const file = fileOf(site, textOf(entry, 'loc'));
      if (file && sitemaps.includes(file)) announced.add(file);
      else say(path, `${textOf(entry, 'loc')} is not a sitemap of this site`);
    }
  }
  for (const path of sitemaps) if (!announced.has(path)) say(path, 'neither an index nor robots.txt names it');

  const listed = new Map();
  for (const path of sitemaps) {
    const urls = children(roots.get(path), 'url');
    if (urls.length > 50_000 || site.read(path).length > 50 * 1024 * 1024) say(path, 'is larger than the protocol allows');
    for (const url of urls) {
      checked += 1;
      const loc = textOf(url, 'loc');
      checkDate(path, url, say);
      const page = site.page.get(fileOf(site, loc));
      if (!page) say(path, `${loc} is no page of this site`);
      else if (page.canonical !== loc) say(path, `${loc} calls itself ${page.canonical}`);
      else if (page.noindex || page.redirect) say(path, `${loc} is not to be indexed`);
      for (const link of children(url, 'link')) {
        if (!site.page.has(fileOf(site, link.getAttribute('href')))) say(path, `no such alternate: ${link.getAttribute('href')}`);
      }
      const news = [...url.childNodes].some((node) => node.namespaceURI === NEWS);
      if (news) continue;
      if (listed.has(loc)) say(path, `${loc} is also in ${listed.get(loc)}`);
      listed.set(loc, path);
    }
  }
  for (const page of site.pages) {
    if (page.kind !== 'release' || page.noindex || page.redirect || page.tombstone) continue;
    if (!listed.has(page.canonical)) say(page.path, 'a release that no sitemap lists');
  }
  return { checked, findings };
}

function checkDate(path, entry, say) {
  const lastmod = textOf(entry, 'lastmod');
  if (lastmod !== null && !isW3cDate(lastmod)) say(path, `lastmod ${lastmod} is no W3C datetime`);
}

/** The sitemaps that robots.txt names; it must name the index. */
function robots(site, say) {
  const text = site.files.has('robots.txt') ? site.text('robots.txt') : '';
  const files = [...text.matchAll(/^sitemap:\s*(\S+)/gim)].map(([, address]) => fileOf(site, address));
  if (!files.includes('sitemap.xml')) say('robots.txt', 'does not name sitemap.xml');
  return files;
}
