import { get } from '../api/client.js';
import { html, SdElement, define } from '../ui/element.js';
import { Paged } from '../ui/paged.js';
import { grantTable } from './grant-table.js';
import { isSame, keyOf } from './things.js';

/** The people and applications that reach a target, whichever way. */
class SdReachedByList extends SdElement {
  static properties = { target: { attribute: false } };

  constructor() {
    super();
    this.list = new Paged(this, (page) => this.#load(page), ({ subject }) => subject.id);
  }

  willUpdate(changed) {
    if (changed.has('target') && !isSame(changed.get('target'), this.target)) {
      this.list.start();
    }
  }

  reload() {
    this.list.refresh();
  }

  async #load({ limit, after }) {
    const { principals } = await get('/api/auth/reached-by', { target: keyOf(this.target), limit, after });
    return principals;
  }

  render() {
    return html`<section class="stack access-apart"><div><h2>Everybody who reaches it</h2>
        <p class="soft">People and applications, also by groups, roles and tags.</p></div>
      ${this.list.show((rows) => grantTable({
        label: 'Who',
        rows: rows.map(({ subject, access }) => ({ what: subject, subject, target: this.target, access })),
      }), () => html`<p class="soft">Nobody.</p>`)}</section>`;
  }
}

define('sd-reached-by-list', SdReachedByList);
