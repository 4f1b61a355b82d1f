import '@vaadin/combo-box';
import { html, SdElement, define } from '../ui/element.js';
import { failed } from '../ui/toast.js';
import { promptsOn } from './prompt-api.js';

const MOST = 50;
const WAIT_FOR_TYPING = 200;

/** Where a prompt is chosen; the server searches while one types. Fires `chosen`. */
class SdPromptField extends SdElement {
  static properties = { value: {}, names: { state: true } };

  #timer;

  constructor() {
    super();
    this.value = '';
    this.names = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#find('');
  }

  render() {
    const names = !this.value || this.names.includes(this.value) ? this.names : [this.value, ...this.names];
    return html`<vaadin-combo-box label="Prompt" .filteredItems=${names} .value=${this.value ?? ''}
      @filter-changed=${(event) => this.#typed(event.detail.value)}
      @value-changed=${(event) => this.#chose(event.detail.value)}></vaadin-combo-box>`;
  }

  #typed(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(text), WAIT_FOR_TYPING);
  }

  async #find(search) {
    try {
      const found = await promptsOn({ limit: MOST, search });
      this.names = found.map(({ name }) => name);
    } catch (error) {
      failed(error);
    }
  }

  #chose(name) {
    if (name !== this.value) {
      this.value = name;
      this.dispatchEvent(new Event('chosen'));
    }
  }
}

define('sd-prompt-field', SdPromptField);
