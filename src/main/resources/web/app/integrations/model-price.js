import { get, path, remove } from '../api/client.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { exactDollars, when } from '../ui/marks.js';
import { failed, said } from '../ui/toast.js';
import './model-price-dialog.js';

/** What a model costs; who may change the model sets it. */
class SdModelPrice extends SdElement {
  static properties = { model: { attribute: false } };

  #price = new Loader(this, () => {
    const { integrationName, api } = this.model;
    return get(path`/api/integrations/provider/${integrationName}/integration/${api}/price`);
  });
  #asked;

  willUpdate() {
    const { integrationName, api } = this.model;
    const asked = `${integrationName}:${api}`;
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#price.run();
    }
  }

  render() {
    return html`${this.#price.show((price) => this.#shown(price), 1)}
      <sd-model-price-dialog .model=${this.model} .price=${this.#price.value ?? {}} @saved=${() => this.#price.run()}></sd-model-price-dialog>`;
  }

  #shown(price) {
    const isPriced = price.input !== undefined;
    return html`<div class="row">${isPriced ? perMillion(price) : html`<span class="soft">none: calls count as free</span>`}
      ${this.model.access.has('UPDATE') ? html`<button class="button quiet" type="button" @click=${() => this.querySelector('sd-model-price-dialog').show()}>
        ${isPriced ? 'Change price' : 'Set price'}</button>` : nothing}
      ${isPriced && this.model.access.has('UPDATE') ? html`<button class="button quiet" type="button" @click=${this.#remove}>Remove price</button>` : nothing}</div>`;
  }

  async #remove() {
    const { integrationName, api } = this.model;
    try {
      await remove(path`/api/integrations/provider/${integrationName}/integration/${api}/price`);
      said(`${api} has no price any more`);
      this.#price.run();
    } catch (error) {
      failed(error);
    }
  }
}

function perMillion({ input, cachedInput, output, updateTime, updatedBy }) {
  return html`<span>${exactDollars(input)} in${cachedInput === input ? nothing : html`, ${exactDollars(cachedInput)} cached`}, ${exactDollars(output)} out
    <span class="soft">for a million tokens, since ${when(updateTime)} by ${updatedBy}</span></span>`;
}

define('sd-model-price', SdModelPrice);
