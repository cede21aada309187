// Each judge passes the good site and can fail: for each kind of finding, one thing is spoilt.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as browser from './browser.mjs';
import * as data from './data.mjs';
import * as feeds from './feeds.mjs';
import { goodFiles, withSite } from './fixture.mjs';
import * as html from './html.mjs';
import * as links from './links.mjs';
import * as manifest from './manifest.mjs';
import * as metadata from './metadata.mjs';
import * as sitemaps from './sitemaps.mjs';

const RELEASE = 'releases/2022/09/bridge/index.html';

for (const { name, judge } of [manifest, links, metadata, sitemaps, feeds, data, html, browser]) {
  test(`${name} passes the good site`, async () => {
    const { checked, findings } = await withSite(goodFiles(), judge);
    assert.deepEqual(findings, []);
    assert.ok(checked > 0);
  });
}

/** `spoil` one file of the good site: the judge then says `expected`. */
function fails({ name, judge }, what, path, spoil, expected, more = {}) {
  test(`${name} finds ${what}`, async () => {
    const files = { ...goodFiles(), ...more };
    const before = files[path] ?? '';
    files[path] = spoil(before);
    assert.notEqual(files[path], before, 'the test spoils nothing');
    const { findings } = await withSite(files, judge);
    const said = findings.map((finding) => `${finding.at}: ${finding.what}`);
    assert.ok(said.some((line) => expected.test(line)), `said only: ${said.join('\n')}`);
  });
}

const swap = (from, to) => (text) => text.replace(from, to);

fails(manifest, 'a file that is not listed', 'manifest.json', () => '{"files": []}', /main\.css: is not listed/);
fails(manifest, 'a file that is gone', 'manifest.json', () => '{"files": [{"path": "x.html", "sha256": "0"}]}', /x\.html is not in/);
fails(manifest, 'another content', 'manifest.json', () => '{"files": [{"path": "main.css", "sha256": "0"}]}', /its SHA-256/);
fails(manifest, 'a copy of something else', 'main.css.gz', () => Buffer.from('H4sIAAAAAAAAAwMAAAAAAAAAAAA=', 'base64'), /unpacks to something else/);

