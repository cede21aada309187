// Added to pages by `crier serve`, and to no published page: loads the page again when the site was built anew, swaps
// style sheets in place, and shows what keeps the site from being built.
(() => {
  const own = new URL(document.currentScript.src);
  let generation = Number(own.searchParams.get('generation'));
  let source;
  let host;

  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; color-scheme: light dark; }
    @media print { :host { display: none; } }
    section {
      box-sizing: border-box; max-height: 70vh; overflow: auto; padding: 16px 20px 20px;
      font: 15px/1.5 system-ui, sans-serif; color: light-dark(#1c1b1a, #f2f0ee); background: light-dark(#fffaf5, #24201e);
      border-top: 4px solid light-dark(#b3261e, #ff8a80); box-shadow: 0 -6px 24px rgb(0 0 0 / .25);
    }
    header { display: flex; gap: 16px; align-items: start; justify-content: space-between; }
    h2 { margin: 0 0 12px; font-size: 18px; }
    button { font: inherit; padding: 4px 12px; cursor: pointer; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { margin: 0; padding: 10px 0; border-top: 1px solid light-dark(#e2d9d1, #4a423d); }
    li p { margin: 2px 0; }
    .message { font-weight: 600; overflow-wrap: anywhere; }
    .place, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
    .error { color: light-dark(#b3261e, #ff8a80); }
    .warning { color: light-dark(#7a5200, #ffc46b); }
    pre { margin: 6px 0; overflow-x: auto; }
    a { color: light-dark(#0b57a4, #9cc8ff); }
    :focus-visible { outline: 3px solid light-dark(#0b57a4, #9cc8ff); outline-offset: 2px; }
  `;

  function overlay(html) {
    if (!html) {
      host?.remove();
      host = undefined;
      return;
    }
    if (!host) {
      host = document.createElement('crier-findings');
      const root = host.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      root.addEventListener('click', (event) => event.target.closest('button') && overlay());
      root.addEventListener('keydown', (event) => event.key === 'Escape' && overlay());
      document.body.append(host);
    }
    // A screen reader says the heading when it comes or changes; the focus stays where it is.
    host.shadowRoot.innerHTML = html;
  }

  function restyle(sheets) {
    const links = [...document.querySelectorAll('link[rel="stylesheet"]')];
    for (const [former, now] of sheets) {
      const old = links.find((link) => new URL(link.href).pathname === former);
      if (!old) continue;
      const link = old.cloneNode();
      link.removeAttribute('integrity');
      link.href = now;
      // The old one stays until the new one is there, so that the page is never without.
      link.onload = link.onerror = () => old.remove();
      old.after(link);
    }
  }

  function hear(news) {
    if (news.generation !== generation) {
      if (news.restyled?.[0] === generation) {
        generation = news.generation;
        restyle(news.restyled[1]);
      } else {
        source.close();
        location.reload();
        return;
      }
    }
    overlay(news.overlay);
  }

  function connect() {
    source = new EventSource('/-crier/events');
    source.onmessage = (event) => hear(JSON.parse(event.data));
  }

  // Browsers hold few connections to one host: a tab in the background gives its own back, and asks when it is looked at.
  document.addEventListener('visibilitychange', () => {
    source.close();
    if (!document.hidden) connect();
  });
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (event) => event.persisted && location.reload());
  connect();
})();
