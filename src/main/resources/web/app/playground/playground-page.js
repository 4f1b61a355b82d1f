import { session } from '../api/session.js';
import { ROOT, setQuery } from '../shell/router.js';
import { html, nothing, SdPage, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { empty } from '../ui/states.js';
import { pageHeader } from '../ui/tabs.js';
import { callableModels } from './models.js';
import './chat.js';
import './prompt-mode.js';

const MODES = [
  { id: 'message', label: 'Message' },
  { id: 'prompt', label: 'Prompt' },
];

/** Where models are tried out: `?model=` and `?prompt=` say with what, `?ask=` is put into the message and not sent. */
class SdPlayground extends SdPage {
  static properties = { mode: { state: true } };

  #models = new Loader(this, callableModels);
  #seen = new Set();

  entered() {
    const query = new URLSearchParams(location.search);
    this.asked = { model: query.get('model') ?? '', prompt: query.get('prompt') ?? '', message: query.get('ask') ?? '' };
    this.#show(this.asked.prompt ? 'prompt' : 'message');
    this.#models.run();
  }

  #show(mode) {
    this.mode = mode;
    this.#seen.add(mode);
  }

  /* Shows what is in the address, so that reloading comes back to it. */
  #switchTo(mode) {
    setQuery({ prompt: mode === 'prompt' ? this.querySelector('sd-prompt-mode')?.prompt : null });
    this.#show(mode);
  }

  get #isOfUse() {
    return this.#models.value?.length > 0 || (this.#models.value && this.asked.model);
  }

  render() {
    return html`${pageHeader({ heading: 'Playground', actions: this.#isOfUse ? this.#switch() : nothing })}
      ${this.#models.show((models) => (this.#isOfUse ? this.#modes(models) : this.#none()))}`;
  }

  #switch() {
    return html`<fieldset class="pg-switch"><legend class="visually-hidden">What to send</legend>
      ${MODES.map(({ id, label }) => html`<label><input type="radio" name="pg-mode" .checked=${this.mode === id}
        @change=${() => this.#switchTo(id)}>${label}</label>`)}</fieldset>`;
  }

  /* A model that is asked for and may not be called is offered all the same: the call says why not. */
  #modes(callable) {
    const { model, prompt, message } = this.asked;
    const models = !model || callable.includes(model) ? callable : [model, ...callable];
    return html`
      ${this.#seen.has('message') ? html`<sd-chat ?hidden=${this.mode !== 'message'} .models=${models}
        .model=${model || models[0]} .message=${message}></sd-chat>` : nothing}
      ${this.#seen.has('prompt') ? html`<sd-prompt-mode ?hidden=${this.mode !== 'prompt'} .model=${model} .prompt=${prompt}></sd-prompt-mode>` : nothing}`;
  }

  #none() {
    const creates = session.has('CREATE_INTEGRATION');
    return empty({
      icon: 'model',
      heading: 'You may not call any model yet',
      text: html`Ask an administrator, or whoever manages the integration, for EXECUTE on a model.
        They know you here as <code>${session.who.id}</code>.`,
      action: creates ? html`<a class="button" href="${ROOT}/new-integration">+ New integration</a>` : nothing,
    });
  }
}

define('sd-playground', SdPlayground);
