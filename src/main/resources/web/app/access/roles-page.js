import { get } from '../api/client.js';
import { session } from '../api/session.js';
import { html, define } from '../ui/element.js';
import { whole } from '../ui/marks.js';
import { navigate, to } from '../shell/router.js';
import { ListPage, nameLink } from './list-page.js';
import { pageOf } from './paging.js';
import './new-role.js';

/** The system's roles and those made here. */
class SdRoles extends ListPage {
  title = 'Roles';
  noun = 'role';
  icon = 'badge';
  about = 'A role is a set of permissions that need no single target.';
  columns = [
    { label: 'Role', cell: 'name', draw: ({ name }) => nameLink(to`/roles/${name}`, name) },
    { label: 'Kind', draw: ({ isSystem }) => (isSystem ? 'System' : 'Custom') },
    { label: 'Permissions', cell: 'number', draw: ({ permissions }) => whole(permissions.length) },
  ];

  get mayMake() {
    return session.has('AUTHORIZATION_MANAGEMENT');
  }

  keyOf(role) {
    return role.name;
  }

  async load(page) {
    const [system, custom] = await Promise.all([get('/api/roles/system'), get('/api/roles/custom')]);
    const all = [...custom, ...Object.values(system).sort((a, b) => a.name.localeCompare(b.name)).map((role) => ({ ...role, isSystem: true }))];
    return pageOf(all, page, this.keyOf);
  }

  dialog() {
    return html`<sd-new-role data-new @saved=${({ detail }) => navigate(to`/roles/${detail.name}`)}></sd-new-role>`;
  }
}

define('sd-roles', SdRoles);
