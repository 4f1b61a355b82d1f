import '@vaadin/text-field';
import { path, put } from '../api/client.js';
import { html, define } from '../ui/element.js';
import { FormDialog } from '../ui/form-dialog.js';
import { said } from '../ui/toast.js';
import { sentence } from './connection-test.js';

const FIELDS = [
  { name: 'input', label: 'Input', note: 'Tokens of the prompt' },
  { name: 'cachedInput', label: 'Cached input', note: 'Those from the provider’s cache; empty: as Input' },
  { name: 'output', label: 'Output', note: 'Tokens of the answer, reasoning among them' },
];

/** Sets what a model costs from now on. */
class SdModelPriceDialog extends FormDialog {
  static properties = { model: { attribute: false }, price: { attribute: false } };

  get heading() {
    return `Price of ${this.model.api}`;
  }

  get action() {
    return 'Save';
  }

  fields() {
    return html`<p class="soft small">US dollars for a million tokens. It holds for calls that begin from now on; what earlier calls cost stays.</p>
      ${FIELDS.map(({ name, label, note }) => html`<vaadin-text-field name=${name} label=${label} helper-text=${note} inputmode="decimal"
        .value=${this.#shown(name)} .invalid=${!!this.at(name)} .errorMessage=${sentence(this.at(name))}><span slot="prefix">$</span></vaadin-text-field>`)}`;
  }

  #shown(name) {
    const { input, [name]: value } = this.price;
    return name === 'cachedInput' && value === input ? '' : (value ?? '');
  }

  async save() {
    const { integrationName, api } = this.model;
    const typed = FIELDS.map(({ name }) => [name, this.valueOf(name)]).filter(([, value]) => value !== '');
    await put(path`/api/integrations/provider/${integrationName}/integration/${api}/price`, Object.fromEntries(typed));
    said(`Price of ${api} saved`);
  }
}

define('sd-model-price-dialog', SdModelPriceDialog);
