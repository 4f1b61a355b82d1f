import { get, path } from '../api/client.js';
import { accessTo, session } from '../api/session.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { empty } from '../ui/states.js';
import './add-permissions.js';
import { grantTable } from './grant-table.js';
import './reached-by-list.js';
import { takeBack } from './take-back.js';
import { isSame, keyOf, thing } from './things.js';

/** Who was given access to a target, and for those who may see users everybody who reaches it. */
class SdTargetAccess extends SdElement {
  static properties = { target: { attribute: false } };

  constructor() {
    super();
    this.grants = new Loader(this, () => this.#load());
  }

  willUpdate(changed) {
    if (changed.has('target') && !isSame(changed.get('target'), this.target)) {
      this.grants.reset();
      this.grants.run();
    }
  }

  async #load() {
    const { type, id } = this.target;
    const [bySubject, may] = await Promise.all([
      get(path`/api/auth/authorization/${type}/${id}`, { groupBy: 'subject' }), accessTo([keyOf(this.target)])]);
    const mayGive = may.get(keyOf(this.target)).has('UPDATE');
    const rows = Object.entries(bySubject).map(([subject, access]) => ({
      what: thing(subject), subject: thing(subject), target: this.target, access, mayTake: mayGive }));
    return { rows, mayGive };
  }

  render() {
    const mayGive = this.grants.value?.mayGive;
    return html`<div class="stack"><div class="row spread"><h2>Given to</h2>${mayGive ? this.#button('+ Add Permission', 'primary') : nothing}</div>
      ${this.grants.show(({ rows }) => this.#table(rows, mayGive))}
      ${session.has('USER_MANAGEMENT') && !this.grants.error ? html`<sd-reached-by-list .target=${this.target}></sd-reached-by-list>` : nothing}
      <sd-add-permissions .target=${this.target} @changed=${this.#reload}></sd-add-permissions></div>`;
  }

  #button(text, kind) {
    return html`<button class="button ${kind}" type="button" @click=${() => this.querySelector('sd-add-permissions').show()}>${text}</button>`;
  }

  #table(rows, mayGive) {
    return rows.length
      ? grantTable({ label: 'Who', rows, take: (row) => this.#take(row) })
      : empty({ icon: 'badge', heading: 'Given to nobody', text: 'Only those reach it who may by a role, by a tag or by what contains it.',
        action: mayGive ? this.#button('Add the first one', '') : '' });
  }

  async #take(row) {
    if (await takeBack(row)) {
      this.#reload();
    }
  }

  #reload() {
    this.grants.run();
    this.querySelector('sd-reached-by-list')?.reload();
  }
}

define('sd-target-access', SdTargetAccess);
