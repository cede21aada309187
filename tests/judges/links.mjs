// Judge `links`: every internal address and fragment leads somewhere, and every page can be reached from the home page.
import { addressOf, resolve } from './site.mjs';

export const name = 'links';

const ATTRIBUTES = { href: 'a,area,link', src: 'img,script,source,audio,video,iframe', action: 'form', poster: 'video' };

export function judge(site) {
  const findings = [];
  let checked = 0;
  const ids = new Map(site.pages.map((page) => [page.path, anchors(page)]));
  const onward = new Map();

  const check = (path, address, link) => {
    checked += 1;
    const target = resolve(site, address, link);
    if (target.broken) findings.push({ at: path, what: `${link}: ${target.broken}` });
    if (target.file && target.fragment && target.fragment !== 'top' && ids.has(target.file)) {
      if (!ids.get(target.file).has(target.fragment)) findings.push({ at: path, what: `${link}: no such id` });
    }
    return target.file;
  };

  for (const page of site.pages) {
    const targets = new Set();
    for (const { link, follow } of linksOf(page)) {
      const file = check(page.path, page.address, link);
      if (file && follow) targets.add(file);
    }
    onward.set(page.path, targets);
  }
  for (const path of site.paths.filter((each) => each.endsWith('.css'))) {
    for (const [, , link] of site.text(path).matchAll(/url\((['"]?)(?!data:|#)([^'")]+)\1\)/g)) {
      check(path, addressOf(site, path), link);
    }
  }
  if (site.files.has('manifest.json')) {
    for (const address of addresses(JSON.parse(site.text('manifest.json')))) check('manifest.json', site.base, address);
  }

  const reached = reach('index.html', onward);
  for (const page of site.pages) {
    const apart = page.notFound || page.redirect || page.tombstone;
    if (!apart && !reached.has(page.path)) findings.push({ at: page.path, what: 'cannot be reached from the home page' });
  }
  return { checked, findings };
}

/** All links of a page; `follow` are those that a reader can follow. */
function* linksOf({ $ }) {
  for (const [attribute, elements] of Object.entries(ATTRIBUTES)) {
    for (const element of $(elements).filter(`[${attribute}]`)) {
      const rel = ($(element).attr('rel') ?? '').split(/\s+/);
      if (rel.includes('preconnect') || rel.includes('dns-prefetch')) continue;
      yield { link: $(element).attr(attribute), follow: ['a', 'area', 'form'].includes(element.name) };
    }
  }
  for (const element of $('[srcset],[imagesrcset]')) {
    const list = $(element).attr('srcset') ?? $(element).attr('imagesrcset');
    for (const part of list.split(/,\s+/)) yield { link: part.trim().split(/\s+/)[0], follow: false };
  }
  for (const element of $('meta[property="og:image"],meta[property="og:url"],meta[name="twitter:image"]')) {
    yield { link: $(element).attr('content') ?? '', follow: false };
  }
  for (const element of $('meta[http-equiv="refresh" i]')) {
    const link = /url=['"]?([^'"]+)/i.exec($(element).attr('content') ?? '')?.[1];
    if (link) yield { link, follow: true };
  }
}

function anchors({ $ }) {
  return new Set([...$('[id]')].map((element) => $(element).attr('id')).concat([...$('a[name]')].map((a) => $(a).attr('name'))));
}

/** Every `address` or `url` anywhere in the manifest. */
function* addresses(value) {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if ((key === 'address' || key === 'url') && typeof inner === 'string') yield inner;
    else yield* addresses(inner);
  }
}

function reach(start, onward) {
  const seen = new Set([start]);
  for (const path of seen) for (const next of onward.get(path) ?? []) seen.add(next);
  return seen;
}
