import { get } from '../api/client.js';
import { session } from '../api/session.js';
import { html, nothing, repeat, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { plural, when } from '../ui/marks.js';
import { empty, failure } from '../ui/states.js';
import { asText, sentence } from './words.js';
import './comparison.js';

const PAGE = 50;

/** Changes and refusals, the newest first. `filter` holds what GET /api/audit takes, such as `{ targetType, targetId }`. */
class SdAuditList extends SdElement {
  static properties = { filter: { attribute: false }, open: { state: true } };

  #asked;
  #newer = [];
  #before;
  #entries = new Loader(this, () => get('/api/audit', { ...this.filter, before: this.#before, limit: PAGE }));

  constructor() {
    super();
    this.filter = {};
    this.open = new Set();
  }

  willUpdate() {
    const question = JSON.stringify(this.filter);
    if (question !== this.#asked && this.#isAllowed()) {
      this.#asked = question;
      this.#newer = [];
      this.#go(undefined);
    }
  }

  #isAllowed() {
    return session.has('ADMIN_MANAGEMENT');
  }

  #go(before) {
    this.#before = before;
    this.open = new Set();
    return this.#entries.run();
  }

  render() {
    if (!this.#isAllowed()) {
      return failure({ status: 403, message: 'The audit is for those with the permission ADMIN_MANAGEMENT.' });
    }
    return this.#entries.show((page) => html`${page.entries.length ? this.#table(page.entries) : this.#none(page)}${this.#pager(page)}`);
  }

  /* A search looks at so many entries at a time: a page without a hit is not the end. */
  #none({ next }) {
    if (next) {
      return html`<p class="soft" role="status">Nothing found so far. Older entries have not been looked at yet.</p>`;
    }
    return this.#newer.length || Object.values(this.filter).some(Boolean)
      ? html`<p class="soft" role="status">No entry matches.</p>`
      : empty({ icon: 'scroll', heading: 'Nothing has happened yet', text: 'Every change, and every request that was refused, is written down here.' });
  }

  #table(entries) {
    return html`<div class="list-frame"><table class="list audit-list"><caption class="visually-hidden">Audit entries, the newest first</caption>
      <thead><tr><th scope="col"><span class="visually-hidden">Details</span></th><th scope="col" class="wide">When</th>
        <th scope="col" class="wide">Who</th><th scope="col" class="wide">From</th><th scope="col">What</th></tr></thead>
      <tbody>${repeat(entries, ({ id }) => id, (entry) => this.#row(entry))}</tbody></table></div>`;
  }

  #row(entry) {
    const isOpen = this.open.has(entry.id);
    return html`<tr><td class="audit-opener">${entry.kind === 'CHANGE' ? this.#opener(entry, isOpen) : nothing}</td>
        <td class="wide audit-when">${when(entry.at)}</td>
        <td class="wide audit-who">${who(entry)}</td>
        <td class="wide audit-from soft">${entry.address ?? '–'}</td>
        <td class="audit-what">${entry.kind === 'CHANGE' ? change(entry) : refusal(entry)}
          <div class="audit-phone soft small">${inOneLine(entry)} · ${when(entry.at)}</div></td></tr>
      ${isOpen
        ? html`<tr class="audit-open" id="audit-${entry.id}"><td colspan="5"><sd-audit-comparison .entry=${entry}></sd-audit-comparison></td></tr>`
        : nothing}`;
  }

  #opener(entry, isOpen) {
    return html`<button class="button quiet icon-only ${isOpen ? 'open' : ''}" type="button" aria-expanded=${String(isOpen)}
      aria-controls=${isOpen ? `audit-${entry.id}` : nothing} aria-label="Details: ${asText(sentence(entry))}" @click=${() => this.#toggle(entry.id)}>
      <sd-icon name="right"></sd-icon></button>`;
  }

  #toggle(id) {
    const open = new Set(this.open);
    if (!open.delete(id)) {
      open.add(id);
    }
    this.open = open;
  }

  #pager({ next }) {
    if (!next && this.#newer.length === 0) {
      return nothing;
    }
    return html`<nav class="pager" aria-label="Pages">
      <button class="button" type="button" ?disabled=${this.#newer.length === 0 || this.#entries.busy} @click=${() => this.#go(this.#newer.pop())}>
        <sd-icon name="left"></sd-icon>Newer</button>
      <button class="button" type="button" ?disabled=${!next || this.#entries.busy} @click=${() => this.#older(next)}>
        Older<sd-icon name="right"></sd-icon></button></nav>`;
  }

  #older(next) {
    this.#newer.push(this.#before);
    return this.#go(next);
  }
}

function who({ actor, accessKeyId }) {
  return html`<div class="audit-cut" title=${actor}>${actor}</div>
    ${accessKeyId ? html`<div class="audit-cut soft small" title="Access key ${accessKeyId}">key <code>${accessKeyId}</code></div>` : nothing}`;
}

function inOneLine({ actor, accessKeyId, address }) {
  return [actor, accessKeyId && `key ${accessKeyId}`, address].filter(Boolean).join(' · ');
}

function change(entry) {
  return html`${sentence(entry).map((piece, i) => html`${i && !String(piece).startsWith(':') ? ' ' : ''}${word(piece)}`)}`;
}

function word(piece) {
  if (typeof piece === 'string') {
    return piece;
  }
  const { type, label, href } = piece;
  return html`${type ? `${type} ` : ''}${href ? html`<a href=${href}>${label}</a>` : html`<strong>${label}</strong>`}`;
}

function refusal({ action, status, reason, times }) {
  return html`<span class="badge ${status === 401 ? 'warn' : 'error'}">${status}</span> refused <code>${action}</code>
    ${times > 1 ? html`<span class="badge">${plural(times, 'time')}</span>` : nothing}
    <div class="soft small">${reason}</div>`;
}

define('sd-audit-list', SdAuditList);
