import '@vaadin/text-area';
import { path, put } from '../api/client.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { notice } from '../ui/states.js';
import { said } from '../ui/toast.js';
import { roleBox } from './role-box.js';

/** What a group is and which roles it brings. Fires `changed`. */
class SdGroupSettings extends SdElement {
  static properties = { group: { attribute: false }, error: { state: true }, busy: { state: true } };

  render() {
    const { description, roles } = this.group;
    const at = (name) => this.error?.of?.(name) ?? '';
    const isElsewhere = this.error && !at('description') && !at('roles');
    return html`<form class="form" @submit=${this.#save}>
      <vaadin-text-area name="description" label="Description" .value=${description}
        .invalid=${!!at('description')} error-message=${at('description')}></vaadin-text-area>
      ${roleBox({ label: 'Roles of all members', chosen: roles.map(({ name }) => name), error: at('roles') })}
      ${isElsewhere ? notice('error', this.error.message) : nothing}
      <div class="row actions"><button class="button primary" ?disabled=${this.busy}>Save</button></div></form>`;
  }

  async #save(event) {
    event.preventDefault();
    const { id, defaultAccess, contactInformation } = this.group;
    const description = this.querySelector('[name=description]').value;
    const roles = this.querySelector('[name=roles]').selectedItems;
    this.busy = true;
    this.error = null;
    try {
      await put(path`/api/groups/${id}`, { description, roles, defaultAccess, contactInformation });
      said('Saved');
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }
}

define('sd-group-settings', SdGroupSettings);
