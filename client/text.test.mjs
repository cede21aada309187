// node --test client/: the text rules, by tests/search/vectors.json, which Rust is held to as well.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { needsHan } from './text.js';
import { vector } from './trial/vectors.mjs';

const vectors = JSON.parse(readFileSync(new URL('../tests/search/vectors.json', import.meta.url), 'utf8'));

for (const expected of vectors) {
  test(expected.name, () => assert.deepEqual(vector(expected), expected));
}

test('only Han outside GB 2312 needs the table', () => {
  for (const text of ['government', '政府工作', 'データ', '第３条']) assert.ok(!needsHan(text), text);
  for (const text of ['政府工作報告', '鎔', '\uf914']) assert.ok(needsHan(text), text);
});
