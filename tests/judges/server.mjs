// A small static server for the browser judge: loopback only, with the strict Content-Security-Policy of a careful host.
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { resolve } from './site.mjs';

export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.xml': 'application/xml',
  '.woff2': 'font/woff2',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
};

/** Serves the site; `address(path)` is where a page of it is found. Close it when done. */
export async function serve(site) {
  const server = createServer((request, response) => {
    const found = resolve(site, site.base, site.origin + request.url).file;
    const path = found ?? '404.html';
    const headers = { 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' };
    // Chromium asks for this by itself, where a page names no icon.
    if (!found && request.url === '/favicon.ico') return response.writeHead(204, headers).end();
    if (!site.files.has(path)) return response.writeHead(404, headers).end();
    headers['content-type'] = TYPES[extname(path)] ?? 'application/octet-stream';
    response.writeHead(found ? 200 : 404, headers).end(site.read(path));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { address: (path) => origin + path, close: () => new Promise((closed) => server.close(closed)) };
}
