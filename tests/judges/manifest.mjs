// Judge `manifest`: manifest.json lists exactly the files of the folder, with their SHA-256; copies compressed ahead of
// time hold what their original holds.
import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { fileOf } from './site.mjs';

export const name = 'manifest';

const UNPACK = { gz: gunzipSync, br: brotliDecompressSync };

export function judge(site) {
  const findings = [];
  const say = (at, what) => findings.push({ at, what });
  if (!site.files.has('manifest.json')) return { checked: 0, findings: [{ at: 'manifest.json', what: 'is missing' }] };
  const entries = records(JSON.parse(site.text('manifest.json')));
  if (entries.length === 0) say('manifest.json', 'lists no file with its sha256');

  const listed = new Set();
  for (const entry of entries) {
    const named = entry.path ?? entry.file ?? entry.address;
    const file = site.files.has(named) ? named : fileOf(site, named.startsWith('/') ? named : site.base + named);
    if (!file) say('manifest.json', `${named} is not in the folder`);
    else if (listed.has(file)) say('manifest.json', `${named} is listed twice`);
    else if (sha256(site, file) !== entry.sha256.toLowerCase()) say(file, 'its SHA-256 is not the one listed');
    listed.add(file);
  }
  for (const path of site.paths) {
    const [, original, kind] = /^(.+)\.(gz|br)$/.exec(path) ?? [];
    const copy = original !== undefined && site.files.has(original);
    if (copy && !UNPACK[kind](site.read(path)).equals(site.read(original))) say(path, `unpacks to something else than ${original}`);
    if (!listed.has(path) && !copy && path !== 'manifest.json') say(path, 'is not listed in manifest.json');
  }
  return { checked: entries.length, findings };
}

/** The objects with a `sha256` and a place, wherever the manifest holds them. */
function records(value) {
  if (value === null || typeof value !== 'object') return [];
  const place = value.path ?? value.file ?? value.address;
  if (typeof value.sha256 === 'string' && typeof place === 'string') return [value];
  return Object.values(value).flatMap(records);
}

const sha256 = (site, path) => createHash('sha256').update(site.read(path)).digest('hex');
