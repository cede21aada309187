// Files of the index: fetched once, unpacked and decoded as docs/search-index.md, section 4, says.

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const unpack = async (bytes) => {
  // A host may have unpacked it already.
  if (bytes[0] !== 31 || bytes[1] !== 139) return bytes;
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

/** Reads numbers, strings and lists. Whatever ends too early throws, so that a damaged file is never an answer. */
export const reader = (bytes) => {
  let p = 0;
  const skip = (n) => {
    p += n;
    if (!(p <= bytes.length)) throw Error();
    return p - n;
  };
  const u = () => {
    const byte = bytes[skip(1)];
    return byte < 128 ? byte : byte - 128 + u() * 128;
  };
  let left = 0;
  const bits = (n) => {
    let value = 0;
    for (; n--; value += value + ((bytes[p - 1] >> --left) & 1)) left ||= (skip(1), 8);
    return value;
  };
  const s = (n = u()) => utf8.decode(r.bytes(n));
  const r = {
    u,
    s,
    all: () => s(bytes.length),
    /** A text in codes: `tokens` by length of code; the empty one stands before a character without a token. */
    coded: (tokens) =>
      r
        .many(() => {
          let code = 0;
          for (const same of tokens) {
            code = code * 2 + bits(1);
            if (code < same.length) return same[code] || String.fromCharCode(bits(16));
            code -= same.length;
          }
        })
        .join('')
        .replace(/\x01( ?.)/gsu, (_, capital) => capital.toUpperCase()),
    go: (at) => ((p = left = 0), skip(at), r),
    many: (each, n = u()) => Array.from({ length: n }, each),
    /** Goes to the n-th of blocks that each begin with their length. */
    nth: (n) => {
      while (n--) skip(u());
      return u(), r;
    },
    bytes: (n) => bytes.subarray(skip(n), p),
    /** Of each document a weight, impact and 16 times parts, and its number. */
    list: (n, all) => ({ weights: r.bytes(n), ids: r.ids(n, all) }),
    /**
     * Ids of n of all documents: of each difference the upper part as ones and a zero, then the lower bits. Where they are
     * more than half, the others stand so.
     */
    ids: (n, all) => {
      if (n > all - n) {
        const others = new Set(r.ids(all - n, all));
        return [...Array(all).keys()].filter((id) => !others.has(id));
      }
      const lower = 31 - Math.clz32(((all * 2) / (n * 3)) | 1);
      let id = -1;
      return r.many(() => {
        for (id++; bits(1); ) id += 2 ** lower;
        return (id += bits(lower));
      }, n);
    },
    /** For each of n documents, the positions. */
    positions: (n) =>
      r.many(() => {
        const all = [];
        let at = 0;
        let x;
        do {
          x = u();
          all.push((at += x >> 1));
        } while (x & 1);
        return all;
      }, n),
  };
  return r;
};

/** Families of a file of terms: `key`, `forms`, `docs`; of a form, where its list and its positions are, and `kept`, twice the number of section 4. */
const terms = (file, documents) => (r) => {
  const column = (n) => r.many(r.u, n);
  const n = r.u();
  let key = '';
  let short = 0;
  const [shared, more, first, counts, docs] = [n, n, n, n, n].map(column);
  const keys = shared.map((at, i) => (key = key.slice(0, at) + String.fromCharCode((key.charCodeAt(at) + 1 || 0) + first[i], ...column(more[i]))));
  // Of each form, the family.
  const of = counts.flatMap((n, i) => Array(n).fill(i));
  const suffixes = of.map(r.u).map(r.s);
  const forms = of.map(r.u).map((head, i) => {
    const [df, kept, isLong] = [head >> 3, head & 6, head & 1];
    const best = Math.min(100, df);
    return {
      form: (suffixes[i][0] === '\x01' ? '' : keys[of[i]].replace(/~$/, '')) + suffixes[i],
      df,
      kept,
      file,
      long: isLong && column(2),
      pos: kept && (isLong ? column(2) : short++),
      best: isLong && { ids: column(best), weights: r.bytes(best) },
    };
  });
  // Short lists: a column of each.
  const lists = forms.filter((f) => !f.long);
  for (const f of lists) f.weights = r.bytes(f.df);
  for (const f of lists) f.ids = r.ids(f.df, documents);
  return keys.map((key, i) => {
    const own = forms.splice(0, counts[i]);
    return { key, forms: own, docs: docs[i] || own[0].df };
  });
};

const card = ([title, address, day, tag, summary, text = '']) => ({
  title,
  address,
  date: day.replace(/(..)(..)$/, '-$1-$2'),
  lang: tag >> 2,
  status: tag & 3,
  summary,
  text,
});
const entities = (r) =>
  r.many(() => ({
    key: r.s(),
    names: r.many(() => ({ language: r.u(), name: r.s(), address: r.s() })),
    documents: r.u(),
    long: [r.u(), r.u()],
    cards: r.many(() => card(r.s().split('\0'))),
  }));
const json = (r) => JSON.parse(r.all());

/** The lists that are promised, as one. */
export const flat = async (promised) => (await Promise.all(promised)).flat();

/** Numbers of the files that hold keys beginning with a text: of the first, and of those that follow. */
export const range = (starts, from, to = from) => {
  const [first, end] = [from, to].map((key) => starts.filter((start) => start <= key).length);
  return [...starts.keys()].slice(first && first - 1, end);
};

/** An index. `fetchFile(path, fresh)` gives the bytes of a file below /search/index/, as they are stored. */
export const load = async (fetchFile, fresh) => {
  const kept = {};
  const file = (path, parse = (r) => r) =>
    (kept[path] ??= fetchFile(path, fresh)
      .then(unpack)
      .then((bytes) => parse(reader(bytes))));
  const root = await file('root.bin', json);
  if (root.version !== 4) throw Error();
  let first = 0;
  for (const segment of root.segments) {
    segment.first = first;
    first += segment.documents;
  }
  const names = root.catalogue;
  const shard = (segment, i) => file(`${segment.folder}/t${i}.bin`, terms(i, segment.documents));
  /** Numbers of the files of terms that hold keys from one to another: of few files the root tells, of many two pages. */
  const shards = async ({ folder, shards, pages }, from, to) =>
    shards
      ? range(shards, from, to)
      : flat(
          range(pages, from, to)
            .slice(0, 2)
            .map(async (i) => range(await file(`${folder}/i${i}.bin`, json), from, to).map((at) => i * 128 + at)),
        );
  return {
    root,
    shard,
    shards,
    family: async (segment, key) => {
      for (const i of await shards(segment, key)) return (await shard(segment, i)).find((each) => each.key === key);
    },
    list: async (segment, f) => (f.ids ? f : (await file(`${segment.folder}/l${f.long[0]}.bin`)).go(f.long[1]).list(f.df, segment.documents)),
    positions: async (segment, f) => {
      if (!f.ids) return (await file(`${segment.folder}/q${f.pos[0]}.bin`)).go(f.pos[1]).positions(f.df);
      const per = segment.shards_per_file;
      const r = await file(`${segment.folder}/p${(f.file / per) | 0}.bin`);
      return r.go(0).nth(f.file % per).nth(f.pos).positions(f.df);
    },
    document: async (number) => {
      const segment = root.segments.findLast((each) => each.first <= number);
      const at = number - segment.first;
      const { files, documents } = segment;
      const i = ((at * files) / documents) | 0;
      const tokens = file(root.dictionary, (r) => {
        const found = Array.from({ length: 30 }, () => []);
        let last = '';
        const [codes, shared, rest] = [1, 2, 3].map(() => r.many(r.u));
        codes.forEach((length, i) => found[length - 1].push((last = last.slice(0, shared[i]) + r.s(rest[i]))));
        return found;
      });
      const texts = file(`${segment.folder}/d${i}.bin`, async (r) => r.coded(await tokens).split('\0'));
      const [all] = await Promise.all([texts, tokens]);
      return { number, ...card(all.slice((at - Math.ceil((i * documents) / files)) * 6)) };
    },
    entity: async (key) => {
      for (const i of range(names.entities, key)) {
        const all = await file(`${names.folder}/e${i}.bin`, entities);
        return all.find((each) => each.key === key);
      }
    },
    /** The documents of an entity. */
    members: async (e) => (await file(`${names.folder}/f${e.long[0]}.bin`)).go(e.long[1]).ids(e.documents, root.documents),
    names: (i) =>
      file(`${names.folder}/n${i}.bin`, (r) =>
        r.many(() => ({ folded: r.s(), rotated: r.u(), key: r.s(), name: r.s(), language: r.u(), documents: r.u(), address: r.s() })),
      ),
    most: (kind) => file(`${names.folder}/v-${kind}.bin`, entities),
    /** [day since 1970, documents], newest first. */
    days: () =>
      file(`${names.folder}/days.bin`, (r) => {
        let day = 0;
        return r.many(() => [(day = Math.abs(day - r.u())), r.u()]);
      }),
    han: () => file(root.han, json),
  };
};
