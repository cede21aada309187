#!/usr/bin/env bash
# The same site, indexed by Pagefind (https://pagefind.app), for comparison with benches/search.sh:
#
#   bash benches/search-pagefind.sh FOLDER [QUERY …]   FOLDER is the output of `crier build`
#
# Pagefind is installed into a temporary folder. Only the page of each release is indexed, its <main>; the index is
# written beside, and FOLDER stays as it is. Printed are time and peak memory, files and bytes, the bytes of what every
# reader loads first, and for each query the requests and bytes of a first page of ten results, counted by a Pagefind
# that runs in Node.js with a `fetch` that reads files. Everything made is deleted at the end.
#
#   PAGEFIND  its version [1.6.0]
#
# Needs bash, Node.js 20, npm and GNU time.
set -euo pipefail
site=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- government safety 'government safety' '"of the people"'
work=$(mktemp -d "${TMPDIR:-/tmp}/pagefind-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm init -y >/dev/null && npm pkg set type=module && npm install --no-fund --no-audit --loglevel error "pagefind@${PAGEFIND:-1.6.0}" >&2)
"$(type -P time)" -f '%e s wall, %U s user, %S s system, %M KB peak memory' -o "$work/time" \
  "$work/node_modules/.bin/pagefind" --site "$site" --glob '**/releases/*/*/*/index.html' --root-selector main \
  --output-path "$work/index" >"$work/said" 2>&1 || { tail -n 20 "$work/said" >&2; exit 1; }
grep -E 'Total|Indexed|Running Pagefind' -A4 "$work/said" | sed 's/^ */    /' || true
printf '\nindexing: %s\n' "$(tail -n 1 "$work/time")"
printf 'files: %s, bytes: %s\n' "$(find "$work/index" -type f | wc -l)" "$(find "$work/index" -type f -printf "%s\n" | awk "{n += \$1} END {print n}")"
for part in fragment index filter; do
  [ ! -d "$work/index/$part" ] || printf '  %s/: %s files, %s bytes\n' "$part" "$(find "$work/index/$part" -type f | wc -l)" "$(find "$work/index/$part" -type f -printf "%s\n" | awk "{n += \$1} END {print n}")"
done
find "$work/index" -maxdepth 1 -type f \( -name 'pagefind.js' -o -name '*.pf_meta' -o -name 'wasm.*' -o -name 'pagefind-entry.json' \) -printf '  %f: %s bytes\n'
cat >"$work/ask.mjs" <<'NODE'
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
const [folder, ...queries] = process.argv.slice(2);
let [asked, size] = [0, 0];
globalThis.window = globalThis;
globalThis.location = new URL('https://site.example/');
globalThis.document = { querySelector: () => ({ getAttribute: () => process.env.TAG ?? 'en' }), currentScript: null };
globalThis.fetch = async (url) => {
  const path = new URL(url, 'https://site.example/pagefind/').pathname.replace(/^\/pagefind\//, '');
  const file = await readFile(join(folder, path));
  asked++;
  size += file.length;
  return new Response(file);
};
for (const [i, query] of queries.entries()) {
  [asked, size] = [1, (await readFile(join(folder, 'pagefind.js'))).length];
  const pagefind = await import(`${pathToFileURL(join(folder, 'pagefind.js'))}?${i}`);
  await pagefind.options({ basePath: 'https://site.example/pagefind/', baseUrl: '/' });
  await pagefind.init();
  const [first, bytes] = [asked, size];
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, 10).map((each) => each.data()));
  console.log(`${query}: ${results.length} results; before the query ${first} requests, ${bytes} bytes; in all ${asked} requests, ${size} bytes`);
}
process.exit();
NODE
node "$work/ask.mjs" "$work/index" "$@" || echo 'it could not be asked in Node.js'
