// A site small enough to read, on which every judge finds nothing; the tests of the judges spoil one thing at a time.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSite } from './site.mjs';

const ORIGIN = 'https://news.example.gov';
const LANGUAGES = { en: '', 'zh-Hans': 'zh-Hans/' };
const RELEASES = [
  { id: 'bridge', title: 'The bridge opens', date: '2022-09-28T09:00:00+08:00', mail: 'Wed, 28 Sep 2022 01:00:00 +0000' },
  { id: 'harvest', title: 'The harvest begins', date: '2022-08-02T09:00:00+08:00', mail: 'Tue, 02 Aug 2022 01:00:00 +0000' },
];
const at = (prefix, { id, date }) => `${prefix}releases/${date.slice(0, 4)}/${date.slice(5, 7)}/${id}/`;

/** All files of the good site: path -> text. */
export function goodFiles() {
  const files = {
    'main.css': 'body { max-width: 60rem; margin: auto; padding: 1rem }\na, li { display: inline-block; min-width: 2rem; line-height: 2 }\na { color: #0645ad }\n@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } a { color: #9cf } }\n',
    'search.js': SEARCH,
    'robots.txt': `User-agent: *\nAllow: /\nSitemap: ${ORIGIN}/sitemap.xml\n`,
    'sitemap.xml': xml(`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${['2022', 'news']
      .map((part) => `<sitemap><loc>${ORIGIN}/sitemap-${part}.xml</loc></sitemap>`)
      .join('')}</sitemapindex>`),
    '404.html': page({ path: '404.html', lang: 'en', kind: 'not_found', title: 'Not found', body: '<p>No such page.</p>', alone: true }),
  };
  for (const [lang, prefix] of Object.entries(LANGUAGES)) {
    const list = RELEASES.map((each) => `<li><a href="/${at(prefix, each)}">${each.title}</a></li>`).join('');
    const body = `<ul>${list}</ul><p><a href="/${prefix}search/">Search</a></p>`;
    files[`${prefix}index.html`] = page({ path: prefix, lang, kind: 'home', title: 'News', body });
    files[`${prefix}search/index.html`] = page({ path: `${prefix}search/`, lang, kind: 'search', title: 'Search', body: FORM(prefix) });
    for (const each of RELEASES) files[`${at(prefix, each)}index.html`] = page(releasePage(lang, prefix, each));
    Object.assign(files, feeds(lang, prefix));
  }
  const urls = Object.values(LANGUAGES).flatMap((prefix) => RELEASES.map((each) => [each, `${ORIGIN}/${at(prefix, each)}`]));
  files['sitemap-2022.xml'] = urlset(urls.map(([{ date }, loc]) => `<url><loc>${loc}</loc><lastmod>${date}</lastmod></url>`));
  Object.assign(files, data());
  files['sitemap-news.xml'] = urlset(
    urls.map(
      ([{ title, date }, loc]) =>
        `<url><loc>${loc}</loc><news:news><news:publication><news:name>News</news:name><news:language>en</news:language></news:publication><news:publication_date>${date}</news:publication_date><news:title>${title}</news:title></news:news></url>`,
    ),
  );
  return files;
}

/** A catalogue of one table, in both forms. */
function data() {
  const id = (path) => ({ '@id': `${ORIGIN}/data/${path}` });
  const rows = RELEASES.map((each) => ({ title: each.title, url: `${ORIGIN}/${at('', each)}` }));
  const distribution = (file, more) => ({ '@type': 'dcat:Distribution', 'dcat:downloadURL': id(file), ...more });
  const said = { 'dct:title': 'Releases', 'dct:description': 'All of them.', 'dct:publisher': { '@type': 'foaf:Organization' } };
  return {
    'data/catalogue.jsonld': JSON.stringify({
      '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', foaf: 'http://xmlns.com/foaf/0.1/' },
      '@type': 'dcat:Catalog',
      'dcat:dataset': {
        ...id('catalogue.jsonld#releases'),
        '@type': 'dcat:Dataset',
        ...said,
        'dcat:distribution': [
          distribution('releases.csv'),
          distribution('releases.jsonl', { 'dct:conformsTo': id('releases.schema.json') }),
        ],
      },
    }),
    'data/releases.csv': `\ufefftitle,url\r\n${rows.map(({ title, url }) => `"${title}",${url}\r\n`).join('')}`,
    'data/releases.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'data/releases.schema.json': JSON.stringify({
      type: 'object',
      required: ['title'],
      additionalProperties: false,
      properties: { title: { type: 'string' }, url: { type: 'string', format: 'uri' } },
    }),
  };
}

