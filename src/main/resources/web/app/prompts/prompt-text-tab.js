import { html, nothing, SdElement, define } from '../ui/element.js';
import { when } from '../ui/marks.js';
import { said } from '../ui/toast.js';
import { Unsaved } from '../ui/unsaved.js';
import { saveNext, saveOver } from './prompt-api.js';
import { chips, marked } from './variables.js';
import './prompt-form.js';

/** The latest text of a prompt, to read and to edit. Fires `saved` when it was saved. */
class SdPromptText extends SdElement {
  static properties = {
    prompt: { attribute: false },
    editable: { type: Boolean },
    draft: { state: true },
    error: { state: true },
    busy: { state: true },
  };

  #unsaved = new Unsaved(this);

  render() {
    return this.draft ? this.#form() : this.#reading();
  }

  #reading() {
    const { template, variables, integrations, version, updateTime, updatedBy } = this.prompt;
    return html`<div class="stack">${marked(template)}
      <dl class="pr-facts">
        <div><dt>Variables</dt><dd>${variables.length ? chips(variables) : html`<span class="soft">none</span>`}</dd></div>
        <div><dt>Models</dt><dd>${integrations.length ? integrations.map((model) => html`<span class="tag" title=${model}>${model}</span> `) : html`<span class="soft">any</span>`}</dd></div>
        <div><dt>Version</dt><dd>${version}, saved ${when(updateTime)} by ${updatedBy}</dd></div></dl>
      ${this.editable ? html`<div><button class="button" type="button" @click=${this.#edit}><sd-icon name="edit"></sd-icon>Edit</button></div>` : nothing}</div>`;
  }

  #form() {
    const { version } = this.prompt;
    return html`<form class="form pr-form" novalidate @submit=${(event) => this.#submit(event)}>
      <sd-prompt-form .draft=${this.draft} .error=${this.error}
        @edited=${this.#edited}></sd-prompt-form>
      <div class="row actions">
        <button class="button primary" ?disabled=${this.busy}>Save as version ${version + 1}</button>
        <button class="button" type="button" ?disabled=${this.busy} @click=${() => this.#save('over')}>Replace version ${version}</button>
        <button class="button quiet" type="button" @click=${this.#leave}>Cancel</button></div>
      <p class="soft small">A new version leaves the others as they are. Replacing changes version ${version} itself; what it said is then gone.</p></form>`;
  }

  async #edit() {
    const { description, template, integrations } = this.prompt;
    this.draft = { description: description ?? '', template, models: integrations };
    await this.updateComplete;
    this.querySelector('.pr-template').focus();
  }

  #edited(event) {
    this.draft = event.target.draft;
    this.error = null;
    this.#unsaved.touched();
  }

  async #leave() {
    this.#unsaved.letGo();
    this.draft = null;
    this.error = null;
    await this.updateComplete;
    this.querySelector('button')?.focus();
  }

  #submit(event) {
    event.preventDefault();
    this.#save('next');
  }

  async #save(how) {
    if (this.busy) {
      return;
    }
    const { name, version } = this.prompt;
    this.busy = true;
    this.error = null;
    try {
      await (how === 'next' ? saveNext(name, this.draft, version) : saveOver(name, this.draft, version));
      said(how === 'next' ? `Saved a new version of ${name}` : `Replaced version ${version} of ${name}`);
      this.dispatchEvent(new Event('saved'));
      await this.#leave();
    } catch (error) {
      this.error = error;
      await this.updateComplete;
      this.querySelector('sd-prompt-form').showError();
    } finally {
      this.busy = false;
    }
  }
}

define('sd-prompt-text', SdPromptText);
