// A built folder as the judges see it: files, pages, and what an address stands for. Knows nothing of crier's code.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';

/** Paths of all files below `folder`, with `/`, in a stable order. */
function walk(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      return entry.isDirectory() ? walk(folder, path) : [path];
    });
}

/** Opens a folder. `base` is the path that the site is served under. */
export function openSite(folder, base = '/') {
  const paths = walk(folder);
  const site = {
    folder,
    base,
    paths,
    files: new Set(paths),
    read: (path) => readFileSync(join(folder, path)),
    text: (path) => readFileSync(join(folder, path), 'utf8'),
  };
  site.pages = paths.filter((path) => path.endsWith('.html')).map((path) => readPage(site, path));
  site.page = new Map(site.pages.map((page) => [page.path, page]));
  site.origin = originOf(site);
  site.languages = [...new Set(site.pages.filter((page) => !page.redirect).map((page) => page.lang))].filter(Boolean);
  return site;
}

/** The address of a file, as a path: an index.html is its folder. */
export function addressOf(site, path) {
  const shown = path.replace(/(^|\/)index\.html$/, '$1');
  return site.base + shown.split('/').map(encodeURIComponent).join('/');
}

/** Where a link of `address` leads: { outside } | { file, fragment } | { broken }. */
export function resolve(site, address, link) {
  let url;
  try {
    url = new URL(link, site.origin + address);
  } catch {
    return { broken: 'not an address' };
  }
  if (!/^https?:$/.test(url.protocol) || url.origin !== site.origin) return { outside: url.href };
  const fragment = url.hash.slice(1).split(':~:')[0];
  if (!url.pathname.startsWith(site.base)) return { broken: `outside of ${site.base}` };
  let path = decode(url.pathname.slice(site.base.length));
  if (path === '' || path.endsWith('/')) path += 'index.html';
  if (site.files.has(path)) return { file: path, fragment: decode(fragment) };
  return { broken: site.files.has(`${path}/index.html`) ? 'lacks its closing slash' : 'no such file' };
}

/** The file that an absolute or relative address names, or null. */
export const fileOf = (site, link) => resolve(site, site.base, link).file ?? null;

function readPage(site, path) {
  const $ = load(site.text(path));
  const address = addressOf(site, path);
  const redirect = $('meta[http-equiv="refresh" i]').length > 0;
  const lang = $('html').attr('lang') ?? '';
  const body = $('body');
  const kind = body.attr('data-kind') ?? /(?:^| )is-([\w-]+)/.exec(body.attr('class'))?.[1].replace('-', '_') ?? guessKind(path, lang);
  return {
    path,
    address,
    $,
    lang,
    kind,
    redirect,
    // A tombstone stands at the address of a release that was removed; nothing links to it.
    tombstone: /^(gone|tombstone)$/.test(kind) || $('[data-status="in-error"]').length > 0,
    notFound: kind === 'not_found' || path === '404.html',
    noindex: /noindex|none/i.test($('meta[name="robots"]').attr('content') ?? ''),
    canonical: $('link[rel="canonical"]').attr('href') ?? null,
  };
}

/** The kind of a page that does not say it, by its address. */
function guessKind(path, lang) {
  let at = path.replace(/(^|\/)index\.html$/, '$1');
  if (lang && at.toLowerCase().startsWith(`${lang.toLowerCase()}/`)) at = at.slice(lang.length + 1);
  if (at === '') return 'home';
  if (at === '404.html') return 'not_found';
  if (at === 'search/') return 'search';
  if (/^releases\/\d{4}\/\d{2}\/(?!\d{2}\/$)[^/]+\/$/.test(at)) return 'release';
  if (/^releases\//.test(at)) return 'list';
  if (/^(people|units|topics)\/$/.test(at)) return 'index';
  return /^(people|units|topics)\//.test(at) ? 'list' : 'page';
}

/** The site's origin is what its home page calls itself. */
function originOf(site) {
  const canonical = site.page.get('index.html')?.canonical;
  return canonical && URL.canParse(canonical) ? new URL(canonical).origin : 'http://site.invalid';
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
