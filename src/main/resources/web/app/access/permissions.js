import { get, path } from '../api/client.js';
import { accessTo } from '../api/session.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { empty, notice } from '../ui/states.js';
import './add-permissions.js';
import { grantTable } from './grant-table.js';
import { mayAskAbout } from './may-ask.js';
import './reach-list.js';
import { takeBack } from './take-back.js';
import { isSame, keyOf } from './things.js';

const KINDS = [
  { type: 'INTEGRATION_PROVIDER', label: 'Integrations' },
  { type: 'INTEGRATION', label: 'Models' },
  { type: 'PROMPT', label: 'Prompts' },
  { type: 'TAG', label: 'Tags' },
  { type: 'APPLICATION', label: 'Applications' },
  { type: 'SECRET', label: 'Secrets' },
];
const OTHER = 'OTHER';
const kindOfTarget = ({ type }) => (KINDS.some((kind) => kind.type === type) ? type : OTHER);
const of = (kind, rows) => rows.filter(({ target }) => !kind || kindOfTarget(target) === kind);

/** What a subject was given itself, and for users all that they reach. An application is the user `app:<id>`. */
class SdPermissions extends SdElement {
  static properties = { subject: { attribute: false }, kind: { state: true } };

  constructor() {
    super();
    this.grants = new Loader(this, () => this.#load());
  }

  willUpdate(changed) {
    if (changed.has('subject') && !isSame(changed.get('subject'), this.subject)) {
      this.kind = '';
      this.grants.reset();
      this.#reload();
    }
  }

  async #load() {
    const { type, id } = this.subject;
    const grants = await get(path`/api/auth/subjects/${type}/${id}/grants`);
    const may = await accessTo(grants.map(({ target }) => keyOf(target)));
    return grants.map(({ target, access }) => ({
      what: target, subject: this.subject, target, access, mayTake: may.get(keyOf(target)).has('UPDATE') }));
  }

  render() {
    const mayAsk = mayAskAbout(this.subject);
    return html`<div class="stack">
      <div class="row spread"><div class="row" role="group" aria-label="Show">${this.#filters()}</div>
        <button class="button primary" type="button" @click=${this.#add}>+ Add Permission</button></div>
      ${mayAsk ? this.grants.show((rows) => this.#table(rows))
        : notice('info', 'Only administrators see what others were given. You may still give what you hold.')}
      ${this.subject.type === 'USER' && mayAsk ? html`<sd-reach-list .subject=${this.subject}></sd-reach-list>` : nothing}
      <sd-add-permissions .subject=${this.subject} @changed=${this.#reload}></sd-add-permissions></div>`;
  }

  #filters() {
    const rows = this.grants.value ?? [];
    const shown = [...KINDS, { type: OTHER, label: 'Others' }].filter(({ type }) => of(type, rows).length);
    const current = of(this.kind, rows).length ? this.kind : '';
    return shown.length < 2 ? nothing : [{ type: '', label: 'All' }, ...shown].map(({ type, label }) => html`<button class="button access-word" type="button"
      aria-pressed=${String(type === current)} @click=${() => (this.kind = type)}>${label}<span class="soft">${of(type, rows).length}</span></button>`);
  }

  #table(rows) {
    if (rows.length === 0) {
      return empty({ icon: 'badge', heading: 'No permissions yet', text: 'Give access to integrations, models, prompts, or to all that carries a tag.',
        action: html`<button class="button" type="button" aria-label="Add the first permission" @click=${this.#add}>Add the first one</button>` });
    }
    const found = of(this.kind, rows);
    return grantTable({ label: 'Permission on', rows: found.length ? found : rows, take: (row) => this.#take(row) });
  }

  #add() {
    this.querySelector('sd-add-permissions').show();
  }

  async #take(row) {
    if (await takeBack(row)) {
      this.#reload();
    }
  }

  #reload() {
    if (mayAskAbout(this.subject)) {
      this.grants.run();
    }
    this.querySelector('sd-reach-list')?.reload();
  }
}

define('sd-permissions', SdPermissions);
