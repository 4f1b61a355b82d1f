import { get } from '../api/client.js';
import { session } from '../api/session.js';
import { html, define } from '../ui/element.js';
import { navigate, to } from '../shell/router.js';
import { ListPage, nameLink } from './list-page.js';
import './new-group.js';

/** All groups: what a group may do, all its members may do. */
class SdGroups extends ListPage {
  title = 'Groups';
  noun = 'group';
  icon = 'users';
  about = 'Give permissions to a group once instead of to each of its members.';
  columns = [
    { label: 'Group', cell: 'name', draw: ({ id }) => nameLink(to`/groups/${id}`, id) },
    { label: 'Description', cell: 'cut', draw: ({ description }) => html`<span title=${description}>${description}</span>` },
    { label: 'Roles', cell: 'wide', draw: ({ roles }) => roles.map(({ name }) => html`<span class="badge">${name}</span> `) },
  ];

  get mayMake() {
    return session.has('USER_MANAGEMENT');
  }

  load(page) {
    return get('/api/groups', page);
  }

  dialog() {
    return html`<sd-new-group data-new @saved=${({ detail }) => navigate(to`/groups/${detail.id}`)}></sd-new-group>`;
  }
}

define('sd-groups', SdGroups);
