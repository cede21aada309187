// The site that the search is tried on: releases with a text planted for each case among ordinary ones, and a scan of
// them that knows nothing of the index: the oracle.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PREFIX = { en: '', 'zh-Hans': 'zh-Hans/' };
const SUFFIX = { en: '', 'zh-Hans': '.zh' };

const PEOPLE = {
  'zhang-xiaoping': ['Zhang Xiaoping', '张小平'],
  'jane-doe': ['Jane Doe', '简·多伊'],
  'omar-haddad': ['Omar Haddad', '奥马尔·哈达德'],
  'ouyang-wenhua': ['Ouyang Wenhua', '欧阳文华'],
};
const UNITS = { 'harbour-office': ['Harbour Office', '港务处'], 'fire-brigade': ['Fire Brigade', '消防队'] };
const TOPICS = { safety: ['Public safety', '公共安全'], roads: ['Roads', '道路'] };

const FILLERS = { en: 180, zh: 120 };
const THINGS = 'budget library museum orchard tramway bakery clinic garden quarry school'.split(' ');
const MATTERS = ['预算', '图书', '果园', '电车', '诊所', '花园', '学校', '采石', '面包', '桥梁'];

const two = (n) => String(n).padStart(2, '0');
const dayAt = (i, of) => `${2018 + Math.floor((i * 6) / of)}-${two(1 + (Math.floor((i * 72) / of) % 12))}-${two(1 + ((i * 7) % 28))}`;

/** All releases of the site. A document has `id`, `date`, `lang`, `title`, `body` and perhaps facts and a status. */
export function releases() {
  const all = [];
  const add = (id, body, more = {}) => all.push({ id, lang: 'en', date: '2022-06-15', title: `Notice ${id.replace(/\W+/g, ' ')}`, body, ...more });
  const zh = (id, body, more = {}) => add(id, body, { lang: 'zh-Hans', title: `通知${all.length}`, ...more });
  for (let i = 0; i < FILLERS.en; i++) {
    const people = [i % 6 === 0 && 'zhang-xiaoping', i % 27 === 0 && 'jane-doe', i % 11 === 0 && 'omar-haddad'].filter(Boolean);
    const ours = i < 137 ? ' The county government took part.' : '';
    const words = i % 8 === 1 && i < 176 ? 'It is the will of the people.' : 'The people and the owner of a field spoke of it.';
    add(`filler-${i}`, `A report of the ${THINGS[i % 10]} was read in hall ${i}.${ours}\n\n${words}`, {
      date: dayAt(i, FILLERS.en),
      people,
      units: i % 9 === 0 ? ['harbour-office'] : [],
      topics: i % 4 === 0 ? ['safety'] : [],
    });
  }
  for (let i = 0; i < FILLERS.zh; i++) {
    const people = [i % 5 === 0 && 'zhang-xiaoping', i % 40 === 0 && 'jane-doe'].filter(Boolean);
    zh(`wen-${i}`, `县里召开第${i}次会议，讨论${MATTERS[i % 10]}工作。`, { date: dayAt(i, FILLERS.zh), people, topics: i % 6 === 0 ? ['safety'] : [] });
  }
  plantWords(add);
  plantChinese(zh);
  plantFilters(add);
  return all;
}