/** Lays the files down with their manifest, opens the site for `use`, and clears up. */
export async function withSite(files, use) {
  const folder = mkdtempSync(join(tmpdir(), 'judges-'));
  const sha256 = (text) => createHash('sha256').update(text).digest('hex');
  const entries = Object.entries(files).map(([path, text]) => ({ path, sha256: sha256(text) }));
  try {
    for (const [path, text] of Object.entries({ 'manifest.json': JSON.stringify({ files: entries }), ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await use(openSite(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function page({ path, lang, kind, title, body, data = '', alone = false }) {
  const rest = path.slice(LANGUAGES[lang].length);
  const alternates = Object.entries(LANGUAGES)
    .map(([other, prefix]) => `<link rel="alternate" hreflang="${other}" href="${ORIGIN}/${prefix}${rest}">`)
    .join('\n');
  const switches = Object.entries(LANGUAGES).map(([other, prefix]) => `<a href="/${prefix}${rest}" hreflang="${other}">${other}</a>`);
  const address = `<link rel="canonical" href="${ORIGIN}/${path}">
${alternates}
<meta property="og:title" content="${title}">
<meta property="og:type" content="website">
<meta property="og:url" content="${ORIGIN}/${path}">`;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${alone ? '' : address}
<link rel="stylesheet" href="/main.css">
${kind === 'search' ? '<script type="module" src="/search.js"></script>' : ''}
${data && `<script type="application/ld+json">${JSON.stringify(data)}</script>`}
</head>
<body data-kind="${kind}">
<header>${alone ? '<a href="/">News</a>' : switches.join(' ')}</header>
<main id="main">
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}

function releasePage(lang, prefix, each) {
  const url = `${ORIGIN}/${at(prefix, each)}`;
  const article = {
    '@type': 'NewsArticle',
    headline: each.title,
    datePublished: each.date,
    inLanguage: lang,
    url,
    publisher: { '@type': 'GovernmentOrganization', name: 'County Office' },
    about: { '@type': 'Event', name: each.title, startDate: each.date.slice(0, 10), attendee: [{ '@type': 'Person', name: 'Liu Zhisheng' }] },
  };
  const crumbs = { '@type': 'BreadcrumbList', itemListElement: [{ '@type': 'ListItem', position: 1, name: 'News', item: `${ORIGIN}/${prefix}` }] };
  return {
    path: at(prefix, each),
    lang,
    kind: 'release',
    title: each.title,
    body: `<p>It was a fine day.</p><p><a href="/${prefix}#main">News</a></p>`,
    data: { '@context': 'https://schema.org', '@graph': [article, crumbs] },
  };
}

/** The current feed lists the newest release, its archive the other. */
function feeds(lang, prefix) {
  const [newest, oldest] = RELEASES;
  const here = (file) => `${ORIGIN}/${prefix}${file}`;
  const id = (each) => `tag:news.example.gov,2022:${lang}/${each.id}`;
  const entry = (each) =>
    `<entry><id>${id(each)}</id><title>${each.title}</title><updated>${each.date}</updated><published>${each.date}</published><link href="${here('')}${at('', each)}"/></entry>`;
  const atom = (file, links, each) =>
    xml(
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"><id>${here(file)}</id><title>News</title><updated>${each.date}</updated><author><name>County Office</name></author><link rel="self" href="${here(file)}"/>${links}${entry(each)}</feed>`,
    );
  return {
    [`${prefix}feed.xml`]: atom('feed.xml', `<link rel="prev-archive" href="${here('feed-2022-08.xml')}"/>`, newest),
    [`${prefix}feed-2022-08.xml`]: atom('feed-2022-08.xml', `<link rel="current" href="${here('feed.xml')}"/><fh:archive/>`, oldest),
    [`${prefix}rss.xml`]: xml(
      `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title><link>${here('')}</link><description>News</description><atom:link rel="self" href="${here('rss.xml')}"/><item><guid isPermaLink="false">${id(newest)}</guid><title>${newest.title}</title><link>${here('')}${at('', newest)}</link><pubDate>${newest.mail}</pubDate></item></channel></rss>`,
    ),
    [`${prefix}feed.json`]: JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'News',
      home_page_url: here(''),
      feed_url: here('feed.json'),
      items: [{ id: id(newest), url: here(at('', newest)), title: newest.title, content_text: 'It was a fine day.', date_published: newest.date }],
    }),
  };
}

const xml = (text) => `<?xml version="1.0" encoding="utf-8"?>\n${text}\n`;
const urlset = (urls) =>
  xml(
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${urls.join('')}</urlset>`,
  );

const FORM = (prefix) =>
  `<form action="/${prefix}search/"><label>Words <input type="search" name="q"></label> <button>Search</button></form><ul id="results"></ul><p><a href="/${prefix}">News</a></p>`;

/** The least search that answers: the releases of the home page whose title has the word. */
const SEARCH = `const word = new URLSearchParams(location.search).get('q');
if (word) {
  const home = await (await fetch('..')).text();
  const found = new DOMParser().parseFromString(home, 'text/html').querySelectorAll('main li');
  document.querySelector('#results').append(...[...found].filter((each) => each.textContent.includes(word)));
}
`;
