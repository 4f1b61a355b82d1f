import { get } from '../api/client.js';
import { accessTo } from '../api/session.js';
import { html, nothing, repeat, SdElement, define } from '../ui/element.js';
import { Paged } from '../ui/paged.js';
import { empty } from '../ui/states.js';
import { failed, said } from '../ui/toast.js';
import './model-dialog.js';
import './model-edit-dialog.js';
import { modelRow } from './model-row.js';
import { removeModel } from './removal.js';
import { integrationPath } from './saving.js';
import { week } from './week.js';

/** The models of an integration. Fires `models-changed` when there are more or fewer of them. */
class SdIntegrationModels extends SdElement {
  static properties = {
    integration: { attribute: false },
    numbers: { state: true },
    adding: { state: true },
    editing: { state: true },
  };

  #list = new Paged(this, (page) => this.#load(page), ({ api }) => api);

  connectedCallback() {
    super.connectedCallback();
    this.#list.start();
    week('model', { integration: this.integration.name }).then((numbers) => (this.numbers = numbers), () => {});
  }

  async #load(page) {
    const models = await get(`${integrationPath(this.integration.name)}/integration`, { ...page, activeOnly: false });
    const access = await accessTo(models.map(targetOf));
    return models.map((model) => ({ ...model, access: access.get(targetOf(model)) }));
  }

  get #mayAdd() {
    return this.integration.access.has('CREATE') || this.integration.access.has('UPDATE');
  }

  render() {
    return html`<div class="row spread">${this.#list.isEmpty ? html`<span></span>` : this.#list.searchField('Search models')}
        ${this.#mayAdd ? html`<button class="button primary" type="button" @click=${() => (this.adding = true)}>+ New model</button>` : nothing}</div>
      ${this.#list.show((models) => this.#table(models), () => this.#empty())}
      ${this.adding ? this.#newDialog() : nothing}${this.editing ? this.#editDialog() : nothing}`;
  }

  #table(models) {
    return html`<div class="list-frame"><table class="list"><caption class="visually-hidden">Models</caption><thead><tr>
      <th scope="col">Model</th><th scope="col" class="wide">Description</th><th scope="col" class="wide">Limit, tokens</th>
      <th scope="col" class="number wide" colspan="2">Tokens, 7 days</th><th scope="col">Enable</th>
      <th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
      <tbody>${repeat(models, ({ api }) => api, (model) => modelRow(model, {
        numbers: this.numbers,
        edit: () => (this.editing = model),
        erase: () => this.#remove(model),
      }))}</tbody></table></div>`;
  }

  #empty() {
    return empty({
      icon: 'model',
      heading: 'No models yet',
      text: this.#mayAdd
        ? 'Only models that are added here can be called.'
        : 'Who may update this integration can add some.',
    });
  }

  #newDialog() {
    return html`<sd-model-dialog .integration=${this.integration} @close=${() => (this.adding = false)}
      @saved=${() => this.#changed()}></sd-model-dialog>`;
  }

  #editDialog() {
    return html`<sd-model-edit-dialog .model=${this.editing} @close=${() => (this.editing = null)}
      @saved=${() => this.#list.refresh()}></sd-model-edit-dialog>`;
  }

  async #remove(model) {
    try {
      if (await removeModel(model)) {
        said(`${model.api} deleted`);
        this.#changed();
      }
    } catch (error) {
      failed(error);
    }
  }

  #changed() {
    this.#list.refresh();
    this.dispatchEvent(new CustomEvent('models-changed'));
  }
}

const targetOf = ({ integrationName, api }) => `INTEGRATION:${integrationName}:${api}`;

define('sd-integration-models', SdIntegrationModels);
