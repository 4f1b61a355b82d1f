import '@vaadin/multi-select-combo-box';
import { get } from '../api/client.js';
import { html, SdElement, define } from '../ui/element.js';
import { failed } from '../ui/toast.js';

/** The models that a prompt is meant for: of those one may see, or any other by its name. Fires `edited`. */
class SdModelsField extends SdElement {
  static properties = { value: { attribute: false }, error: {}, models: { state: true } };

  constructor() {
    super();
    this.value = [];
    this.models = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      const references = await get('/api/integrations/all', { activeOnly: false });
      this.models = references.filter((reference) => reference.includes(':'));
    } catch (error) {
      failed(error);
    }
  }

  render() {
    const items = [...new Set([...this.value, ...this.models])];
    return html`<vaadin-multi-select-combo-box label="Models" helper-text="Those it is meant for. Naming one gives nobody a right to it."
      allow-custom-value .items=${items} .selectedItems=${this.value} .invalid=${!!this.error} error-message=${this.error ?? ''}
      manual-validation @selected-items-changed=${(event) => this.#changed(event.detail.value)}
      @custom-value-set=${(event) => this.#changed([...this.value, event.detail.trim()])}></vaadin-multi-select-combo-box>`;
  }

  #changed(models) {
    const named = [...new Set(models.filter(Boolean))];
    if (JSON.stringify(named) !== JSON.stringify(this.value)) {
      this.value = named;
      this.dispatchEvent(new Event('edited'));
    }
  }
}

define('sd-models-field', SdModelsField);
