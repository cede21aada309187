// The scan: sections 1, 2 and 5 of docs/search-index.md, as plain as they can be said, without a look at crier's code or the
// client's. search-property.mjs and benches/search.mjs hold the index against it.

/** The same answer for the same character, thought of once. */
const once = (find) => {
  const known = new Map();
  return (c) => {
    if (!known.has(c)) known.set(c, find(c));
    return known.get(c);
  };
};
const inRanges = (text) => {
  const ranges = text.split(' ').map((range) => range.split('-').map((code) => parseInt(code, 16)));
  return once((c) => ranges.some(([from, to = from]) => c.codePointAt(0) >= from && c.codePointAt(0) <= to));
};
const isMark = inRanges(
  '300-36F 483-489 591-5BD 5BF 5C1 5C2 5C4 5C5 5C7 610-61A 640 64B-65F 670 6D6-6DC 6DF-6E4 6E7 6E8 6EA-6ED 1AB0-1AFF 1DC0-1DFF 20D0-20FF FE20-FE2F',
);
const isInvisible = inRanges('FE00-FE0F AD 61C 200B-200F 202A-202E 2060-2064 2066-2069 FEFF');
const isN = inRanges(
  'E01-E3A E40-E5B E81-EDF 1000-1049 1050-109F 1780-17D3 17DC-17E9 3005-3007 3041-3096 3099 309A 309D-309F 30A1-30FA 30FC-30FF 3400-4DBF 4E00-9FFF F900-FAFF 20000-323AF',
);
const isH = (c) => isN(c) && c.codePointAt(0) >= 0x3005;
const isW = once((c) => /[\p{Alphabetic}\p{M}\p{Nd}\p{Nl}\p{No}]/u.test(c) && !isN(c));
const isSpace = once((c) => /\p{White_Space}/u.test(c));
const LATIN = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ŧ: 't', þ: 'th', ς: 'σ' };
const SIGNS = { '\u2018': "'", '\u2019': "'", '\u201b': "'", '\u02bc': "'", '\uff07': "'", '\u2010': '-', '\u2011': '-' };
// Only the characters that the archives below use.
const HAN = { 華: '华', 國: '国', 臺: '台', 灣: '湾', 張: '张', 開: '开', 發: '发', 會: '会', 議: '议', 縣: '县', 學: '学', 長: '长' };
const PREFIXES = new Set(
  'anti bi co counter cross cyber de e ex hyper infra inter intra macro mega micro mid mini mono multi neo non over para post pre pro re self semi socio sub super tele trans ultra un under vice'.split(' '),
);
export const size = (text) => [...text].length;

const fold = (chunk, plain) =>
  [...[...chunk.normalize('NFKD')].filter((c) => !isInvisible(c) && (plain || !isMark(c))).join('').normalize('NFC').toLowerCase()].flatMap((c) => [
    ...((!plain && LATIN[c]) || SIGNS[c] || HAN[c] || c),
  ]);

/** Elements of folded characters, each with what stands before it: {t, n, gap}; what stands behind the last is given too. */
const cut = (chars, gap) => {
  const all = [];
  let at = 0;
  while (at < chars.length) {
    if (isN(chars[at])) {
      all.push({ t: chars[at++], n: true, gap });
      gap = '';
    } else if (isW(chars[at])) {
      let word = '';
      while (at < chars.length && (isW(chars[at]) || (chars[at] === "'" && at + 1 < chars.length && isW(chars[at + 1])))) {
        if (chars[at] !== "'") word += chars[at];
        at++;
      }
      all.push({ t: [...word].slice(0, 64).join(''), n: false, gap });
      gap = '';
    } else gap += chars[at++];
  }
  return { all, gap };
};

