// What a page loads: it finds the forms that lead to the search, and gives them the index.
import { open } from './engine.js';
import { searchPage } from './page.js';
import { combobox } from './suggest.js';

const forms = [...document.querySelectorAll('form[data-index]')];
if (forms.length) {
  // The site, above `search/index/root.bin`.
  const site = new URL('../../', new URL(forms[0].dataset.index, location)).href;
  const get = async (path, fresh) => {
    // Only the root changes under its name.
    const cache = fresh ? 'reload' : path === 'root.bin' ? 'no-cache' : 'default';
    const response = await fetch(`${site}search/index/${path}`, { cache });
    if (!response.ok) throw Error(response.status);
    return new Uint8Array(await response.arrayBuffer());
  };
  const engine = open(get, document.documentElement.lang);
  const href = (address) => site + address.slice(1);
  const found = document.querySelector('[data-found]');
  document.querySelectorAll('[data-without]').forEach((note) => note.remove());
  if (found) searchPage(engine, document.getElementById('part:search'), found, href);
  else forms.forEach((form) => combobox(engine, form, href));
}
