// node screenshots.mjs FOLDER OUTDIR [--base /]: PNGs of the main kinds of page, in each language, narrow and wide,
// light and dark.
import { mkdirSync } from 'node:fs';
import { join, resolve as absolute } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './chromium.mjs';
import { serve } from './server.mjs';
import { openSite } from './site.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { base: { type: 'string', default: '/' } },
});
if (positionals.length !== 2) {
  console.error('usage: node screenshots.mjs FOLDER OUTDIR [--base /]');
  process.exit(2);
}
const [folder, out] = positionals.map((path) => absolute(path));
const site = openSite(folder, `/${values.base}/`.replace(/\/+/g, '/'));
mkdirSync(out, { recursive: true });

/** The longest page of a kind shows the most of it. */
const SUBJECTS = {
  home: (page) => page.kind === 'home',
  release: (page) => page.kind === 'release' && !page.tombstone,
  person: (page) => /(^|\/)people\/[^/]+\/index\.html$/.test(page.path),
  month: (page) => /(^|\/)releases\/\d{4}\/\d{2}\/index\.html$/.test(page.path),
};

const server = await serve(site);
const browser = await launch();
for (const lang of site.languages) {
  for (const [subject, fits] of Object.entries(SUBJECTS)) {
    const pages = site.pages.filter((page) => page.lang === lang && !page.redirect && fits(page));
    if (pages.length === 0) continue;
    const page = pages.reduce((a, b) => (b.$.html().length > a.$.html().length ? b : a));
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [360, 1280]) {
        const tab = await browser.newPage({ colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
        await tab.goto(server.address(page.address));
        const file = `${subject}-${lang}-${colorScheme}-${width}.png`;
        await tab.screenshot({ path: join(out, file), fullPage: true });
        await tab.close();
        console.log(`${file}  ${page.address}`);
      }
    }
  }
}
await browser.close();
await server.close();
