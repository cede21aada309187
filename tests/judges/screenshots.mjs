// node screenshots.mjs FOLDER OUTDIR [--base /]: PNGs of the main kinds of page, in each language, narrow and wide,
// light and dark. With --docs: the pictures of README and docs/, of the demo site, cropped, and made small by pngquant
// where that is installed.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve as absolute } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './chromium.mjs';
import { serve } from './server.mjs';
import { openSite } from './site.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { base: { type: 'string', default: '/' }, docs: { type: 'boolean', default: false } },
});
if (positionals.length !== 2) {
  console.error('usage: node screenshots.mjs FOLDER OUTDIR [--base /] [--docs]');
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
  data: (page) => page.kind === 'data',
  month: (page) => /(^|\/)releases\/\d{4}\/\d{2}\/index\.html$/.test(page.path),
};

/** The pictures of README and docs/: file, address with where to scroll to, width, height, dark if said so. */
const DOCS = [
  ['home', '/', 1280, 1600],
  ['release', '/releases/2022/09/safety-and-stability-work-meeting/', 1280, 1600],
  ['release-people', '/releases/2022/09/safety-and-stability-work-meeting/#part:attendees', 1280, 1000],
  ['person', '/people/qi-yonghong/', 1280, 1600],
  ['month', '/releases/2022/09/', 1280, 1600],
  ['release-zh', '/zh-Hans/releases/2022/09/safety-and-stability-work-meeting/', 1280, 1600],
  ['home-dark', '/', 1280, 1600, 'dark'],
  ['release-phone', '/releases/2022/09/safety-and-stability-work-meeting/', 360, 1200],
];

const server = await serve(site);
const browser = await launch();

/** A picture of a page: of all of it, or of its top. Every lazy picture is loaded first. */
async function take(file, address, { width, height, colorScheme }) {
  const viewport = { width, height: height ?? 900 };
  const tab = await browser.newPage({ colorScheme, viewport, reducedMotion: 'reduce' });
  await tab.goto(server.address(address));
  await tab.evaluate(() => {
    const pictures = [...document.images];
    for (const picture of pictures) picture.loading = 'eager';
    return Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
  });
  await tab.screenshot({ path: join(out, file), fullPage: height === undefined });
  await tab.close();
  console.log(`${file}  ${address}`);
}

if (values.docs) {
  for (const [name, address, width, height, colorScheme = 'light'] of DOCS) {
    await take(`${name}.png`, address, { width, height, colorScheme });
  }
  const files = DOCS.map(([name]) => join(out, `${name}.png`));
  spawnSync('pngquant', ['--force', '--ext', '.png', '--speed', '1', '--strip', '64', ...files], { stdio: 'inherit' });
} else {
  for (const lang of site.languages) {
    for (const [subject, fits] of Object.entries(SUBJECTS)) {
      const pages = site.pages.filter((page) => page.lang === lang && !page.redirect && fits(page));
      if (pages.length === 0) continue;
      const page = pages.reduce((a, b) => (b.$.html().length > a.$.html().length ? b : a));
      for (const colorScheme of ['light', 'dark']) {
        for (const width of [360, 1280]) {
          await take(`${subject}-${lang}-${colorScheme}-${width}.png`, page.address, { width, colorScheme });
        }
      }
    }
  }
}
await browser.close();
await server.close();
