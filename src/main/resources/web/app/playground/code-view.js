import { html, SdElement, define } from '../ui/element.js';
import { LANGUAGES } from './code-samples.js';

/** A call as code to copy, in one language at a time. */
class SdCodeView extends SdElement {
  static properties = { request: { attribute: false }, chosen: { state: true } };

  constructor() {
    super();
    this.chosen = 'curl';
  }

  render() {
    const { label, write } = LANGUAGES.find(({ id }) => id === this.chosen);
    const code = write(`${location.origin}/v1`, this.request);
    return html`<div class="row spread"><h2>Copy as</h2><sd-copy .value=${code} label="Copy ${label} code" text="Copy"></sd-copy></div>
      <div class="pg-languages" role="tablist" aria-label="Language" @keydown=${this.#key}>
        ${LANGUAGES.map((language) => this.#tab(language))}</div>
      <pre id="pg-code" role="tabpanel" aria-labelledby="pg-tab-${this.chosen}" tabindex="0"><code>${code}</code></pre>
      <p class="soft small">The key of an application, in the environment variable <code>STAGEDOOR_API_KEY</code>.</p>`;
  }

  #tab({ id, label }) {
    const chosen = id === this.chosen;
    return html`<button type="button" role="tab" id="pg-tab-${id}" aria-selected=${String(chosen)} aria-controls="pg-code"
      tabindex=${chosen ? 0 : -1} @click=${() => (this.chosen = id)}>${label}</button>`;
  }

  async #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const at = LANGUAGES.findIndex(({ id }) => id === this.chosen);
      this.chosen = LANGUAGES.at((at + step) % LANGUAGES.length).id;
      await this.updateComplete;
      this.querySelector('[aria-selected=true]').focus();
    }
  }
}

define('sd-code-view', SdCodeView);
