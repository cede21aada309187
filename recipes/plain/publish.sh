#!/bin/sh
# Publishes a site from a clone of its repository, on time; for cron or any CI server:
#
#   sh publish.sh SITE TARGET [WITHIN]
#
# takes the newest state of the branch, waits for what comes out within WITHIN [10m], and publishes to TARGET of crier.yaml. A line
# for cron, every ten minutes; flock keeps a run that waits from being joined by the next:
#
#   */10 * * * * flock -n /tmp/news.lock sh /srv/publish.sh /srv/news production
#
# Ends with 0 when all is published, 1 when the site has errors (nothing is sent), 2 when something could not run.
set -eu

if [ $# -lt 2 ]; then
  echo "usage: sh publish.sh SITE TARGET [WITHIN]" >&2
  exit 2
fi
site=$1
target=$2
within=${3:-10m}

update() {
  git -C "$site" pull --quiet --ff-only || exit 2
}

update
status=0
due=$(crier due --site="$site" --within="$within" --json) || status=$?
case $status in
  0)
    sleep "$(printf '%s' "$due" | sed -n 's/.*"seconds":\([0-9]*\).*/\1/p')"
    update # somebody may have held it back, or mended it
    ;;
  1) ;; # nothing comes out now; what was merged does
  # The check below says what is wrong.
esac
crier check --site="$site" --format short || exit
crier publish --site="$site" -- "$target"
