import { path, put } from '../api/client.js';
import { session } from '../api/session.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { failed, said } from '../ui/toast.js';
import './user-groups.js';
import './user-roles.js';

/** Name, roles and groups of a user. Fires `changed` with the user as it is after a change. */
class SdUserOverview extends SdElement {
  static properties = { user: { attribute: false }, error: { state: true } };

  render() {
    const mayChange = session.has('USER_MANAGEMENT') && !this.user.applicationUser;
    return html`<div class="stack access-wide-gap">
      ${mayChange ? this.#name() : nothing}
      <sd-user-roles .user=${this.user} ?readonly=${!mayChange} @changed=${this.#pass}></sd-user-roles>
      ${this.user.applicationUser ? nothing : html`<sd-user-groups .user=${this.user} ?readonly=${!mayChange} @changed=${this.#pass}></sd-user-groups>`}
    </div>`;
  }

  #name() {
    const problem = this.error?.of('name') ?? '';
    return html`<form class="form access-line" @submit=${this.#save}>
      <vaadin-text-field name="name" label="Name" required .value=${this.user.name} .invalid=${!!problem} error-message=${problem}></vaadin-text-field>
      <button class="button">Save</button></form>`;
  }

  async #save(event) {
    event.preventDefault();
    this.error = null;
    try {
      const user = await put(path`/api/users/${this.user.id}`, { name: this.querySelector('[name=name]').value.trim() });
      this.dispatchEvent(new CustomEvent('changed', { detail: user }));
      said('Saved');
    } catch (error) {
      this.error = error;
      if (!error.of?.('name')) {
        failed(error);
      }
    }
  }

  #pass(event) {
    this.dispatchEvent(new CustomEvent('changed', { detail: event.detail }));
  }
}

define('sd-user-overview', SdUserOverview);
