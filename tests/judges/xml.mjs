// XML for the judges: xmllint says whether a file is well formed and fits a schema, xmldom reads it.
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';

/** Findings of xmllint over files of the site, one for each line that names a file; `schema` is optional. */
export function xmllint(site, paths, schema) {
  execFileSync('xmllint', ['--version'], { stdio: 'ignore' }); // a missing checker is an error, never a pass
  const findings = [];
  for (let from = 0; from < paths.length; from += 200) {
    const some = paths.slice(from, from + 200);
    const options = ['--noout', '--nonet', ...(schema ? ['--schema', schema] : [])];
    const run = spawnSync('xmllint', [...options, ...some.map((path) => join(site.folder, path))], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (run.error) throw run.error;
    if (run.status === 0) continue;
    const lines = run.stderr.split('\n').filter((line) => /:\d+: /.test(line));
    if (lines.length === 0) throw new Error(`xmllint: ${run.stderr.slice(0, 500)}`);
    for (const line of lines) {
      const path = some.find((each) => line.startsWith(join(site.folder, each)));
      findings.push({ at: path ?? 'xmllint', what: line.replace(site.folder, '').slice(0, 300) });
    }
  }
  return findings;
}

/** The root element of a file, or null where it is not XML. */
export function rootOf(site, path) {
  try {
    const quiet = { onError: () => {} };
    return new DOMParser(quiet).parseFromString(site.text(path), 'application/xml').documentElement;
  } catch {
    return null;
  }
}

/** Child elements of that local name. */
export const children = (element, name) =>
  [...element.childNodes].filter((node) => node.nodeType === 1 && node.localName === name);

/** The text of the first child of that name, or null. */
export const textOf = (element, name) => children(element, name)[0]?.textContent.trim() ?? null;

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A date-time of RFC 3339 that exists. */
export function isDateTime(text) {
  const parts = DATE_TIME.exec(text ?? '');
  return parts !== null && isDay(...parts.slice(1, 4)) && parts[4] < '24' && parts[5] < '60' && parts[6] < '61';
}

/** A W3C datetime: a year, a month, a day, or a time with its offset. */
export function isW3cDate(text) {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text ?? '');
  if (parts) return isDay(parts[1], parts[2] ?? '01', parts[3] ?? '01');
  return isDateTime((text ?? '').replace(/^(\S+T\d\d:\d\d)(Z|[+-])/, '$1:00$2'));
}

function isDay(year, month, day) {
  const date = new Date(Date.UTC(+year, +month - 1, +day));
  return date.getUTCMonth() === +month - 1 && date.getUTCDate() === +day;
}
