import { setQuery } from '../shell/router.js';
import { html, SdElement, define } from '../ui/element.js';
import '../prompts/prompt-field.js';
import '../prompts/prompt-trial.js';

/** Tries out a stored prompt: first which one, then as on its own page. */
class SdPromptMode extends SdElement {
  static properties = { model: {}, prompt: {} };

  render() {
    return html`<div class="stack"><sd-prompt-field .value=${this.prompt} @chosen=${this.#chose}></sd-prompt-field>
      ${this.prompt
        ? html`<sd-prompt-trial .name=${this.prompt} .model=${this.model}></sd-prompt-trial>`
        : html`<p class="soft">Choose a prompt: its variables become fields here.</p>`}</div>`;
  }

  #chose(event) {
    this.prompt = event.target.value;
    setQuery({ prompt: this.prompt });
  }
}

define('sd-prompt-mode', SdPromptMode);
