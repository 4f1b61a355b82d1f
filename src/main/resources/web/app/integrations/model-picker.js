import { html, live, repeat, SdElement, define } from '../ui/element.js';
import { plural } from '../ui/marks.js';

/** The models of a provider with check boxes and a filter. Fires `ticked` with the set of those that are ticked. */
class SdModelPicker extends SdElement {
  static properties = {
    models: { attribute: false },
    ticked: { attribute: false },
    disabled: { type: Boolean },
    filter: { state: true },
  };

  constructor() {
    super();
    this.models = [];
    this.ticked = new Set();
    this.filter = '';
  }

  get #shown() {
    const text = this.filter.trim().toLowerCase();
    return this.models.filter((model) => model.toLowerCase().includes(text));
  }

  render() {
    const shown = this.#shown;
    return html`<fieldset class="integrations-picker" ?disabled=${this.disabled}>
      <legend>Models to add</legend>
      <div class="row spread">
        <vaadin-text-field class="search" placeholder="Filter models" accessible-name="Filter models" clear-button-visible
          .value=${this.filter} @value-changed=${(event) => (this.filter = event.detail.value)}>
          <sd-icon slot="prefix" name="search"></sd-icon></vaadin-text-field>
        <span class="row"><span class="soft small" role="status">${this.ticked.size} of ${plural(this.models.length, 'model')}</span>
          ${this.#all(shown)}</span></div>
      <div class="choices">${shown.length
        ? repeat(shown, (model) => model, (model) => this.#choice(model))
        : html`<p class="soft">Nothing matches “${this.filter}”.</p>`}</div></fieldset>`;
  }

  #all(shown) {
    const areAll = shown.length > 0 && shown.every((model) => this.ticked.has(model));
    return html`<button class="button quiet" type="button" ?disabled=${shown.length === 0}
      @click=${() => this.#tick(shown, !areAll)}>${areAll ? 'Untick' : 'Tick'} ${this.filter ? 'these' : 'all'}</button>`;
  }

  #choice(model) {
    return html`<label><input type="checkbox" .checked=${live(this.ticked.has(model))}
      @change=${(event) => this.#tick([model], event.target.checked)}><span>${model}</span></label>`;
  }

  #tick(models, on) {
    const ticked = new Set(this.ticked);
    models.forEach((model) => (on ? ticked.add(model) : ticked.delete(model)));
    this.ticked = ticked;
    this.dispatchEvent(new CustomEvent('ticked', { detail: ticked }));
  }
}

define('sd-model-picker', SdModelPicker);
