import { LitElement, css, html } from 'lit';
import { define } from './element.js';
import './icon.js';

/**
 * A modal dialog around the browser's own. Content goes into the element, buttons into `slot="footer"`. Escape and the
 * cross fire `close`; a `locked` dialog can only be left by what its content offers.
 */
class SdDialog extends LitElement {
  static properties = { heading: {}, open: { type: Boolean }, locked: { type: Boolean }, wide: { type: Boolean } };

  static styles = css`
    dialog {
      width: min(560px, calc(100vw - 32px));
      max-width: none;
      max-height: calc(100dvh - 64px);
      padding: 0;
      border: 1px solid var(--sd-line);
      border-radius: 10px;
      background: var(--sd-ground-raised);
      color: var(--sd-text);
      box-shadow: 0 16px 48px rgb(0 0 0 / 25%);
      overflow: hidden;
    }
    dialog[open] {
      display: flex;
      flex-direction: column;
    }
    dialog.wide {
      width: min(920px, calc(100vw - 32px));
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 45%);
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
      padding: 16px 16px 8px 24px;
    }
    h2 {
      margin: 0;
      font-size: var(--sd-title-s);
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .body {
      padding: 8px 24px 16px;
      overflow: auto;
    }
    footer {
      display: flex;
      justify-content: flex-end;
      gap: 8px;
      padding: 12px 24px;
      border-top: 1px solid var(--sd-line);
      flex-wrap: wrap;
    }
    footer.none {
      display: none;
    }
    button {
      display: grid;
      place-items: center;
      width: 32px;
      height: 32px;
      border: 0;
      border-radius: 6px;
      background: none;
      color: var(--sd-text-soft);
      cursor: pointer;
    }
    button:hover {
      background: var(--sd-ground-hover);
    }
    button:focus-visible {
      outline: 2px solid var(--sd-accent);
    }
    @media (max-width: 640px) {
      .body {
        padding: 8px 16px 16px;
      }
      header {
        padding-inline-start: 16px;
      }
      footer {
        padding: 12px 16px;
      }
    }
  `;

  #opener = null;

  render() {
    return html`<dialog class=${this.wide ? 'wide' : ''} aria-labelledby="heading"
        @cancel=${this.#cancel} @close=${this.#closed}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        ${this.locked
          ? ''
          : html`<button type="button" aria-label="Close" @click=${this.#leave}><sd-icon name="close"></sd-icon></button>`}
      </header>
      <div class="body"><slot></slot></div>
      <footer class=${this.querySelector('[slot=footer]') ? '' : 'none'}><slot name="footer" @slotchange=${() => this.requestUpdate()}></slot></footer>
    </dialog>`;
  }

  constructor() {
    super();
    this.addEventListener('keydown', (event) => this.#key(event), { capture: true });
  }

  /* Escape closes an open list of a field, not the dialog around it. */
  #key(event) {
    if (event.key === 'Escape' && this.querySelector('[opened]')) {
      event.preventDefault();
    }
  }

  /* Who closes a dialog by taking it away takes the browser's way back of the focus along. */
  disconnectedCallback() {
    super.disconnectedCallback();
    if (this.#opener?.isConnected) {
      this.#opener.focus();
    }
    this.#opener = null;
  }

  updated() {
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.open && !dialog.open) {
      this.#opener = document.activeElement;
      dialog.showModal();
      this.querySelector('[autofocus]')?.focus();
    } else if (!this.open && dialog.open) {
      dialog.close();
    }
  }

  #cancel(event) {
    event.preventDefault();
    if (!this.locked) {
      this.#leave();
    }
  }

  /* The browser closes a dialog on a second Escape whatever we say. */
  #closed() {
    if (this.open && this.locked) {
      this.renderRoot.querySelector('dialog').showModal();
    } else if (this.open) {
      this.#leave();
    }
  }

  #leave() {
    this.dispatchEvent(new CustomEvent('close'));
  }
}

define('sd-dialog', SdDialog);
