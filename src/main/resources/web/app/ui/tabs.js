import { html } from './element.js';

/** Tabs that are addresses: `entries` are `{ id, label, href }`. */
export function tabs(label, entries, current) {
  return html`<nav class="tabs" aria-label=${label}>
    ${entries.map((entry) => html`<a href=${entry.href} aria-current=${entry.id === current ? 'page' : 'false'}>${entry.label}</a>`)}
  </nav>`;
}

/** The head of a page: where one is, what it is called, what can be done. */
export function pageHeader({ above, heading, aside = '', actions = '' }) {
  return html`<header class="page-header">
    <div>${above ? html`<nav class="above" aria-label="Breadcrumb"><a href=${above.href}>${above.label}</a></nav>` : ''}
      <div class="row"><h1>${heading}</h1>${aside}</div></div>
    <div class="row">${actions}</div></header>`;
}
