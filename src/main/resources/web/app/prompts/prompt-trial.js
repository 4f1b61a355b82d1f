import '@vaadin/select';
import '@vaadin/text-area';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { modelField } from '../playground/model-field.js';
import { callableModels } from '../playground/models.js';
import '../playground/call-settings.js';
import '../playground/code-view.js';
import { versionsOf } from './prompt-api.js';
import { fillIn } from './prompt-text.js';
import { Trial } from './trial.js';
import { outcome } from './outcome.js';
import { marked } from './variables.js';

/** Tries out a stored prompt: its variables are fields. `model` and `version` say with what it begins. */
class SdPromptTrial extends SdElement {
  static properties = {
    name: {},
    model: {},
    version: { type: Number },
    values: { state: true },
    settings: { state: true },
    noModel: { state: true },
  };

  #trial = new Trial(this);
  #found = new Loader(this, () => this.#load());

  constructor() {
    super();
    Object.assign(this, { values: {}, settings: {}, model: '' });
  }

  willUpdate(changed) {
    if (changed.has('name')) {
      this.#forget(changed.get('name'));
      this.#found.reset();
      this.#found.run();
    }
  }

  /* Another prompt has other versions, and another answer. */
  #forget(before) {
    if (before !== undefined) {
      this.version = undefined;
      this.#trial.forget();
    }
  }

  async #load() {
    const [versions, callable] = await Promise.all([versionsOf(this.name), callableModels()]);
    const chosen = versions.find(({ version }) => version === this.version) ?? versions[0];
    this.version = chosen.version;
    const meant = chosen.integrations.find((model) => callable.includes(model));
    this.model ||= meant ?? callable[0] ?? '';
    return { versions, models: [...new Set([...callable, this.model])].filter(Boolean) };
  }

  render() {
    return this.#found.show(({ versions, models }) => this.#form(versions, models));
  }

  #form(versions, models) {
    const prompt = versions.find(({ version }) => version === this.version);
    return html`<div class="pg-columns">
      <form class="stack" novalidate @submit=${(event) => this.#submit(event, prompt)} @keydown=${(event) => this.#key(event, prompt)}>
        <div class="pr-choice">${this.#versionField(versions)}
          ${modelField({ models, model: this.model, wrong: this.noModel, onChange: (model) => (this.model = model) })}</div>
        ${marked(prompt.template)}
        ${prompt.variables.map((name) => this.#variable(name))}
        <sd-call-settings .error=${this.#trial.error} @edited=${(event) => (this.settings = event.target.value)}></sd-call-settings>
        ${this.#actions()}
        ${outcome(this.#trial)}</form>
      <section class="pg-code stack" aria-label="Copy as code"><sd-code-view .request=${this.#request(prompt)}></sd-code-view></section></div>`;
  }

  #versionField(versions) {
    const items = versions.map(({ version }, i) => ({ label: i ? `${version}` : `${version} (latest)`, value: `${version}` }));
    return html`<vaadin-select label="Version" .items=${items} .value=${`${this.version}`}
      @value-changed=${({ detail: { value } }) => value && (this.version = Number(value))}></vaadin-select>`;
  }

  #variable(name) {
    return html`<vaadin-text-area class="pr-value" min-rows="1" label=${name} .value=${this.values[name] ?? ''}
      @value-changed=${({ detail: { value } }) => (this.values = { ...this.values, [name]: value })}></vaadin-text-area>`;
  }

  #actions() {
    const running = this.#trial.isRunning;
    return html`<div class="row"><button class="button primary" ?disabled=${running}><sd-icon name="play"></sd-icon>Send</button>
      ${running ? html`<button class="button" type="button" @click=${() => this.#trial.stop()}><sd-icon name="stop"></sd-icon>Stop</button>` : nothing}
      <span class="soft small">The answer comes in one piece when it is complete.</span></div>`;
  }

  #request({ template, variables }) {
    const content = fillIn(template, this.#filled(variables));
    return { model: this.model, messages: [{ role: 'user', content }], ...this.settings };
  }

  /* A field left empty puts nothing in the place of its variable. */
  #filled(variables) {
    return Object.fromEntries(variables.map((name) => [name, this.values[name] ?? '']));
  }

  #key(event, prompt) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      this.#submit(event, prompt);
    }
  }

  #submit(event, { template, variables }) {
    event.preventDefault();
    if (this.#trial.isRunning) {
      return;
    }
    this.noModel = this.model ? '' : 'Choose a model.';
    if (this.noModel) {
      this.querySelector('.pg-model').focus();
    } else {
      this.#trial.run({ model: this.model, template, values: this.#filled(variables), settings: this.settings });
    }
  }
}

define('sd-prompt-trial', SdPromptTrial);
