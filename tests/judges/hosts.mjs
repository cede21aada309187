// node hosts.mjs CRIER [--only nginx,apache,caddy]: the demo site with hostile former addresses, served by real web servers
// with the files that crier writes for them; asked over the network, and looked at in Chromium. Exit code 1 if anything fails.
import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { launch } from './chromium.mjs';
import { chooseSample } from './browser.mjs';
import { openSite } from './site.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
if (positionals.length !== 1) {
  console.error('usage: node hosts.mjs CRIER [--only nginx,apache,caddy]');
  process.exit(2);
}
const crier = resolve(positionals[0]);

// What readers may have bookmarked of an old system. Each leads to the same page.
const FORMER = ['/old way/', '/a"b.html', '/a;b.html', '/100%.html', '/$1/', '/${HOME}.html', "/it's/", '/旧址/新闻.html', '/a+b(c)[d].htm', '/{$HOME}/', '/a&b=c.asp', '/x,y.php', '/plain', '/~tilde.html'];
const TARGET = '/releases/2022/01/hostile/';
const ASK_AGAIN = 'public, max-age=0, must-revalidate';
const FOR_EVER = 'public, max-age=31536000, immutable';
const ERROR = '/releases/2020/11/water-stop-november-2020/';

const work = mkdtempSync(join(tmpdir(), 'crier-hosts-'));
chmodSync(work, 0o755);

/** Builds the demo site for hosts, below a path of its host or at the root. */
function build(prefix) {
  const site = join(work, `site${prefix.length}`);
  for (const part of ['content', 'crier.yaml']) cpSync(part, join(site, part), { recursive: true });
  mkdirSync(join(site, 'content/releases/2022/01'), { recursive: true });
  const aliases = FORMER.map((each) => JSON.stringify(each.replace('%', '%25'))).join(', ');
  writeFileSync(join(site, 'content/releases/2022/01/hostile.md'), `---\ntitle: Former addresses\ndate: 2022-01-05\naliases: [${aliases}]\nattachments: [{src: rows.csv.gz, title: Rows}]\n---\nText.\n`);
  writeFileSync(join(site, 'content/releases/2022/01/rows.csv.gz'), 'not compressed by crier');
  const config = readFileSync(join(site, 'crier.yaml'), 'utf8').replace(/^(hosts|precompress|security|base_url):.*\n/gm, '');
  writeFileSync(join(site, 'crier.yaml'), `${config}\nbase_url: https://news.meicounty.example${prefix}/\nhosts: [nginx, apache, caddy]\nprecompress: [gzip, br, zstd]\nsecurity: {hsts: 31536000}\n`);
  const root = join(work, `root${prefix.length}`);
  const out = join(root, prefix);
  const built = spawnSync(crier, ['build', '--site', site, '--out', out, '--now', '2024-01-01T09:00'], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr + built.stdout);
  return { root, out, prefix };
}

const freePort = () =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

const command = (name) => ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/usr/local/sbin'].map((folder) => join(folder, name)).find(existsSync) ?? name;

