import '@vaadin/integer-field';
import '@vaadin/select';
import '@vaadin/text-area';
import { path, post, remove } from '../api/client.js';
import { html, SdElement, define } from '../ui/element.js';
import { notice } from '../ui/states.js';
import { said } from '../ui/toast.js';
import '../ui/dialog.js';
import { sentence } from './connection-test.js';
import { modelPath } from './saving.js';
import { faultOfTargets } from './virtual-targets.js';

const PERIODS = [
  { label: 'Daily', value: 'daily' },
  { label: 'Weekly', value: 'weekly' },
  { label: 'Monthly', value: 'monthly' },
];

/** Changes the description and the limit of a model. Fires `saved` and `close`. */
class SdModelEditDialog extends SdElement {
  static properties = { model: { attribute: false }, errors: { state: true }, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.errors = {};
  }

  render() {
    const { api, description, maxTokens, frequency, configuration } = this.model;
    return html`<sd-dialog heading="Edit ${api}" open @close=${this.#close}>
      <form id="edit-model" class="form" novalidate @submit=${this.#submit}>
        <vaadin-text-area name="description" label="Description" autofocus .value=${description ?? ''}
          .invalid=${!!this.errors.description} .errorMessage=${this.errors.description ?? ''}></vaadin-text-area>
        ${configuration?.targets ? html`<sd-virtual-targets .configuration=${configuration} .error=${this.errors.targets ?? ''}></sd-virtual-targets>` : ''}
        <div class="integrations-limit">
          <vaadin-integer-field name="maxTokens" label="Max tokens" min="0" manual-validation
            helper-text="Empty for no limit" .value=${String(maxTokens ?? '')}
            .invalid=${!!this.errors.maxTokens} .errorMessage=${this.errors.maxTokens ?? ''}></vaadin-integer-field>
          <vaadin-select name="frequency" label="Frequency" .items=${PERIODS} .value=${frequency ?? 'monthly'}
            .invalid=${!!this.errors.frequency} .errorMessage=${this.errors.frequency ?? ''}></vaadin-select></div>
        ${this.problem ? notice('error', this.problem) : ''}
      </form>
      <button slot="footer" class="button" type="button" @click=${this.#close}>Cancel</button>
      <button slot="footer" class="button primary" form="edit-model" ?disabled=${this.busy}>Save</button>
    </sd-dialog>`;
  }

  #field(name) {
    return this.querySelector(`[name="${name}"]`);
  }

  #close() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  async #submit(event) {
    event.preventDefault();
    this.errors = {};
    this.problem = null;
    this.busy = true;
    try {
      await this.#save();
      said(`${this.model.api} saved`);
      this.dispatchEvent(new CustomEvent('saved'));
      this.#close();
    } catch (error) {
      this.errors = Object.fromEntries(Object.entries(error.fields ?? {}).map(([name, text]) => [name, sentence(text)]));
      this.errors.targets = faultOfTargets(error);
      this.problem = Object.values(this.errors).some(Boolean) ? null : error.message;
    } finally {
      this.busy = false;
    }
  }

  /* Leaving a limit out keeps it: taking it away is a request of its own. */
  async #save() {
    const { integrationName, api, maxTokens: before } = this.model;
    const limit = this.#field('maxTokens').value;
    const description = this.#field('description').value.trim();
    const isLimited = limit !== '';
    await post(modelPath(integrationName, api), {
      description,
      ...this.querySelector('sd-virtual-targets')?.changed(),
      ...(isLimited ? { maxTokens: Number(limit), frequency: this.#field('frequency').value } : {}),
    });
    if (!isLimited && before !== undefined) {
      await remove(path`/api/integrations/llm/${integrationName}/token`, undefined, { api });
    }
  }
}

define('sd-model-edit-dialog', SdModelEditDialog);
