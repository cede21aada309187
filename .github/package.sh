#!/bin/sh
# Packs a built binary for a release: sh .github/package.sh TARGET BINARY FOLDER. Names are those that recipes/install.sh and
# `[package.metadata.binstall]` of Cargo.toml look for.
set -eu

target=$1
binary=$2
folder=$(cd "$3" && pwd)
cd "$(dirname "$0")/.."
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
name=crier-$version-$target

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
mkdir "$temporary/$name"
cp "$binary" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$temporary/$name/"
case $target in
  *-windows-*) (cd "$temporary" && 7z a -tzip -bso0 "$folder/$name.zip" "$name") ;;
  *) tar -C "$temporary" -czf "$folder/$name.tar.gz" "$name" ;;
esac
