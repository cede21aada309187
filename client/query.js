// Queries, docs/search-index.md, section 5: how they are read, and which documents have one of their units.
import { flat } from './files.js';
import { letters, nameOf, needsHan, read, stem } from './text.js';

const QUOTES = /["“”„«»「」『』《》]/;
const PREFIX =
  /^(anti|bi|co(unter)?|cross|cyber|de|ex?|hyper|in(fra|ter|tra)|m(acro|ega|icro|id|ini|ono|ulti)|neo|non|over|p(ara|ost|re|ro)|re|s(elf|emi|ocio|ub|uper)|tele|trans|ultra|un(der)?|vice)$/;

// So many documents have fewer bytes than the positions of two terms.
const FEW = 20;

export const isBlank = (text) => !/\P{White_Space}/u.test(text);

/** Chunks and phrases of a query: `raw`, `e` elements, `quoted`, `last` if the query ends with it. */
export const parse = (q, han) => {
  const all = [];
  letters(q)
    .slice(0, 256)
    .join('')
    .split(QUOTES)
    .forEach((part, i, parts) => {
      const quoted = i % 2;
      const raws = quoted ? [part] : part.split(/\p{White_Space}+/u);
      raws.forEach((raw, n) => {
        if (!isBlank(raw)) all.push({ raw, quoted, e: read(raw, han), last: i + 1 === parts.length && n + 1 === raws.length });
      });
    });
  return all.slice(0, 16);
};

/** Optimal string alignment distance. */
const distance = (a, b) => {
  let before;
  let row = [...b.keys(), b.length];
  a.forEach((x, i) => {
    const next = [i + 1];
    b.forEach((y, j) => {
      next.push(Math.min(row[j] + (x !== y), row[j + 1] + 1, next[j] + 1));
      if (i && j && x === b[j - 1] && a[i - 1] === y) next[j + 1] = Math.min(next[j + 1], before[j - 1] + 1);
    });
    before = row;
    row = next;
  });
  return row[b.length];
};

/** Puts a document in; the greatest value counts, and all parts. */
const put = (docs, id, value, parts = 0) => {
  const old = docs.get(id);
  docs.set(id, Math.max(old & 255, value) | (old >> 8 | parts) << 8);
};
const either = (a, b) => {
  for (const [id, value] of b) put(a, id, value & 255);
  return a;
};
const both = (a, b) => {
  const docs = new Map();
  for (const [id, value] of a) if (b.has(id)) docs.set(id, Math.min(value & 255, b.get(id) & 255));
  return docs;
};

export const units = (index, { q, typing, verbatim }, han) => {
  const { segments } = index.root;
  const each = (work) => Promise.all(segments.map(work));

  /** The families of files that may hold keys beginning with a text. */
  const near = async (segment, start) =>
    flat((await index.shards(segment, start, `${start}\uffff`)).slice(0, 4).map((i) => index.shard(segment, i)));

  /** Forms that begin with a word: under keys that do, and under shorter keys of words that lost their end. */
  const beginning = async (segment, word) => {
    const cut = letters(word);
    const keys = [1, 2, 3].filter((n) => cut[n + 2]).map((n) => cut.slice(0, -n).join(''));
    const found = await flat([
      near(segment, word).then((all) => all.filter((family) => family.key.startsWith(word))),
      ...keys.flatMap((key) => [key, `${key}~`]).map((key) => index.family(segment, key)),
    ]);
    return found.flatMap((family) => family?.forms.filter((f) => f.kept > 4 && f.form.startsWith(word)) ?? []);
  };

  const correct = async (word) => {
    const from = letters(word);
    if (!/^\p{Alphabetic}{4,}$/u.test(word)) return;
    const most = from.length < 8 ? 1 : 2;
    const known = new Map();
    for (const family of await flat(segments.map((segment) => near(segment, from.slice(0, 3).join(''))))) {
      for (const f of family.forms) if (f.kept > 4 && letters(f.form)[0] === from[0]) known.set(f.form, (known.get(f.form) ?? 0) + f.df);
    }
    let best;
    for (const [form, df] of known) {
      const d = distance(from, letters(form));
      if (d <= most && !(best && (best.d - d || df - best.df || (form < best.form ? 1 : -1)) < 0)) best = { d, df, form };
    }
    return best?.form;
  };

  /** A word: the forms in each segment, and how to know it in a text. */
  const word = async (e, { quoted, last, fixed }) => {
    const key = stem(e.t);
    const families = await each((segment) => index.family(segment, key));
    const exact = !quoted && e.m ? `\x01${e.m}` : e.t;
    const forms = families.map((family) => family?.forms.filter((f) => f.form === exact || !(quoted || f.form[0] === '\x01')) ?? []);
    const count = families.reduce((n, family, i) => n + ((quoted ? forms[i][0]?.df : family?.docs) ?? 0), 0);
    const found = { forms, exact, count, hits: [[(x) => !x.n && (quoted ? x.t === e.t : stem(x.t) === key)]] };
    const unknown = !typing && !fixed && !families.some(Boolean);
    if (quoted || e.t.length < 2 || !(typing ? last : unknown)) return found;
    const more = await each((segment) => beginning(segment, e.t));
    if (more.some((all, i) => all.some((f) => !forms[i].includes(f)))) {
      more.forEach((all, i) => (forms[i] = [...new Set([...forms[i], ...all])]));
      found.count = -1;
      found.hits.push([(x) => x.t.startsWith(e.t)]);
    } else if (unknown && !verbatim) {
      const better = await correct(e.t);
      if (better) return { ...(await word({ t: better }, { fixed: 1 })), better };
    }
    return found;
  };

  const wordDocs = async ({ forms, exact }, best) => {
    const docs = new Map();
    await each((segment, i) =>
      Promise.all(
        forms[i].map(async (f) => {
          const { ids, weights } = (best && f.best) || (await index.list(segment, f));
          const more = f.form === exact ? 16 : 0;
          ids.forEach((id, at) => put(docs, segment.first + id, (weights[at] & 15) + more, weights[at] >> 4));
        }),
      ),
    );
    return docs;
  };

  /** What a phrase looks up in a segment: [form, position or nothing]. */
  const plan = ({ common, frequent }, e) => {
    const all = [];
    // So many at a time of a run, and the last ones.
    const rows = (i, j, n, between) => {
      for (let k = i; k <= j; k += n) {
        const at = Math.min(k, j - n + 1);
        all.push([e.slice(at, at + n).map(({ t }) => t).join(between), e[at].p]);
      }
      return j + 1;
    };
    for (let i = 0; i < e.length; ) {
      let j = i;
      while (e[j + 1]?.c) j++;
      if (j > i) {
        i = rows(i, j, 2, '');
        continue;
      }
      const usual = (words, k = j + 1) => e[k] && !e[k].n && !e[k + 1]?.c && words.includes(e[k].t) && (k === i || e[k].p === e[k - 1].p + 1);
      if (usual(common, i)) while (usual(common)) j++;
      if (j > i && usual(frequent)) j++;
      if (j > i) i = rows(i, j, Math.min(3, j - i + 1), ' ');
      else {
        all.push([e[i].t, e[i].n ? undefined : e[i].p]);
        i++;
      }
    }
    return all;
  };

  const phraseDocs = async (e, run) => {
    const docs = new Map();
    await each(async (segment) => {
      const wanted = plan(segment, e);
      const forms = await Promise.all(
        wanted.map(async ([form]) => (await index.family(segment, stem(form)))?.forms.find((f) => f.form === form)),
      );
      if (!forms.every(Boolean)) return;
      const lists = await Promise.all(forms.map((f) => index.list(segment, f)));
      const places = lists.map(({ ids }) => new Map(ids.map((id, at) => [id, at])));
      let ids = lists[0].ids.filter((id) => places.every((p) => p.has(id)));
      const placed = [...wanted.keys()].filter((i) => wanted[i][1] >= 0);
      if (placed[1]) {
        let fits;
        if (run && !ids[FEW] && forms.some((f) => f.kept < 4)) {
          fits = await Promise.all(
            ids.map(async (id) => {
              // Title, summary and text, with commas between, and nothing else that has such characters.
              const all = String(Object.values(await index.document(segment.first + id)));
              return nameOf(read(all, await (needsHan(all) && index.han()))).includes(run);
            }),
          );
        } else {
          const positions = await Promise.all(placed.map((i) => index.positions(segment, forms[i])));
          fits = ids.map(
            (id) =>
              placed.map((i, n) => positions[n][places[i].get(id)].map((p) => p - wanted[i][1])).reduce((a, b) => a.filter((p) => b.includes(p))).length,
          );
        }
        ids = ids.filter((_, i) => fits[i]);
      }
      for (const id of ids) docs.set(segment.first + id, 16 + Math.min(...lists.map(({ weights }, i) => weights[places[i].get(id)] & 15)));
    });
    return docs;
  };

  const same = (e) => e.map((each) => (x) => x.t === each.t);
  const phrase = (e, run) => ({ hits: [same(e)], docs: () => phraseDocs(e, run) });
  const joined = (t) => word({ t }, { fixed: 1 });
  const single = (w, more) => ({ ...w, docs: (best) => wordDocs(w, best), ...more });

  /** A chunk, or two of them, as a unit: `docs()` gives its documents, `hits` how to know it in a text. */
  const unit = async ({ e, quoted, last }, next) => {
    const isWord = !e[0].n;
    if (next) {
      let whole = await joined(e[0].t + next.e[0].t);
      // Where the two are known as one, neither is doubted.
      const fixed = whole.count;
      const [a, b] = await Promise.all([word(e[0], { fixed }), word(next.e[0], { ...next, fixed })]);
      const fix = (a.better || b.better) && [a.better, b.better];
      if (fix) whole = await joined((a.better || e[0].t) + (b.better || next.e[0].t));
      return {
        hits: [...whole.hits, ...a.hits, ...b.hits],
        fix,
        docs: async () => either(both(await wordDocs(a), await wordDocs(b)), await wordDocs(whole)),
      };
    }
    if (!e[1] && isWord) {
      const w = await word(e[0], { quoted, last });
      return single(w, { one: 1, fix: w.better && [w.better] });
    }
    const run = e.every((x, i) => x.n && (!i || x.c)) && nameOf(e);
    if (quoted) return phrase(e, run);
    if (e.length < 5 && e.every((x, i) => !x.n && (!i || x.y === '-'))) {
      const whole = await joined(e.map((x) => x.t).join(''));
      return { hits: [...whole.hits, same(e)], docs: async () => either(await wordDocs(whole), await phraseDocs(e)) };
    }
    // One character, two in a row, or a name: one term.
    if (run) {
      const w = await word({ t: (e[2] ? '\x02' : '') + run }, { quoted: 1 });
      if (!e[2] || w.count) return single(w, { hits: [same(e)] });
    }
    return phrase(e, run);
  };

  const chunks = parse(q, han);
  const isOne = (chunk) => chunk?.e.length === 1 && !chunk.quoted && !chunk.e[0].n;
  const found = [];
  for (let i = 0; i < chunks.length; i++) {
    const [chunk, next] = [chunks[i], chunks[i + 1]];
    if (!chunk.e[0]) continue;
    const pair = isOne(chunk) && isOne(next) && PREFIX.test(chunk.e[0].t) && letters(next.e[0].t).length > 2;
    const from = chunks.slice(i, i + 1 + pair);
    i += pair;
    found.push(unit(chunk, pair && next).then((made) => ({ ...made, from })));
  }
  return Promise.all(found);
};
