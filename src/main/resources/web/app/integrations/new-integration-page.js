import '@vaadin/text-area';
import { session } from '../api/session.js';
import { navigate, to } from '../shell/router.js';
import { html, nothing, SdPage, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { plural } from '../ui/marks.js';
import { notice } from '../ui/states.js';
import { pageHeader } from '../ui/tabs.js';
import { said } from '../ui/toast.js';
import { Unsaved } from '../ui/unsaved.js';
import { offered } from './catalogue.js';
import './configuration-fields.js';
import './connection-test.js';
import { faultsOf, sentence } from './connection-test.js';
import './model-picker.js';
import { titled } from './title.js';
import { mayNotCreate } from './may-not-create.js';
import { checkIntegrationIsFree, saveWithModels } from './saving.js';

/** The form of a new integration, with the models that it begins with. */
class SdNewIntegration extends SdPage {
  static properties = {
    models: { state: true },
    ticked: { state: true },
    errors: { state: true },
    problem: { state: true },
    progress: { state: true },
    saved: { state: true },
    savedName: { state: true },
  };

  #definition = new Loader(this, () => offered(this.params.type));
  #unsaved = new Unsaved(this);

  entered() {
    this.models = [];
    this.ticked = new Set();
    this.errors = {};
    this.saved = [];
    this.savedName = this.problem = this.progress = null;
    this.#definition.reset();
    this.#definition.run();
  }

  render() {
    const name = this.#definition.value?.name ?? this.params.type;
    return html`${pageHeader({
      above: { label: 'New integration', href: to`/new-integration` },
      heading: titled(this.params.type, name, name),
    })}${session.has('CREATE_INTEGRATION') ? this.#definition.show((definition) => this.#form(definition)) : mayNotCreate()}`;
  }

  #form({ description, configuration }) {
    const isThere = this.savedName !== null;
    const isBusy = this.progress !== null;
    return html`<p class="soft">${description}</p>
      <form class="form" novalidate @submit=${this.#submit} @input=${() => this.#unsaved.touched()}>
        <vaadin-text-field name="name" label="Integration name" helper-text="Callers write it in front of the model: name:model"
          required manual-validation autocomplete="off" ?disabled=${isThere || isBusy}
          .invalid=${!!this.errors.name} .errorMessage=${this.errors.name ?? ''}></vaadin-text-field>
        <sd-configuration-fields ?hidden=${configuration.length === 0} .fields=${configuration} .errors=${this.errors} ?disabled=${isThere || isBusy}></sd-configuration-fields>
        <vaadin-text-area name="description" label="Description" ?disabled=${isThere || isBusy}
          .invalid=${!!this.errors.description} .errorMessage=${this.errors.description ?? ''}></vaadin-text-area>
        <label class="switch"><input type="checkbox" role="switch" name="enabled" checked ?disabled=${isThere || isBusy}>Active</label>
        <sd-connection-test .ask=${() => ({ type: this.params.type, configuration: this.#settings() })} ?disabled=${isThere || isBusy}
          @works=${(event) => this.#works(event.detail)} @fails=${(event) => this.#fail(event.detail)}></sd-connection-test>
        ${this.models.length ? this.#picker(isBusy) : nothing}
        ${this.problem ? this.#problem() : nothing}
        ${this.#buttons(isBusy, isThere)}
      </form>`;
  }

  #picker(isBusy) {
    return html`<sd-model-picker .models=${this.models} .ticked=${this.ticked} ?disabled=${isBusy}
      @ticked=${(event) => this.#tick(event.detail)}></sd-model-picker>`;
  }

  #problem() {
    return notice('error', html`${this.problem}${this.savedName === null
      ? nothing
      : html`<p class="small">Saved: the integration “${this.savedName}”${this.saved.length
          ? html` with ${plural(this.saved.length, 'model')} (${this.saved.join(', ')})`
          : ', no models'}. Not saved: ${[...this.ticked].join(', ')}.</p>`}`);
  }

  #buttons(isBusy, isThere) {
    const total = this.saved.length + this.ticked.size;
    return html`<div class="row actions">
      <button class="button primary" ?disabled=${isBusy}>${isThere ? 'Save the rest' : 'Save'}</button>
      ${isThere
        ? html`<a class="button" href=${to`/integrations/${this.savedName}`}>Go to the integration</a>`
        : html`<a class="button" href=${to`/new-integration`}>Cancel</a>`}
      ${isBusy ? html`<progress max=${Math.max(total, 1)} .value=${this.saved.length} aria-label="Saving"></progress>
        <span class="soft small" role="status">${total ? `${this.saved.length} of ${plural(total, 'model')}` : 'Saving…'}</span>` : nothing}
    </div>`;
  }

  #settings() {
    return this.#fields.read();
  }

  get #fields() {
    return this.querySelector('sd-configuration-fields');
  }

  #field(name) {
    return this.querySelector(`[name="${name}"]`);
  }

  #tick(ticked) {
    this.ticked = ticked;
    this.#unsaved.touched();
  }

  #works(models) {
    this.models = models;
    this.errors = {};
    this.ticked = new Set(models.filter((model) => this.ticked.has(model)));
  }

  async #fail(faults) {
    this.errors = faults;
    await this.updateComplete;
    const [first] = Object.keys(faults);
    if (first && !this.#fields.focusOn(first)) {
      this.#field(first)?.focus();
    }
  }

  async #submit(event) {
    event.preventDefault();
    this.errors = {};
    this.problem = null;
    const name = this.savedName ?? this.#field('name').value.trim();
    if (!name) {
      this.#fail({ name: 'Give it a name' });
      return;
    }
    this.progress = true;
    try {
      await this.#save(name);
      this.#leave(name);
    } catch (error) {
      this.#explain(error);
    } finally {
      this.progress = null;
    }
  }

  async #save(name) {
    if (this.savedName === null) {
      await checkIntegrationIsFree(name);
    }
    const integration = this.savedName === null ? this.#typedIntegration(name) : { name };
    await saveWithModels(integration, [...this.ticked], (models) => {
      this.savedName = name;
      this.saved = [...this.saved, ...models];
      this.models = this.models.filter((model) => !models.includes(model));
      this.ticked = new Set([...this.ticked].filter((model) => !models.includes(model)));
      this.#fields.clear();
    });
  }

  #typedIntegration(name) {
    return {
      name,
      type: this.params.type,
      description: this.#field('description').value.trim(),
      enabled: this.#field('enabled').checked,
      configuration: this.#settings(),
    };
  }

  #leave(name) {
    this.#fields.clear();
    this.#unsaved.letGo();
    said(`${name} saved${this.saved.length ? ` with ${plural(this.saved.length, 'model')}` : ''}`);
    navigate(to`/integrations/${name}`);
  }

  #explain(error) {
    const faults = faultsOf(error);
    const name = sentence(error.fields?.name) || (error.status === 403 && this.savedName === null ? error.message : '');
    if (name) {
      faults.name = name;
    }
    if (error.fields?.description) {
      faults.description = sentence(error.fields?.description);
    }
    this.problem = Object.keys(faults).length ? null : error.message;
    this.#fail(faults);
  }
}

define('sd-new-integration', SdNewIntegration);
