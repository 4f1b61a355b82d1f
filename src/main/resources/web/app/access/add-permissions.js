import { session } from '../api/session.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { plural } from '../ui/marks.js';
import { notice } from '../ui/states.js';
import { said } from '../ui/toast.js';
import '../ui/dialog.js';
import { grant, tryGrant } from './grants.js';
import './picker.js';
import { Preview } from './preview.js';
import { TARGETS, subjects } from './sources.js';
import './thing.js';
import { keyOf } from './things.js';
import { ACCESS, inWords } from './words.js';

const AT_FIRST = ['READ', 'EXECUTE'];

/**
 * Gives one subject access to several targets, or several subjects access to one target; says live what that would do. Fires
 * `changed` when anything was given.
 */
class SdAddPermissions extends SdElement {
  static properties = {
    subject: { attribute: false }, target: { attribute: false }, open: { type: Boolean },
    picked: { state: true }, access: { state: true }, done: { state: true }, refused: { state: true },
  };

  constructor() {
    super();
    this.preview = new Preview(this);
  }

  show() {
    this.picked = new Map();
    this.access = AT_FIRST;
    this.refused = [];
    this.done = null;
    this.preview.of([]);
    this.open = true;
  }

  #grantOf(choice) {
    const { type, id } = choice;
    return this.subject ? [this.subject, { type, id }, this.access] : [{ type, id }, this.target, this.access];
  }

  #ask() {
    const choices = this.access.length ? [...this.picked.values()] : [];
    this.preview.of(choices.map((choice) => {
      const grant = this.#grantOf(choice);
      return { key: `${keyOf(choice)} ${this.access}`, label: choice.name ?? choice.id, ask: () => tryGrant(...grant) };
    }));
  }

  #pick({ choice, on }) {
    const picked = new Map(this.picked);
    on ? picked.set(keyOf(choice), choice) : picked.delete(keyOf(choice));
    this.picked = picked;
    this.refused = this.refused.filter((refusal) => picked.has(refusal.key));
    this.#ask();
  }

  #toggle(word, on) {
    this.access = ACCESS.filter((other) => (other === word ? on : this.access.includes(other)));
    this.#ask();
  }

  render() {
    if (!this.open) {
      return nothing;
    }
    const isBusy = this.done !== null;
    return html`<sd-dialog heading="Add permissions" open wide ?locked=${isBusy} @close=${() => (this.open = false)}>
      <div class="access-give">
        <sd-picker .sources=${this.subject ? TARGETS : subjects(session.has('USER_MANAGEMENT'))} ?asksMay=${!!this.subject}
          .picked=${this.picked} @pick=${({ detail }) => this.#pick(detail)}></sd-picker>
        <div class="stack">${this.refused.map(({ name, message }) => notice('error', `${name}: ${message}`))}${this.#toggles()}${this.#chosen()}
          <section class="access-preview" aria-live="polite" aria-label="What this changes">
            ${this.preview.show('Tick something to see who gains what.')}</section>
        </div></div>
      <span slot="footer" class="soft access-progress" role="status">${isBusy ? `${this.done} of ${this.picked.size} added` : ''}</span>
      <button slot="footer" class="button" type="button" ?disabled=${isBusy} @click=${() => (this.open = false)}>Cancel</button>
      <button slot="footer" class="button primary" type="button" ?disabled=${isBusy || !this.picked.size || !this.access.length}
        @click=${this.#give}>Add Permissions</button></sd-dialog>`;
  }

  #toggles() {
    return html`<fieldset class="access-toggles"><legend>May</legend>${ACCESS.map((word) => html`<label class="switch">
      <input type="checkbox" role="switch" .checked=${this.access.includes(word)} @change=${(event) => this.#toggle(word, event.target.checked)}>
      ${inWords(word)}</label>`)}</fieldset>`;
  }

  #chosen() {
    return html`<section class="stack access-tight"><h3>${this.picked.size ? `${this.picked.size} chosen` : 'Nothing chosen'}</h3>
      <ul class="access-chips">${[...this.picked.values()].map((choice) => html`<li class="access-chip"><sd-thing .of=${choice} plain></sd-thing>
        <button type="button" aria-label="Leave out ${choice.name ?? choice.id}" @click=${() => this.#pick({ choice, on: false })}>
          <sd-icon name="close" size="14"></sd-icon></button></li>`)}</ul></section>`;
  }

  /* One after another: what is refused stays chosen with the reason, the rest is given. */
  async #give() {
    const refused = [];
    this.done = 0;
    this.refused = [];
    for (const [key, choice] of this.picked) {
      await grant(...this.#grantOf(choice)).then(
        () => this.done++,
        (error) => refused.push({ key, choice, name: choice.name ?? choice.id, message: error.message }));
    }
    this.#end(this.done, refused);
  }

  #end(given, refused) {
    this.done = null;
    this.preview.of([]);
    this.refused = refused;
    this.picked = new Map(refused.map(({ key, choice }) => [key, choice]));
    this.open = refused.length > 0;
    if (given) {
      said(`${plural(given, 'permission')} added`);
      this.dispatchEvent(new CustomEvent('changed'));
    }
    this.#ask();
  }
}

define('sd-add-permissions', SdAddPermissions);
