// The answer of docs/search-index.md, section 5, found by looking through every text: what the engine must agree with.
import { parse } from '../query.js';
import { nameOf, stem } from '../text.js';
import { elementsOf, termsOf } from './encode.mjs';

const bits = (x) => (x ? x.toString(2).length : 0);
const PREFIX = new Set('anti co de non over re un'.split(' '));

/** Documents as a scan wants them: terms by form, with impact, parts and positions. */
export const prepare = (docs, commons, known) =>
  docs.map((doc, i) => {
    const e = elementsOf(doc);
    const last = e.at(-1)?.p ?? 0;
    const forms = new Map();
    for (const [key, form, kind, at] of termsOf(e, commons[i], known)) {
      const f = forms.get(form) ?? { key, kind, tf: 0, title: 0, parts: 0, at: [] };
      if (at.title) f.title = 8;
      else f.tf++;
      f.at.push(at.p);
      f.parts |= 1 << Math.floor((at.p * 4) / (last + 1));
      forms.set(form, f);
    }
    for (const f of forms.values()) f.impact = bits(Math.min(127, Math.floor((f.tf * 2048) / (e.length + 512)))) + f.title;
    return { e, forms, ...commons[i] };
  });

const family = (doc, text, mark) => {
  let best;
  let parts = 0;
  for (const [form, f] of doc.forms) {
    if (f.key !== stem(text) || (f.kind !== 'word' && form !== mark)) continue;
    best = Math.max(best ?? 0, f.impact + (form === (mark ?? text) ? 16 : 0));
    if (f.kind === 'word') parts |= f.parts;
  }
  return best === undefined ? undefined : { value: best, parts };
};
const exact = (doc, text) => {
  const f = doc.forms.get(text);
  return f && { value: f.impact + 16, parts: f.parts };
};
const starting = (doc, text, mark) => {
  let best = family(doc, text, mark);
  for (const [form, f] of doc.forms) {
    if (f.kind !== 'word' || !form.startsWith(text)) continue;
    best = { value: Math.max(best?.value ?? 0, f.impact + (form === (mark ?? text) ? 16 : 0)), parts: (best?.parts ?? 0) | f.parts };
  }
  return best;
};

const phrase = (doc, e) => {
  if (e.length < 2) return exact(doc, e[0].t);
  const positioned = e.filter((x, i) => !x.n || x.c || e[i + 1]?.c);
  const lone = e.filter((x) => !positioned.includes(x));
  if (!lone.every((x) => doc.forms.has(x.t))) return;
  const terms = lone.map((x) => [x.t]);
  for (let i = 0; i < e.length; i++) {
    if (lone.includes(e[i])) continue;
    let j = i;
    while (e[j + 1]?.c) j++;
    let [between, n] = ['', 2];
    if (j === i) {
      between = ' ';
      const usual = (k, words) => e[k] && !e[k].n && !e[k + 1]?.c && words.includes(e[k].t);
      const next = (words) => usual(j + 1, words) && e[j + 1].p === e[j].p + 1;
      while (usual(i, doc.common) && next(doc.common)) j++;
      if (j > i && next(doc.frequent)) j++;
      if (j > i + 1) n = 3;
    }
    if (j === i) terms.push([e[i].t, e[i].p]);
    for (let k = i; k <= j && j > i; k += n) {
      const at = Math.min(k, j - n + 1);
      terms.push([e.slice(at, at + n).map((x) => x.t).join(between), e[at].p]);
    }
    i = j;
  }
  if (!terms.every(([form]) => doc.forms.has(form))) return;
  const placed = terms.filter(([, p]) => p !== undefined);
  const starts = placed.length ? doc.forms.get(placed[0][0]).at.map((p) => p - placed[0][1]) : [0];
  if (!starts.some((start) => placed.every(([form, p]) => doc.forms.get(form).at.includes(start + p)))) return;
  return { value: 16 + Math.min(...terms.map(([form]) => doc.forms.get(form).impact)) };
};

/** [number, score] of every result, best first. */
export const scan = (docs, query, { typing, known = [], fits = () => true, sort } = {}) => {
  const chunks = parse(query).filter((chunk) => chunk.e.length);
  const isWord = (c) => c && !c.quoted && c.e.length === 1 && !c.e[0].n;
  const units = [];
  for (let i = 0; i < chunks.length; i++) {
    const { e, quoted, last } = chunks[i];
    const next = chunks[i + 1];
    const mark = (x) => x.m && `\x01${x.m}`;
    const word = (x, end) => (doc) => (typing && end && x.t.length > 1 ? starting : family)(doc, x.t, mark(x));
    if (isWord(chunks[i]) && isWord(next) && PREFIX.has(e[0].t) && next.e[0].t.length > 2) {
      i++;
      units.push((doc) => {
        const [whole, a, b] = [family(doc, e[0].t + next.e[0].t), word(e[0])(doc), word(next.e[0], next.last)(doc)];
        const both = a && b && Math.min(a.value, b.value);
        return whole || both !== undefined ? { value: Math.max(whole?.value ?? 0, both ?? 0) } : undefined;
      });
    } else if (isWord(chunks[i])) units.push(Object.assign(word(e[0], last), { one: 1 }));
    else if (quoted) units.push(Object.assign((doc) => phrase(doc, e), { one: e.length === 1 && !e[0].n }));
    else if (e.length > 1 && e.length < 5 && e.every((x, j) => !x.n && (!j || x.y === '-'))) {
      units.push((doc) => {
        const [a, b] = [family(doc, e.map((x) => x.t).join('')), phrase(doc, e)];
        return a || b ? { value: Math.max(a?.value ?? 0, b?.value ?? 0) } : undefined;
      });
    } else if (known.includes(nameOf(e))) units.push((doc) => exact(doc, `\x02${nameOf(e)}`));
    else units.push((doc) => phrase(doc, e));
  }
  if (!units.length) return [];
  const values = units.map((unit) => docs.map(unit));
  const weights = values.map((all) => 1 + bits(Math.floor(docs.length / all.filter(Boolean).length)));
  const ones = values.filter((_, i) => units[i].one);
  const results = [];
  docs.forEach((_, id) => {
    if (!fits(id) || !values.every((all) => all[id])) return;
    let score = values.reduce((sum, all, i) => sum + weights[i] * all[id].value, 0);
    if (ones.length > 1 && ones.reduce((parts, all) => parts & all[id].parts, 255)) score += 4 * weights.reduce((a, b) => a + b, 0);
    results.push([id, score]);
  });
  return sort === 'date' ? results : results.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
};
