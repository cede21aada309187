// The recipes for CI, run as they stand: `node tests/judges/recipes.mjs target/release/crier`. The steps are taken out of their
// YAML files and given to the shell as the services do it, in scratch repositories; crier comes from a release that is made here.
// What stays unproven is the services themselves: their triggers, images and actions of others.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import YAML from 'yaml';

const root = process.cwd();
const crier = resolve(process.argv[2] ?? 'target/release/crier');
const work = mkdtempSync(join(tmpdir(), 'crier-recipes-'));
const read = (path) => readFileSync(path, 'utf8');
const cargo = read('Cargo.toml');
const version = cargo.match(/^version = "(.+)"$/m)[1];

// ---- the shells of the services ----

let count = 0;
const folder = (name) => {
  const path = join(work, `${name}-${(count += 1)}`);
  mkdirSync(path);
  return path;
};
const path = (...folders) => [...folders, process.env.PATH].join(':');

/** Runs a command; its standard output and error are one text, in no order to rely on. */
function run(command, args, { cwd = root, env = {} } = {}) {
  const base = { PATH: process.env.PATH, HOME: folder('home'), LANG: 'C.UTF-8' };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env: { ...base, ...env }, encoding: 'utf8' });
  assert.equal(error, undefined);
  return { status, stdout, output: stdout + stderr };
}

function succeed(command, args, options) {
  const result = run(command, args, options);
  assert.equal(result.status, 0, result.output);
  return result.stdout;
}

/** A YAML file; what is doubtful in it (a key twice, a tag that nobody knows) fails. */
function yaml(file) {
  const reference = { tag: '!reference', collection: 'seq', resolve: (list) => list };
  const document = YAML.parseDocument(read(file), { strict: true, uniqueKeys: true, customTags: [reference] });
  assert.deepEqual([...document.errors, ...document.warnings].map(String), [], file);
  return document.toJS();
}

/** The text with the expressions of GitHub replaced by what they stand for here; one that is not known here fails. */
function evaluate(text, inputs) {
  return String(text).replace(/\$\{\{ (.+?) \}\}/g, (_, expression) => {
    const [, input] = expression.match(/^inputs\.([\w-]+)$/) ?? [];
    if (input !== undefined) {
      assert.ok(input in inputs, `there is no input ${input}`);
      return inputs[input];
    }
    if (expression.startsWith('secrets.')) return 'a-secret';
    throw new Error(`what is \${{ ${expression} }}?`);
  });
}

/** One `run:` of GitHub Actions. What it adds to the PATH is for the steps behind it. */
function script(step, state, inputs, env) {
  assert.ok(!step.run.includes('${{'), 'an expression in a script');
  const file = join(folder('step'), 'script.sh');
  writeFileSync(file, step.run);
  const added = join(folder('added'), 'path');
  writeFileSync(added, '');
  const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value, inputs)]));
  const shell = step.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail', file] : ['-e', file];
  const result = run('bash', shell, {
    cwd: state.cwd,
    env: { HOME: state.home, GITHUB_ACTIONS: 'true', GITHUB_PATH: added, ...env, ...own, PATH: path(...state.path) },
  });
  state.path.unshift(...read(added).split('\n').filter(Boolean));
  state.output += result.output;
  return result.status;
}

/** The steps of action.yml. */
function action(given, state, env) {
  const { inputs: known, runs } = yaml('action.yml');
  for (const name of Object.keys(given)) assert.ok(name in known, `action.yml has no input ${name}`);
  const inputs = Object.fromEntries(Object.entries(known).map(([name, input]) => [name, String(given[name] ?? input.default)]));
  for (const step of runs.steps) {
    if (step.if) {
      const [, input, other] = step.if.match(/^\$\{\{ inputs\.([\w-]+) != '(\w+)' \}\}$/);
      if (inputs[input] === other) continue;
    }
    const status = script(step, state, inputs, { ...env, GITHUB_ACTION_PATH: root });
    if (status !== 0) return status;
  }
  return 0;
}

