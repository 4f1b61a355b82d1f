import { path, put } from '../api/client.js';
import { html, SdElement, define } from '../ui/element.js';
import { failed, said } from '../ui/toast.js';
import './chip-list.js';
import { roleSource } from './role-box.js';

/** The roles of a user, to give and to take. Fires `changed` with the user. */
class SdUserRoles extends SdElement {
  static properties = { user: { attribute: false }, readonly: { type: Boolean }, problem: { state: true } };

  render() {
    const roles = this.user.roles.map(({ name }) => name);
    return html`<sd-chip-list heading="Roles" noun="role" action="Give role" icon="badge" nothing="No roles." .ids=${roles} ?readonly=${this.readonly}
      section="roles" .problem=${this.problem} .source=${roleSource} @add=${({ detail }) => this.#save([...roles, detail], `Role ${detail} given`)}
      @take=${({ detail }) => this.#take(roles, detail)}></sd-chip-list>`;
  }

  async #take(roles, name) {
    const user = await this.#save(roles.filter((role) => role !== name));
    if (user?.roles.some((role) => role.name === name)) {
      failed({ message: `${name} stays: the identity provider claims it.` });
    } else if (user) {
      said(`Role ${name} taken`);
    }
  }

  async #save(roles, done) {
    this.problem = '';
    try {
      const user = await put(path`/api/users/${this.user.id}`, { name: this.user.name, roles });
      this.dispatchEvent(new CustomEvent('changed', { detail: user }));
      if (done) {
        said(done);
      }
      return user;
    } catch (error) {
      this.problem = error.of?.('roles') || error.message;
      return null;
    }
  }
}

define('sd-user-roles', SdUserRoles);