fails(links, 'a dead link', RELEASE, swap('href="/#main"', 'href="/nowhere/"'), /\/nowhere\/: no such file/);
fails(links, 'a dead fragment', RELEASE, swap('href="/#main"', 'href="/#nowhere"'), /#nowhere: no such id/);
fails(links, 'a link that costs a redirect', RELEASE, swap('href="/#main"', 'href="/search"'), /closing slash/);
fails(links, 'a missing picture', RELEASE, swap('<p>', '<img src="a.png" srcset="b.png 2x" alt=""><p>'), /b\.png: no such file/);
fails(links, 'a missing file of a style sheet', 'main.css', (text) => `${text} p { background: url(x.svg) }`, /main\.css: x\.svg/);
fails(links, 'a page that nothing links to', 'island/index.html', () => '<!doctype html><title>Island</title>', /island.*cannot be reached/);
fails(links, 'an address of the manifest', 'manifest.json', () => '{"pages": [{"address": "/nowhere/"}]}', /manifest\.json: \/nowhere\//);

fails(metadata, 'broken JSON-LD', RELEASE, swap('{"@context"', '{@context'), /JSON-LD/);
fails(metadata, 'an article without its date', RELEASE, swap('"datePublished"', '"published"'), /NewsArticle lacks datePublished/);
fails(metadata, 'an event without its start', RELEASE, swap('"startDate"', '"start"'), /Event lacks startDate/);
fails(metadata, 'a person without a name', RELEASE, swap('"name":"Liu Zhisheng"', '"name":""'), /Person lacks name/);
fails(metadata, 'breadcrumbs out of step', RELEASE, swap('"position":1', '"position":2'), /positions 2/);
fails(metadata, 'a date that does not exist', RELEASE, swap('"startDate":"2022-09-28"', '"startDate":"2022-09-31"'), /startDate is not a date/);
fails(metadata, 'a foreign canonical', RELEASE, swap('canonical" href="https://news.example.gov/releases', 'canonical" href="https://news.example.gov/r'), /canonical address is/);
fails(metadata, 'an alternate that is not mutual', RELEASE, swap(/<link rel="alternate".*\n/g, ''), /does not name it in turn/);
fails(metadata, 'an alternate in the wrong language', RELEASE, swap('hreflang="zh-Hans"', 'hreflang="fr"'), /is zh-Hans, not fr/);
fails(metadata, 'a second h1', RELEASE, swap('</main>', '<h1>Again</h1></main>'), /has 2 h1/);
fails(metadata, 'no language', RELEASE, swap('<html lang="en">', '<html>'), /has no lang/);
fails(metadata, 'a title used twice', RELEASE, swap(/<title>.*<\/title>/, '<title>The harvest begins</title>'), /has the title of/);
fails(metadata, 'no Open Graph', RELEASE, swap('og:type', 'og:kind'), /has no og:type/);

fails(sitemaps, 'no index', 'sitemap.xml', swap(/sitemapindex/g, 'urlset'), /is not a sitemap index/);
fails(sitemaps, 'an index off its schema', 'sitemap.xml', swap('<sitemap>', '<sitemap><priority>1</priority>'), /priority/);
fails(sitemaps, 'a sitemap off its schema', 'sitemap-2022.xml', swap('<lastmod>', '<changefreq>often</changefreq><lastmod>'), /changefreq/);
fails(sitemaps, 'news off its schema', 'sitemap-news.xml', swap('<news:title>The bridge opens</news:title>', ''), /Missing child/);
fails(sitemaps, 'a date off the calendar', 'sitemap-2022.xml', swap('2022-09-28', '2022-02-30'), /no W3C datetime/);
fails(sitemaps, 'an address without a page', 'sitemap-2022.xml', swap('/bridge/', '/tunnel/'), /tunnel\/ is no page/);
fails(sitemaps, 'a release left out', 'sitemap-2022.xml', swap(/<url>.*?<\/url>/, ''), /bridge.*no sitemap lists/);
fails(sitemaps, 'an address that is not canonical', RELEASE, swap('canonical" href="', 'canonical" href="https://other.example/?'), /calls itself/);
fails(sitemaps, 'robots.txt without it', 'robots.txt', () => 'User-agent: *\n', /does not name sitemap\.xml/);

fails(data, 'no linked data', 'data/catalogue.jsonld', swap('{"@context"', '{@context'), /is no JSON-LD/);
fails(data, 'a catalogue of something else', 'data/catalogue.jsonld', swap('dcat:Catalog', 'dcat:List'), /is no dcat:Catalog/);
fails(data, 'a table without a title', 'data/catalogue.jsonld', swap('dct:title', 'dct:name'), /has no title/);
fails(data, 'a table that is not there', 'data/catalogue.jsonld', swap('releases.csv', 'years.csv'), /years\.csv is no file/);
fails(data, 'a table that is not listed', 'data/more.csv', () => 'a,b\r\n', /more\.csv: is not in the catalogue/);
fails(data, 'a sheet of another code page', 'data/releases.csv', swap('\ufeff', ''), /no byte order mark/);
fails(data, 'a crooked sheet', 'data/releases.csv', swap('"The bridge opens",', '"The bridge opens",,'), /is no CSV/);
fails(data, 'a row off its schema', 'data/releases.jsonl', swap('"title"', '"name"'), /line 1: data must have required property 'title'/);
fails(data, 'a row without a page', 'data/releases.jsonl', swap('/bridge/', '/tunnel/'), /tunnel\/ is no page/);
fails(data, 'forms that differ', 'data/releases.jsonl', (text) => text.split('\n').slice(1).join('\n'), /its forms differ/);

fails(feeds, 'what is not XML', 'feed.xml', swap('<author>', '<autor>'), /autor/);
fails(feeds, 'a feed without a date', 'feed.xml', swap(/<updated>.*?<\/updated>/, ''), /Atom: no updated/);
fails(feeds, 'a feed without an author', 'feed.xml', swap(/<author>.*<\/author>/, ''), /has no author/);
fails(feeds, 'a feed at another address', 'rss.xml', swap('/rss.xml', '/other.xml'), /calls itself/);
fails(feeds, 'an RSS date of another form', 'rss.xml', swap('Wed, 28 Sep 2022 01:00:00 +0000', '2022-09-28T09:00:00+08:00'), /pubDate is/);
fails(feeds, 'an item without a guid', 'rss.xml', swap(/<guid.*<\/guid>/, ''), /without an id/);
fails(feeds, 'a JSON Feed of another version', 'feed.json', swap('version/1.1', 'version/1'), /its version is/);
fails(feeds, 'a JSON Feed without content', 'feed.json', swap('content_text', 'text'), /has no content/);
fails(feeds, 'formats that differ', 'feed.json', swap('The bridge opens', 'The bridge closes'), /item 1 is/);
fails(feeds, 'formats whose dates differ', 'rss.xml', swap('01:00:00', '02:00:00'), /item 1 is/);
fails(feeds, 'an item without a page', 'feed.json', swap('/bridge/', '/tunnel/'), /no such page/);
fails(feeds, 'a broken chain', 'feed.xml', swap('feed-2022-08.xml', 'feed-2022-07.xml'), /is no archive document/);
fails(feeds, 'a release left out', 'feed-2022-08.xml', swap(/<entry>.*<\/entry>/, ''), /nor its archives list .*harvest/);
fails(feeds, 'an archive with another current feed', 'feed-2022-08.xml', swap('/feed.xml', '/rss.xml'), /its current feed is/);
fails(feeds, 'a declared feed that is none', RELEASE, swap('</head>', '<link rel="alternate" type="application/atom+xml" href="/rss.xml"></head>'), /is no atom feed/);

fails(html, 'an error', RELEASE, swap('</main>', '<p id="main">Twice</p></main>'), /Duplicate ID/);
fails(html, 'a warning', RELEASE, swap('</main>', '<section>No heading</section></main>'), /lacks heading/);

const HOME = 'index.html';
const SEARCH = 'search/index.html';
const atHome = { name: 'browser', judge: (site) => browser.judge(site, [site.page.get(HOME)]) };
const atSearch = { name: 'browser', judge: (site) => browser.judge(site, [site.page.get(SEARCH)]) };

fails(atHome, 'a picture without words', HOME, swap('</main>', '<p><img src="/a.png"></p></main>'), /axe image-alt/);
fails(atHome, 'a file that is missing', HOME, swap('</main>', '<p><img src="/a.png" alt="A"></p></main>'), /console: .*404/);
fails(atHome, 'too little contrast in the dark', 'main.css', swap('color: #9cf', 'color: #334'), /axe color-contrast \(dark/);
fails(atHome, 'what is too wide', HOME, swap('</main>', `<p>${'W'.repeat(60)}</p></main>`), /scrolls sideways at 320 px/);
fails(atHome, 'a breach of the policy', HOME, swap('<ul>', '<ul style="color: #000">'), /console: .*Content Security Policy/);
fails(atHome, 'text that needs JavaScript', HOME, swap('</head>', '<script type="module" src="/search.js?q"></script></head>'), /differs without/, {
  'search.js': 'document.querySelector("main").append("More")',
});
fails(atSearch, 'a script that fails', 'search.js', () => 'throw new Error("oh")', /script: oh/);

test('the sample has every kind of page in every language, and every element', async () => {
  const files = goodFiles();
  files['releases/2022/08/harvest/index.html'] = files['releases/2022/08/harvest/index.html'].replace('</main>', '<table class="odd"></table></main>');
  const sample = await withSite(files, (site) => browser.chooseSample(site).map((page) => page.path));
  for (const path of ['index.html', 'search/index.html', '404.html', 'zh-Hans/index.html', 'releases/2022/08/harvest/index.html']) {
    assert.ok(sample.includes(path), `${path} is not in ${sample}`);
  }
  assert.ok(!sample.includes(RELEASE), 'a page that shows nothing new is not in the sample');
});
