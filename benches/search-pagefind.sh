#!/usr/bin/env bash
# The same releases, indexed by crier and by Pagefind (https://pagefind.app), and asked the same; prints a table in
# Markdown:
#
#   bash benches/search-pagefind.sh FOLDER   a site: a folder with crier.yaml and content/
#
# The site is built; then Pagefind, which is installed into a temporary folder, indexes the <main> of the page of each
# release. Printed are time and peak memory of the whole build and of Pagefind, which comes on top of it; files and
# bytes of each index; then benches/search.mjs asks both its sample of queries, and holds all their results against
# its scan of all texts: releases in which each word of the query stands, or an inflection of it, each phrase, each run
# of Chinese characters. Pagefind is asked by a reader who has nothing yet, in Node.js with a `fetch` that reads files.
# Everything made is deleted at the end.
#
#   CRIER     the program that builds [target/release/crier, which is built first]
#   PAGEFIND  its version [1.6.0]
#   SEED      another number takes other queries [1]
#
# Needs bash, Node.js 20, npm and GNU time.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
site=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/pagefind-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
crier=${CRIER:-}
if [ -z "$crier" ]; then
  (cd "$here" && cargo build --release --locked >&2)
  crier=$(cd "$here" && realpath "${CARGO_TARGET_DIR:-target}/release/crier")
fi
(cd "$work" && npm init -y >/dev/null && npm pkg set type=module && npm install --no-fund --no-audit --loglevel error "pagefind@${PAGEFIND:-1.6.0}" >&2)

timed() {
  local name=$1
  shift
  "$(type -P time)" -f '%U s user, %S s system, %e s wall, %M KB peak memory' -o "$work/time" "$@" >"$work/said" 2>&1 ||
    { tail -n 20 "$work/said" >&2; exit 1; }
  printf '%s: %s\n' "$name" "$(tail -n 1 "$work/time")"
}
size() {
  printf '%s: %s files, %s bytes\n' "$1" "$(find "$2" -type f | wc -l)" "$(find "$2" -type f -printf '%s\n' | awk '{n += $1} END {print n}')"
}
timed 'crier, all of the site and its index' "$crier" build --site "$site" --out "$work/out"
timed 'Pagefind, its index' "$work/node_modules/.bin/pagefind" --site "$work/out" --glob '**/releases/*/*/*/index.html' \
  --root-selector main --output-path "$work/index"
size 'index of crier' "$work/out/search/index"
size 'index of Pagefind' "$work/index"
printf '\n'
PAGEFIND=$work/index node --max-old-space-size=8192 "$here/benches/search.mjs" "$work/out"
