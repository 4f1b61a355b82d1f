import { path, put } from '../api/client.js';
import { session } from '../api/session.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { plural } from '../ui/marks.js';
import { notice } from '../ui/states.js';
import { said } from '../ui/toast.js';
import './permission-boxes.js';

/** The permissions that a role is made of; those of the system's roles are only shown. Fires `changed`. */
class SdRoleContents extends SdElement {
  static properties = { role: { attribute: false }, chosen: { state: true }, error: { state: true }, busy: { state: true } };

  willUpdate(changed) {
    if (changed.has('role')) {
      this.chosen = this.#had;
    }
  }

  get #had() {
    return this.role.permissions.map(({ name }) => name);
  }

  render() {
    return this.role.isSystem || !session.has('AUTHORIZATION_MANAGEMENT') ? this.#shown() : this.#form();
  }

  #shown() {
    return html`${this.role.isSystem ? notice('info', 'A role of the system: it cannot be changed.') : nothing}
      ${this.role.name === 'ADMIN' ? html`<p>ADMIN may do everything to everything.</p>` : nothing}
      ${this.#had.length ? html`<ul class="access-columns">${this.#had.map((name) => html`<li><code>${name}</code></li>`)}</ul>`
        : html`<p class="soft">It brings no permission of its own.</p>`}`;
  }

  #form() {
    const had = new Set(this.#had);
    const added = this.chosen.filter((name) => !had.has(name)).length;
    const taken = had.size - (this.chosen.length - added);
    return html`<form class="stack" @submit=${this.#save}>
      <sd-permission-boxes .chosen=${this.chosen} @chosen=${({ detail }) => (this.chosen = detail)}></sd-permission-boxes>
      ${this.error ? notice('error', this.error.of?.('permissions') || this.error.message) : nothing}
      <div class="row access-sticky"><button class="button primary" ?disabled=${this.busy || !(added || taken)}>Save</button>
        <span class="soft" role="status">${this.#effect(added, taken)}</span></div></form>`;
  }

  #effect(added, taken) {
    const parts = [added && `gains ${plural(added, 'permission')}`, taken && `loses ${plural(taken, 'permission')}`].filter(Boolean);
    return parts.length ? `Everybody who has ${this.role.name} ${parts.join(' and ')}.` : '';
  }

  async #save(event) {
    event.preventDefault();
    this.busy = true;
    this.error = null;
    try {
      await put(path`/api/roles/${this.role.name}`, { name: this.role.name, permissions: this.chosen });
      said('Saved: in force from the next call on');
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }
}

define('sd-role-contents', SdRoleContents);
