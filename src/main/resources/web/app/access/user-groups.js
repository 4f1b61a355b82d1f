import { get, path, post, remove } from '../api/client.js';
import { confirm } from '../ui/confirm.js';
import { html, SdElement, define } from '../ui/element.js';
import { failed, said } from '../ui/toast.js';
import './chip-list.js';
import './effect.js';
import { searching } from './paging.js';

const source = searching((page) => get('/api/groups', page).then((groups) => groups.map(({ id }) => id)));

const join = (group, user, query) => post(path`/api/groups/${group}/users/${user}`, undefined, query);
const leave = (group, user, query) => remove(path`/api/groups/${group}/users/${user}`, undefined, query);

/** The groups of a user, to put into and to take out of; asks first with what that gains or loses. Fires `changed` with the user. */
class SdUserGroups extends SdElement {
  static properties = { user: { attribute: false }, readonly: { type: Boolean } };

  render() {
    return html`<sd-chip-list heading="Groups" noun="group" action="Put into group" icon="users" nothing="In no group."
      section="groups" .ids=${this.user.groups.map(({ id }) => id)} ?readonly=${this.readonly} .source=${source}
      @add=${({ detail }) => this.#change(join, detail, 'Put into group')} @take=${({ detail }) => this.#change(leave, detail, 'Take out')}></sd-chip-list>`;
  }

  async #change(call, group, action) {
    try {
      const effect = await call(group, this.user.id, { dryRun: true });
      const consequences = html`<sd-effect .effects=${[effect]}></sd-effect>`;
      const heading = call === join ? `Put ${this.user.id} into ${group}?` : `Take ${this.user.id} out of ${group}?`;
      if (await confirm({ heading, consequences, action })) {
        await call(group, this.user.id);
        await this.#reload(call === leave ? group : null);
      }
    } catch (error) {
      failed(error);
    }
  }

  async #reload(left) {
    const user = await get(path`/api/users/${this.user.id}`);
    this.dispatchEvent(new CustomEvent('changed', { detail: user }));
    if (left && user.groups.some(({ id }) => id === left)) {
      failed({ message: `${user.id} stays in ${left}: the identity provider claims it.` });
    } else {
      said('Groups changed');
    }
  }
}

define('sd-user-groups', SdUserGroups);
