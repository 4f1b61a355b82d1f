import { get, path, post, remove } from '../api/client.js';
import { session } from '../api/session.js';
import { html, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { said } from '../ui/toast.js';
import './chip-list.js';
import { roleSource } from './role-box.js';
import { asUser } from './things.js';

const give = (application, role) => post(path`/api/applications/${application}/roles/${role}`);
const take = (application, role) => remove(path`/api/applications/${application}/roles/${role}`);

/** The roles of an application, to give and to take. */
class SdApplicationRoles extends SdElement {
  static properties = { application: {}, readonly: { type: Boolean }, problem: { state: true } };

  constructor() {
    super();
    this.user = new Loader(this, () => get(path`/api/users/${asUser(this.application).id}`));
  }

  willUpdate(changed) {
    if (changed.has('application')) {
      this.user.run();
    }
  }

  render() {
    const readonly = this.readonly || !session.has('USER_MANAGEMENT');
    return this.user.show(({ roles }) => html`<sd-chip-list heading="Roles" noun="role" action="Give role" icon="badge" nothing="No roles."
      section="roles" .problem=${this.problem} .ids=${roles.map(({ name }) => name)} .source=${roleSource} ?readonly=${readonly}
      @add=${({ detail }) => this.#change(give, detail, `Role ${detail} given`)}
      @take=${({ detail }) => this.#change(take, detail, `Role ${detail} taken`)}></sd-chip-list>`, 2);
  }

  async #change(call, role, done) {
    this.problem = '';
    try {
      await call(this.application, role);
      await this.user.run();
      said(done);
    } catch (error) {
      this.problem = error.message;
    }
  }
}

define('sd-application-roles', SdApplicationRoles);
