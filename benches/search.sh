#!/usr/bin/env bash
# Measures what a search costs a reader, and whether it finds what is there; prints tables in Markdown:
#
#   bash benches/search.sh                 a site of 10000 releases of benches/corpus.py
#   bash benches/search.sh FOLDER …        other sites: folders with crier.yaml and content/
#   BUILT=1 bash benches/search.sh FOLDER  the folder is the output of a build
#
# Each site is built; then samples of queries (words, two words, Chinese or other names, people alone, a phrase,
# substrings of Chinese) are asked of client/engine.js, each by a reader who has nothing in the cache, as if from the
# disk. Files and bytes are counted as they are stored, until the first ten results are complete. Then all results of
# the query are held against a scan of all texts (tests/judges/search-scan.mjs). Everything made is deleted at the end.
# Names of people come from the index; titles, numbers and places are not scanned, so a corpus should have none.
#
#   CRIER  the program that builds [target/release/crier, which is built first]
#   SEED   another number takes other queries [1]
#   SCAN   0: without the scan, which takes minutes for 100,000 releases
#   HELD   1: fail where a figure is worse than what is held of ordinary releases (HELD in benches/search.mjs);
#          so it is for the site of benches/corpus.py
#
# Needs bash and Node.js 20; python3 for the corpus.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
crier=${CRIER:-}
work=$(mktemp -d "${TMPDIR:-/tmp}/crier-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

if [ -z "$crier" ] && [ -z "${BUILT:-}" ]; then
  (cd "$here" && cargo build --release --locked >&2)
  crier=$(cd "$here" && realpath "${CARGO_TARGET_DIR:-target}/release/crier")
fi
if [ $# -eq 0 ]; then
  python3 "$here/benches/corpus.py" "$work/corpus" 10000
  export HELD=1
  set -- "$work/corpus"
fi
for site in "$@"; do
  out=$site
  if [ -z "${BUILT:-}" ]; then
    out=$work/out
    rm -rf "$out"
    "$crier" build --site "$site" --out "$out" >"$work/said" 2>&1 || { tail -n 20 "$work/said" >&2; exit 1; }
    grep '^built ' "$work/said" >&2
  fi
  printf '\n### %s\n\n' "$(basename "$site")"
  node --max-old-space-size=4096 "$here/benches/search.mjs" "$out"
done
