import '@vaadin/multi-select-combo-box';
import { get, path, post } from '../api/client.js';
import { html, define } from '../ui/element.js';
import { plural } from '../ui/marks.js';
import { said } from '../ui/toast.js';
import { FormDialog } from '../ui/form-dialog.js';
import { searching } from './paging.js';
import { Preview } from './preview.js';

const source = searching((page) => get('/api/users', page));
const label = ({ id, name }) => (name && name !== id ? `${id} (${name})` : id);

/** Puts several users into a group, and says before what each gains by it. */
class SdAddMembers extends FormDialog {
  static properties = { group: {}, users: { state: true } };

  heading = 'Add members';
  action = 'Add members';

  constructor() {
    super();
    this.users = [];
    this.preview = new Preview(this);
  }

  show() {
    this.users = [];
    this.preview.of([]);
    super.show();
  }

  fields() {
    return html`<vaadin-multi-select-combo-box label="Users" required autofocus item-id-path="id" .itemLabelGenerator=${label}
        .dataProvider=${source} .selectedItems=${this.users} @selected-items-changed=${this.#chosen}></vaadin-multi-select-combo-box>
      <div class="access-preview" aria-live="polite">${this.preview.show('Choose users to see what they gain.')}</div>`;
  }

  #chosen(event) {
    const users = event.detail.value;
    if (users.length === this.users.length) {
      return;
    }
    this.users = users;
    const ids = users.map(({ id }) => id);
    const ask = () => post(path`/api/groups/${this.group}/users`, ids, { dryRun: true });
    this.preview.of(ids.length ? [{ key: ids.join('\n'), label: this.group, ask }] : []);
  }

  async save() {
    if (this.users.length === 0) {
      throw new Error('Choose at least one user.');
    }
    await post(path`/api/groups/${this.group}/users`, this.users.map(({ id }) => id));
    said(`${plural(this.users.length, 'member')} added to ${this.group}`);
  }
}

define('sd-add-members', SdAddMembers);
