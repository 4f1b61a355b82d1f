import { html, SdElement, define } from '../ui/element.js';
import { failed } from '../ui/toast.js';
import '@vaadin/combo-box';

const WAIT_FOR_TYPING = 200;

/**
 * A filter by one thing out of many: `find(search)` asks the server for a few of them as `{ value, label }`. A name that is
 * no longer there can be typed. Fires `pick` with the value.
 */
class SdUsagePick extends SdElement {
  static properties = { label: {}, value: {}, find: { attribute: false }, items: { state: true } };

  #timer;
  #asked = 0;

  constructor() {
    super();
    this.items = [];
  }

  firstUpdated() {
    if (this.value) {
      this.#search(this.value);
    }
  }

  render() {
    return html`<vaadin-combo-box accessible-name=${this.label} placeholder=${this.label} clear-button-visible allow-custom-value
      item-label-path="label" item-value-path="value" .filteredItems=${this.items} .value=${this.value ?? ''}
      @opened-changed=${(event) => event.detail.value && this.#search('')}
      @filter-changed=${(event) => this.#typed(event.detail.value)}
      @change=${(event) => this.#pick(event.target.value)}></vaadin-combo-box>`;
  }

  #typed(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(text), WAIT_FOR_TYPING);
  }

  async #search(text) {
    const asked = ++this.#asked;
    try {
      const items = await this.find(text);
      if (asked === this.#asked) {
        this.items = items;
      }
    } catch (error) {
      failed(error);
    }
  }

  #pick(value) {
    if (value !== (this.value ?? '')) {
      this.dispatchEvent(new CustomEvent('pick', { detail: value }));
    }
  }
}

define('sd-usage-pick', SdUsagePick);
