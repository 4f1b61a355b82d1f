import { html } from './element.js';
import { SdElement, define } from './element.js';

const SHOWN_FOR = 5000;

/** Where short confirmations appear, and are read out. Failures stay until they are dismissed. */
class SdToasts extends SdElement {
  static properties = { toasts: { state: true } };

  constructor() {
    super();
    this.toasts = [];
  }

  show(text, kind) {
    const toast = { text, kind };
    this.toasts = [...this.toasts.slice(-3), toast];
    if (kind !== 'error') {
      setTimeout(() => this.#drop(toast), SHOWN_FOR);
    }
  }

  #drop(toast) {
    this.toasts = this.toasts.filter((other) => other !== toast);
  }

  render() {
    return html`<div class="toasts" role="status" aria-live="polite">
      ${this.toasts.map((toast) => html`<div class="toast ${toast.kind}">
        <sd-icon name=${toast.kind === 'error' ? 'warn' : 'check'}></sd-icon><span>${toast.text}</span>
        <button class="button quiet icon-only" type="button" aria-label="Dismiss" @click=${() => this.#drop(toast)}>
          <sd-icon name="close"></sd-icon></button></div>`)}
    </div>`;
  }
}

define('sd-toasts', SdToasts);

/** Confirms something that was done. */
export function said(text) {
  document.querySelector('sd-toasts')?.show(text, 'ok');
}

/** Tells of something that failed and has no field to stand beside. */
export function failed(error) {
  document.querySelector('sd-toasts')?.show(error.message ?? String(error), 'error');
}
