// node client/trial/vectors.mjs: writes tests/search/vectors.json from the texts below, as the client reads them. The
// result is read by people before it is committed; from then on it is the law for Rust and JavaScript.
import { readFileSync, writeFileSync } from 'node:fs';
import { read } from '../text.js';
import { termsOf } from './encode.mjs';

const here = new URL('../../', import.meta.url);
export const han = Object.fromEntries(readFileSync(new URL('src/search/han.txt', here), 'utf8').match(/\S\S/gu).map((pair) => [...pair]));

export const vector = ({ name, text, common = [], frequent, known = [] }) => {
  const elements = read(text, han);
  const terms = termsOf(elements, { common, frequent }, known).map(([key, form, , at]) => [key, form, at.p]);
  terms.sort((a, b) => a[2] - b[2] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1));
  return { name, text, common, ...(frequent && { frequent }), known, elements: elements.map((e) => [e.t, e.p, ...(e.m ? [e.m] : [])]), terms };
};

const TEXTS = [
  ['plain words', 'The Government has published new figures.'],
  ['an apostrophe inside a word is left out', "O'Neill didn’t agree"],
  ['apostrophes at the edges of a word are punctuation', "the ministers' 'new' plan"],
  ['two apostrophes part two words', "rock''n roll"],
  ['a hyphen chain of two', 'co-operation'],
  ['a hyphen chain of four', 'state-of-the-art'],
  ['five words with hyphens are no chain', 'a-b-c-d-e'],
  ['numbers with hyphens are no chain', '2024-09-28'],
  ['a non-breaking hyphen', 'well‑being'],
  ['two hyphens are punctuation', 'news--today'],
  ['a dash is punctuation', 'flood – relief'],
  ['a prefix and a word', 'the co operation of non governmental bodies'],
  ['a prefix and a short word', 're do it'],
  ['a prefix and a comma', 'anti, corruption'],
  ['a prefix across a line', 'anti\ncorruption'],
  ['a reference', 'ABC-2024/17'],
  ['a section', 'section 42(b)'],
  ['money', '£3.5 million'],
  ['a fraction', '2½ hours'],
  ['a superscript', 'm² and x³'],
  ['a Chinese reference', '国办发〔2017〕47号'],
  ['sharp s and other letters', 'Straße Æsir Œuvre Øresund Þing Łódź'],
  ['a word with a mark', 'José'],
  ['the same with a combining mark', 'Jose\u0301'],
  ['a capital dotted I', 'İstanbul ılık'],
  ['final sigma', 'ΟΔΟΣ οδός'],
  ['full width letters', 'ＧＰＴ－５'],
  ['Latin in contact with Han', 'OpenAI公司'],
  ['Latin apart from Han by a space', '使用 GPT 模型'],
  ['traditional Han', '中華民國臺灣'],
  ['a traditional name', '張小平', { known: ['张小平'] }],
  ['a known name inside a run', '部长张小平出席', { known: ['张小平'] }],
  ['a known name with a padding space', '张小 平讲话', { known: ['张小平'] }],
  ['a name of two with an ideographic space', '张　琳'],
  ['a line feed parts Han', '北京\n上海'],
  ['a line feed parts words', 'one\ntwo'],
  ['Chinese punctuation', '北京，上海。'],
  ['a Chinese date', '9月28日'],
  ['a date with months and years', '2017年9月28日'],
  ['kana', 'データ・センターの'],
  ['half width kana', 'ﾃﾞｰﾀ'],
  ['Hangul', '대한민국 정부'],
  ['Thai has no spaces between words', 'รัฐบาล ไทย'],
  ['Khmer', 'រដ្ឋាភិបាល'],
  ['Arabic with vowels and a tatweel', 'الحُكُومَة العـربية'],
  ['Hebrew with points', 'מֶמְשָׁלָה'],
  ['Devanagari keeps its marks', 'सरकार हिन्दी'],
  ['Cyrillic', 'Ёлка йод'],
  ['invisible characters', 'gov\u00adern\u200bment \ufeffnews'],
  ['a ligature', 'oﬃce ﬁnance'],
  ['an emoji', 'flood 🌊 warning'],
  ['stems: s, es, ies, ing, ed', 'floods classes boxes agencies planning planned studied studying tied dies'],
  ['stems: exceptions', 'news united units uniting evening even goes going does doing being during james'],
  ['stems: us, is, ss', 'status analysis class bus'],
  ['stems: e and y', 'house housing pay paying key policy cry be'],
  ['stems: with other characters', 'covid19 études'],
  ['common words', 'the state of the art', { common: ['of', 'the'] }],
  ['common words across a line', 'state of\nthe art', { common: ['of', 'the'] }],
  ['a frequent word behind two common ones', 'one of the people of the state', { common: ['of', 'the'], frequent: ['people'] }],
  ['a frequent word in the next line', 'of the\npeople', { common: ['of', 'the'], frequent: ['people'] }],
  ['a frequent word that is joined', 'of the co operation', { common: ['of', 'the'], frequent: ['cooperation'] }],
  ['a full width digit', '第３條'],
  ['only punctuation', '—…!?'],
  ['spaces of many kinds', 'a\u00a0b\u2003c\td'],
  ['a long word', 'x'.repeat(70)],
];

if (process.argv[1]?.endsWith('vectors.mjs')) {
  const all = TEXTS.map(([name, text, more]) => vector({ name, text, ...more }));
  const lines = all.map((each) => `  ${JSON.stringify(each)}`);
  writeFileSync(new URL('tests/search/vectors.json', here), `[\n${lines.join(',\n')}\n]\n`);
}
