// Asks an index of Pagefind as a reader does who has nothing yet, for benches/search.mjs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** A search in the index of a folder: what a page of ten results of a query costs, and what all of them are. */
export const pagefind = async (folder, language) => {
  let [asked, size] = [0, 0];
  // It is made for a browser; this is all of one that it uses.
  globalThis.window = globalThis;
  globalThis.location = new URL('https://site.example/');
  globalThis.document = { querySelector: () => ({ getAttribute: () => language }), currentScript: null };
  globalThis.fetch = async (url) => {
    const path = new URL(url, 'https://site.example/pagefind/').pathname.replace(/^\/pagefind\//, '');
    const file = await readFile(join(folder, path));
    asked++;
    size += file.length;
    return new Response(file);
  };
  const script = join(folder, 'pagefind.js');
  // Its results have names; the page of each is told by a file, which is read once.
  const addresses = new Map();
  let readers = 0;
  return {
    client: gzipSync(await readFile(script), { level: 9 }).length,
    async ask(query) {
      [asked, size] = [0, 0];
      const reader = await import(`${pathToFileURL(script)}?${readers++}`);
      await reader.options({ basePath: 'https://site.example/pagefind/', baseUrl: '/' });
      await reader.init();
      const { results } = await reader.search(query);
      await Promise.all(results.slice(0, 10).map((each) => each.data()));
      const [requests, bytes] = [asked, size];
      const found = async () => {
        for (const each of results) if (!addresses.has(each.id)) addresses.set(each.id, (await each.data()).url);
        return results.map((each) => addresses.get(each.id));
      };
      return { requests, bytes, total: results.length, found };
    },
  };
};
