import { path, put } from '../api/client.js';
import { session } from '../api/session.js';
import { tagsOfApplication } from '../api/tags.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { when } from '../ui/marks.js';
import { failed, said } from '../ui/toast.js';
import '../ui/tag-editor.js';
import './application-roles.js';

/** Name, roles and tags of an application. Fires `changed`. */
class SdApplicationSettings extends SdElement {
  static properties = { application: { attribute: false }, readonly: { type: Boolean }, error: { state: true } };

  render() {
    const { application } = this;
    return html`<div class="stack access-wide-gap">
      ${this.readonly ? nothing : this.#name()}
      ${session.has('USER_MANAGEMENT') || application.id === this.#own
        ? html`<sd-application-roles .application=${application.id} ?readonly=${this.readonly}></sd-application-roles>` : nothing}
      <section class="stack access-tight"><h2>Tags</h2><sd-tag-editor .tags=${application.tags ?? []} .keeper=${tagsOfApplication(application.id)}
        ?editable=${!this.readonly} @tags-changed=${this.#changed}></sd-tag-editor></section>
      <p class="soft small">Created ${when(application.createTime)} by ${application.createdBy}, last changed ${when(application.updateTime)}.</p></div>`;
  }

  get #own() {
    return session.who?.id.replace(/^app:/, '');
  }

  #name() {
    const problem = this.error?.of?.('name') ?? '';
    return html`<form class="access-line" @submit=${this.#save}>
      <vaadin-text-field name="name" label="Application name" required .value=${this.application.name}
        .invalid=${!!problem} error-message=${problem}></vaadin-text-field><button class="button">Save</button></form>`;
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('changed'));
  }

  async #save(event) {
    event.preventDefault();
    this.error = null;
    try {
      await put(path`/api/applications/${this.application.id}`, { name: this.querySelector('[name=name]').value.trim() });
      said('Saved');
      this.#changed();
    } catch (error) {
      this.error = error;
      if (!error.of?.('name')) {
        failed(error);
      }
    }
  }
}

define('sd-application-settings', SdApplicationSettings);
