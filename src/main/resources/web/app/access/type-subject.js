import { html, SdElement, define } from '../ui/element.js';

/** Names a user or group by its exact id, for those who may not list them. Fires `typed` with the subject. */
class SdTypeSubject extends SdElement {
  render() {
    return html`<p class="soft">You may not see the list of people. Type the exact id.</p>
      <div class="access-line access-unlabelled"><vaadin-text-field accessible-name="User or group id" placeholder="User or group id" autocomplete="off"></vaadin-text-field>
        <button class="button" type="button" @click=${() => this.#typed('USER')}>User</button>
        <button class="button" type="button" @click=${() => this.#typed('GROUP')}>Group</button></div>`;
  }

  #typed(type) {
    const field = this.querySelector('vaadin-text-field');
    const id = field.value.trim();
    if (id) {
      this.dispatchEvent(new CustomEvent('typed', { detail: { type, id } }));
      field.value = '';
    }
    field.focus();
  }
}

define('sd-type-subject', SdTypeSubject);
