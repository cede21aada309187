// A small writer of the index of docs/search-index.md, for the tests of the client: whole, slow and plain.
import { gzipSync } from 'node:zlib';
import { nameOf, read, stem } from '../text.js';

const PREFIXES = new Set(
  'anti bi co counter cross cyber de e ex hyper infra inter intra macro mega micro mid mini mono multi neo non over para post pre pro re self semi socio sub super tele trans ultra un under vice'.split(' '),
);
const bits = (x) => (x ? Math.floor(Math.log2(x)) + 1 : 0);

const u = (n) => {
  const out = [];
  do out.push((n % 128) + (n > 127 ? 128 : 0));
  while ((n = Math.floor(n / 128)) > 0);
  return out;
};
const s = (text) => {
  const bytes = [...new TextEncoder().encode(text)];
  return [...u(bytes.length), ...bytes];
};

const packed = (bits) => (bits.match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, 0), 2));
const rice = (ids, documents) => {
  if (ids.length * 2 > documents) {
    const others = Array.from({ length: documents }, (_, id) => id).filter((id) => !ids.includes(id));
    return rice(others, documents);
  }
  const lower = Math.max(0, bits(Math.floor((documents * 2) / (ids.length * 3))) - 1);
  const code = (gap) => '1'.repeat(gap >> lower) + '0' + (lower ? (gap & (2 ** lower - 1)).toString(2).padStart(lower, 0) : '');
  return ids.map((id, i) => code(i ? id - ids[i - 1] - 1 : id)).join('');
};

/** Fields of a document, one after the other, with positions that go on. */
export const elementsOf = (doc, han) => {
  const all = [];
  [doc.title, doc.summary, doc.text, ...(doc.facts ?? [])].forEach((field, n) => {
    if (field === undefined) return;
    const start = all.length ? all.at(-1).p + 8 : 0;
    for (const e of read(field, han)) all.push({ ...e, p: e.p + start, title: n === 0, fact: n > 2 });
  });
  return all;
};

/** Terms of elements: [key, form, kind, element]. `common` and `frequent` are such words of the segment, `known` the known names. */
export const termsOf = (e, { common = [], frequent = [] } = {}, known = []) => {
  const all = [];
  const word = (text, at) => all.push([stem(text), text, 'word', at]);
  e.forEach((x, i) => {
    const next = e[i + 1];
    if (x.n) all.push([x.t, x.t, 'bare', x]);
    else {
      word(x.t, x);
      if (x.m) all.push([stem(x.t), `\x01${x.m}`, 'bare', x]);
    }
    if (!next) return;
    if (next.c) all.push([x.t + next.t, x.t + next.t, 'pair', x]);
    for (const name of known) {
      const length = [...name].length;
      const run = e.slice(i, i + length);
      if (run.length === length && run.every((y, j) => y.n && (!j || y.c)) && run.map((y) => y.t).join('') === name) {
        all.push([`\x02${name}`, `\x02${name}`, 'bare', x]);
      }
    }
    if (x.n || next.n) return;
    if (next.y === '-' && x.y !== '-') {
      let end = i;
      while (e[end + 1]?.y === '-' && !e[end + 1].n) end++;
      const chain = e.slice(i, end + 1);
      if (chain.length < 5 && !chain.every((y) => /^\d+$/.test(y.t))) word(chain.map((y) => y.t).join(''), x);
    }
    if (/^[^\S\n]+$/.test(next.y) && PREFIXES.has(x.t) && [...next.t].length > 2) word(x.t + next.t, x);
  });
  // Usual words at neighbouring positions, joined ones too.
  const among = (words) => all.filter(([, form, kind]) => kind === 'word' && words.includes(form));
  const [usual, thirds] = [among(common), among([...common, ...frequent])];
  for (const [, a, , x] of usual) {
    for (const [, b, , y] of usual) {
      if (y.p !== x.p + 1) continue;
      all.push([`${a} ${b}`, `${a} ${b}`, 'pair', x]);
      for (const [, c, , z] of thirds) if (z.p === y.p + 1) all.push([`${a} ${b} ${c}`, `${a} ${b} ${c}`, 'pair', x]);
    }
  }
  return all;
};

