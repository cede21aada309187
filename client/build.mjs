// node build.mjs: bundles client/ into themes/civic/static/js/search.js, with the esbuild and the terser of tests/judges.
// With --check it writes nothing, and fails where the committed file is another one or is too large.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LARGEST = 10_240;
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(at('../tests/judges/package.json'));
const { buildSync } = require('esbuild');
const { minify } = require('terser');
const bundle = at('../themes/civic/static/js/search.js');

const { outputFiles } = buildSync({
  entryPoints: [at('main.js')],
  bundle: true,
  minifyWhitespace: true,
  minifySyntax: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  // Names that only these sources know, and neither the index, nor the page, nor JavaScript.
  mangleProps:
    /^(ids|weights|forms|form|quoted|better|fixed|weight|family|shard|members|named|suggest|facets|document|positions|skip|many|pos|long|best|kept|raw|hits|fix|one|docs|pairs|cards|rotated|folded|typing|verbatim|units|results|total|exact|low|high|days|entity|list|score|summary|nth|root|most|count|text|bytes|file|address|language|number|bits|coded|go|last|wanted)$/,
  write: false,
});
// terser gives the same short names to what stands in the same place, which gzip likes: a tenth less.
const { code: made } = await minify(outputFiles[0].text, { module: true, ecma: 2022, compress: { passes: 3, unsafe_arrows: true, inline: 1, unsafe: true, lhs_constants: false, comparisons: false, conditionals: false, sequences: false } });
const size = gzipSync(made, { level: 9 }).length;
console.log(`${size} bytes with gzip -9, ${made.length} without`);
if (size > LARGEST) {
  console.error(`more than ${LARGEST} bytes`);
  process.exitCode = 1;
}
if (!process.argv.includes('--check')) {
  mkdirSync(at('../themes/civic/static/js'), { recursive: true });
  writeFileSync(bundle, made);
} else if (readFileSync(bundle, 'utf8') !== made) {
  console.error('themes/civic/static/js/search.js is not what client/ gives: run node client/build.mjs');
  process.exitCode = 1;
}
