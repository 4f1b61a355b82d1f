import { get, path } from '../api/client.js';
import { html, define } from '../ui/element.js';
import { ROOT, to } from '../shell/router.js';
import { deleteGroup } from './delete.js';
import { ObjectPage } from './object-page.js';
import './group-members.js';
import './group-settings.js';
import './permissions.js';

/** One group: its members and what they may do by it. */
class SdGroup extends ObjectPage {
  tabsLabel = 'Group';
  above = { href: `${ROOT}/groups`, label: 'Groups' };

  load() {
    return get(path`/api/groups/${this.id}`);
  }

  head(group) {
    return {
      heading: group.id,
      aside: html`<span class="soft">${group.description}</span>`,
      actions: html`<button class="button danger" type="button" @click=${() => deleteGroup(group)}><sd-icon name="trash"></sd-icon>Delete</button>`,
    };
  }

  entries(group) {
    return [
      { id: 'members', label: 'Members', href: to`/groups/${group.id}/members`,
        draw: () => html`<sd-group-members .group=${group.id}></sd-group-members>` },
      { id: 'permissions', label: 'Permissions', href: to`/groups/${group.id}/permissions`, isFirst: true,
        draw: () => html`<sd-permissions .subject=${{ type: 'GROUP', id: group.id }}></sd-permissions>` },
      { id: 'settings', label: 'Settings', href: to`/groups/${group.id}/settings`,
        draw: () => html`<sd-group-settings .group=${group} @changed=${() => this.it.run()}></sd-group-settings>` },
    ];
  }
}

define('sd-group', SdGroup);
