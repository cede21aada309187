// Elements of the page. Text is only ever put in as text, so nothing that somebody wrote becomes HTML.

export const h = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const name in attributes) if (attributes[name]) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
};

/** A message with its `{name}`s filled in, as nodes and texts. */
export const fill = (message, values) => message.split(/\{(\w+)\}/).map((part, i) => (i % 2 ? (values[part] ?? '') : part));

/** What an entity is, and how often it is named. */
export const kindOf = (e, words) => h('span', { class: 'count' }, `${words[e.key[0]]} · ${e.documents.toLocaleString(document.documentElement.lang)}`);
