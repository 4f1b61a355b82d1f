import '@vaadin/text-field';
import { path, put } from '../api/client.js';
import { html, SdElement, define } from '../ui/element.js';
import { notice } from '../ui/states.js';
import { said } from '../ui/toast.js';
import '../ui/dialog.js';
import { sentence } from './connection-test.js';

const FIELDS = [
  { name: 'input', label: 'Input', note: 'Tokens of the prompt' },
  { name: 'cachedInput', label: 'Cached input', note: 'Those from the provider’s cache; empty: as Input' },
  { name: 'output', label: 'Output', note: 'Tokens of the answer, reasoning among them' },
];

/** Sets what a model costs from now on. Fires `saved` and `close`. */
class SdModelPriceDialog extends SdElement {
  static properties = { model: { attribute: false }, price: { attribute: false }, errors: { state: true }, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.errors = {};
  }

  render() {
    return html`<sd-dialog heading="Price of ${this.model.api}" open @close=${this.#close}>
      <form id="model-price" class="form" novalidate @submit=${this.#submit}>
        <p class="soft small">US dollars for a million tokens. It holds for calls that begin from now on; what earlier calls cost stays.</p>
        ${FIELDS.map(({ name, label, note }) => html`<vaadin-text-field name=${name} label=${label} helper-text=${note} inputmode="decimal"
          .value=${this.#shown(name)} .invalid=${!!this.errors[name]} .errorMessage=${this.errors[name] ?? ''}><span slot="prefix">$</span></vaadin-text-field>`)}
        ${this.problem ? notice('error', this.problem) : ''}
      </form>
      <button slot="footer" class="button" type="button" @click=${this.#close}>Cancel</button>
      <button slot="footer" class="button primary" form="model-price" ?disabled=${this.busy}>Save</button>
    </sd-dialog>`;
  }

  #shown(name) {
    const { input, [name]: value } = this.price;
    return name === 'cachedInput' && value === input ? '' : (value ?? '');
  }

  #close() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  async #submit(event) {
    event.preventDefault();
    this.errors = {};
    this.problem = null;
    this.busy = true;
    const { integrationName, api } = this.model;
    try {
      await put(path`/api/integrations/provider/${integrationName}/integration/${api}/price`, this.#typed());
      said(`Price of ${api} saved`);
      this.dispatchEvent(new CustomEvent('saved'));
      this.#close();
    } catch (error) {
      this.errors = Object.fromEntries(Object.entries(error.fields ?? {}).map(([name, text]) => [name, sentence(text)]));
      this.problem = Object.keys(this.errors).length ? null : error.message;
    } finally {
      this.busy = false;
    }
  }

  #typed() {
    const typed = FIELDS.map(({ name }) => [name, this.querySelector(`[name="${name}"]`).value.trim()]);
    return Object.fromEntries(typed.filter(([, value]) => value !== ''));
  }
}

define('sd-model-price-dialog', SdModelPriceDialog);