/** A job of a workflow, in a folder that is checked out. `releases` stands in for the network. */
function job(file, name, cwd, releases, env = {}) {
  const state = { cwd, home: folder('home'), path: [], output: '', left: [] };
  for (const step of yaml(file).jobs[name].steps) {
    let status = 0;
    if (step.run !== undefined) status = script(step, state, {}, env);
    else if (step.uses.startsWith('crier-ssg/crier@')) {
      const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, evaluate(value, {})]));
      status = action({ ...step.with, releases }, state, { ...env, ...own });
    } else state.left.push(step.uses.split('@')[0]);
    if (status !== 0) return { ...state, status };
  }
  return { ...state, status: 0 };
}

/** A job of GitLab: the lines of all its scripts, in one shell. */
function gitlab(name, cwd, variables) {
  const file = yaml('recipes/gitlab/.gitlab-ci.yml');
  const inherited = (name) => {
    const { extends: parent, ...own } = file[name];
    return parent ? { ...inherited(parent), ...own } : own;
  };
  const flat = (lines) => lines.flatMap((line) => (Array.isArray(line) ? flat(file[line[0]][line[1]]) : [line]));
  const { before_script, script, ...rest } = inherited(name);
  const lines = flat([...before_script, ...script]);
  const env = { CI_PROJECT_DIR: cwd, CI_COMMIT_BRANCH: 'main' };
  for (const [key, value] of Object.entries({ ...file.variables, ...variables })) {
    env[key] = value.replace('$CI_PROJECT_DIR', cwd);
  }
  return { ...run('bash', ['-c', ['set -eo pipefail', ...lines].join('\n')], { cwd, env }), lines, rest };
}

// ---- a release, and sites ----

/** A release with this binary, packed and summed up as the release workflow does it. */
function release(binary) {
  const releases = folder('releases');
  const made = folder('made');
  const dist = join(made, 'dist');
  mkdirSync(dist);
  succeed('sh', ['.github/package.sh', 'x86_64-unknown-linux-musl', binary, dist]);
  cpSync('recipes', join(made, 'recipes'), { recursive: true });
  const sums = yaml('.github/workflows/release.yml').jobs.release.steps.find((step) => step.name === 'Checksums');
  const state = { cwd: made, home: work, path: [], output: '' };
  assert.equal(script(sums, state, {}, {}), 0, state.output);
  cpSync(dist, join(releases, `v${version}`), { recursive: true });
  return { address: `file://${releases}`, folder: join(releases, `v${version}`) };
}

/** A crier that writes down how it is told to publish, and else is crier. */
function recorder(record) {
  const file = join(folder('recorder'), 'crier');
  writeFileSync(file, `#!/bin/sh\nif [ "$1" = publish ]; then printf '%s\\n' "$@" >'${record}'; exit 0; fi\nexec '${crier}' "$@"\n`);
  chmodSync(file, 0o755);
  return release(file).address;
}

/** A repository with a new site; gives it and the one release that was written. */
function repository(below = '.') {
  const cwd = folder('repository');
  const site = join(cwd, below);
  succeed(crier, ['init', site]);
  const file = succeed(crier, ['new', 'The bridge is open', '--site', below, '--date', '2024-02-05'], { cwd }).trim();
  const text = read(join(cwd, file));
  const write = (from, to) => {
    assert.ok(text.includes(from));
    writeFileSync(join(cwd, file), `${text.replace(from, to)}The bridge is open.\n`);
  };
  const git = (...args) => succeed('git', ['-c', 'user.name=Writer', '-c', 'user.email=writer@example.gov', ...args], { cwd });
  git('init', '--quiet', '--initial-branch', 'main');
  return {
    cwd,
    file: file.replace(/^\.\//, ''),
    git,
    breaks: () => write('status: draft\nattendees: []', 'atendees: []'),
    mends: () => write('status: draft\n', ''),
    holds: (until) => write('status: draft\n', `embargo: ${until.toISOString().slice(0, 19)}Z\n`),
    commit: () => git('add', 'content', 'crier.yaml') + git('commit', '--quiet', '--message', 'x'),
  };
}

const inSeconds = (seconds) => new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000);
const PAGE = 'public/releases/2024/02/the-bridge-is-open/index.html';
const { address: releases, folder: shelf } = release(crier);

