// node run.mjs FOLDER [--base /] [--only name,name]: every judge over a built folder; exit code 1 at any finding.
import { resolve as absolute } from 'node:path';
import { parseArgs } from 'node:util';
import * as browser from './browser.mjs';
import * as data from './data.mjs';
import * as feeds from './feeds.mjs';
import * as html from './html.mjs';
import * as links from './links.mjs';
import * as manifest from './manifest.mjs';
import * as metadata from './metadata.mjs';
import { openSite } from './site.mjs';
import * as sitemaps from './sitemaps.mjs';

const JUDGES = [manifest, links, metadata, sitemaps, feeds, data, html, browser];
const SHOWN = 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { base: { type: 'string', default: '/' }, only: { type: 'string' } },
});
if (positionals.length !== 1) {
  console.error('usage: node run.mjs FOLDER [--base /] [--only name,name]');
  process.exit(2);
}

const only = values.only?.split(',');
const unknown = only?.filter((name) => !JUDGES.some((judge) => judge.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(`no judge ${unknown.join(', ')}; there are ${JUDGES.map((judge) => judge.name).join(', ')}`);
  process.exit(2);
}

const site = openSite(absolute(positionals[0]), `/${values.base}/`.replace(/\/+/g, '/'));
console.log(`${site.paths.length} files, ${site.pages.length} pages in ${site.languages.join(', ')}, of ${site.origin}${site.base}`);
if (!site.page.has('index.html')) {
  console.error('there is no index.html: not a built site');
  process.exit(2);
}

let failed = 0;
for (const { name, judge } of JUDGES.filter((each) => !only || only.includes(each.name))) {
  const started = Date.now();
  const { checked, findings } = await judge(site);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`judge ${name}: ${checked} checked, ${findings.length} findings (${seconds} s)`);
  for (const { at, what } of findings.slice(0, SHOWN)) console.log(`  ${at}: ${what}`);
  if (findings.length > SHOWN) console.log(`  … and ${findings.length - SHOWN} more`);
  if (findings.length > 0) failed += 1;
  if (checked === 0 && findings.length === 0) {
    console.log(`  it found nothing to judge, which is no pass`);
    failed += 1;
  }
}
process.exitCode = failed > 0 ? 1 : 0;
