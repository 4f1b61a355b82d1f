import { get, path, remove } from '../api/client.js';
import { confirm } from '../ui/confirm.js';
import { html, SdElement, define } from '../ui/element.js';
import { Paged } from '../ui/paged.js';
import { empty } from '../ui/states.js';
import { failed, said } from '../ui/toast.js';
import './add-members.js';
import './effect.js';
import './thing.js';

/** Who is in a group. */
class SdGroupMembers extends SdElement {
  static properties = { group: {} };

  constructor() {
    super();
    this.list = new Paged(this, (page) => get(path`/api/groups/${this.group}/users`, page), ({ id }) => id);
  }

  willUpdate(changed) {
    if (changed.has('group')) {
      this.list.start();
    }
  }

  render() {
    return html`<div class="row spread">${this.list.searchField('Search members')}${this.#button('primary')}</div>
      ${this.list.show((members) => this.#table(members), () => empty({
        icon: 'users', heading: 'No members yet', text: 'Members may do what the group may do.', action: this.#button('') }))}
      <sd-add-members .group=${this.group} @saved=${() => this.list.start()}></sd-add-members>`;
  }

  #button(kind) {
    return html`<button class="button ${kind}" type="button" @click=${() => this.querySelector('sd-add-members').show()}>+ Add members</button>`;
  }

  #table(members) {
    return html`<div class="list-frame"><table class="list access-list"><thead><tr><th scope="col">User</th><th scope="col">Name</th>
      <th scope="col" class="wide">Roles</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
      <tbody>${members.map(({ id, name, roles }) => html`<tr><td class="name"><sd-thing .of=${{ type: 'USER', id }}></sd-thing></td>
        <td class="cut">${name}</td><td class="wide">${roles.map((role) => html`<span class="badge">${role.name}</span> `)}</td>
        <td class="actions"><button class="button quiet" type="button" aria-label="Take out: ${id}"
          @click=${() => this.#takeOut(id)}>Take out</button></td></tr>`)}
      </tbody></table></div>`;
  }

  async #takeOut(id) {
    const takeOut = (query) => remove(path`/api/groups/${this.group}/users/${id}`, undefined, query);
    try {
      const effect = await takeOut({ dryRun: true });
      const consequences = html`<sd-effect .effects=${[effect]} only="loses"></sd-effect>`;
      if (await confirm({ heading: `Take ${id} out of ${this.group}?`, consequences, action: 'Take out' })) {
        await takeOut();
        await this.list.refresh();
        const isStill = this.list.items.some((member) => member.id === id);
        isStill ? failed({ message: `${id} stays: the identity provider claims this group.` }) : said(`${id} is out of ${this.group}`);
      }
    } catch (error) {
      failed(error);
    }
  }
}

define('sd-group-members', SdGroupMembers);
