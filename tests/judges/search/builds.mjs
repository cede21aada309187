// Cases 59 to 64: what a change of the releases does to the index, small archives, and what it all costs.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { has, pathOf, scan, writeSite } from './corpus.mjs';
import { build, filesBelow, serve } from './host.mjs';
import { exactly, find, go, look, settled, type } from './reader.mjs';

const RECALL = has(/\brecallword\b/);
const indexOf = (folder) => filesBelow(join(folder, 'search/index'));

/** Builds a site of these documents and opens it. */
async function visit({ crier, work, open }, name, docs, use) {
  writeSite(join(work, name), docs);
  await build(crier, join(work, name), join(work, `${name}-public`));
  const host = await serve(join(work, `${name}-public`));
  try {
    const tab = await open(host, 'search/');
    await use(tab, host);
    await tab.done();
  } finally {
    await host.close();
  }
}

/** More documents than one segment holds, as short as they can be. */
const MANY = 16800;
function writeOne(folder, id, date, body) {
  const below = join(folder, 'content/releases', date.slice(0, 4), date.slice(5, 7));
  mkdirSync(below, { recursive: true });
  writeFileSync(join(below, `${id}.md`), `---\ntitle: Note ${id}\ndate: ${date}\n---\n${body}\n`);
}
function writeMany(folder) {
  writeFileSync(join(folder, 'crier.yaml'), 'title: Many\nbase_url: https://news.example.gov/\n');
  for (let i = 0; i < MANY; i++) {
    const month = Math.floor((i * 120) / MANY);
    writeOne(folder, `n${i}`, `${2014 + Math.floor(month / 12)}-${String(1 + (month % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`, `Word${i % 500} here.`);
  }
}

export const cases = [
  [59, 'a release that is taken away is not found, and one in error neither', async (world) => {
    const { tab, docs } = world;
    const before = scan(docs, RECALL);
    assert.equal(before.length, 2);
    const found = await find(tab, 'recallword');
    exactly(found, before, 'before');
    assert.match(found.cards.find(({ href }) => href.endsWith('/withdrawn/')).text, /withdrawn/i, 'its state is not told');
    const rest = docs.filter(({ id }) => id !== 'to-delete');
    await visit(world, 'less', rest, async (other) => exactly(await find(other, 'recallword'), scan(rest, RECALL), 'after'));
  }],
  [60, 'the same releases: the same bytes', async ({ crier, work, docs }) => {
    writeSite(join(work, 'again'), [...docs].reverse());
    await build(crier, join(work, 'again'), join(work, 'again-public'), ['--threads', '1']);
    const index = indexOf(join(work, 'public'));
    assert.ok(Object.keys(index).length > 10);
    assert.deepEqual(indexOf(join(work, 'again-public')), index);
  }],
  [61, 'one more release: the other segments keep their bytes', async ({ crier, work }) => {
    const site = join(work, 'many');
    mkdirSync(site);
    writeMany(site);
    const out = join(work, 'many-public');
    const cost = await build(crier, site, out);
    const before = indexOf(out);
    writeOne(site, 'fresh', '2023-12-30', 'One more.');
    await build(crier, site, out);
    const after = indexOf(out);
    const folders = (index) => new Set(Object.keys(index).filter((path) => /\/t0\.bin$/.test(path)).map((path) => path.split('/')[0]));
    const kept = [...folders(before)].filter((folder) => folders(after).has(folder));
    assert.ok(folders(before).size >= 2, `only ${folders(before).size} segment`);
    assert.equal(kept.length, folders(before).size - 1, `of ${[...folders(before)]} only ${kept} stay`);
    for (const [path, hash] of Object.entries(before)) if (kept.includes(path.split('/')[0])) assert.equal(after[path], hash, path);
    return `${MANY} releases, ${kept.length} of ${folders(before).size} segments kept; built in ${cost.seconds.toFixed(1)} s with ${cost.memory} MB`;
  }],
  [62, 'no release, and one', async (world) => {
    await visit(world, 'none', [], async (tab) => {
      await type(tab, 'flood');
      assert.deepEqual([(await look(tab)).total, (await look(tab)).ids], [0, []], 'typing');
      for (const state of ['q=flood', 'q=汛', 'q=%22of+the%22', 'person=zhang-xiaoping', 'from=2019-01', 'q=flood&sort=date&page=3', 'lang=en']) {
        await go(tab, `search/?${state}`);
        const { total, ids, browse } = await look(tab);
        assert.deepEqual([total, ids, browse], [0, [], true], state);
      }
      await tab.locator('details[data-facet=year] summary').click();
      await settled(tab);
    });
    const [one] = world.docs;
    await visit(world, 'one', [one], async (tab) => {
      for (const q of ['report', '"A report"', '张小平', 'zhang']) exactly(await find(tab, q), [pathOf(one)], q);
      exactly(await find(tab, { person: 'zhang-xiaoping' }), [pathOf(one)], 'person');
      assert.equal((await find(tab, 'flood')).total, 0);
    });
  }],
  [63, 'one word, with nothing cached: few bytes and requests', async ({ host, open }) => {
    for (const q of ['government', 'flood', 'people', 'infrastucture']) {
      const tab = await open(host, null);
      host.log.length = 0;
      await tab.goto(host.address(`search/?q=${q}`));
      await settled(tab);
      const script = host.log.filter(({ path }) => path.endsWith('.js'));
      const before = [...script, ...host.index().filter(({ path }) => !/\/d\d+\.bin$/.test(path))];
      const bytes = before.reduce((sum, each) => sum + each.bytes, 0);
      const requests = host.index().length + script.length;
      assert.ok(bytes <= 80e3, `${q}: ${bytes} bytes`);
      assert.ok(requests <= 20, `${q}: ${requests} requests`);
      assert.equal(new Set(host.index().map(({ path }) => path)).size, host.index().length, `${q}: a file is asked for twice`);
      await tab.done();
    }
    return 'in a few hundred releases; the benchmark measures 100,000';
  }],
  [64, 'time and memory of a build', async ({ crier, work, docs }) => {
    const { seconds, memory } = await build(crier, join(work, 'site'), join(work, 'cost-public'));
    assert.ok(seconds < 60 && memory < 1024, `${seconds} s, ${memory} MB`);
    return `${docs.length} releases: ${seconds.toFixed(1)} s, ${memory} MB; the benchmark measures 100,000`;
  }],
];
