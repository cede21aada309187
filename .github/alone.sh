#!/bin/sh
# Runs a static binary where there is nothing else: sh .github/alone.sh BINARY, as root. It builds the demo site in an empty
# root folder, without libraries, time zones, certificates or /tmp, checks it, and answers a search.
set -eu

binary=$1
demo=$(dirname "$0")/..
alone=$(mktemp -d)
trap 'rm -rf "$alone"' EXIT
chmod 755 "$alone" # whoever runs in it must get in
mkdir "$alone/site"
cp "$binary" "$alone/crier"
cp -R "$demo/content" "$demo/crier.yaml" "$alone/site/"
crier() {
  chroot --userspec=65532:65532 "$alone" /crier "$@"
}
chown -R 65532:65532 "$alone/site"
crier --version
crier build --site /site --now 2024-01-01T09:00
crier check --site /site --now 2024-01-01T09:00
crier verify /site/public
crier search --site /site --limit 1 safety
find "$alone" -maxdepth 2 | sed "s|^$alone|.|" | sort