export const elements = (text) => {
  const found = [];
  let gap = '';
  for (const part of text.split(/(\p{White_Space}+)/u)) {
    if (isSpace(part[0] ?? '')) {
      gap += part;
      continue;
    }
    const chunk = cut(fold(part), gap);
    const words = chunk.all.filter((e) => !e.n);
    const plain = cut(fold(part, true), '').all.filter((e) => !e.n);
    if (plain.length === words.length) words.forEach((e, i) => plain[i].t !== e.t && (e.plain = plain[i].t));
    found.push(...chunk.all);
    gap = chunk.gap;
  }
  found.forEach((e, i) => {
    const before = found[i - 1];
    e.at = 0;
    if (!before) return;
    const spaces = [...e.gap].every((c) => isSpace(c) && c !== '\n');
    e.contact = e.gap === '' || (spaces && [before, e].some((x) => x.n && isH(x.t)));
    e.at = before.at + (e.gap.includes('\n') ? 2 : !e.contact && (e.n || before.n) ? 2 : 1);
  });
  return found;
};

export const stem = (word) => {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  if ('news united unite unites uniting even evening during being james'.split(' ').includes(word)) return word;
  if (['goes', 'going'].includes(word)) return 'go';
  if (['does', 'doing'].includes(word)) return 'do';
  let [key, y] = [word, false];
  const undouble = (text) => (/([bdfgmnprt])\1$/.test(text) ? text.slice(0, -1) : text);
  const stays = (text) => text.length >= 3 && /[aeiouy]/.test(text);
  if (key.endsWith('sses')) key = key.slice(0, -2);
  else if (key.endsWith('ies') && key.length >= 5) [key, y] = [key.slice(0, -3), true];
  else if (key.endsWith('s') && !/(ss|us|is)$/.test(key)) key = key.slice(0, -1);
  if (!y) {
    if (key.endsWith('ied') && key.length >= 5) [key, y] = [key.slice(0, -3), true];
    else if (key.endsWith('ing') && stays(key.slice(0, -3))) key = undouble(key.slice(0, -3));
    else if (key.endsWith('ed') && stays(key.slice(0, -2))) key = undouble(key.slice(0, -2));
  }
  if (!y && key.length >= 4 && /[^aeiou]y$/.test(key)) [key, y] = [key.slice(0, -1), true];
  if (!y && key.length >= 4 && key.endsWith('e')) key = key.slice(0, -1);
  return key + (y ? '~' : '');
};

const bits = (x) => (x === 0 ? 0 : x.toString(2).length);

/** What a document has: form -> {key, word, impact, parts, at}. */
export const read = ({ fields }, { common, frequent }, known) => {
  const all = [];
  fields.forEach((field, number) => {
    const start = all.length ? all.at(-1).at + 8 : 0;
    for (const e of elements(field)) all.push({ ...e, at: e.at + start, field: number });
  });
  const forms = new Map();
  const last = all.at(-1).at;
  const note = (key, form, word, e) => {
    if (!forms.has(form)) forms.set(form, { key, word, times: 0, title: 0, parts: 0, at: new Set() });
    const f = forms.get(form);
    if (e.field === 0) f.title = 8;
    else f.times++;
    f.parts |= 1 << Math.floor((e.at * 4) / (last + 1));
    f.at.add(e.at);
  };
  const hyphen = (k) => all[k] && all[k - 1]?.field === all[k].field && !all[k].n && !all[k - 1].n && all[k].gap === '-';
  /** The word that some words from here on are, too: a hyphen chain, or a prefix and the next word. */
  const joinedAt = (i) => {
    const [e, next] = [all[i], all[i + 1]];
    if (!next || next.field !== e.field || e.n || next.n) return undefined;
    if (hyphen(i + 1) && !hyphen(i)) {
      let end = i + 1;
      while (hyphen(end + 1)) end++;
      const chain = all.slice(i, end + 1).map((x) => x.t);
      return chain.length <= 4 && /\P{Nd}/u.test(chain.join('')) ? chain.join('') : undefined;
    }
    const spaces = next.gap && [...next.gap].every((c) => isSpace(c) && c !== '\n');
    return spaces && PREFIXES.has(e.t) && size(next.t) >= 3 ? e.t + next.t : undefined;
  };
  all.forEach((e, i) => {
    const next = all[i + 1]?.field === e.field ? all[i + 1] : undefined;
    if (e.n) note(e.t, e.t, false, e);
    else {
      note(stem(e.t), e.t, true, e);
      if (e.plain) note(stem(e.t), `\x01${e.plain}`, false, e);
    }
    for (const name of known) {
      const run = all.slice(i, i + size(name));
      if (run.every((x, k) => x.n && x.field === e.field && (!k || x.contact)) && run.map((x) => x.t).join('') === name) note(`\x02${name}`, `\x02${name}`, false, e);
    }
    if (!next) return;
    if (next.contact && (e.n || next.n)) note(e.t + next.t, e.t + next.t, false, e);
    if (e.n || next.n) return;
    const joined = joinedAt(i);
    if (joined) note(stem(joined), joined, true, e);
    if (next.at !== e.at + 1) return;
    for (const first of [e.t, joined]) {
      for (const second of [next.t, joinedAt(i + 1)]) {
        if (!common.includes(first) || !common.includes(second)) continue;
        const row = `${first} ${second}`;
        note(row, row, false, e);
        const after = all[i + 2];
        if (!after || after.field !== e.field || after.n || after.at !== e.at + 2) continue;
        for (const third of [after.t, joinedAt(i + 2)]) {
          if (common.includes(third) || frequent.includes(third)) note(`${row} ${third}`, `${row} ${third}`, false, e);
        }
      }
    }
  });
  for (const f of forms.values()) f.impact = bits(Math.min(127, Math.floor((f.times * 2048) / (all.length + 512)))) + f.title;
  return forms;
};

