import { html, nothing, SdElement } from './element.js';
import { notice } from './states.js';
import './dialog.js';

let forms = 0;

/**
 * A dialog with a form that makes something: a subclass says `heading`, `action`, its `fields()` and how to `save()`. A failed
 * save keeps what was typed; `at` gives what was said about a field. Fires `saved` with what was saved.
 */
export class FormDialog extends SdElement {
  static properties = { open: { type: Boolean }, busy: { state: true }, error: { state: true } };

  wide = false;
  #id = `form-${++forms}`;

  show() {
    this.error = null;
    this.open = true;
  }

  close() {
    this.open = false;
  }

  /** What the API said of a field, under any of its names. */
  at(...names) {
    return this.error?.of?.(...names) ?? '';
  }

  valueOf(name) {
    return this.querySelector(`[name="${name}"]`).value.trim();
  }

  render() {
    if (!this.open) {
      return nothing;
    }
    return html`<sd-dialog heading=${this.heading} open ?wide=${this.wide} @close=${() => this.close()}>
      <form class="form ${this.wide ? 'wide' : ''}" id=${this.#id} @submit=${this.#submit}>${this.fields()}
        ${this.error && !Object.keys(this.error.fields ?? {}).length ? notice('error', this.error.message) : nothing}</form>
      <button slot="footer" class="button" type="button" @click=${() => this.close()}>Cancel</button>
      <button slot="footer" class="button primary" form=${this.#id} ?disabled=${this.busy}>${this.action}</button>
    </sd-dialog>`;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.error = null;
    try {
      const detail = await this.save();
      this.close();
      this.dispatchEvent(new CustomEvent('saved', { detail }));
    } catch (error) {
      this.error = error;
      await this.updateComplete;
      this.querySelector('[invalid]')?.focus();
    } finally {
      this.busy = false;
    }
  }
}
