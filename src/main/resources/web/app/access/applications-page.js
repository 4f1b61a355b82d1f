import { get } from '../api/client.js';
import { session } from '../api/session.js';
import { html, define } from '../ui/element.js';
import { tags, when } from '../ui/marks.js';
import { navigate, to } from '../shell/router.js';
import { ListPage, nameLink } from './list-page.js';
import './new-application.js';

/** The applications that the caller may see: programs that sign in with access keys. */
class SdApplications extends ListPage {
  title = 'Applications';
  noun = 'application';
  icon = 'app';
  about = 'An application is a program with access keys and permissions of its own.';
  columns = [
    { label: 'Application', cell: 'name', draw: ({ id, name }) => nameLink(to`/applications/${id}`, name) },
    { label: 'Id', cell: 'cut wide', draw: ({ id }) => html`<code title=${id}>${id}</code>` },
    { label: 'Tags', cell: 'wide', draw: (application) => tags(application.tags) },
    { label: 'Created', cell: 'wide', draw: ({ createTime }) => when(createTime) },
  ];

  get mayMake() {
    return session.has('CREATE_APPLICATION');
  }

  load(page) {
    return get('/api/applications', page);
  }

  dialog() {
    return html`<sd-new-application data-new @saved=${({ detail }) => navigate(to`/applications/${detail.id}`)}></sd-new-application>`;
  }
}

define('sd-applications', SdApplications);
