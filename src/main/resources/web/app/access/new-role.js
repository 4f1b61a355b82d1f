import { post } from '../api/client.js';
import { html, nothing, define } from '../ui/element.js';
import { notice } from '../ui/states.js';
import { said } from '../ui/toast.js';
import { FormDialog } from '../ui/form-dialog.js';
import './permission-boxes.js';

/** Makes a role out of permissions. */
class SdNewRole extends FormDialog {
  heading = 'New role';
  action = 'Create role';
  wide = true;
  #chosen = [];

  fields() {
    const taken = this.error?.status === 409 ? this.error.message : this.at('name');
    return html`<vaadin-text-field name="name" label="Role name" required autofocus autocomplete="off"
        .invalid=${!!taken} error-message=${taken}></vaadin-text-field>
      <sd-permission-boxes .chosen=${this.#chosen} @chosen=${({ detail }) => (this.#chosen = detail)}></sd-permission-boxes>
      ${this.at('permissions') ? notice('error', this.at('permissions')) : nothing}`;
  }

  async save() {
    const role = await post('/api/roles', { name: this.valueOf('name'), permissions: this.#chosen });
    this.#chosen = [];
    said(`Role ${role.name} created`);
    return role;
  }
}

define('sd-new-role', SdNewRole);
