import { get } from '../api/client.js';
import { session } from '../api/session.js';
import { html, define } from '../ui/element.js';
import { navigate, to } from '../shell/router.js';
import { ListPage, nameLink } from './list-page.js';
import './new-user.js';

/** All people who may sign in. */
class SdUsers extends ListPage {
  title = 'Users';
  noun = 'user';
  icon = 'user';
  about = 'People come by themselves when they first sign in, or are entered here beforehand.';
  columns = [
    { label: 'User', cell: 'name', draw: ({ id }) => nameLink(to`/users/${id}`, id) },
    { label: 'Name', cell: 'cut', draw: ({ name }) => name },
    { label: 'Roles', cell: 'wide', draw: ({ roles }) => roles.map(({ name }) => html`<span class="badge">${name}</span> `) },
    { label: 'Groups', cell: 'cut wide', draw: ({ groups }) => groups.map(({ id }) => id).join(', ') },
  ];

  get mayMake() {
    return session.has('USER_MANAGEMENT');
  }

  load(page) {
    return get('/api/users', page);
  }

  dialog() {
    return html`<sd-new-user data-new @saved=${({ detail }) => navigate(to`/users/${detail.id}`)}></sd-new-user>`;
  }
}

define('sd-users', SdUsers);