function plantWords(add) {
  const forms = { flood: 12, floods: 5, flooding: 4, flooded: 4 };
  for (const [form, n] of Object.entries(forms)) for (let i = 0; i < n; i++) add(`${form}-${i}x`, `Report ${i}: ${form} near mill ${i}.`, { title: `Water ${form.length} ${i}` });
  add('lights', 'New floodlight and floodgate bought.');
  add('barrier-near', 'Here the flood barrier stands.', { title: 'Harbour works' });
  add('barrier-apart', 'The flood came over the old barrier.', { title: 'Harbour water' });
  add('barrier-swapped', 'Behind the barrier flood water rose.', { title: 'Harbour gate' });
  add('barrier-ashgrove', 'In Ashgrove a flood barrier was built.', { title: 'Works in the north' });
  add('ashgrove', 'Ashgrove has a new barrier, against a flood.', { title: 'Works in the south' });
  const grown = { infrastructure: 20, infrastructures: 6, infrastructural: 5 };
  for (const [form, n] of Object.entries(grown)) for (let i = 0; i < n; i++) add(`${form}-${i}x`, `New ${form} plan ${i}.`, { title: `Plan ${form.length} ${i}` });
  add('go-a', 'Buses go there.', { title: 'Bus one' });
  add('go-b', 'Trains go there.', { title: 'Bus two' });
  add('go-c', 'A ship goes there.', { title: 'Ship' });
  add('go-d', 'A tram is going there.', { title: 'Tram' });
  add('inspector', 'Officers inspected the mill.', { title: 'Mill' });
  add('jose-marked', 'José García spoke.', { title: 'Talk one' });
  add('jose-plain', 'Jose Miller spoke.', { title: 'Talk two', date: '2023-01-01' });
  add('oneill-straight', "Mr O'Neill spoke.", { title: 'Talk three' });
  add('oneill-curly', 'Mr O’Neill spoke.', { title: 'Talk four' });
  add('oneill-joined', 'Mr ONeill spoke.', { title: 'Talk five' });
  add('works-hyphen', 'A treaty of co-operation.', { title: 'Treaty one' });
  add('works-joined', 'A treaty of cooperation.', { title: 'Treaty two' });
  add('works-apart', 'A treaty of co operation.', { title: 'Treaty three' });
  add('works-other', 'An operation by Smith and Co was done.', { title: 'Hospital' });
  add('number-a', 'See the file ABC-2024/17 there.', { title: 'File one' });
  add('number-b', 'See the file ABC-2024/18 there; 17 pages.', { title: 'File two' });
  add('number-c', 'In 2024 ABC showed 17 films.', { title: 'Films' });
  add('number-d', 'Decided.', { title: 'Decree', number: 'XYZ-2023/9' });
  add('section-a', 'Under § 42(b) it is open.', { title: 'Law one' });
  add('section-b', 'Under § 42(a) and plan b it is open.', { title: 'Law two' });
  add('section-c', 'Under § 43(b), line 42, it is open.', { title: 'Law three' });
  add('money-a', 'It cost £3.5 million in all.', { title: 'Cost one' });
  add('money-b', 'It cost 5 million in 3 years.', { title: 'Cost two' });
  add('money-c', 'In 3 towns it cost 35 million, in 5 nothing.', { title: 'Cost three' });
  add('korean', '시장 김민수 방문.', { title: 'Guests one' });
  add('korean-other', '시장 김민지 방문.', { title: 'Guests two' });
  add('thai', 'การประชุมสภาเมือง', { title: 'Guests three' });
  add('thai-other', 'การเดินทาง', { title: 'Guests four' });
  add('french', 'Le bâtiment neuf.', { title: 'Guests five' });
  add('german-sharp', 'Die Straße ist offen.', { title: 'Guests six' });
  add('german-plain', 'Die Strasse ist zu.', { title: 'Guests seven' });
  add('hostile-title', 'It is a quiet day.', { title: '<script>document.title="run"</script> bulletin & "more"' });
  add('hostile-text', 'Write &lt;img src=x onerror=document.title=1&gt; there.', { title: 'Markup', summary: 'A <b>bold</b> img onerror summary.' });
}

function plantChinese(zh) {
  const NO = { title: '消息' };
  zh('ping-text', '昨日张小平到访。', NO);
  zh('ping-inside', '保证张小平安到家。', NO);
  zh('ping-apart', '张先生，小王，平安到家。张小，平原。', NO);
  zh('ping-swapped', '小平张罗此事。', NO);
  zh('ping-traditional', '昨日張小平到訪。', NO);
  zh('wei-near', '教师王伟获奖。', NO);
  zh('wei-apart', '王老师和伟大的学生。', NO);
  zh('wei-comma', '姓王，伟人也。', NO);
  zh('hai-near', '渔民于海归来。', NO);
  zh('hai-apart', '位于大海边。', NO);
  zh('hai-comma', '船属于，海风大。', NO);
  zh('ouyang', '作家欧阳文华获奖。', NO);
  zh('ouyang-person', '颁奖。', { ...NO, people: ['ouyang-wenhua'] });
  zh('ouyang-part', '作家欧阳文和阳文华获奖。', NO);
  zh('drought', '全县抗旱工作开始。', NO);
  zh('drought-apart', '旱情严重，工人辛苦。', NO);
  zh('flood-season', '进入汛期。', NO);
  zh('flood-season-b', '防汛物资。', NO);
  zh('sentence', '春风吹过山岗麦苗青青河水长流。', NO);
  zh('sentence-part', '春风吹过山岗，麦苗青青河水流。', NO);
  zh('reservoir-ping', '鸦雀岭水库加固，张小平到场。', NO);
  zh('reservoir', '鸦雀岭水库加固。', NO);
  zh('reservoir-part', '鸦雀岭的水库加固，张小平到场。', NO);
  zh('mixed', '访问OpenAI公司。', NO);
  zh('mixed-apart', '公司介绍OpenAI的产品。', NO);
  zh('gpt', '演示GPT-5模型。', NO);
  zh('gpt-other', '演示GPT-4模型，共5次。', NO);
  zh('republic', '中華民國元年。', NO);
  zh('republic-simple', '中华民国二年。', NO);
  zh('republic-other', '中华人民，民国。', NO);
}

