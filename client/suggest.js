// The search box of every page: a combobox (ARIA 1.2) that offers people, units and topics while one types.
import { fill, h, kindOf } from './dom.js';

const QUIET = 120;

export const combobox = (engine, form, href) => {
  const input = form.querySelector('[name=q]');
  const { dataset: t } = form;
  const list = h('ul', { role: 'listbox', id: `${input.id}-list`, class: 'suggestions', 'aria-label': t.suggestions });
  let at = -1;
  let turn = 0;
  const set = (name, value) => input.setAttribute(`aria-${name}`, value);
  const choose = (to) => {
    at = to;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', i === at));
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else {
      set('activedescendant', list.children[at].id);
      list.children[at].scrollIntoView({ block: 'nearest' });
    }
  };
  const close = () => {
    turn++;
    list.hidden = true;
    set('expanded', false);
    choose(-1);
  };
  const take = (option) => (option.dataset.href ? (location.href = option.dataset.href) : form.requestSubmit());
  const show = async () => {
    const mine = ++turn;
    await new Promise((done) => setTimeout(done, QUIET));
    const words = input.value.trim();
    if (mine !== turn) return;
    if (!words) return close();
    // Without an index there is still the first row.
    const found = await engine.suggest(words, 7).catch(() => []);
    if (mine !== turn) return;
    const row = (i, attributes, ...children) => h('li', { role: 'option', id: `${list.id}-${i}`, ...attributes }, ...children);
    list.replaceChildren(
      row(0, 0, ...fill(t.first, { words: h('b', { dir: 'auto' }, words) })),
      ...found.map((e, i) =>
        row(
          i + 1,
          { 'data-href': href(e.address) },
          h('span', { dir: 'auto' }, e.name),
          kindOf(e, t),
        ),
      ),
    );
    list.hidden = false;
    set('expanded', true);
    choose(-1);
  };

  input.parentNode.append(list);
  input.setAttribute('role', 'combobox');
  set('autocomplete', 'list');
  set('controls', list.id);
  close();
  input.addEventListener('input', show);
  input.addEventListener('blur', close);
  // The box keeps the focus when a row is pressed.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => take(event.target.closest('li')));
  input.addEventListener('keydown', (event) => {
    const n = list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (step && list.hidden) show();
    else if (step) choose(((at + step + n + 2) % (n + 1)) - 1);
    else if (event.key === 'Enter' && at >= 0) take(list.children[at]);
    else if (event.key === 'Escape' && !list.hidden) close();
    else return;
    event.preventDefault();
  });
};
