// The preview in a browser: `node tests/judges/serve.mjs target/release/crier`. A copy of the demo site is served and edited in
// every way that editors save; the page must follow by itself, and nobody touches the browser.
import axe from 'axe-core';
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync, mkdirSync, openSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { launch } from './chromium.mjs';

const crier = process.argv[2] ?? 'target/release/crier';
const PATIENCE = { timeout: 15_000 };
const folder = mkdtempSync(join(tmpdir(), 'crier-serve-'));
for (const part of ['content', 'crier.yaml']) cpSync(part, join(folder, part), { recursive: true });

const file = (path) => join(folder, path);
const read = (path) => readFileSync(file(path), 'utf8');
const write = (path, text) => {
  mkdirSync(dirname(file(path)), { recursive: true });
  writeFileSync(file(path), text);
};

const FILE = 'content/releases/preview-test.md';
const PAGE = '/releases/2023/11/preview-test/';
const LONG = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} of a long text.\n`).join('\n');
const text = (words, title = 'A preview is tested') =>
  `---\ntitle: ${title}\ndate: 2023-11-12\nattendees: [liu-zhisheng]\n---\n\n${words}\n\n${LONG}`;
write(FILE, text('First words.'));

/** Starts the server; gives it and where it is found. */
async function serve(port) {
  const options = ['--site', folder, '--port', port, '--now', '2024-01-01T09:00', '--editor', 'vscode://file/{path}:{line}:{column}'];
  const server = spawn(crier, ['serve', ...options], { stdio: ['pipe', 'pipe', process.env.VERBOSE ? 'inherit' : 'ignore'] });
  const said = await new Promise((resolve, reject) => {
    let all = '';
    server.stdout.on('data', (data) => {
      all += data;
      if (all.includes('http://')) resolve(all);
    });
    server.on('exit', () => reject(new Error(`crier serve ended: ${all}`)));
  });
  return { server, origin: said.match(/http:\/\/[^/]+/)[0] };
}

let { server, origin } = await serve('0');

const browser = await launch();
let failed = 0;
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
page.on('pageerror', (error) => {
  failed += 1;
  console.log(`not ok: the page throws ${error}`);
});

async function test(name, run) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${name}\n  ${String(error.stack ?? error).replaceAll('\n', '\n  ')}`);
  }
}
const shows = (words) => page.getByText(words, { exact: true }).first().waitFor(PATIENCE);
const overlay = page.locator('crier-findings section');
const open = (path) => page.goto(origin + path, { waitUntil: 'load' });
const marked = () => page.evaluate(() => window.isMarked === true);
const mark = () => page.evaluate(() => { window.isMarked = true; });

await open(PAGE);
await test('the page shows the text', () => shows('First words.'));

await test('a file that is written over', async () => {
  write(FILE, text('Written over.'));
  await shows('Written over.');
});

await test('a file that is replaced by another', async () => {
  write('content/releases/.preview-test.swap', text('Replaced.'));
  renameSync(file('content/releases/.preview-test.swap'), file(FILE));
  await shows('Replaced.');
});

await test('a file whose former text becomes a backup', async () => {
  renameSync(file(FILE), file(`${FILE}~`));
  write(FILE, text('With a backup.'));
  await shows('With a backup.');
});

await test('a file that is emptied, and written piece by piece', async () => {
  const handle = openSync(file(FILE), 'w');
  for (const piece of text('Piece by piece.').match(/[^]{1,400}/g)) {
    writeSync(handle, piece);
    await new Promise((later) => setTimeout(later, 45));
  }
  closeSync(handle);
  await shows('Piece by piece.');
  await overlay.waitFor({ state: 'detached', ...PATIENCE });
});

await test('many files at once', async () => {
  for (let at = 0; at < 300; at += 1) write(`content/releases/many/m${at}.md`, `---\ntitle: Many ${at}\ndate: 2023-11-13\n---\n\nWords.\n`);
  write(FILE, text('With many others.'));
  await shows('With many others.');
  rmSync(file('content/releases/many'), { recursive: true });
  write(FILE, text('Without them.'));
  await shows('Without them.');
});

await test('the scroll position is kept', async () => {
  await page.evaluate(() => scrollTo(0, 900));
  write(FILE, text('Further up.'));
  await shows('Further up.');
  await page.waitForFunction(() => Math.abs(scrollY - 900) < 60, undefined, PATIENCE);
  await page.evaluate(() => scrollTo(0, 0));
});

await test('a broken text is said above the last good page, and the place opens the editor', async () => {
  write(FILE, text('Broken.').replace('attendees', 'atendees'));
  await overlay.waitFor(PATIENCE);
  const said = await overlay.innerText();
  assert.match(said, /unknown key|no key|atendees/);
  assert.match(said, /content\/releases\/preview-test\.md:4:1/);
  await shows('Further up.');
  const link = await overlay.locator('a').first().getAttribute('href');
  assert.match(link, /^vscode:\/\/file\/.*preview%2Dtest%2Emd:4:1$/);
});

