// The search page: its state stands in the address, so that a search can be kept, sent, and gone back to.
import { fill, h, kindOf } from './dom.js';
import { KINDS as LETTERS } from './engine.js';
import { excerpt } from './excerpt.js';

const SIZE = 10;
const TYPING = 200;
const SPEAKING = 800;
const KINDS = Object.keys(LETTERS);
const STATES = ['published', 'withdrawn', 'superseded', 'archived'];

export const searchPage = (engine, form, found, href) => {
  const { dataset: t } = found;
  const { lang } = document.documentElement;
  const title = document.title;
  const at = (name) => document.querySelector(`[data-at=${name}]`);
  const [heading, sort, say, chips, names, hits, pages, status, browse] = 'heading sort say chips names hits pages status browse'.split(' ').map(at);
  const input = form.elements.q;
  const dates = [form.elements.from, form.elements.to];
  const languages = Object.fromEntries(t.languages.split('|').map((each) => each.split('=')));
  const plural = new Intl.PluralRules(lang);
  const number = (n) => n.toLocaleString(lang);
  let turn = 0;
  let quiet;
  let speaking;

  const read = () => new URLSearchParams(location.search);
  /** The address of a changed state; every change leads to the first page. */
  const to = (change) => {
    const state = read();
    state.delete('page');
    change(state);
    for (const [name, value] of [...state]) if (!value) state.delete(name);
    return `?${state}`;
  };
  const wantedOf = (state) => {
    const wanted = { verbatim: state.has('verbatim'), typing: state.has('typing'), page: Math.max(1, state.get('page') | 0), size: SIZE };
    for (const name of ['q', 'from', 'to', 'sort']) wanted[name] = state.get(name) ?? '';
    for (const kind of KINDS) wanted[kind] = state.getAll(kind);
    return wanted;
  };
  const link = (address, attributes, ...children) => h('a', { href: address, ...attributes }, ...children);
  const marked = (pieces) => pieces.map(([text, mark]) => (mark ? h('mark', 0, text) : text));
  const plain = (message, values) => fill(message, values).join('');
  const rows = (list, all) => list.replaceChildren(...all.map((row) => h('li', 0, ...row)));
  const day = (date) => {
    const [yyyy, m, d] = date.split('-').map(Number);
    return plain(t.date, { yyyy, m, d, month: t.months.split('|')[m - 1] });
  };

  const result = (r, { hits: units, han }) => {
    const own = r.lang !== lang && { lang: r.lang, dir: 'auto' };
    const text = excerpt(r.text, units, han);
    const piece = r.summary && !text.some(([, mark]) => mark) ? excerpt(r.summary, units, han) : text;
    const notes = [t[`status${r.status}`], own.lang && languages[r.lang]].filter(Boolean);
    return h(
      'li',
      0,
      h(
        'article',
        { class: `card is-${STATES[r.status]}` },
        h('p', { class: 'card-date' }, h('time', { datetime: r.date }, day(r.date))),
        h(
          'div',
          { class: 'card-text' },
          h('h3', { class: 'card-title', ...own }, link(href(r.address), { hreflang: own.lang }, ...marked(excerpt(r.title, units, han, Infinity)))),
          h('p', { class: 'card-state' }, ...notes.map((note, i) => h('span', { class: i || !r.status ? 'tongue' : 'state' }, note))),
          h('p', { class: 'card-summary', ...own }, ...marked(piece)),
        ),
      ),
    );
  };

  const drawPages = (total, page) => {
    const last = Math.ceil(total / SIZE);
    const near = [...new Set([1, page - 1, page, page + 1, last])];
    const all = [[page - 1, t.previous], ...near.map((n) => [n]), [page + 1, t.next]].filter(([n]) => n > 0 && n <= last);
    pages.hidden = last < 2;
    rows(
      pages.firstElementChild,
      all.map(([n, name]) => [
        link(
          to((state) => n > 1 && state.set('page', n)),
          { 'aria-current': n === page && 'page', 'aria-label': !name && plain(t.page, { n }) },
          name ?? number(n),
        ),
      ]),
    );
  };

  const drawChips = async (state, mine) => {
    const all = [...state].filter(([kind]) => [...KINDS, 'from', 'to'].includes(kind));
    const labels = await Promise.all(
      all.map(([kind, id]) => (KINDS.includes(kind) ? engine.named(kind, id).catch(() => id) : `${t[kind]} ${id}`)),
    );
    if (mine !== turn) return;
    rows(
      chips,
      all.map(([kind, id], i) => [link(to((next) => next.delete(kind, id)), { 'aria-label': plain(t.remove, { name: labels[i] }) }, labels[i])]),
    );
  };

  /** Fills an open list of filters with what the results have. */
  const drawFacet = async (box) => {
    const { facet } = box.dataset;
    const mine = turn;
    const state = read();
    const list = box.lastElementChild;
    const all = await engine.facets(facet, wantedOf(state)).catch(() => []);
    if (mine !== turn) return;
    // A year is from its beginning to its end.
    const keys = facet === 'year' ? ['from', 'to'] : [facet];
    const more = all.filter(({ id }) => !keys.every((key) => state.getAll(key).includes(id)));
    const offers = more.map(({ id, name, n }) => {
      const address = to((next) => keys.forEach((key) => next[keys[1] ? 'set' : 'append'](key, id)));
      return [link(address, { dir: 'auto' }, name), h('span', { class: 'count' }, number(n))];
    });
    rows(list, offers[0] ? offers : [[t.nothing]]);
  };
  const boxes = found.querySelectorAll('details');

  const draw = (answer, state, wanted, focus) => {
    const { q, page } = wanted;
    const total = answer?.total ?? 0;
    const count = (name) => found.getAttribute(`data-${name}-${plural.select(total)}`) ?? found.getAttribute(`data-${name}-other`);
    const words = answer?.corrected ?? q.trim();
    const told = !answer ? t.failed : answer.backwards ? t.backwards : !total ? t.none : count(words ? 'for' : 'all');
    const text = plain(told, { n: number(total), words }) + (page > 1 && total ? ` - ${plain(t.page, { n: page })}` : '');
    heading.textContent = text;
    document.title = (q.trim() && `${q.trim()} - `) + title;
    clearTimeout(speaking);
    speaking = setTimeout(() => (status.textContent = text + say.textContent), SPEAKING);
    browse.hidden = total;
    const lines = [];
    if (answer?.corrected) {
      const asWritten = to((next) => next.set('verbatim', 1));
      lines.push([...fill(t.corrected, { words: h('b', 0, words) }), ' ', ...fill(t.instead, { words: link(asWritten, 0, q.trim()) })]);
    }
    if (answer?.missing.length) lines.push(fill(t.missing, { words: h('b', 0, answer.missing.join(' · ')) }));
    if (told === t.none) lines.push([t.tips]);
    say.replaceChildren(...lines.map((line) => h('p', 0, ' ', ...line)));
    rows(
      sort,
      ['', 'date'].map((by) => [link(to((next) => next.set('sort', by)), { 'aria-current': wanted.sort === by }, by ? t.byDate : t.byRelevance)]),
    );
    sort.hidden = !q || total < 2;
    rows(
      names,
      (page < 2 ? (answer?.names ?? []) : [])
        .slice(0, 5)
        .map((e) => [link(href(e.address), { dir: 'auto', class: e.exact && 'is-exact' }, e.name), kindOf(e, t)]),
    );
    hits.replaceChildren(...(answer?.results ?? []).map((each) => result(each, answer)));
    hits.start = (page - 1) * SIZE + 1;
    drawPages(total, page);
    boxes.forEach((box) => {
      box.hidden = !total && box.dataset.facet !== 'year';
      if (box.open) drawFacet(box);
    });
    if (focus) heading.focus();
  };

  /** Answers the state of the address. A newer search makes an older one fall silent. */
  const run = async (focus) => {
    const mine = ++turn;
    const state = read();
    const wanted = wantedOf(state);
    const isAsked = [...state].some(([name, value]) => value.trim() && !/^(page|sort|verbatim|typing)$/.test(name));
    if (!isAsked) {
      found.hidden = true;
      browse.hidden = false;
      status.textContent = '';
      document.title = title;
      return;
    }
    const answer = await engine.search(wanted).catch(() => null);
    if (mine !== turn) return;
    const last = Math.ceil((answer?.total ?? 0) / SIZE);
    if (last && wanted.page > last) return go(to((next) => next.set('page', last)), 1, focus);
    found.hidden = false;
    draw(answer, state, wanted, focus);
    drawChips(state, mine);
  };

  const fillControls = () => {
    const state = read();
    const q = state.get('q') ?? '';
    // What is being typed stays, with the place in it.
    if (input.value !== q) input.value = q;
    dates.forEach((date, end) => {
      const value = state.get(date.name) ?? '';
      // A control of months shows no day, and no year alone.
      date.type = value.length > 7 ? 'date' : 'month';
      date.value = value.length === 4 ? `${value}-${end ? 12 : '01'}` : value;
    });
  };
  const go = (address, replace, focus) => {
    clearTimeout(quiet);
    history[replace ? 'replaceState' : 'pushState'](null, '', address === '?' ? location.pathname : address);
    fillControls();
    return run(focus);
  };
  // While one types, the last word is the beginning of one: whoever sees the address sees the same.
  const ask = (typing = '') =>
    to((state) => {
      state.delete('verbatim');
      state.set('q', input.value.trim() && input.value);
      state.set('typing', typing);
    });

  input.addEventListener('input', () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => go(ask(1), 1), TYPING);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(ask());
  });
  // A year of four digits passes through those of one to three.
  dates.forEach((date) => date.addEventListener('change', () => date.value[0] !== '0' && go(to((state) => state.set(date.name, date.value)))));
  found.addEventListener('click', (event) => {
    const address = event.target.closest('a')?.getAttribute('href');
    if (address?.[0] !== '?' || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(address, 0, 1);
  });
  boxes.forEach((box) => box.addEventListener('toggle', () => box.open && drawFacet(box)));
  addEventListener('popstate', () => {
    fillControls();
    run();
  });
  fillControls();
  run();
};
