import { get, path, post, remove } from '../api/client.js';
import { confirm } from '../ui/confirm.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { identifier, when } from '../ui/marks.js';
import { empty } from '../ui/states.js';
import { failed, said } from '../ui/toast.js';
import './new-key.js';

/** The access keys of an application: make, pause, resume, delete. */
class SdAccessKeys extends SdElement {
  static properties = { application: {}, readonly: { type: Boolean }, made: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.keys = new Loader(this, () => get(path`/api/applications/${this.application}/accessKeys`));
  }

  willUpdate(changed) {
    if (changed.has('application')) {
      this.keys.reset();
      this.keys.run();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.made = null;
  }

  render() {
    return html`${this.readonly ? nothing : html`<div class="row access-end">${this.#button('primary')}</div>`}
      ${this.keys.show((keys) => (keys.length ? this.#table(keys) : empty({
        icon: 'key', heading: 'No access keys yet', text: 'With an access key a program signs in as this application.',
        action: this.readonly ? '' : this.#button('') })))}
      ${this.made ? html`<sd-new-key .key=${this.made} @stored=${() => (this.made = null)}></sd-new-key>` : nothing}`;
  }

  #button(kind) {
    return html`<button class="button ${kind}" type="button" ?disabled=${this.busy} @click=${this.#make}>+ New access key</button>`;
  }

  #table(keys) {
    return html`<div class="list-frame"><table class="list access-list"><thead><tr><th scope="col">Key id</th><th scope="col">Status</th>
      <th scope="col" class="wide">Created</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
      <tbody>${keys.map((key) => this.#row(key))}</tbody></table></div>`;
  }

  #row({ id, status, createdAt }) {
    const isActive = status === 'ACTIVE';
    return html`<tr><td>${identifier(id)}</td><td><span class="badge ${isActive ? 'ok' : 'warn'}">${isActive ? 'Active' : 'Paused'}</span></td>
      <td class="wide">${when(createdAt)}</td><td class="actions">${this.readonly ? nothing : html`
        <button class="button quiet" type="button" aria-label="${isActive ? 'Pause' : 'Resume'}: ${id}" @click=${() => this.#flip(id)}>
          <sd-icon name=${isActive ? 'pause' : 'play'}></sd-icon><span class="wide">${isActive ? 'Pause' : 'Resume'}</span></button>
        <button class="button quiet icon-only" type="button" aria-label="Delete: ${id}" title="Delete" @click=${() => this.#delete(id)}>
          <sd-icon name="trash"></sd-icon></button>`}</td></tr>`;
  }

  async #make() {
    this.busy = true;
    try {
      this.made = await post(path`/api/applications/${this.application}/accessKeys`);
      await this.keys.run();
    } catch (error) {
      failed(error);
    } finally {
      this.busy = false;
    }
  }

  async #flip(id) {
    try {
      const { status } = await post(path`/api/applications/${this.application}/accessKeys/${id}/status`);
      this.keys.value = this.keys.value.map((key) => (key.id === id ? { ...key, status } : key));
      this.requestUpdate();
      said(status === 'ACTIVE' ? 'Access key resumed' : 'Access key paused: it lets nobody in until it is resumed');
    } catch (error) {
      failed(error);
    }
  }

  async #delete(id) {
    const consequences = html`<p>Whatever signs in with <code>${id}</code> is refused from the next call on, also with tokens made from it.</p>
      <p class="soft">It cannot be brought back. To try out first whether it is still used, pause it.</p>`;
    if (!(await confirm({ heading: 'Delete this access key?', consequences }))) {
      return;
    }
    try {
      await remove(path`/api/applications/${this.application}/accessKeys/${id}`);
      await this.keys.run();
      said('Access key deleted');
    } catch (error) {
      failed(error);
    }
  }
}

define('sd-access-keys', SdAccessKeys);