const QUOTES = '"“”„«»「」『』《》';
export const chunksOf = (query) => {
  const chunks = [];
  let [text, quoted] = ['', false];
  const end = () => {
    if (/\P{White_Space}/u.test(text)) chunks.push({ text, quoted });
    text = '';
  };
  for (const c of [...query].slice(0, 256)) {
    if (QUOTES.includes(c)) {
      end();
      quoted = !quoted;
    } else if (!quoted && isSpace(c)) end();
    else text += c;
  }
  end();
  return chunks.slice(0, 16);
};

const osa = (a, b) => {
  const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i && j ? 0 : i + j)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.length][b.length];
};

export class Scan {
  /** `docs` newest first. Of the index it knows only which words are usual, and which keys stand in a file together. */
  constructor(docs, root, known) {
    this.docs = docs;
    this.known = known;
    this.segments = [];
    let first = 0;
    for (const { documents, common, frequent, shards } of root.segments) {
      const segment = { first, common, frequent, shards, forms: new Map(), keys: new Map(), docs: [] };
      for (const doc of docs.slice(first, first + documents)) {
        const forms = read(doc, segment, known);
        segment.docs.push(forms);
        for (const [form, { key, word }] of forms) {
          const f = segment.forms.get(form) ?? { form, key, word, documents: 0 };
          f.documents++;
          segment.forms.set(form, f);
          if (!segment.keys.has(key)) segment.keys.set(key, new Set());
          segment.keys.get(key).add(f);
        }
      }
      first += documents;
      this.segments.push(segment);
    }
  }

  /** Words in at most four files of a segment that hold keys beginning with a text. */
  near(segment, start) {
    const last = (key) => Math.max(0, segment.shards.filter((each) => each <= key).length - 1);
    const [from, to] = [last(start), Math.min(last(`${start}\uffff`), last(start) + 3)];
    return [...segment.forms.values()].filter(({ key, word }) => word && last(key) >= from && last(key) <= to);
  }

  /** Forms that begin with a word. */
  beginning(word) {
    const ends = [1, 2, 3].map((n) => [...word].slice(0, -n)).filter((left) => left.length >= 3).map((left) => left.join(''));
    const keys = new Set(ends.flatMap((end) => [end, `${end}~`]));
    const found = new Set();
    for (const segment of this.segments) {
      for (const { form, key } of this.near(segment, word)) if (key.startsWith(word) && form.startsWith(word)) found.add(`${segment.first} ${form}`);
      for (const key of keys) for (const { form, word: is } of segment.keys.get(key) ?? []) if (is && form.startsWith(word)) found.add(`${segment.first} ${form}`);
    }
    return found;
  }

