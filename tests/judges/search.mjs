// node search.mjs CRIER [--only 1,20] [--shots FOLDER]: the search as readers meet it, in Chromium, on a site that is
// written and built for it; `--only` takes the numbers that it prints. Exit code 1 if one of them fails.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './chromium.mjs';
import * as builds from './search/builds.mjs';
import { releases, writeSite } from './search/corpus.mjs';
import * as filters from './search/filters.mjs';
import { build, serve } from './search/host.mjs';
import * as hosts from './search/hosts.mjs';
import * as page from './search/page.mjs';
import { readers } from './search/reader.mjs';
import * as scripts from './search/scripts.mjs';
import * as words from './search/words.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' }, shots: { type: 'string' } } });
if (positionals.length !== 1) {
  console.error('usage: node search.mjs CRIER [--only 1,20] [--shots FOLDER]');
  process.exit(2);
}
const crier = resolve(positionals[0]);
const only = values.only?.split(',').map(Number);
const cases = [words, scripts, filters, hosts, page, builds].flatMap((group) => group.cases).filter(([number]) => !only || only.includes(number));

// Without a browser nothing can be judged: that fails before anything is written.
const browser = await launch();
const work = mkdtempSync(join(tmpdir(), 'crier-search-'));
const shots = values.shots ? resolve(values.shots) : join(work, 'shots');
mkdirSync(shots, { recursive: true });

const docs = releases();
const started = Date.now();
let host;
let failed = 0;
try {
  writeSite(join(work, 'site'), docs);
  await build(crier, join(work, 'site'), join(work, 'public'));
  host = await serve(join(work, 'public'));
  const { trouble, open } = readers(browser);
  const tab = await open(host, 'search/');
  for (const [number, name, run] of cases) {
    let left = '';
    try {
      // What a case could not judge here it says.
      left = (await run({ crier, work, shots, docs, host, open, tab })) ?? '';
      if (trouble.length > 0) throw new Error(trouble.join('\n'));
      console.log(`ok ${number} ${name}${left && ` # ${left}`}`);
    } catch (error) {
      failed += 1;
      console.log(`not ok ${number} ${name}: ${String(error.message).replace(/\n/g, '\n  ')}`);
    }
    trouble.length = 0;
  }
  await tab.done();
  if (trouble.length > 0) {
    failed += 1;
    console.log(`not ok: ${trouble.join('\n  ')}`);
  }
} finally {
  await browser.close();
  await host?.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${cases.length} cases, ${failed} failed (${((Date.now() - started) / 1000).toFixed(0)} s)`);
process.exitCode = failed > 0 || cases.length === 0 ? 1 : 0;