const segmentFiles = (docs, options, known, files, folder) => {
  const { long = 3, perFile = 2, perShard = 4, minCommon = 64, perPositions = 3, toldByRoot = 20 } = options;
  const readings = docs.map((doc) => elementsOf(doc, options.han));
  const df = new Map();
  for (const e of readings) for (const t of new Set(e.filter((x) => !x.n).map((x) => x.t))) df.set(t, (df.get(t) ?? 0) + 1);
  const ranked = [...df]
    .filter(([, n]) => n >= minCommon && n * 10 >= docs.length)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([t]) => t);
  const [common, frequent] = [ranked.slice(0, 24).sort(), ranked.slice(24, 40).sort()];
  const families = new Map();
  readings.forEach((e, id) => {
    const last = e.at(-1)?.p ?? 0;
    for (const [key, form, kind, at] of termsOf(e, { common, frequent }, known)) {
      if (!families.has(key)) families.set(key, new Map());
      const forms = families.get(key);
      if (!forms.has(form)) forms.set(form, { kind, docs: new Map() });
      if (at.fact) forms.get(form).inFacts = true;
      const found = forms.get(form).docs;
      if (!found.has(id)) found.set(id, { tf: 0, title: 0, parts: 0, at: [] });
      const doc = found.get(id);
      if (at.title) doc.title = 8;
      else doc.tf++;
      doc.parts |= 1 << Math.floor((at.p * 4) / (last + 1));
      doc.at.push(at.p);
      doc.impact = bits(Math.min(127, Math.floor((doc.tf * 2048) / (e.length + 512)))) + doc.title;
    }
  });
  const keys = [...families.keys()].sort((a, b) => (a < b ? -1 : 1));
  const shards = [];
  const [l, q] = [[], []];
  for (let start = 0; start < keys.length; start += perShard) {
    const [shares, more, firsts, others, counts, any, lengths, suffixes, heads, far, p, shortWeights] = Array.from({ length: 12 }, () => []);
    let ids = '';
    const here = keys.slice(start, start + perShard);
    let before = '';
    for (const key of here) {
      let shared = 0;
      while (shared < key.length && key[shared] === before[shared]) shared++;
      const units = [...Array(key.length - shared).keys()].map((i) => key.charCodeAt(shared + i));
      shares.push(...u(shared));
      more.push(...u(units.length - 1));
      firsts.push(...u(units[0] - (shared < before.length ? before.charCodeAt(shared) + 1 : 0)));
      others.push(...units.slice(1).flatMap(u));
      before = key;
      const forms = [...families.get(key)].sort((a, b) => (a[0] < b[0] ? -1 : 1));
      counts.push(...u(forms.length));
      any.push(...(forms.length > 1 ? u(new Set(forms.flatMap(([, f]) => [...f.docs.keys()])).size) : [0]));
      for (const [form, { kind, inFacts, docs: found }] of forms) {
        const own = [...found.keys()];
        const all = [...found.values()];
        const isLong = own.length >= long;
        const kept = kind === 'word' ? 3 : kind === 'bare' ? 0 : inFacts ? 2 : 1;
        const [length, ...suffix] = s(form[0] === '\x01' ? form : form.slice(key.replace(/~$/, '').length));
        lengths.push(length);
        suffixes.push(...suffix);
        heads.push(...u(own.length * 8 + kept * 2 + isLong));
        const weights = all.map((d) => d.impact + 16 * (kept === 3 && d.parts));
        const list = [...weights, ...packed(rice(own, docs.length))];
        const places = all.flatMap((d) => d.at.flatMap((x, i) => u((x - (d.at[i - 1] ?? 0)) * 2 + (i + 1 < d.at.length))));
        if (isLong) {
          far.push(...u(0), ...u(l.length));
          l.push(...list);
          if (kept) {
            far.push(...u(0), ...u(q.length));
            q.push(...places);
          }
          const best = own.map((id, i) => [id, all[i].impact]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 100);
          far.push(...best.flatMap(([id]) => u(id)), ...best.map(([, impact]) => impact));
        } else {
          shortWeights.push(...weights);
          ids += rice(own, docs.length);
          if (kept) p.push(...u(places.length), ...places);
        }
      }
    }
    files[`${folder}/t${shards.length}.bin`] = [...u(here.length), shares, more, firsts, counts, any, others, lengths, suffixes, heads, far, shortWeights, packed(ids)].flat();
    const group = `${folder}/p${Math.floor(shards.length / perPositions)}.bin`;
    files[group] = [...(files[group] ?? []), ...u(p.length), ...p];
    shards.push(start ? here[0] : '');
  }
  files[`${folder}/l0.bin`] = l;
  files[`${folder}/q0.bin`] = q;
  const count = Math.ceil(docs.length / perFile);
  const first = (file) => Math.ceil((file * docs.length) / count);
  for (let i = 0; i < count; i++) {
    files[`${folder}/d${i}.bin`] = coded(docs.slice(first(i), first(i + 1)).map((doc) => `${card(doc, doc.summary ?? '')}\0${doc.text}\0`).join(''));
  }
  const told = { folder, documents: docs.length, files: count, shards_per_file: perPositions, common, frequent };
  if (shards.length <= toldByRoot) return { ...told, shards };
  const pages = [];
  for (let i = 0; i < shards.length; i += 128) {
    files[`${folder}/i${pages.length}.bin`] = [...new TextEncoder().encode(JSON.stringify(shards.slice(i, i + 128)))];
    pages.push(shards[i]);
  }
  return { ...told, pages };
};

const card = (doc, summary) => [doc.title, doc.address, doc.day, doc.language * 4 + (doc.status ?? 0), summary].join('\0');