  correct(word) {
    const most = size(word) < 4 ? 0 : size(word) < 8 ? 1 : 2;
    if (!most || !/^\p{Alphabetic}+$/u.test(word)) return undefined;
    const words = new Map();
    for (const segment of this.segments) {
      for (const { form, documents } of this.near(segment, [...word].slice(0, 3).join(''))) words.set(form, (words.get(form) ?? 0) + documents);
    }
    return [...words]
      .map(([form, documents]) => ({ form, documents, far: osa([...word], [...form]) }))
      .filter(({ form, far }) => far <= most && [...form][0] === [...word][0])
      .sort((a, b) => a.far - b.far || b.documents - a.documents || (a.form < b.form ? -1 : 1))[0]?.form;
  }

  isKnown(word) {
    return this.segments.some(({ keys }) => keys.has(stem(word)));
  }

  /** A word of a query, after a look at what is known: {family, exact, begins, text, corrected}. */
  settle(e, verbatim) {
    const asked = { text: e.t, exact: e.plain ? `\x01${e.plain}` : e.t };
    if (this.isKnown(e.t)) return asked;
    const begins = size(e.t) >= 2 && this.beginning(e.t);
    if (begins.size) return { ...asked, begins };
    const other = verbatim ? undefined : this.correct(e.t);
    return other ? { text: other, exact: other, corrected: other } : asked;
  }

  /** Value and parts of a settled word in a document. */
  word({ text, exact, begins }, forms, segment) {
    let [value, parts] = [-1, 0];
    for (const [form, f] of forms) {
      const own = f.key === stem(text) && (f.word || form === exact);
      if (!own && !begins?.has(`${segment.first} ${form}`)) continue;
      value = Math.max(value, f.impact + (own && form === exact ? 16 : 0));
      parts |= f.word ? f.parts : 0;
    }
    return value < 0 ? undefined : { value, parts };
  }

  term(form, forms) {
    const f = forms.get(form);
    return f && { value: 16 + f.impact, parts: f.parts };
  }

  phrase(e, forms, segment) {
    const together = (k) => e[k]?.contact || e[k + 1]?.contact;
    // Is it there? That needs positions of single elements only.
    const placed = e.filter((x, k) => !x.n || together(k));
    const lone = e.filter((x, k) => x.n && !together(k));
    if (!lone.every((x) => forms.has(x.t))) return undefined;
    // The value needs what is looked up: pairs of what is in contact, and rows of two or three usual words.
    const terms = lone.map((x) => x.t);
    for (let i = 0, j; i < e.length; i = j + 1) {
      j = i;
      while (e[j + 1]?.contact) j++;
      let between = '';
      if (i === j && !e[i].n) {
        const usual = (k, words) => e[k] && !e[k].n && words.includes(e[k].t) && !e[k].contact && !e[k + 1]?.contact;
        const goes = (words) => usual(j + 1, words) && e[j + 1].at === e[j].at + 1;
        while (usual(j, segment.common) && goes(segment.common)) j++;
        if (j > i && goes(segment.frequent)) j++;
        between = ' ';
      }
      if (i === j && !e[i].n) terms.push(e[i].t);
      const n = between && j > i + 1 ? 3 : 2;
      const row = (k) => terms.push(e.slice(k, k + n).map((x) => x.t).join(between));
      for (let k = i; k + n - 1 <= j; k += n) row(k);
      if ((j - i + 1) % n && j > i) row(j - n + 1);
    }
    if (!terms.every((form) => forms.has(form))) return undefined;
    const places = (x) => forms.get(x.t)?.at ?? new Set();
    const starts = placed.length ? [...places(placed[0])].map((at) => at - placed[0].at) : [0];
    if (!starts.some((start) => placed.every((x) => places(x).has(start + x.at)))) return undefined;
    return { value: 16 + Math.min(...terms.map((form) => forms.get(form).impact)) };
  }

