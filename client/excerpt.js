// The piece of a text that shows why it was found. Knows no page: it gives pieces of text, and whether each is marked.
import { TOKEN, fold, keep } from './text.js';

// A word is worth three characters: some thirty words, or ninety characters of Chinese.
const LENGTH = 90;

/**
 * [[text, is marked], …]: all of a text, or the best `length` of it. `hits` are those of an answer: for each unit, the
 * ways to satisfy it, each a row of tests for neighbouring elements.
 */
export const excerpt = (text, hits, han, length = LENGTH) => {
  // Folded in little steps, so that every folded character knows where it comes from.
  let folded = '';
  const from = [];
  for (const { 0: part, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const made = part[1] || part > '~' ? fold(part, han) : part.toLowerCase();
    for (let i = made.length; i--; ) from.push(index);
    folded += made;
  }
  from.push(text.length);
  const all = [...folded.matchAll(TOKEN)].map((m) => ({ t: keep(m[0]), n: !!m[1], a: from[m.index], z: from[m.index + m[0].length], u: 0 }));
  hits.forEach((ways, unit) => {
    for (const row of ways) {
      all.forEach((_, i) => {
        if (row.every((test, k) => all[i + k] && test(all[i + k]))) row.forEach((_, k) => (all[i + k].u |= 1 << unit));
      });
    }
  });
  const cost = (i) => (all[i] ? (all[i].n ? 1 : 3) : Infinity);

  // The window that has most of the query.
  let [start, best] = [0, 0];
  all.forEach((e, i) => {
    if (!e.u) return;
    let [seen, worth] = [0, 0];
    for (let j = i, sum = cost(i); all[j] && sum <= length * 0.8; sum += cost(++j)) {
      seen |= all[j].u;
      worth += !!all[j].u;
    }
    while (seen) [seen, worth] = [seen & (seen - 1), worth + LENGTH];
    if (worth > best) [start, best] = [i, worth];
  });
  let sum = 0;
  // A fifth of it stands before.
  while (start && (sum += cost(start - 1)) <= length / 5) start--;
  let end = start;
  for (let rest = length; (rest -= cost(end)) >= 0; ) end++;
  let at = start ? all[start].a : 0;
  const stop = all[end]?.a ?? text.length;
  const pieces = start ? [['… ']] : [];
  for (const { a, z, u } of all.slice(start, end)) {
    if (!u || z <= a) continue;
    if (a > at) pieces.push([text.slice(at, a)]);
    if (a === at && pieces.at(-1)?.[1]) pieces.at(-1)[0] += text.slice(a, z);
    else pieces.push([text.slice(a, z), 1]);
    at = z;
  }
  pieces.push([text.slice(at, stop).trimEnd()]);
  if (all[end]) pieces.push([' …']);
  return pieces;
};
