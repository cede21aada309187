// The engine: an index and a query to an answer. Needs no page; Node runs it too.
import { flat, load, range } from './files.js';
import { isBlank, units } from './query.js';
import { nameOf, needsHan, read } from './text.js';

export const KINDS = { person: 'p/', unit: 'u/', topic: 't/', lang: 'l/' };
const CHAMPIONS = 100;

/** The first or last day of a year, month or day, counted from 1970. */
const dayOf = (text, last) => {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text) ?? [];
  return year && Date.UTC(year, (month ?? (last ? 12 : 1)) - !(last && !day), day ?? !last) / 864e5;
};

const match = async (index, wanted, full) => {
  const { root } = index;
  const { q = '', from, to, sort, size = 10, page = 1 } = wanted;
  const han = await (needsHan(q) && index.han());
  const some = !isBlank(q.slice(0, 256));
  const keys = Object.entries(KINDS).flatMap(([kind, letter]) => (wanted[kind] ?? []).map((id) => letter + id));
  const [start, end] = [dayOf(from), dayOf(to, 1)];
  const dated = !isNaN(start ?? end);
  const backwards = start > end;
  const found = some && !backwards ? await units(index, wanted, han) : [];
  const answer = { han, units: found, backwards, total: 0, pairs: [] };
  if (backwards || (some && !found[0])) return answer;

  // Documents are numbered newest first, so a time is a range of numbers.
  let [low, high] = [0, root.documents];
  if (dated) {
    high = 0;
    for (const [day, n] of await index.days()) {
      if (day > end) low += n;
      if (!(day < start)) high += n;
    }
  }
  const entities = await Promise.all(keys.map((key) => index.entity(key)));
  if (entities.includes(undefined)) return answer;

  // The newest documents of one entity stand with it.
  const [only] = entities;
  if (!some && only && !entities[1] && !dated && !full && Math.min(page * size, only.documents) <= only.cards.length) {
    return { ...answer, total: only.documents, cards: only.cards };
  }
  const sets = await Promise.all(entities.map(async (e) => new Set(await index.members(e))));
  const fits = (id) => id >= low && id < high && sets.every((set) => set.has(id));

  if (!some) {
    const ids = [...(sets[0] ?? Array(root.documents).keys())].filter(fits);
    return { ...answer, total: ids.length, pairs: ids.map((id) => [id, 0]) };
  }

  // One term alone: the best documents of its lists are known beforehand.
  const champions = !found[1] && found[0].count >= 0 && !keys[0] && !dated && sort !== 'date' && !full && page * size <= CHAMPIONS;
  const all = await Promise.all(found.map((unit) => unit.docs(champions)));
  found.forEach((unit, i) => {
    unit.n = champions ? unit.count : all[i].size;
    unit.weight = unit.n && 33 - Math.clz32(root.documents / unit.n);
  });
  const bonus = found.reduce((sum, unit) => sum + unit.weight, 0) * 4;
  const words = found.map((unit, i) => unit.one && all[i]).filter(Boolean);
  for (const id of all[0].keys()) {
    if (!fits(id) || !all.every((docs) => docs.has(id))) continue;
    const together = words[1] && words.reduce((parts, docs) => parts & (docs.get(id) >> 8), 255);
    answer.pairs.push([id, found.reduce((sum, { weight }, i) => sum + weight * (all[i].get(id) & 255), together ? bonus : 0)]);
  }
  answer.pairs.sort((a, b) => (sort === 'date' ? 0 : b[1] - a[1]) || a[0] - b[0]);
  answer.total = champions ? found[0].n : answer.pairs.length;
  return answer;
};

/**
 * An index. `fetchFile(path, fresh)` gives the bytes of a file below /search/index/ as they are stored; `lang` is the
 * language of names. Where a file is missing or damaged, everything is read anew, once: the site may have changed.
 */
export const open = (fetchFile, lang) => {
  let index;
  const call =
    (work) =>
    async (...given) => {
      try {
        return await work(await (index ??= load(fetchFile)), ...given);
      } catch {
        index = load(fetchFile, true);
        return work(await index, ...given);
      }
    };
  const own = ({ root }) => root.languages.indexOf(lang);
  const pick = (ix, names) => names.find((each) => each.language === own(ix)) ?? names[0];

  /** People, units and topics with a name that begins with a text; those that are so called first. */
  const suggest = async (ix, text, most = 8) => {
    const start = nameOf(read(text, await (needsHan(text) && ix.han())));
    if (!start) return [];
    // A short beginning may lead to many files: the first two tell enough.
    const files = range(ix.root.catalogue.names, start, `${start}\uffff`).slice(0, 2);
    const all = (await flat(files.map(ix.names))).filter((each) => each.folded.startsWith(start));
    for (const each of all) each.exact = !each.rotated && each.folded === start;
    all.sort((a, b) => b.exact - a.exact || (b.language === own(ix)) - (a.language === own(ix)) || b.documents - a.documents);
    return all.filter((each, i) => i === all.findIndex((other) => other.key === each.key)).slice(0, most);
  };

  const search = async (ix, wanted) => {
    const { size = 10, page = 1, q = '' } = wanted;
    const [answer, names] = await Promise.all([match(ix, wanted), isBlank(q) ? [] : suggest(ix, q)]);
    const { units: found, cards } = answer;
    const results = await Promise.all(
      (cards ?? answer.pairs).slice((page - 1) * size, page * size).map(async (each) => {
        const shown = cards ? each : await ix.document(each[0]);
        return { ...shown, score: each[1], lang: ix.root.languages[shown.lang] };
      }),
    );
    const raw = (chunk) => (chunk.quoted ? `"${chunk.raw}"` : chunk.raw);
    return {
      ...answer,
      names,
      results,
      hits: found.map((unit) => unit.hits),
      // The query as it was answered, where a word of it was corrected.
      corrected: found.some((unit) => unit.fix)
        ? found.map((unit) => unit.from.map((chunk, i) => unit.fix?.[i] || raw(chunk)).join(' ')).join(' ')
        : null,
      missing: found.filter((unit) => unit.n === 0).map((unit) => unit.from.map(raw).join(' ')),
    };
  };

  /** How many results there are of each person, unit, topic, language or year: the most frequent of each. */
  const facets = async (ix, kind, wanted) => {
    const { root } = ix;
    const { pairs } = await match(ix, wanted, 1);
    const inside = new Uint8Array(root.documents);
    for (const [id] of pairs) inside[id] = 1;
    if (kind === 'year') {
      const years = {};
      let id = 0;
      for (const [month, n] of root.months) {
        const year = (month / 100) | 0;
        for (let i = n; i--; ) years[year] = (years[year] ?? 0) + inside[id++];
      }
      return Object.keys(years)
        .reverse()
        .map((id) => ({ id, name: id, n: years[id] }))
        .filter((each) => each.n);
    }
    const all = await Promise.all(
      (await ix.most(KINDS[kind][0])).slice(0, 100).map(async (e) => ({
        id: e.key.slice(2),
        name: pick(ix, e.names).name,
        n: pairs.length === root.documents ? e.documents : (await ix.members(e)).reduce((n, id) => n + inside[id], 0),
      })),
    );
    return all.filter((each) => each.n).sort((a, b) => b.n - a.n).slice(0, 20);
  };

  return {
    search: call(search),
    suggest: call(suggest),
    facets: call(facets),
    /** Name of a filter, such as `person`, `liu-zhisheng`. */
    named: call(async (ix, kind, id) => {
      const e = await ix.entity(KINDS[kind] + id);
      return e ? pick(ix, e.names).name : id;
    }),
  };
};
