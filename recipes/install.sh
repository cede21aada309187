#!/bin/sh
# Installs crier: the binary of a release, held against its checksum. Where there is none for this machine it is compiled
# with cargo. `crier --version` of the same release that is there already is kept.
#
#   CRIER_VERSION   which release, such as 0.1.0 [the one of the source this file lies in]
#   CRIER_SHA256    checksum that the archive must have [the one in the release's SHA256SUMS]
#   CRIER_RELEASES  where releases are: an https:// or file:// address [those of crier on GitHub]
#   CRIER_BIN       folder for the binary [$HOME/.local/bin]
set -eu

say() { printf 'crier install: %s\n' "$*" >&2; }
stop() {
  say "$*"
  exit 1
}

version=${CRIER_VERSION:-}
manifest=$(dirname "$0")/../Cargo.toml
if [ -z "$version" ] && [ -f "$manifest" ]; then
  version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$manifest" | head -n 1)
fi
version=${version#v}
case $version in
  '') stop "which release? set CRIER_VERSION, such as 0.1.0" ;;
  *[!0-9A-Za-z.+-]*) stop "CRIER_VERSION is no version; write one such as 0.1.0" ;;
esac
releases=${CRIER_RELEASES:-https://github.com/crier-ssg/crier/releases/download}
bin=${CRIER_BIN:-$HOME/.local/bin}

extension=tar.gz
program=crier
case "$(uname -s) $(uname -m)" in
  'Linux x86_64') target=x86_64-unknown-linux-musl ;;
  'Linux aarch64' | 'Linux arm64') target=aarch64-unknown-linux-musl ;;
  'Darwin x86_64') target=x86_64-apple-darwin ;;
  'Darwin arm64') target=aarch64-apple-darwin ;;
  MINGW*' x86_64' | MSYS*' x86_64' | CYGWIN*' x86_64')
    target=x86_64-pc-windows-msvc
    extension=zip
    program=crier.exe
    ;;
  *) target= ;;
esac
name=crier-$version-$target
archive=$name.$extension

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
trap 'exit 1' HUP INT TERM

fetch() {
  curl --fail --silent --show-error --location --retry 3 --proto '=https,file' --proto-redir '=https' --tlsv1.2 \
    --output "$temporary/$1" "$releases/v$version/$1"
}

digest() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | sed 's/^\\//; s/[^0-9a-f].*//'
}

# Puts the released binary into $temporary/$program; fails where there is none.
download() {
  [ -n "$target" ] || return 1
  command -v curl >/dev/null || return 1
  fetch "$archive" || return 1
  expected=${CRIER_SHA256:-}
  if [ -z "$expected" ]; then
    fetch SHA256SUMS || stop "$releases/v$version has no SHA256SUMS to hold $archive against"
    expected=$(awk -v name="$archive" '{ sub(/^\*/, "", $2) } $2 == name { print $1 }' "$temporary/SHA256SUMS")
    [ -n "$expected" ] || stop "SHA256SUMS does not name $archive"
  fi
  [ "$(digest "$temporary/$archive")" = "$expected" ] ||
    stop "the checksum of $archive is not $expected: do not use it, and tell who runs $releases"
  if [ "$extension" = zip ]; then
    unzip -q "$temporary/$archive" -d "$temporary"
  else
    tar -xzf "$temporary/$archive" -C "$temporary"
  fi
  mv "$temporary/$name/$program" "$temporary/$program"
}

compile() {
  [ -z "${CRIER_SHA256:-}" ] || stop "$archive is not to be had, and nothing else has that checksum"
  command -v cargo >/dev/null || stop "there is no binary for this machine at $releases/v$version, and no cargo to compile one"
  say "there is no binary for this machine at $releases/v$version; compiling crier $version with cargo"
  cargo install crier-ssg --version "=$version" --locked --root "$temporary/cargo"
  mv "$temporary/cargo/bin/$program" "$temporary/$program"
}

# A checksum is of an archive: what is installed has none.
if [ -n "${CRIER_SHA256:-}" ] || [ "$("$bin/$program" --version 2>/dev/null || true)" != "crier $version" ]; then
  download || compile
  said=$("$temporary/$program" --version) || stop "the crier of $releases/v$version does not run on this machine"
  [ "$said" = "crier $version" ] || stop "this is $said, not crier $version"
  mkdir -p "$bin"
  # In one step: another job may be running the former one.
  cp "$temporary/$program" "$bin/.$program.$$"
  mv -f "$bin/.$program.$$" "$bin/$program"
fi
say "crier $version is in $bin"

# The steps behind this one find it.
if [ -n "${GITHUB_PATH:-}" ]; then
  if command -v cygpath >/dev/null; then bin=$(cygpath -w "$bin"); fi
  printf '%s\n' "$bin" >>"$GITHUB_PATH"
fi