function plantFilters(add) {
  const edges = { a: '2019-02-28T23:59', b: '2019-03-01T00:00', c: '2019-03-31T23:59', d: '2019-04-01T00:00', e: '2020-02-29', f: '2020-03-01', g: '2020-02-28' };
  for (const [name, date] of Object.entries(edges)) add(`edge-${name}`, 'An edgeword stands here.', { date, title: `Edge ${name}` });
  for (const name of ['c', 'a', 'e', 'b', 'd']) add(`tie-${name}`, 'A tieword stands here.', { date: '2021-05-05', title: `Tie ${name}` });
  add('tie-late', 'A tieword stands here.', { date: '2021-05-05T18:00', title: 'Tie late' });
  add('tie-next', 'A tieword stands here.', { date: '2021-05-06', title: 'Tie next' });
  add('tie-before', 'A tieword, a tieword, a tieword.', { date: '2021-05-04', title: 'Tie tieword before' });
  for (let i = 0; i < 4; i++) add(`fair-${i}`, `The harvestfair is near; harvestfair, harvestfair ${i}.`, { date: `2023-11-0${i + 1}`, title: `Fair ${i}` });
  add('fair-title', 'It begins at noon.', { date: '2018-02-02', title: 'The harvestfair' });
  add('withdrawn', 'A recallword stands here.', { title: 'Recall one', status: 'withdrawn', reason: 'It was wrong.' });
  add('in-error', 'A recallword stands here.', { title: 'Recall two', status: 'in-error', reason: 'It was wrong.' });
  add('to-delete', 'A recallword stands here.', { title: 'Recall three' });
}

const names = (register, ids = []) => ids.flatMap((id) => register[id]);

/** What stands in a release, field by field: only what a reader can see of it. */
export const fields = (doc) =>
  [doc.title, doc.summary, ...doc.body.split('\n\n'), ...names(PEOPLE, doc.people), ...names(UNITS, doc.units), ...names(TOPICS, doc.topics), doc.number]
    .filter(Boolean)
    .map((text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'));

/** The path of its page, below the root of the site. */
export const pathOf = (doc) => `${PREFIX[doc.lang]}releases/${doc.date.slice(0, 4)}/${doc.date.slice(5, 7)}/${doc.id}/`;

/** The oracle: paths of the documents that fit, one after the other. */
export const scan = (docs, fits) => docs.filter((doc) => doc.status !== 'in-error' && fits(doc)).map(pathOf);

/** Whether any field has what each of the patterns asks for; a text stands for itself. */
export const has =
  (...patterns) =>
  (doc) =>
    patterns.every((pattern) => fields(doc).some((text) => (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text))));

const inLanguages = (register) =>
  Object.entries(register)
    .map(([id, [en, zh]]) => `- {id: ${id}, name: {en: ${en}, zh-Hans: ${zh}}}\n`)
    .join('');

/** Writes the sources of a site. */
export function writeSite(folder, docs, base = '/') {
  const put = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put('crier.yaml', `title: {en: Test News, zh-Hans: 测试要闻}\nbase_url: https://news.example.gov${base}\nlanguages: [en, zh-Hans]\ntime_zone: Asia/Shanghai\n`);
  put('content/people.yaml', inLanguages(PEOPLE));
  put('content/units.yaml', inLanguages(UNITS));
  put('content/topics.yaml', inLanguages(TOPICS));
  for (const doc of docs) {
    const front = { title: doc.title, date: doc.date, summary: doc.summary, attendees: doc.people, units: doc.units, topics: doc.topics };
    const rest = { number: doc.number, status: doc.status, reason: doc.reason };
    // JSON is YAML; a date is no text.
    const lines = Object.entries({ ...front, ...rest })
      .filter(([, value]) => value !== undefined && value.length > 0)
      .map(([key, value]) => `${key}: ${key === 'date' ? value : JSON.stringify(value)}\n`);
    put(`content/releases/${doc.date.slice(0, 4)}/${doc.date.slice(5, 7)}/${doc.id}${SUFFIX[doc.lang]}.md`, `---\n${lines.join('')}---\n${doc.body}\n`);
  }
}
