import '@vaadin/number-field';
import { html, SdElement, define } from '../ui/element.js';

const FIELDS = [
  { name: 'temperature', label: 'Temperature', wire: ['temperature'], min: 0, max: 2, step: 0.1 },
  { name: 'top_p', label: 'Top p', wire: ['top_p', 'topP'], min: 0, max: 1, step: 0.05 },
  { name: 'max_tokens', label: 'Maximum tokens', wire: ['max_tokens', 'maxTokens'], min: 1, step: 1 },
];

/** How a model should answer; what is left empty is the provider's to choose. Fires `edited` with the numbers in `value`. */
class SdCallSettings extends SdElement {
  static properties = { value: { attribute: false }, error: { attribute: false } };

  constructor() {
    super();
    this.value = {};
  }

  render() {
    const wrong = FIELDS.some((field) => this.#wrong(field));
    return html`<details class="pg-settings" ?open=${wrong}><summary>Temperature, top p, maximum tokens</summary>
      <div class="pg-numbers">${FIELDS.map((field) => this.#field(field))}</div></details>`;
  }

  #field(field) {
    const { name, label, min, max, step } = field;
    const wrong = this.#wrong(field);
    return html`<vaadin-number-field label=${label} min=${min} max=${max ?? 1e9} step=${step} clear-button-visible
      placeholder="Provider’s own" manual-validation .value=${String(this.value[name] ?? '')} .invalid=${!!wrong}
      error-message=${wrong} @value-changed=${(event) => this.#changed(name, event.detail.value)}></vaadin-number-field>`;
  }

  #wrong({ wire }) {
    return this.error?.of?.(...wire) ?? '';
  }

  #changed(name, text) {
    const { [name]: old, ...others } = this.value;
    if (String(old ?? '') !== text) {
      this.value = text === '' ? others : { ...others, [name]: Number(text) };
      this.dispatchEvent(new Event('edited'));
    }
  }
}

define('sd-call-settings', SdCallSettings);
