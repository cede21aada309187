// The text rules of docs/search-index.md, section 2: how a text becomes elements. tests/search/vectors.json holds them.

/** Ranges of characters, by their numbers, as a regular expression has them. */
const ranges = (codes) => codes.replace(/\w+/g, '\\u{$&}').replaceAll(' ', '');

// Marks that a reader may leave out; those of other scripts are letters.
const MARKS = RegExp(
  `[${ranges(
    '300-36f 483-489 591-5bd 5bf 5c1 5c2 5c4 5c5 5c7 610-61a 640 64b-65f 670 6d6-6dc 6df-6e4 6e7 6e8 6ea-6ed 1ab0-1aff 1dc0-1dff 20d0-20ff fe20-fe2f',
  )}]`,
  'gu',
);
const INVISIBLE = RegExp(`[${ranges('ad 61c 200b-200f 202a-202e 2060-2064 2066-2069 fe00-fe0f feff')}]`, 'gu');
const SPACES = /(\p{White_Space}+)/u;

/** Characters in pairs or more, apart by spaces: the first becomes the rest. */
const table = (text) => Object.fromEntries(text.split(' ').map((each) => [each[0], each.slice(1)]));
const LETTERS = table('ßss æae œoe øo đd ðd ħh ıi łl ŧt þth ςσ');
// NFKD has made the full width and the unbreakable ones usual.
const SIGNS = table("‘' ’' ‛' ʼ' ‐-");

// H: Han and kana. N: what is written without spaces. W: what words are made of.
const H = ranges('3005-3007 3041-3096 3099 309a 309d-309f 30a1-30fa 30fc-30ff 3400-4dbf 4e00-9fff f900-faff 20000-323af');
const N = `[${H}${ranges('e01-e3a e40-e5b e81-edf 1000-1049 1050-109f 1780-17d3 17dc-17e9')}]`;
const W = `(?:(?!${N})[\\p{Alphabetic}\\p{M}\\p{N}])+`;
export const TOKEN = RegExp(`(${N})|${W}(?:'${W})*`, 'gu');
const HAN = RegExp(`[${H}]`, 'u');

export const letters = (text) => [...text];

/** The folded form of a chunk, or its plain form, which keeps marks. `han` leads from traditional to simplified. */
export const fold = (chunk, han, plain) => {
  let text = chunk.normalize('NFKD').replace(INVISIBLE, '');
  if (!plain) text = text.replace(MARKS, '');
  return letters(text.normalize('NFC').toLowerCase())
    .map((c) => (!plain && LETTERS[c]) || SIGNS[c] || han?.[c] || c)
    .join('');
};

/** A word as it is kept: without apostrophes, and not without end. */
export const keep = (word) => letters(word.replaceAll("'", '')).slice(0, 64).join('');

/**
 * The elements of a text, in order: `t` text, `n` whether it is a single character, `p` position, `c` whether it is in
 * contact with the one before, `y` what stands between them, `m` the plain form of a word with marks.
 */
export const read = (text, han) => {
  const elements = [];
  let gap = '';
  let position = 0;
  text.split(SPACES).forEach((part, number) => {
    if (number % 2) return (gap += part);
    const folded = fold(part, han);
    const found = [...folded.matchAll(TOKEN)];
    const words = (all) => all.filter((m) => !m[1]).map((m) => keep(m[0]));
    const plain = words([...fold(part, han, 1).matchAll(TOKEN)]);
    const marked = plain.length === words(found).length;
    let at = 0;
    let word = 0;
    for (const m of found) {
      gap += folded.slice(at, m.index);
      at = m.index + m[0].length;
      const before = elements.at(-1);
      const e = { t: keep(m[0]), n: !!m[1] };
      if (before) {
        e.c = !gap || (!/[^\p{White_Space}]|\n/u.test(gap) && HAN.test(before.t + e.t));
        e.y = gap;
        position += gap.includes('\n') || (!e.c && (e.n || before.n)) ? 2 : 1;
      }
      e.p = position;
      if (!e.n) {
        const m = plain[word++];
        if (marked && m !== e.t) e.m = m;
      }
      elements.push(e);
      gap = '';
    }
    gap += folded.slice(at);
  });
  return elements;
};

/** A name as the files of names have it: a space where two elements are not in contact. */
export const nameOf = (elements) =>
  elements.map((e, i) => (i && !e.c ? ' ' : '') + e.t).join('');

/** The key of a word's family. */
export const stem = (word) => {
  if (!/^[a-z]{4,}$/.test(word) || /^(news|unit(ed?|es|ing)|even(ing)?|during|being|james)$/.test(word)) return word;
  const odd = /^(go|do)(es|ing)$/.exec(word);
  if (odd) return odd[1];
  let key = word;
  let y = '';
  const drop = (n, mark = '') => {
    key = key.slice(0, -n);
    y = mark;
  };
  if (/sses$/.test(key)) drop(2);
  else if (/..ies$/.test(key)) drop(3, '~');
  else if (/s$/.test(key) && !/[sui]s$/.test(key)) drop(1);
  if (!y) {
    const verb = /^(.{3,})(ing|ed)$/.exec(key);
    if (/..ied$/.test(key)) drop(3, '~');
    else if (verb && /[aeiouy]/.test(verb[1])) key = verb[1].replace(/([bdfgmnprt])\1$/, '$1');
  }
  if (!y && /..[^aeiou]y$/.test(key)) drop(1, '~');
  if (!y && /...e$/.test(key)) drop(1);
  return key + y;
};

let simplified;
// Two bytes each: 72 rows of 94.
const decoded = () => new Set(new TextDecoder('gb2312').decode(Uint8Array.from({ length: 13536 }, (_, i) => (i % 2 ? 161 + ((i >> 1) % 94) : 176 + i / 188))));
/** Whether a query can only be read with the table of traditional characters: it has Han outside GB 2312. */
export const needsHan = (text) => letters(text.normalize('NFKD')).some((c) => /[㐀-鿿]/.test(c) && !(simplified ??= decoded()).has(c));