/** How each server is started on a port: the configuration around crier's file, and the command. */
const SERVERS = {
  nginx: ({ root, out }, port, home) => {
    const brotli = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
    assert.ok(existsSync(brotli), 'the package libnginx-mod-http-brotli-static is missing');
    const config = join(home, 'nginx.conf');
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((each) => `${each}_temp_path ${home}/${each};`).join(' ');
    writeFileSync(config, `load_module ${brotli};\npid ${home}/pid;\nerror_log ${home}/error.log;\ndaemon off;\nworker_processes 1;\nevents {}\nhttp {\n${places}\naccess_log off;\nserver { listen 127.0.0.1:${port}; root ${root}; brotli_static on; include ${out}/_hosts/nginx.conf; }\n}\n`);
    return [command('nginx'), ['-c', config, '-p', home]];
  },
  apache: ({ root }, port, home) => {
    const config = join(home, 'httpd.conf');
    const modules = ['mpm_event', 'authz_core', 'dir', 'mime', 'alias', 'rewrite', 'headers', 'setenvif', 'env', 'filter', 'deflate'];
    const folder = '/usr/lib/apache2/modules';
    const loaded = modules.filter((each) => existsSync(`${folder}/mod_${each}.so`)).map((each) => `LoadModule ${each}_module ${folder}/mod_${each}.so`);
    const user = process.getuid() === 0 ? 'User www-data\nGroup www-data\n' : '';
    const unix = user ? `LoadModule unixd_module ${folder}/mod_unixd.so\n` : '';
    writeFileSync(config, `ServerRoot ${home}\nServerName localhost\nPidFile ${home}/pid\nErrorLog ${home}/error.log\nListen 127.0.0.1:${port}\n${loaded.join('\n')}\n${existsSync(`${folder}/mod_unixd.so`) ? unix : user}TypesConfig /etc/mime.types\nAddType application/x-gzip .gz .tgz\nDocumentRoot ${root}\n<Directory ${root}>\nAllowOverride All\nRequire all granted\n</Directory>\n`);
    return [command('apache2'), ['-f', config, '-DFOREGROUND']];
  },
  caddy: ({ root, out }, port, home) => {
    const config = join(home, 'Caddyfile');
    writeFileSync(config, `{\n\tadmin off\n\tauto_https off\n}\nhttp://127.0.0.1:${port} {\n\troot * ${root}\n\timport ${out}/_hosts/Caddyfile\n}\n`);
    return [command('caddy'), ['run', '--config', config, '--adapter', 'caddyfile'], { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home }];
  },
};

/** Asks for a path as it stands, without following. */
const ask = (port, path, headers = {}) =>
  new Promise((done, fail) => {
    const asked = request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    asked.on('error', fail);
    asked.end();
  });

async function start(name, site) {
  const port = await freePort();
  const home = mkdtempSync(join(work, `${name}-`));
  const [program, args, env] = SERVERS[name](site, port, home);
  const child = spawn(program, args, { env: env ?? process.env });
  let said = '';
  let ended = false;
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  child.on('error', (error) => (ended = said += error));
  child.on('exit', () => (ended = true));
  for (let wait = 0; wait < 100; wait += 1) {
    if (ended) break;
    try {
      await ask(port, '/');
      return { port, close: () => child.kill('SIGTERM') };
    } catch {
      await new Promise((later) => setTimeout(later, 100));
    }
  }
  const log = join(home, 'error.log');
  throw new Error(`${name} does not start: ${said.slice(0, 3000)}${existsSync(log) ? readFileSync(log, 'utf8').slice(0, 2000) : ''}`);
}

const encoded = (path) => path.split('/').map(encodeURIComponent).join('/');
const pathOf = (location) => new URL(location, 'http://host.invalid').pathname;
const asset = ({ out }, end) => {
  const all = readdirSync(join(out, 'assets'), { recursive: true }).map(String);
  return `/assets/${all.find((each) => each.endsWith(end))}`;
};

