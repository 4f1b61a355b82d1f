import { get, path, put } from '../api/client.js';
import { refuseTaken } from '../api/names.js';
import { html, define } from '../ui/element.js';
import { said } from '../ui/toast.js';
import { FormDialog } from '../ui/form-dialog.js';
import { roleBox } from './role-box.js';

/** Enters a person who has not signed in yet. */
class SdNewUser extends FormDialog {
  heading = 'New user';
  action = 'Create user';

  fields() {
    return html`<vaadin-text-field name="id" label="User id" required autofocus autocomplete="off"
        helper-text="As the identity provider names the person, such as an e-mail address"
        .invalid=${!!this.at('id')} error-message=${this.at('id')}></vaadin-text-field>
      <vaadin-text-field name="name" label="Name" required autocomplete="off"
        .invalid=${!!this.at('name')} error-message=${this.at('name')}></vaadin-text-field>
      ${roleBox({ chosen: this.#roles, error: this.at('roles') })}`;
  }

  #roles = ['USER'];

  async save() {
    const id = this.valueOf('id').toLowerCase();
    await refuseTaken(id, 'id', (page) => get('/api/users', page), (one) => one.id);
    this.#roles = this.querySelector('[name=roles]').selectedItems;
    const user = await put(path`/api/users/${id}`, { name: this.valueOf('name'), roles: this.#roles });
    this.#roles = ['USER'];
    said(`User ${user.id} created`);
    return user;
  }
}

define('sd-new-user', SdNewUser);