for (const [width, scheme] of [[360, 'dark'], [1280, 'light']]) {
  await test(`the findings can be read by everybody (${width} px, ${scheme})`, async () => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => globalThis.axe.run('crier-findings'));
    assert.deepEqual(violations.map((violation) => `${violation.id}: ${violation.nodes[0].html}`), []);
    const box = await overlay.boundingBox();
    assert.ok(box.width <= width && box.height < 800 * 0.75, JSON.stringify(box));
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `overlay-${width}-${scheme}.png`) });
  });
}
await page.setViewportSize({ width: 1280, height: 800 });

await test('they go away when the text is mended', async () => {
  write(FILE, text('Mended.'));
  await shows('Mended.');
  await overlay.waitFor({ state: 'detached', ...PATIENCE });
});

await test('they can be closed with the keyboard', async () => {
  write('crier.yaml', read('crier.yaml').replace(/^/, 'titel: Wrong\n'));
  await overlay.waitFor(PATIENCE);
  await overlay.getByRole('button').focus();
  await page.keyboard.press('Escape');
  await overlay.waitFor({ state: 'detached', ...PATIENCE });
});

await test('the config', async () => {
  write('crier.yaml', read('crier.yaml').replace('titel: Wrong\n', '').replace(/^title:.*$/m, 'title: Quite another name'));
  await page.getByText('Quite another name').first().waitFor(PATIENCE);
});

await test('a template, and a broken one', async () => {
  write('templates/parts/footer-extra.html', '<p>From a template.</p>\n');
  await shows('From a template.');
  write('templates/parts/footer-extra.html', '{% if %}');
  await overlay.waitFor(PATIENCE);
  await shows('From a template.');
  write('templates/parts/footer-extra.html', '<p>From a mended template.</p>\n');
  await shows('From a mended template.');
});

await test('a register', async () => {
  const people = read('content/people.yaml');
  const name = people.match(/name: (?:\{en: )?([^,}\n]+)/)[1];
  write('content/people.yaml', people.replace(name, 'Another Name Altogether'));
  await open('/people/');
  await page.getByText('Another Name Altogether').first().waitFor(PATIENCE);
  write('content/people.yaml', people);
  await page.getByText(name).first().waitFor(PATIENCE);
});

await test('a style sheet is swapped without loading the page again', async () => {
  await open(PAGE);
  write('static/css/tokens.css', `${readFileSync('themes/civic/static/css/tokens.css', 'utf8')}\nbody { border-top: 7px solid teal }\n`);
  const border = (width) =>
    page.waitForFunction((width) => getComputedStyle(document.body).borderTopWidth === width, width, PATIENCE);
  await border('7px');
  await mark();
  write('static/css/tokens.css', `${readFileSync('themes/civic/static/css/tokens.css', 'utf8')}\nbody { border-top: 9px solid teal }\n`);
  await border('9px');
  assert.ok(await marked(), 'the page was loaded again');
  rmSync(file('static'), { recursive: true });
});

await test('the search finds the edited text', async () => {
  write(FILE, text('A word like quokkasoup stands nowhere else.'));
  await open(PAGE);
  await page.getByText('quokkasoup').first().waitFor(PATIENCE);
  await open('/search/?q=quokkasoup');
  await page.getByRole('link', { name: 'A preview is tested' }).first().waitFor(PATIENCE);
});

await test('a renamed release: the new address works, the old one is no page', async () => {
  await open(PAGE);
  await mark();
  renameSync(file(FILE), file('content/releases/preview-renamed.md'));
  await page.waitForFunction(() => !window.isMarked, undefined, PATIENCE);
  assert.equal((await page.request.get(origin + PAGE)).status(), 404);
  const moved = await page.request.get(`${origin}/releases/2023/11/preview-renamed/`);
  assert.equal(moved.status(), 200);
  assert.match(await moved.text(), /quokkasoup/);
});

await test('a held release says why, and until when', async () => {
  write('content/releases/held.md', '---\ntitle: Later\ndate: 2027-03-04T10:00\n---\n\nNot yet.\n');
  const address = `${origin}/releases/2027/03/held/`;
  await page.waitForTimeout(300);
  await page.goto(address);
  await page.getByText(/held until/i).first().waitFor(PATIENCE);
  assert.equal(await page.locator('meta[name="robots"]').getAttribute('content'), 'noindex');
});

await test('a page that was left open follows a server that was started again', async () => {
  await open('/about/');
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await ended;
  write('content/pages/about.md', '---\ntitle: About\n---\n\nAfter a new start.\n');
  ({ server } = await serve(new URL(origin).port));
  await shows('After a new start.');
});

await browser.close();
server.kill();
rmSync(folder, { recursive: true });
console.log(failed ? `${failed} failed` : 'all passed');
process.exitCode = failed ? 1 : 0;
