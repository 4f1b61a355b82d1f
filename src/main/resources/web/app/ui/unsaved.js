import { askBeforeLeaving } from '../shell/router.js';
import { confirm } from './confirm.js';
import { html } from './element.js';

/** Knows whether something was typed into a page, and asks before it is left. */
export class Unsaved {
  #release = null;

  constructor(host) {
    host.addController(this);
  }

  hostDisconnected() {
    this.letGo();
  }

  /** Something was typed. */
  touched() {
    this.#release ??= askBeforeLeaving(() => this.#ask());
  }

  /** All is saved, or given up. */
  letGo() {
    this.#release?.();
    this.#release = null;
  }

  async #ask() {
    const goes = await confirm({
      heading: 'Leave without saving?',
      consequences: html`<p>What you have typed here is lost.</p>`,
      action: 'Leave',
    });
    if (goes) {
      this.letGo();
    }
    return goes;
  }
}
