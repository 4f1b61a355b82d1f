import { get } from '../api/client.js';
import { accessTo, session } from '../api/session.js';
import { html, nothing, repeat, SdPage, define } from '../ui/element.js';
import { Paged } from '../ui/paged.js';
import { pageHeader } from '../ui/tabs.js';
import { navigate, to } from '../shell/router.js';
import { typeNames } from './catalogue.js';
import { week } from './week.js';
import { integrationRow } from './integration-row.js';
import './first-steps.js';
import './model-dialog.js';
import './own-models.js';

/** All integrations that the caller may see, and the first steps for who has none. */
class SdIntegrations extends SdPage {
  static properties = { names: { state: true }, numbers: { state: true }, addingTo: { state: true } };

  #list = new Paged(this, (page) => this.#load(page), ({ name }) => name);

  entered() {
    this.#list.start();
    typeNames().then((names) => (this.names = names), () => {});
    week('integration').then((numbers) => (this.numbers = numbers), () => {});
  }

  async #load(page) {
    const items = await get('/api/integrations/provider', { ...page, activeOnly: false });
    const access = await accessTo(items.map(targetOf));
    return items.map((item) => ({ ...item, access: access.get(targetOf(item)) }));
  }

  get #mayCreate() {
    return session.has('CREATE_INTEGRATION');
  }

  render() {
    return html`${pageHeader({ heading: 'Integrations', actions: this.#actions() })}
      ${this.#mayCreate && this.#isStart ? this.#firstSteps() : nothing}
      ${this.#list.show((items) => this.#table(items), () => this.#empty())}
      ${this.addingTo ? this.#dialog() : nothing}`;
  }

  /* What is found or on a later page says nothing about what is there. */
  get #isStart() {
    return this.#list.loader.value !== null && !this.#list.search && !this.#list.isLater;
  }

  #actions() {
    return html`${this.#list.isEmpty ? nothing : this.#list.searchField('Search integrations')}
      ${this.#mayCreate ? html`<button class="button primary" type="button" @click=${() => navigate(to`/new-integration`)}>+ New integration</button>` : nothing}`;
  }

  #firstSteps() {
    return html`<sd-first-steps .integrations=${this.#list.items}
      @add-model=${({ detail }) => (this.addingTo = detail)}></sd-first-steps>`;
  }

  #table(items) {
    return html`<div class="list-frame"><table class="list"><caption class="visually-hidden">Integrations</caption><thead><tr>
      <th scope="col">Name</th><th scope="col" class="wide">Type</th><th scope="col" class="number">Models</th>
      <th scope="col" class="wide">Tags</th><th scope="col" class="number wide" colspan="2">Tokens, 7 days</th>
      <th scope="col">Active</th><th scope="col"><span class="visually-hidden">Add a model</span></th></tr></thead>
      <tbody>${repeat(items, ({ name }) => name, (item) => integrationRow(item, {
        typeName: this.names?.get(item.type) ?? item.type,
        numbers: this.numbers,
        add: () => (this.addingTo = item),
      }))}</tbody></table></div>`;
  }

  #empty() {
    return html`<sd-own-models ?explain=${!this.#mayCreate}></sd-own-models>`;
  }

  #dialog() {
    return html`<sd-model-dialog .integration=${this.addingTo} @close=${() => (this.addingTo = null)}
      @saved=${() => this.#list.refresh()}></sd-model-dialog>`;
  }
}

const targetOf = ({ name }) => `INTEGRATION_PROVIDER:${name}`;

define('sd-integrations', SdIntegrations);
