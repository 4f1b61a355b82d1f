import { get } from '../api/client.js';
import { html, SdElement, define } from '../ui/element.js';
import { Paged } from '../ui/paged.js';
import { grantTable } from './grant-table.js';
import { isSame, keyOf } from './things.js';

const KINDS = [
  { label: 'All', kind: '' },
  { label: 'Integrations', kind: 'INTEGRATION_PROVIDER' },
  { label: 'Models', kind: 'INTEGRATION' },
  { label: 'Prompts', kind: 'PROMPT' },
  { label: 'Applications', kind: 'APPLICATION' },
];

/** All that a subject may do, whichever way it came: by itself, by groups, roles or tags. */
class SdReachList extends SdElement {
  static properties = { subject: { attribute: false }, kind: { state: true } };

  constructor() {
    super();
    this.kind = '';
    this.list = new Paged(this, (page) => this.#load(page), ({ target }) => keyOf(target));
  }

  willUpdate(changed) {
    if (changed.has('subject') && !isSame(changed.get('subject'), this.subject)) {
      this.list.start();
    }
  }

  #only(kind) {
    this.kind = kind;
    this.list.start();
  }

  reload() {
    this.list.refresh();
  }

  async #load({ limit, after }) {
    const { targets } = await get('/api/auth/reach', { subject: keyOf(this.subject), type: this.kind, limit, after });
    return targets;
  }

  render() {
    return html`<section class="stack access-apart"><div class="row spread"><div><h2>Everything they reach</h2>
        <p class="soft">Also by groups, roles and tags.</p></div>
        <div class="row" role="group" aria-label="Show of everything">${KINDS.map(({ label, kind }) => html`<button class="button access-word" type="button"
          aria-pressed=${String(kind === this.kind)} @click=${() => this.#only(kind)}>${label}</button>`)}</div></div>
      ${this.list.show((rows) => grantTable({
        label: 'Target',
        rows: rows.map(({ target, access }) => ({ what: target, subject: this.subject, target, access })),
      }), () => html`<p class="soft">Nothing.</p>`)}</section>`;
  }
}

define('sd-reach-list', SdReachList);
