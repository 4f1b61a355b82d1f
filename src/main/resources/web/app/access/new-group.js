import { get, path, put } from '../api/client.js';
import { refuseTaken } from '../api/names.js';
import { html, define } from '../ui/element.js';
import { said } from '../ui/toast.js';
import { FormDialog } from '../ui/form-dialog.js';
import { roleBox } from './role-box.js';

/** Makes a group; members and permissions come on its page. */
class SdNewGroup extends FormDialog {
  heading = 'New group';
  action = 'Create group';
  #roles = [];

  fields() {
    return html`<vaadin-text-field name="id" label="Group name" required autofocus autocomplete="off"
        helper-text="It cannot be changed later" .invalid=${!!this.at('id')} error-message=${this.at('id')}></vaadin-text-field>
      <vaadin-text-field name="description" label="Description" autocomplete="off"
        .invalid=${!!this.at('description')} error-message=${this.at('description')}></vaadin-text-field>
      ${roleBox({ label: 'Roles of all members', chosen: this.#roles, error: this.at('roles') })}`;
  }

  async save() {
    const id = this.valueOf('id');
    await refuseTaken(id, 'id', (page) => get('/api/groups', page), (one) => one.id);
    this.#roles = this.querySelector('[name=roles]').selectedItems;
    const group = await put(path`/api/groups/${id}`, { description: this.valueOf('description'), roles: this.#roles });
    this.#roles = [];
    said(`Group ${id} created`);
    return group;
  }
}

define('sd-new-group', SdNewGroup);
