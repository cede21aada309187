#!/usr/bin/env bash
# Measures what a build costs, and prints a table in Markdown:
#
#   bash benches/build.sh             sites of 1000 and 10000 releases
#   bash benches/build.sh 1000 100000 other numbers of releases (100000 take 20 GB below $TMPDIR)
#
# Each site is built three times into a folder that was never there, three times again with nothing changed, and three
# times with one release changed; the medians are printed. Everything made is deleted at the end.
#
#   CORPUS   the command that writes a site, called with a folder and a number [python3 benches/corpus.py]
#   CRIER    the program to measure [target/release/crier, which is built first]
#   RUNS     how often everything is done [3]
#
# Needs bash, python3 and GNU time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

sizes=("$@")
[ $# -gt 0 ] || sizes=(1000 10000)
runs=${RUNS:-3}
corpus=${CORPUS:-python3 benches/corpus.py}
if ! { time=$(type -P time) && "$time" -f %M true 2>/dev/null; }; then
  echo 'GNU time is missing (Debian: apt install time)' >&2
  exit 2
fi

crier=${CRIER:-}
if [ -z "$crier" ]; then
  cargo build --release --locked >&2
  crier=${CARGO_TARGET_DIR:-target}/release/crier
fi
crier=$(realpath "$crier")

work=$(mktemp -d "${TMPDIR:-/tmp}/crier-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
load=$(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# measure RELEASES WHAT OUT PATTERN: one build, whose last line must match the pattern.
measure() {
  local said
  "$time" -q -f '%U %S %e %M' -o "$work/time" \
    "$crier" build --site "$site" --out "$3" --now 2024-01-01T09:00 >"$work/said" 2>&1 ||
    fail "the build failed:" "$(tail -n 20 "$work/said")"
  said=$(grep '^built ' "$work/said") || fail "the build said nothing:" "$(tail -n 20 "$work/said")"
  [[ $said =~ $4 ]] || fail "$2: not what was to be measured: $said"
  # RELEASES;WHAT;NEW + CHANGED;USER SYSTEM WALL PEAK
  printf '%s;%s;%s;%s\n' "$1" "$2" "$(sed -E 's/.*\(([0-9]+) new, ([0-9]+) changed.*/\1 \2/' <<<"$said")" \
    "$(cat "$work/time")" >>"$work/measured"
  echo "$1 $2: $said" >&2
}

# Nothing is deleted before the end: ext4 hands out no inode that was in use a minute ago, and searches long for others.
for size in "${sizes[@]}"; do
  site=$work/site-$size
  out=$work/out-$size
  $corpus "$site" "$size"
  mapfile -t files < <(find "$site/content/releases" -name '*.md' | LC_ALL=C sort)
  edited=${files[$((${#files[@]} / 2))]}
  for ((run = 1; run <= runs; run++)); do
    measure "$size" 'from nothing' "$out-$run" ' 0 changed, 0 removed'
  done
  for ((run = 1; run <= runs; run++)); do
    measure "$size" 'nothing changed' "$out-1" '\(0 new, 0 changed, 0 removed'
  done
  for ((run = 1; run <= runs; run++)); do
    printf '\nOne more sentence, the %sth of its kind.\n' "$run" >>"$edited"
    measure "$size" 'one text changed' "$out-1" '\(0 new, [1-9][0-9]* changed, 0 removed'
  done
done

python3 - "$work/measured" "$runs" "$load" <<'PYTHON'
import collections
import os
import statistics
import sys

measured = collections.defaultdict(list)
for line in open(sys.argv[1], encoding="utf-8"):
    releases, what, files, numbers = line.strip().split(";")
    user, system, wall, peak = map(float, numbers.split())
    measured[int(releases), what].append((user + system, user, wall, peak, sum(map(int, files.split()))))

processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
print(f"Builds in each row: {sys.argv[2]} (medians); {processors} processors, load average {sys.argv[3]} at the start.\n")
print("| releases | build | files written | CPU | of it in crier | CPU a release | wall | peak memory |")
print("|---:|---|---:|---:|---:|---:|---:|---:|")
cold = {}
for (releases, what), builds in measured.items():
    cpu, user, wall, peak, files = (statistics.median(column) for column in zip(*builds))
    if what == "from nothing":
        cold[releases] = cpu / releases, user / releases
    print(
        f"| {releases} | {what} | {files:.0f} | {cpu:.2f} s | {user:.2f} s | {cpu / releases * 1000:.2f} ms "
        f"| {wall:.2f} s | {peak / 1024:.0f} MB |"
    )
if len(cold) > 1:
    few, many = min(cold), max(cold)
    ratio, ratio_user = (of_many / of_few for of_many, of_few in zip(cold[many], cold[few]))
    print(f"\nA release of {many} costs {ratio:.2f} times the CPU of one of {few}; in crier itself {ratio_user:.2f} times.")
PYTHON
