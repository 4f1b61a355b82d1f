import { get, path } from '../api/client.js';
import { accessTo } from '../api/session.js';
import { html, define } from '../ui/element.js';
import { identifier } from '../ui/marks.js';
import { ROOT, to } from '../shell/router.js';
import { deleteApplication } from './delete.js';
import { ObjectPage } from './object-page.js';
import { rename } from './names.js';
import { asUser } from './things.js';
import './access-keys.js';
import './application-settings.js';
import './permissions.js';

/** One application: its access keys and what it may do. */
class SdApplication extends ObjectPage {
  tabsLabel = 'Application';
  above = { href: `${ROOT}/applications`, label: 'Applications' };

  async load() {
    const target = `APPLICATION:${this.id}`;
    const [application, access] = await Promise.all([get(path`/api/applications/${this.id}`), accessTo([target])]);
    rename(application);
    return { ...application, mine: access.get(target) };
  }

  head(application) {
    return {
      heading: application.name,
      aside: identifier(application.id),
      actions: application.mine.has('DELETE') ? html`<button class="button danger" type="button"
        @click=${() => deleteApplication(application)}><sd-icon name="trash"></sd-icon>Delete</button>` : '',
    };
  }

  entries(application) {
    const { id, mine } = application;
    return [
      { id: 'keys', label: 'Access keys', href: to`/applications/${id}/keys`,
        draw: () => html`<sd-access-keys .application=${id} ?readonly=${!mine.has('UPDATE')}></sd-access-keys>` },
      { id: 'permissions', label: 'Permissions', href: to`/applications/${id}/permissions`,
        draw: () => html`<sd-permissions .subject=${asUser(id)}></sd-permissions>` },
      { id: 'settings', label: 'Settings', href: to`/applications/${id}/settings`,
        draw: () => html`<sd-application-settings .application=${application} ?readonly=${!mine.has('UPDATE')}
          @changed=${() => this.it.run()}></sd-application-settings>` },
    ];
  }
}

define('sd-application', SdApplication);