// Tokens with their codes, canonical: by length, then in order.
const TOKENS = { '': '0', '\0': '100', '\x01': '101', ' the': '1100', ' flood': '1101', '政策': '1110', e: '11110', s: '11111' };
const dictionary = () => {
  const all = Object.entries(TOKENS).sort(([a], [b]) => (a < b ? -1 : 1));
  const rest = (text) => [...new TextEncoder().encode(text)];
  const column = (of) => [...u(all.length), ...all.map(of)];
  return [...column(([, code]) => code.length), ...column(() => 0), ...column(([text]) => rest(text).length), ...all.flatMap(([text]) => rest(text))];
};
const coded = (text) => {
  const small = text.replace(/( ?[A-Z])(?![A-Z])/g, (capital) => `\x01${capital.toLowerCase()}`);
  let count = 0;
  const bits = [...small.matchAll(RegExp(`${Object.keys(TOKENS).filter(Boolean).join('|')}|[^]`, 'g'))].map(([token]) => {
    count++;
    return TOKENS[token] ?? TOKENS[''] + token.charCodeAt(0).toString(2).padStart(16, 0);
  });
  return [...u(count), ...packed(bits.join(''))];
};

/** Files of an index, by path. `docs` newest first, in segments; `entities`: {key, names, aliases, documents}. */
export const encode = (segments, entities = [], options = {}) => {
  const { languages = ['en', 'zh-Hans'], han = {} } = options;
  const files = {};
  const docs = segments.flat();
  const plain = (text) => read(text, han);
  const known = entities
    .flatMap((e) => [...e.names.map((n) => n.name), ...(e.aliases ?? [])])
    .map(plain)
    .filter((e) => e.length > 2 && e.every((x, i) => x.n && (!i || x.c)))
    .map(nameOf);
  const root = {
    format: 'crier-search',
    version: 4,
    documents: docs.length,
    languages,
    months: [],
    han: 'han-0.bin',
    dictionary: 'dictionary-0.bin',
    segments: segments.map((each, i) => segmentFiles(each, { ...options, han }, [...new Set(known)], files, `s${i}`)),
    catalogue: { folder: 'c', entities: entities.length ? [''] : [], names: entities.length ? [''] : [] },
  };
  const days = new Map();
  for (const { day } of docs) {
    const month = Math.floor(day / 100);
    if (root.months.at(-1)?.[0] === month) root.months.at(-1)[1]++;
    else root.months.push([month, 1]);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  const epoch = (day) => Date.parse(`${day}`.replace(/(....)(..)(..)/, '$1-$2-$3')) / 864e5;
  const all = [...days.keys()];
  files['c/days.bin'] = [...u(all.length), ...all.flatMap((day, i) => [...u(i ? epoch(all[i - 1]) - epoch(day) : epoch(day)), ...u(days.get(day))])];
  const f = [];
  const sorted = [...entities].sort((a, b) => (a.key < b.key ? -1 : 1)).map((e) => {
    const at = f.length;
    f.push(...packed(rice(e.documents, docs.length)));
    return { ...e, at };
  });
  files['c/f0.bin'] = f;
  files['c/e0.bin'] = [
    ...u(sorted.length),
    ...sorted.flatMap((e) => [
      ...s(e.key),
      ...u(e.names.length),
      ...e.names.flatMap((n) => [...u(n.language), ...s(n.name), ...s(n.address)]),
      ...u(e.documents.length),
      ...u(0),
      ...u(e.at),
      ...u(Math.min(10, e.documents.length)),
      ...e.documents.slice(0, 10).flatMap((id) => s(card(docs[id], docs[id].summary ?? docs[id].text.slice(0, 40)))),
    ]),
  ];
  const names = sorted.flatMap((e) =>
    e.names.flatMap((n) => {
      const words = plain(n.name);
      return words
        .map((_, i) => i)
        .filter((i) => !i || words.every((x) => !x.n))
        .map((i) => ({ folded: nameOf([...words.slice(i), ...words.slice(0, i)]), rotated: +(i > 0), e, n }));
    }),
  );
  names.sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : a.rotated - b.rotated));
  files['c/n0.bin'] = [
    ...u(names.length),
    ...names.flatMap(({ folded, rotated, e, n }) => [...s(folded), rotated, ...s(e.key), ...s(n.name), ...u(n.language), ...u(e.documents.filter((id) => docs[id].language === n.language).length), ...s(n.address)]),
  ];
  for (const kind of 'putl') {
    const most = sorted.filter((e) => e.key[0] === kind).sort((a, b) => b.documents.length - a.documents.length);
    files[`c/v-${kind}.bin`] = [
      ...u(most.length),
      ...most.flatMap((e) => [...s(e.key), ...u(e.names.length), ...e.names.flatMap((n) => [...u(n.language), ...s(n.name), ...s(n.address)]), ...u(e.documents.length), ...u(0), ...u(e.at), ...u(0)]),
    ];
  }
  files['han-0.bin'] = [...new TextEncoder().encode(JSON.stringify(han))];
  files['dictionary-0.bin'] = dictionary();
  files['root.bin'] = [...new TextEncoder().encode(JSON.stringify(root))];
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, gzipSync(new Uint8Array(bytes))]));
};