// ---- the tests ----

const tests = {
  'every file names this version, and this Rust'() {
    const files = [...readdirSync('recipes/github').map((name) => `recipes/github/${name}`), 'recipes/gitlab/.gitlab-ci.yml'];
    for (const file of files) {
      const named = [...read(file).matchAll(/crier-ssg\/crier@v(\S+)|CRIER_VERSION: "(.+)"/g)].map((found) => found[1] ?? found[2]);
      assert.ok(named.length > 0 && named.every((one) => one === version), `${file}: ${named}`);
    }
    const rust = cargo.match(/^rust-version = "(.+)"$/m)[1];
    assert.match(read('Dockerfile'), new RegExp(`^FROM rust:${rust}-alpine AS build$`, 'm'));
  },

  'every workflow has few rights, an end, and one publisher at a time'() {
    for (const name of readdirSync('recipes/github')) {
      const { permissions, concurrency, jobs } = yaml(`recipes/github/${name}`);
      assert.deepEqual(permissions, { contents: 'read' }, name);
      for (const [id, one] of Object.entries(jobs)) {
        assert.ok(one['timeout-minutes'] > 0, `${name}: ${id}`);
        const publishes = one.steps.some((step) => step.with?.command === 'publish' || step.uses?.startsWith('actions/deploy-pages'));
        if (!publishes) continue;
        assert.deepEqual(one.concurrency ?? concurrency, { group: 'crier-publish', 'cancel-in-progress': false }, `${name}: ${id}`);
      }
    }
    const pipeline = yaml('recipes/gitlab/.gitlab-ci.yml');
    assert.equal(pipeline['.publish'].resource_group, 'crier-publish');
  },

  'what is released is what installers ask for'() {
    const targets = yaml('.github/workflows/release.yml').jobs.build.strategy.matrix.include.map((one) => one.target).sort();
    const asked = [...read('recipes/install.sh').matchAll(/target=(\S+-\S+)/g)].map((found) => found[1]).sort();
    assert.deepEqual(asked, targets);
    // A 7z that only says what it would make.
    const bin = folder('bin');
    writeFileSync(join(bin, '7z'), '#!/bin/sh\nfor name in "$@"; do case $name in *.zip) : >"$name" ;; esac; done\n', { mode: 0o755 });
    const out = folder('out');
    for (const target of targets) succeed('sh', ['.github/package.sh', target, crier, out], { env: { PATH: path(bin) } });
    const [usual, windows] = [...cargo.matchAll(/^pkg-url = "(.+)"$/gm)].map((found) => found[1]);
    const expected = targets.map((target) => {
      const url = target.includes('windows') ? windows : usual;
      const known = { repo: cargo.match(/^repository = "(.+)"$/m)[1], version, target };
      const address = url.replace(/\{ (\w+) \}/g, (_, name) => known[name]);
      const [, start] = read('recipes/install.sh').match(/\{CRIER_RELEASES:-(\S+)\}/);
      assert.ok(address.startsWith(`${start}/v${version}/`), address);
      return address.split('/').at(-1);
    });
    assert.deepEqual(readdirSync(out).sort(), expected.sort());
    const inside = succeed('tar', ['-tzf', join(out, `crier-${version}-x86_64-unknown-linux-musl.tar.gz`)]).split('\n');
    assert.ok(inside.includes(`crier-${version}-x86_64-unknown-linux-musl/crier`), inside);
  },

  'the crate is what the build reads, and nothing that lies about'() {
    const list = (command, ...args) => spawnSync(command, args, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
    const crate = list('cargo', 'package', '--list', '--allow-dirty', '--offline');
    const tracked = new Set([...list('git', 'ls-files', '--cached', '--others', '--exclude-standard'), '.cargo_vcs_info.json', 'Cargo.toml.orig']);
    assert.deepEqual(crate.filter((file) => !tracked.has(file)), []);
    for (const file of ['build.rs', 'docs/findings.md', 'src/main.rs', 'themes/civic/theme.yaml']) assert.ok(crate.includes(file), file);
    assert.ok(!crate.some((file) => file.startsWith('tests/') || file.startsWith('content/')));
  },

  'an archive with another checksum is not installed'() {
    const other = folder('other');
    cpSync(shelf, join(other, `v${version}`), { recursive: true });
    const archive = join(other, `v${version}`, `crier-${version}-x86_64-unknown-linux-musl.tar.gz`);
    const bin = folder('bin');
    const install = (env) => run('sh', ['recipes/install.sh'], { env: { CRIER_RELEASES: `file://${other}`, CRIER_BIN: bin, ...env } });
    writeFileSync(archive, Buffer.concat([readFileSync(archive), Buffer.from('x')]));
    const altered = install({});
    assert.ok(altered.status !== 0 && altered.output.includes('the checksum of'), altered.output);
    copyFileSync(join(shelf, archive.split('/').at(-1)), archive);
    const wrong = install({ CRIER_SHA256: '0'.repeat(64) });
    assert.ok(wrong.status !== 0 && wrong.output.includes('the checksum of'), wrong.output);
    writeFileSync(join(other, `v${version}`, 'SHA256SUMS'), '');
    assert.ok(install({}).output.includes('SHA256SUMS does not name'));
    assert.deepEqual(readdirSync(bin), []);
    const right = succeed('sha256sum', [archive]).split(' ')[0];
    assert.equal(install({ CRIER_SHA256: right }).status, 0);
    assert.equal(succeed(join(bin, 'crier'), ['--version']), `crier ${version}\n`);
    // What is there is kept, and nothing is asked for.
    assert.equal(install({ CRIER_RELEASES: 'file:///nowhere' }).status, 0);
    for (const version of ['0.1.0/../..', '0.1.0 x', '$(id)']) assert.ok(install({ CRIER_VERSION: version }).output.includes('is no version'));
  },

  'without a binary for the machine it is compiled, unless a checksum is asked for'() {
    const bin = folder('bin');
    const cargo = `#!/bin/sh\necho "cargo $*"\nwhile [ "$1" != --root ]; do shift; done\nmkdir -p "$2/bin"\nprintf '#!/bin/sh\\necho crier ${version}\\n' >"$2/bin/crier"\nchmod +x "$2/bin/crier"\n`;
    writeFileSync(join(bin, 'cargo'), cargo, { mode: 0o755 });
    const env = { PATH: path(bin), CRIER_RELEASES: 'file:///nowhere', CRIER_BIN: folder('installed') };
    const compiled = run('sh', ['recipes/install.sh'], { env });
    assert.equal(compiled.status, 0, compiled.output);
    assert.ok(compiled.output.includes(`cargo install crier-ssg --version =${version} --locked --root `), compiled.output);
    assert.ok(existsSync(join(env.CRIER_BIN, 'crier')));
    const refused = run('sh', ['recipes/install.sh'], { env: { ...env, CRIER_SHA256: '0'.repeat(64) } });
    assert.ok(refused.status !== 0 && !refused.output.includes('cargo install'), refused.output);
  },

  'GitHub, pull request: a broken release is annotated at its line, a mended one passes'() {
    const site = repository();
    site.breaks();
    const check = () => job('recipes/github/pull-request.yml', 'check', site.cwd, releases);
    const broken = check();
    assert.equal(broken.status, 1, broken.output);
    assert.ok(broken.output.includes(`\n::error file=${site.file},line=4,col=1,endColumn=9,title=schema/unknown-key::`), broken.output);
    site.mends();
    const mended = check();
    assert.deepEqual([mended.status, mended.left, mended.output.includes('::error')], [0, ['actions/checkout'], false], mended.output);
  },

  'GitHub, links: what nobody can reach fails, and nobody else is asked'() {
    const site = repository();
    site.mends();
    const links = () => job('recipes/github/links.yml', 'links', site.cwd, releases);
    const sound = links();
    assert.deepEqual([sound.status, sound.left], [0, ['actions/checkout', 'actions/cache']], sound.output);
    appendFileSync(join(site.cwd, site.file), '\n[The form](http://localhost:9/form)\n');
    const broken = links();
    assert.ok(broken.status === 1 && broken.output.includes('title=page/private-link::'), broken.output);
  },

  'GitHub, action: a site in a folder of the repository is annotated by its path in the repository'() {
    const site = repository('sites/news');
    site.breaks();
    const state = { cwd: site.cwd, home: folder('home'), path: [], output: '' };
    const status = action({ command: 'check', site: 'sites/news', releases }, state, {});
    assert.equal(status, 1, state.output);
    assert.ok(site.file.startsWith('sites/news/content/') && state.output.includes(`::error file=${site.file},line=4,`), state.output);
  },

  'GitHub, action: inputs are values, whatever stands in them'() {
    for (const text of ['$(touch pwned)', '`touch pwned`', '"; touch pwned; "', "'; touch pwned; '", '--help', 'a\ntouch pwned']) {
      for (const input of ['command', 'site', 'baseline', 'against', 'version', 'sha256', 'target']) {
        const site = repository();
        site.mends();
        const state = { cwd: site.cwd, home: folder('home'), path: [], output: '' };
        const status = action({ releases, [input]: text }, state, {});
        assert.ok(input === 'target' ? status === 0 : status !== 0, `${input}: ${text}: ${state.output}`);
        assert.ok(!existsSync(join(site.cwd, 'pwned')) && !existsSync('pwned'), `${input}: ${text}`);
      }
    }
  },

  'GitHub, publish: the target is published'() {
    const record = join(folder('record'), 'arguments');
    const site = repository();
    const published = job('recipes/github/publish.yml', 'publish', site.cwd, recorder(record));
    assert.equal(published.status, 0, published.output);
    assert.deepEqual(read(record).split('\n'), ['publish', '--site=.', '--', 'production', '']);
  },

  'GitHub, schedule: what is due is waited for, and then published'() {
    const record = join(folder('record'), 'arguments');
    const address = recorder(record);
    const site = repository();
    const wait = () => job('recipes/github/schedule.yml', 'wait', site.cwd, address);
    const until = inSeconds(5);
    site.holds(until);
    succeed(crier, ['build', '--quiet'], { cwd: site.cwd });
    assert.ok(!existsSync(join(site.cwd, PAGE)), 'it is under embargo');
    const due = wait();
    assert.equal(due.status, 0, due.output);
    assert.ok(Date.now() >= until.getTime(), 'it waited');
    succeed(crier, ['build', '--quiet'], { cwd: site.cwd });
    assert.ok(existsSync(join(site.cwd, PAGE)), 'it is out');
    assert.equal(job('recipes/github/schedule.yml', 'publish', site.cwd, address).status, 0);
    assert.deepEqual(read(record).split('\n').slice(0, 1), ['publish']);
    // Two hours are more than one; and with errors nobody knows.
    site.holds(inSeconds(7200));
    const later = wait();
    assert.ok(later.status === 0 && later.output.includes('nothing comes out within the hour'), later.output);
    site.breaks();
    assert.equal(wait().status, 2);
  },

  'GitHub, pages: the site is built where it is uploaded from'() {
    const site = repository();
    site.mends();
    const built = job('recipes/github/pages.yml', 'build', site.cwd, releases);
    assert.deepEqual([built.status, built.left], [0, ['actions/checkout', 'actions/upload-pages-artifact']], built.output);
    const { path } = yaml('recipes/github/pages.yml').jobs.build.steps.at(-1).with;
    assert.ok(existsSync(join(site.cwd, PAGE.replace('public', path))));
  },

  'GitLab: findings are a report, the newest state is built, what is due is waited for'() {
    const site = repository();
    const origin = folder('origin');
    site.breaks();
    site.commit();
    succeed('git', ['clone', '--quiet', '--bare', site.cwd, origin]);
    site.git('remote', 'add', 'origin', origin);
    const variables = { CRIER_RELEASES: releases };
    const findings = () => {
      const result = gitlab('findings', site.cwd, variables);
      return [result.status, JSON.parse(read(join(site.cwd, result.rest.artifacts.reports.codequality)))];
    };
    const [status, report] = findings();
    assert.equal(status, 1);
    assert.deepEqual(report.map((it) => [it.location.path, it.location.lines.begin, it.check_name]), [[site.file, 4, 'schema/unknown-key']]);
    site.mends();
    assert.deepEqual(findings(), [0, []]);
    // Somebody mends it in the origin while a pipeline of the broken state waits.
    site.commit();
    site.git('push', '--quiet', 'origin', 'main');
    site.git('reset', '--quiet', '--hard', 'HEAD~1');
    const pages = gitlab('pages', site.cwd, variables);
    assert.ok(pages.status === 0 && existsSync(join(site.cwd, PAGE)), pages.output);
    const record = join(folder('record'), 'arguments');
    rmSync(join(site.cwd, '.crier'), { recursive: true });
    const recording = { CRIER_RELEASES: recorder(record), CRIER_TARGET: 'production' };
    assert.equal(gitlab('publish', site.cwd, recording).status, 0);
    assert.deepEqual(read(record).split('\n'), ['publish', '--site=.', '--', 'production', '']);
    const until = inSeconds(4);
    site.holds(until);
    const due = gitlab('due', site.cwd, variables);
    assert.ok(due.status === 0 && Date.now() >= until.getTime(), due.output);
    site.breaks();
    assert.equal(gitlab('due', site.cwd, variables).status, 2);
    for (const name of ['findings', 'due', 'pages', 'publish']) {
      const lines = gitlab(name, site.cwd, { CRIER_RELEASES: 'file:///nowhere', CRIER_VERSION: '0' }).lines.join('\n');
      const linted = spawnSync('shellcheck', ['--shell', 'bash', '--severity', 'style', '-'], { input: `${lines}\n`, encoding: 'utf8' });
      assert.equal(linted.status, 0, `${name}: ${linted.stdout} ${linted.error}`);
    }
  },

  'plain: the newest state is published when it is due, and never with errors'() {
    const origin = folder('origin');
    const site = repository();
    site.mends();
    site.commit();
    succeed('git', ['clone', '--quiet', '--bare', site.cwd, origin]);
    site.git('remote', 'add', 'origin', origin);
    site.git('fetch', '--quiet', 'origin');
    site.git('branch', '--quiet', '--set-upstream-to', 'origin/main');
    const record = join(folder('record'), 'arguments');
    const bin = folder('bin');
    const env = { CRIER_RELEASES: recorder(record), CRIER_BIN: bin };
    succeed('sh', ['recipes/install.sh'], { env });
    const publish = (...args) => run('sh', [join(root, 'recipes/plain/publish.sh'), site.cwd, 'production', ...args], { cwd: work, env: { PATH: path(bin) } });
    assert.equal(publish().status, 0);
    assert.deepEqual(read(record).split('\n'), ['publish', `--site=${site.cwd}`, '--', 'production', '']);
    rmSync(record);
    // A colleague commits what is due in a moment; then what is wrong.
    const colleague = folder('colleague');
    succeed('git', ['clone', '--quiet', origin, colleague]);
    const push = (change) => {
      change();
      copyFileSync(join(site.cwd, site.file), join(colleague, site.file));
      site.git('checkout', '--quiet', '--', '.');
      for (const args of [['commit', '--quiet', '--all', '--message', 'x'], ['push', '--quiet']]) {
        succeed('git', ['-c', 'user.name=Other', '-c', 'user.email=other@example.gov', ...args], { cwd: colleague });
      }
    };
    const until = inSeconds(5);
    push(() => site.holds(until));
    const due = publish('1m');
    assert.ok(due.status === 0 && Date.now() >= until.getTime() && existsSync(record), due.output);
    rmSync(record);
    push(() => site.breaks());
    const broken = publish();
    assert.ok(broken.status === 1 && broken.output.includes(`${site.file}:4:1: error[schema/unknown-key]`), broken.output);
    assert.ok(!existsSync(record), 'nothing is sent');
    assert.equal(run('sh', ['recipes/plain/publish.sh'], {}).status, 2);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    test();
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${name}\n  ${String(error.stack ?? error).replaceAll('\n', '\n  ')}`);
  }
}
rmSync(work, { recursive: true });
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
