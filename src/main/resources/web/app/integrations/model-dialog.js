import '@vaadin/combo-box';
import '@vaadin/text-area';
import { post } from '../api/client.js';
import { html, SdElement, define } from '../ui/element.js';
import { notice } from '../ui/states.js';
import { said } from '../ui/toast.js';
import '../ui/dialog.js';
import { sentence } from './connection-test.js';
import { checkModelIsFree, modelPath } from './saving.js';
import { faultOfTargets, isVirtual } from './virtual-targets.js';

/** Adds a model to an integration: one from the provider's own list, or any name. Fires `saved` and `close`. */
class SdModelDialog extends SdElement {
  static properties = {
    integration: { attribute: false },
    offered: { state: true },
    hint: { state: true },
    errors: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.offered = [];
    this.errors = {};
    this.hint = 'Asking the provider for its models…';
  }

  firstUpdated() {
    if (isVirtual(this.integration.type)) {
      this.hint = 'Callers know it by this name';
    } else {
      this.#askProvider();
    }
  }

  async #askProvider() {
    const { name, type } = this.integration;
    try {
      const { ok, models, message } = await post('/api/integrations/test', { name, type });
      this.offered = ok ? models : [];
      this.hint = this.offered.length ? 'Choose one of the provider’s, or type a name' : `Type the name as the provider has it${message ? `. ${message}` : ''}`;
    } catch {
      this.hint = 'Type the name as the provider has it';
    }
  }

  render() {
    return html`<sd-dialog heading="New model of ${this.integration.name}" open @close=${this.#close}>
      <form id="new-model" class="form" novalidate @submit=${this.#submit}>
        <vaadin-combo-box name="model" label="Model name" helper-text=${this.hint} .items=${this.offered} allow-custom-value
          required manual-validation autofocus .invalid=${!!this.errors.name} .errorMessage=${this.errors.name ?? ''}></vaadin-combo-box>
        ${isVirtual(this.integration.type) ? html`<sd-virtual-targets .error=${this.errors.targets ?? ''}></sd-virtual-targets>` : ''}
        <vaadin-text-area name="description" label="Description" .invalid=${!!this.errors.description}
          .errorMessage=${this.errors.description ?? ''}></vaadin-text-area>
        <label class="switch"><input type="checkbox" role="switch" name="enabled" checked>Enable</label>
        ${this.problem ? notice('error', this.problem) : ''}
      </form>
      <button slot="footer" class="button" type="button" @click=${this.#close}>Cancel</button>
      <button slot="footer" class="button primary" form="new-model" ?disabled=${this.busy}>Save</button>
    </sd-dialog>`;
  }

  #field(name) {
    return this.querySelector(`[name="${name}"]`);
  }

  #close() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  /* A name that is still being typed is not yet the value of the box. */
  get #name() {
    const box = this.#field('model');
    return (box.inputElement?.value || box.value || '').trim();
  }

  async #submit(event) {
    event.preventDefault();
    const name = this.#name;
    this.errors = name ? {} : { name: 'Give the name of a model' };
    this.problem = null;
    if (!name) {
      this.#field('model').focus();
      return;
    }
    this.busy = true;
    try {
      await this.#save(name);
    } catch (error) {
      this.#explain(error);
    } finally {
      this.busy = false;
    }
  }

  async #save(name) {
    await checkModelIsFree(this.integration.name, name);
    await post(modelPath(this.integration.name, name), {
      description: this.#field('description').value.trim(),
      enabled: this.#field('enabled').checked,
      ...this.querySelector('sd-virtual-targets')?.read(),
    });
    said(`${name} added to ${this.integration.name}`);
    this.dispatchEvent(new CustomEvent('saved', { detail: name }));
    this.#close();
  }

  #explain(error) {
    const targets = faultOfTargets(error);
    const name = error.fields?.model || (error.status === 403 && !targets ? error.message : '');
    this.errors = { name: sentence(name), description: sentence(error.fields?.description), targets };
    this.problem = name || targets || this.errors.description ? null : error.message;
    if (name) {
      this.#field('model').focus();
    }
  }
}

define('sd-model-dialog', SdModelDialog);