  /** Units of a query: what they are worth in a document, and the query as it is answered. */
  units(query, verbatim) {
    const chunks = chunksOf(query).map((chunk) => ({ ...chunk, e: elements(chunk.text) }));
    const units = [];
    const is = (chunk) => chunk && !chunk.quoted && chunk.e.length === 1 && !chunk.e[0].n;
    const exactly = (text) => ({ text, exact: text });
    const texts = [];
    let corrected = false;
    const told = (chunk, settled) => {
      texts.push(settled?.corrected ?? chunk.text);
      corrected ||= !!settled?.corrected;
    };
    for (let i = 0; i < chunks.length; i++) {
      const [chunk, next] = [chunks[i], chunks[i + 1]];
      const { e, quoted } = chunk;
      if (!e.length) continue;
      if (is(chunk) && is(next) && PREFIXES.has(e[0].t) && size(next.e[0].t) >= 3) {
        const known = this.isKnown(e[0].t + next.e[0].t);
        const sure = (x) => ({ text: x.t, exact: x.plain ? `\x01${x.plain}` : x.t });
        const [a, b] = [e[0], next.e[0]].map((x) => (known ? sure(x) : this.settle(x, verbatim)));
        const joined = exactly(a.text + b.text);
        told(chunk, a);
        told(next, b);
        units.push({
          of: (forms, s) => {
            const [w, x, y] = [joined, a, b].map((each) => this.word(each, forms, s));
            const both = x && y ? Math.min(x.value, y.value) : -1;
            return w || both >= 0 ? { value: Math.max(w?.value ?? -1, both) } : undefined;
          },
        });
        i++;
      } else if (e.length === 1 && e[0].n) {
        told(chunk);
        units.push({ of: (forms) => this.term(e[0].t, forms) });
      } else if (e.length === 1 && quoted) {
        told(chunk);
        units.push({ one: true, of: (forms) => this.term(e[0].t, forms) });
      } else if (e.length === 1) {
        const settled = this.settle(e[0], verbatim);
        told(chunk, settled);
        units.push({ one: true, of: (forms, s) => this.word(settled, forms, s) });
      } else {
        told(chunk);
        const chain = !quoted && e.length <= 4 && e.every((x, k) => !x.n && (!k || x.gap === '-'));
        const text = e.map((x) => x.t).join('');
        if (chain) {
          units.push({
            of: (forms, s) => {
              const [w, p] = [this.word(exactly(text), forms, s), this.phrase(e, forms, s)];
              return w || p ? { value: Math.max(w?.value ?? -1, p?.value ?? -1) } : undefined;
            },
          });
        } else if (!quoted && e.length >= 3 && e.every((x, k) => x.n && (!k || x.contact)) && this.known.includes(text)) {
          units.push({ of: (forms) => this.term(`\x02${text}`, forms) });
        } else units.push({ of: (forms, s) => this.phrase(e, forms, s) });
      }
    }
    return { units, corrected: corrected ? texts.join(' ') : null };
  }

  /** The answer of section 5: `fits` tells what passes the filters. */
  search({ q, verbatim, sort }, fits) {
    const all = this.segments.flatMap((segment) => segment.docs.map((forms, i) => ({ forms, segment, number: segment.first + i })));
    const give = (found, corrected = null) => ({ corrected, addresses: found.map(({ number }) => this.docs[number].address) });
    if (!/\P{White_Space}/u.test([...q].slice(0, 256).join(''))) return give(all.filter(({ number }) => fits(this.docs[number])));
    const { units, corrected } = this.units(q, verbatim);
    if (!units.length) return give([]);
    const values = units.map(({ of }) => all.map(({ forms, segment }) => of(forms, segment)));
    const weights = values.map((each) => 1 + bits(Math.floor(all.length / (each.filter(Boolean).length || Infinity))));
    const ones = units.map((unit, i) => unit.one && i).filter((i) => i !== undefined && i !== false);
    const found = [];
    all.forEach(({ number }, i) => {
      if (!values.every((each) => each[i]) || !fits(this.docs[number])) return;
      let score = values.reduce((sum, each, k) => sum + weights[k] * each[i].value, 0);
      if (ones.length >= 2 && ones.reduce((parts, k) => parts & values[k][i].parts, 255)) score += 4 * weights.reduce((a, b) => a + b);
      found.push({ number, score });
    });
    if (sort !== 'date') found.sort((a, b) => b.score - a.score || a.number - b.number);
    return give(found, corrected);
  }
}
