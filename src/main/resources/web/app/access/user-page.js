import { get, path } from '../api/client.js';
import { session } from '../api/session.js';
import { html, define } from '../ui/element.js';
import { identifier } from '../ui/marks.js';
import { ROOT, to } from '../shell/router.js';
import { deleteUser } from './delete.js';
import { ObjectPage } from './object-page.js';
import './permissions.js';
import './user-overview.js';

/** One user: who it is, what it is in, what it may do. Everybody may see their own. */
class SdUser extends ObjectPage {
  tabsLabel = 'User';

  get above() {
    return session.has('USER_MANAGEMENT') ? { href: `${ROOT}/users`, label: 'Users' } : undefined;
  }

  load() {
    return get(path`/api/users/${this.id}`);
  }

  head(user) {
    const isOwn = user.id === session.who?.id;
    const mayDelete = session.has('USER_MANAGEMENT') && !user.applicationUser;
    return {
      heading: user.name || user.id,
      aside: html`${identifier(user.id)}${isOwn ? html`<span class="badge">You</span>` : ''}`,
      actions: mayDelete ? html`<button class="button danger" type="button" @click=${() => deleteUser(user)}>
        <sd-icon name="trash"></sd-icon>Delete</button>` : '',
    };
  }

  entries(user) {
    return [
      { id: 'overview', label: 'Overview', href: to`/users/${user.id}/overview`,
        draw: () => html`<sd-user-overview .user=${user} @changed=${({ detail }) => this.#changed(detail)}></sd-user-overview>` },
      { id: 'permissions', label: 'Permissions', href: to`/users/${user.id}/permissions`,
        draw: () => html`<sd-permissions .subject=${{ type: 'USER', id: user.id }}></sd-permissions>` },
    ];
  }

  #changed(user) {
    this.it.value = user;
    this.requestUpdate();
  }
}

define('sd-user', SdUser);