/** What is asked of each server. `get` is given addresses of the site. */
const ASKED = [
  ['former addresses are 301', async ({ get, site }) => {
    const forms = FORMER.flatMap((each) => (each.endsWith('/') ? [each, each.slice(0, -1)] : each === '/plain' ? [each, '/plain/'] : [each]));
    for (const from of forms) {
      const answer = await get(encoded(from));
      assert.equal(answer.status, 301, `${from}: ${answer.status}`);
      assert.equal(pathOf(answer.headers.location), site.prefix + TARGET, from);
    }
    assert.equal((await get(TARGET)).status, 200);
  }],
  ['what only looks like a former address is 404', async ({ get }) => {
    for (const path of ['/old%20way/more/', '/x/plain/', '/axb%2bb.html', '/aXbc.htm', '/plain/more']) assert.equal((await get(path)).status, 404, path);
  }],
  ['a release in error is 410, with its notice', async ({ get, site }) => {
    for (const lang of ['', '/zh-Hans']) {
      const answer = await get(lang + ERROR);
      assert.equal(answer.status, 410);
      assert.deepEqual(answer.body, readFileSync(join(site.out, lang, ERROR, 'index.html')));
      assert.match(answer.headers['content-type'], /^text\/html; ?charset=utf-8$/i);
      assert.notEqual(answer.headers['cache-control'], FOR_EVER);
    }
  }],
  ['what is not there is 404, with the page of its language', async ({ get, site }) => {
    for (const [path, page] of [['/nowhere/', '404.html'], ['/zh-Hans/nowhere/', 'zh-Hans/404.html'], ['/assets/css/none.0123456789.css', '404.html'], ['/zh-Hans/releases/x.html', 'zh-Hans/404.html'], ['/nowhere/feed.xml', '404.html']]) {
      const answer = await get(path);
      assert.equal(answer.status, 404, path);
      assert.deepEqual(answer.body, readFileSync(join(site.out, page)), path);
      assert.notEqual(answer.headers['cache-control'], FOR_EVER, path);
      assert.match(answer.headers['content-type'], /^text\/html/, path);
    }
  }],
  ['files of hosts are not shown', async ({ get, name }) => {
    // Apache needs a line of the server for its own, which every distribution has.
    for (const path of name === 'apache' ? [] : ['/_hosts/nginx.conf', '/_hosts/Caddyfile']) assert.equal((await get(path)).status, 404, path);
  }],
  ['every answer has the headers of safety, once', async ({ get }) => {
    for (const path of ['/', '/feed.xml', '/nowhere/', ERROR, '/search/index/root.bin']) {
      const { headers } = await get(path);
      assert.match(headers['content-security-policy'] ?? '', /^default-src 'none'; [^,]*$/, path);
      assert.doesNotMatch(headers['content-security-policy'], /unsafe/);
      assert.equal(headers['x-content-type-options'], 'nosniff', path);
      assert.equal(headers['referrer-policy'], 'strict-origin-when-cross-origin', path);
      assert.equal(headers['permissions-policy'], 'camera=(), geolocation=(), microphone=()', path);
      assert.equal(headers['strict-transport-security'], 'max-age=31536000', path);
    }
  }],
  ['what has a digest in its name is kept, all else asked for again', async ({ get, site }) => {
    const shard = readdirSync(join(site.out, 'search/index'), { recursive: true }).map(String).find((each) => /^[0-9a-f]+\/.*\.bin$/.test(each));
    for (const [path, cache] of [[asset(site, '.css'), FOR_EVER], [`/search/index/${shard}`, FOR_EVER], ['/search/index/root.bin', ASK_AGAIN], ['/', ASK_AGAIN], ['/feed.xml', ASK_AGAIN], [TARGET, ASK_AGAIN], ['/manifest.json', ASK_AGAIN]]) {
      const answer = await get(path);
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers['cache-control'], cache, path);
      const { etag } = answer.headers;
      assert.ok(etag, `${path} has no ETag`);
      assert.equal((await get(path, { 'if-none-match': etag })).status, 304, path);
    }
  }],
  ['files have the types that readers need', async ({ get, site }) => {
    const portrait = readdirSync(site.out, { recursive: true }).map(String).find((each) => each.endsWith('.jpg'));
    for (const [path, type] of [['/', 'text/html; charset=utf-8'], ['/feed.xml', 'application/atom+xml'], ['/releases/2022/09/feed.xml', 'application/atom+xml'], ['/feed.json', 'application/feed+json'], ['/rss.xml', 'application/rss+xml'], ['/sitemap.xml', 'application/xml'], ['/robots.txt', 'text/plain; charset=utf-8'], [asset(site, '.css'), 'text/css; charset=utf-8'], [asset(site, '.js'), 'text/javascript; charset=utf-8'], ['/search/index/root.bin', 'application/octet-stream'], ['/manifest.json', 'application/json'], [`/${portrait}`, 'image/jpeg']]) {
      const answer = await get(encoded(path));
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers['content-type'].toLowerCase().replace(/;\s*/, '; '), type, path);
      assert.equal(answer.headers['content-encoding'], undefined, path);
    }
  }],
  ['compressed copies are sent to who takes them', async ({ get, site, name }) => {
    const unpack = { gzip: gunzipSync, br: brotliDecompressSync };
    const codings = name === 'nginx' ? ['gzip', 'br'] : ['gzip', 'br', 'zstd'];
    for (const path of ['/', '/feed.xml', '/people/', asset(site, '.css'), '/sitemap.xml', ERROR, '/feed.json']) {
      const plain = await get(path);
      assert.match(plain.headers.vary ?? '', /accept-encoding/i, `${path} varies, also when it is sent as it is`);
      for (const coding of codings) {
        const answer = await get(path, { 'accept-encoding': coding });
        assert.equal(answer.headers['content-encoding'], coding, `${path} ${coding}`);
        assert.equal(answer.status, plain.status, `${path} ${coding}`);
        assert.equal(answer.headers['content-type'], plain.headers['content-type'], `${path} ${coding}`);
        assert.equal(answer.headers['cache-control'], plain.headers['cache-control'], `${path} ${coding}`);
        assert.match(answer.headers.vary ?? '', /accept-encoding/i, `${path} ${coding}`);
        assert.ok(answer.body.length < plain.body.length, path);
        if (unpack[coding]) assert.deepEqual(unpack[coding](answer.body), plain.body, path);
      }
      const both = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
      assert.equal(both.headers['content-encoding'], 'br', path);
    }
    const index = await get('/search/index/root.bin', { 'accept-encoding': 'gzip, br' });
    assert.equal(index.headers['content-encoding'], undefined);
  }],
  ['an attachment that is compressed is sent as it is', async ({ get }) => {
    for (const coding of [undefined, 'gzip, br']) {
      const answer = await get(`${TARGET}rows.csv.gz`, coding ? { 'accept-encoding': coding } : {});
      assert.equal(answer.body.toString(), 'not compressed by crier');
      assert.equal(answer.headers['content-encoding'], undefined);
    }
  }],
  ['the site is verified as its readers get it', async ({ site, port }) => {
    const verified = spawn(crier, ['verify', `http://127.0.0.1:${port}${site.prefix}/`]);
    let said = '';
    verified.stdout.on('data', (text) => (said += text));
    verified.stderr.on('data', (text) => (said += text));
    assert.equal(await new Promise((done) => verified.on('close', done)), 0, said.slice(0, 2000));
  }],
  ['Chromium reports no breach of the policy on any kind of page', async ({ site, port, browser }) => {
    const built = openSite(site.out, `${site.prefix}/`);
    const sample = chooseSample(built);
    assert.ok(new Set(sample.map((page) => page.kind)).size >= 6, 'kinds of pages');
    const context = await browser.newContext();
    const tab = await context.newPage();
    const said = [];
    tab.on('console', (message) => message.type() === 'error' && !/status of 4(04|10)/.test(message.text()) && said.push(`${tab.url()}: ${message.text()}`));
    tab.on('pageerror', (error) => said.push(`${tab.url()}: ${error}`));
    await tab.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => console.error(`violation ${event.violatedDirective} ${event.blockedURI}`)));
    for (const page of sample) await tab.goto(`http://127.0.0.1:${port}${page.address}`, { waitUntil: page.kind === 'search' ? 'networkidle' : 'load' });
    await tab.goto(`http://127.0.0.1:${port}${site.prefix}/search/?q=road`, { waitUntil: 'networkidle' });
    assert.ok((await tab.locator('main a[href*="/releases/"]').count()) > 0, 'the search finds something');
    await context.close();
    assert.deepEqual(said, []);
  }],
];

const names = values.only?.split(',') ?? Object.keys(SERVERS);
const browser = await launch();
let failed = 0;
let checked = 0;
try {
  const sites = [build(''), build('/county/news')];
  for (const name of names) {
    for (const site of sites) {
      let server;
      try {
        server = await start(name, site);
      } catch (error) {
        failed += 1;
        console.log(`not ok ${name}: ${error.message}`);
        continue;
      }
      const get = (path, headers) => ask(server.port, site.prefix + path, headers);
      for (const [what, test] of ASKED) {
        checked += 1;
        try {
          await test({ name, site, get, browser, port: server.port });
          console.log(`ok ${name}${site.prefix}: ${what}`);
        } catch (error) {
          failed += 1;
          console.log(`not ok ${name}${site.prefix}: ${what}\n  ${String(error.message).replace(/\n/g, '\n  ').slice(0, 1500)}`);
        }
      }
      server.close();
    }
  }
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${checked} questions, ${failed} failed`);
process.exitCode = failed > 0 || checked === 0 ? 1 : 0;
