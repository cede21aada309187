// Builds sites with crier, and serves them as a plain host does: loopback only, the strictest policy, no ranges, no
// compression of its own; and, where a case asks for it, slow, incomplete, or with a header too many.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'";

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.xml': 'application/xml' };

/** Builds a site; gives the seconds that it took and, on Linux, the most memory that it had, in MB. */
export async function build(crier, site, out, more = []) {
  const started = Date.now();
  const child = spawn(crier, ['build', '--quiet', '--site', site, '--out', out, '--now', '2024-01-01T09:00', ...more]);
  let said = '';
  let memory = 0;
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  const watch = setInterval(() => {
    const status = `/proc/${child.pid}/status`;
    if (existsSync(status)) memory = Number(/VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? memory * 1024) / 1024;
  }, 50);
  const code = await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  clearInterval(watch);
  if (code !== 0) throw new Error(`crier build ended with ${code}: ${said.slice(0, 2000)}`);
  return { seconds: (Date.now() - started) / 1000, memory: Math.round(memory) };
}

/** Path -> SHA-256 of every file below a folder. */
export function filesBelow(folder, below = '') {
  const found = {};
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) Object.assign(found, filesBelow(folder, path));
    else found[path] = createHash('sha256').update(readFileSync(join(folder, path))).digest('hex');
  }
  return found;
}

/**
 * Serves `folder` below `base`. What may be changed while it runs: `folder`; `delay`, milliseconds before a file of the
 * index; `missing(path)`, files that are gone; `damaged(path)`, files that end too early; `gzip`, whether `Content-Encoding: gzip` is said of the index. `log` has
 * every request: path, status, bytes of the body, and headers.
 */
export async function serve(folder, base = '/') {
  const host = { folder, base, delay: 0, missing: () => false, damaged: () => false, gzip: false, log: [] };
  const answer = async (request, response) => {
    const url = new URL(request.url, 'http://host.invalid');
    const inside = url.pathname.startsWith(base);
    let path = decodeURIComponent(url.pathname.slice(base.length));
    if (path === '' || path.endsWith('/')) path += 'index.html';
    const ofIndex = path.startsWith('search/index/');
    const entry = { path, url: request.url, headers: request.headers, status: 200, bytes: 0 };
    host.log.push(entry);
    if (ofIndex && host.delay) await new Promise((done) => setTimeout(done, host.delay));
    const file = join(host.folder, path);
    const headers = { 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'accept-ranges': 'none' };
    if (!inside || host.missing(path) || !existsSync(file) || !statSync(file).isFile()) {
      entry.status = path === 'favicon.ico' ? 204 : 404;
      return response.writeHead(entry.status, headers).end();
    }
    headers['content-type'] = TYPES[extname(path)] ?? 'application/octet-stream';
    if (ofIndex && host.gzip) headers['content-encoding'] = 'gzip';
    let body = readFileSync(file);
    if (host.damaged(path)) body = body.subarray(0, body.length / 2);
    entry.bytes = body.length;
    response.writeHead(200, headers).end(body);
  };
  const server = createServer(answer);
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  host.origin = `http://127.0.0.1:${server.address().port}`;
  host.address = (path) => host.origin + base + path;
  host.index = () => host.log.filter((each) => each.path.startsWith('search/index/'));
  host.close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return host;
}
