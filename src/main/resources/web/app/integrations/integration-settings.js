import '@vaadin/text-area';
import { post } from '../api/client.js';
import { navigate, to } from '../shell/router.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { notice } from '../ui/states.js';
import { failed, said } from '../ui/toast.js';
import { Unsaved } from '../ui/unsaved.js';
import { definitionOf } from './catalogue.js';
import './configuration-fields.js';
import './connection-test.js';
import { faultsOf, sentence } from './connection-test.js';
import { removeIntegration } from './removal.js';
import { integrationPath } from './saving.js';

/** Changes the settings of an integration, or deletes it. Fires `saved`. */
class SdIntegrationSettings extends SdElement {
  static properties = {
    integration: { attribute: false },
    errors: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  #definition = new Loader(this, () => definitionOf(this.integration.type));
  #unsaved = new Unsaved(this);

  constructor() {
    super();
    this.errors = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.#definition.run();
  }

  render() {
    const { access } = this.integration;
    return html`${access.has('UPDATE') ? this.#definition.show((definition) => this.#form(definition)) : nothing}
      ${access.has('DELETE') ? this.#end() : nothing}`;
  }

  #form({ configuration }) {
    const { name, type, description, configuration: stored } = this.integration;
    return html`<form class="form" novalidate @submit=${this.#submit} @input=${() => this.#unsaved.touched()}>
      <vaadin-text-field label="Integration name" helper-text="Fixed: callers and permissions know it by this name" readonly .value=${name}></vaadin-text-field>
      <sd-configuration-fields ?hidden=${configuration.length === 0} .fields=${configuration} .stored=${stored ?? {}} .errors=${this.errors}></sd-configuration-fields>
      <vaadin-text-area name="description" label="Description" .value=${description ?? ''}
        .invalid=${!!this.errors.description} .errorMessage=${this.errors.description ?? ''}></vaadin-text-area>
      <sd-connection-test .ask=${() => ({ name, type, configuration: this.#fields.read() })}
        @works=${() => (this.errors = {})} @fails=${(event) => this.#fail(event.detail)}></sd-connection-test>
      ${this.problem ? notice('error', this.problem) : nothing}
      <div class="row actions"><button class="button primary" ?disabled=${this.busy}>Save</button></div></form>`;
  }

  #end() {
    return html`<section class="integrations-end"><h2>Delete this integration</h2>
      <p class="soft">With its models and every permission on them. Switching it off keeps all that.</p>
      <div><button class="button danger" type="button" @click=${this.#remove}><sd-icon name="trash"></sd-icon>Delete integration</button></div></section>`;
  }

  get #fields() {
    return this.querySelector('sd-configuration-fields');
  }

  async #fail(faults) {
    this.errors = faults;
    await this.updateComplete;
    Object.keys(faults).slice(0, 1).forEach((first) => this.#fields.focusOn(first));
  }

  async #submit(event) {
    event.preventDefault();
    this.errors = {};
    this.problem = null;
    this.busy = true;
    try {
      const saved = await post(integrationPath(this.integration.name), {
        description: this.querySelector('[name="description"]').value.trim(),
        configuration: this.#fields.read(),
      });
      this.#saved(saved);
    } catch (error) {
      this.#explain(error);
    } finally {
      this.busy = false;
    }
  }

  #saved(saved) {
    this.#fields.clear();
    this.#unsaved.letGo();
    said(`${saved.name} saved`);
    this.dispatchEvent(new CustomEvent('saved'));
  }

  #explain(error) {
    const faults = faultsOf(error);
    if (error.fields?.description) {
      faults.description = sentence(error.fields?.description);
    }
    this.problem = Object.keys(faults).length ? null : error.message;
    this.#fail(faults);
  }

  async #remove() {
    try {
      if (await removeIntegration(this.integration)) {
        this.#unsaved.letGo();
        said(`${this.integration.name} deleted`);
        navigate(to`/integrations`);
      }
    } catch (error) {
      failed(error);
    }
  }
}

define('sd-integration-settings', SdIntegrationSettings);
