import { get, path } from '../api/client.js';
import { session } from '../api/session.js';
import { html, define } from '../ui/element.js';
import { ROOT, to } from '../shell/router.js';
import { deleteRole } from './delete.js';
import { ObjectPage } from './object-page.js';
import './permissions.js';
import './role-contents.js';

/** One role: the permissions it is made of, and the grants given to it. */
class SdRole extends ObjectPage {
  tabsLabel = 'Role';
  above = { href: `${ROOT}/roles`, label: 'Roles' };

  get id() {
    return this.params.name;
  }

  async load() {
    const [role, system] = await Promise.all([get(path`/api/roles/${this.id}`), get('/api/roles/system')]);
    return { ...role, isSystem: Object.hasOwn(system, role.name) };
  }

  head(role) {
    const mayDelete = !role.isSystem && session.has('AUTHORIZATION_MANAGEMENT');
    return {
      heading: role.name,
      aside: html`<span class="badge">${role.isSystem ? 'System' : 'Custom'}</span>`,
      actions: mayDelete ? html`<button class="button danger" type="button" @click=${() => deleteRole(role)}>
        <sd-icon name="trash"></sd-icon>Delete</button>` : '',
    };
  }

  entries(role) {
    return [
      { id: 'contents', label: 'What it brings', href: to`/roles/${role.name}/contents`,
        draw: () => html`<sd-role-contents .role=${role} @changed=${() => this.it.run()}></sd-role-contents>` },
      { id: 'permissions', label: 'Permissions', href: to`/roles/${role.name}/permissions`,
        draw: () => html`<sd-permissions .subject=${{ type: 'ROLE', id: role.name }}></sd-permissions>` },
    ];
  }
}

define('sd-role', SdRole);
