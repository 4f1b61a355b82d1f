import '@vaadin/text-area';
import '@vaadin/text-field';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { notice } from '../ui/states.js';
import { variablesOf } from './prompt-text.js';
import { chips } from './variables.js';
import './models-field.js';

const SHOWN_BESIDE = ['name', 'description', 'template', 'models'];

/** The fields of a prompt. What is typed is in `draft`; `error` is what the API said to it. Fires `edited`. */
class SdPromptForm extends SdElement {
  static properties = { draft: { attribute: false }, error: { attribute: false }, isNew: { type: Boolean } };

  render() {
    const { description, template, models } = this.draft;
    const variables = variablesOf(template);
    return html`<div class="stack">${this.#general()}
      ${this.isNew ? this.#text('name', 'Name') : nothing}
      ${this.#text('description', 'Description', description)}
      <div><vaadin-text-area class="pr-template" label="Prompt text" required manual-validation .value=${template}
        .invalid=${!!this.#wrong('template')} error-message=${this.#wrong('template')}
        @value-changed=${(event) => this.#set({ template: event.detail.value })}></vaadin-text-area>
        <p class="small soft pr-found">${variables.length
          ? html`Variables: ${chips(variables)}`
          : html`Write <code>\${name}</code> where a value should go.`}</p></div>
      <sd-models-field .value=${models} .error=${this.#wrong('models')}
        @edited=${(event) => this.#set({ models: event.target.value })}></sd-models-field></div>`;
  }

  #text(name, label) {
    return html`<vaadin-text-field label=${label} required manual-validation .value=${this.draft[name]} .invalid=${!!this.#wrong(name)}
      error-message=${this.#wrong(name)} @value-changed=${(event) => this.#set({ [name]: event.detail.value })}></vaadin-text-field>`;
  }

  /* What belongs to no field stands above them all. */
  #general() {
    const isBeside = !this.error || SHOWN_BESIDE.some((name) => this.#wrong(name));
    return isBeside ? nothing : notice('error', this.error.message);
  }

  #wrong(name) {
    return this.error?.of?.(name) ?? '';
  }

  #set(values) {
    const [[name, value]] = Object.entries(values);
    if (this.draft[name] !== value) {
      this.draft = { ...this.draft, ...values };
      this.dispatchEvent(new Event('edited'));
    }
  }

  /** Leads to the first field that is wrong. */
  async showError() {
    await this.updateComplete;
    [...this.querySelectorAll('*')].find(({ invalid }) => invalid)?.focus();
  }
}

define('sd-prompt-form', SdPromptForm);
