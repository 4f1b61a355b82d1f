import { html, live, nothing, SdElement, define } from '../ui/element.js';
import { failed } from '../ui/toast.js';

/**
 * A switch that saves at once with `save(on)`, and goes back when that fails. `why` says why the caller may not use it.
 */
class SdLiveSwitch extends SdElement {
  static properties = {
    on: { type: Boolean },
    label: {},
    text: {},
    why: {},
    save: { attribute: false },
  };

  #busy = false;

  render() {
    return html`<label class="switch" title=${this.why || nothing}>
      <input type="checkbox" role="switch" aria-label=${this.label} aria-description=${this.why || nothing}
        .checked=${live(this.on)} ?disabled=${!!this.why} @change=${this.#change}>${this.text ?? nothing}</label>`;
  }

  async #change({ target }) {
    if (this.#busy) {
      target.checked = this.on;
      return;
    }
    const wanted = target.checked;
    this.#busy = true;
    this.on = wanted;
    try {
      await this.save(wanted);
      this.on = wanted;
    } catch (error) {
      this.on = !wanted;
      failed(error);
    } finally {
      this.#busy = false;
    }
  }
}

define('sd-live-switch', SdLiveSwitch);
