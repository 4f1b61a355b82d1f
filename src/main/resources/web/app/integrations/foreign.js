import { html } from '../ui/element.js';
import { failure, loading } from '../ui/states.js';

/* What other folders draw: fetched when its tab is first opened. */
const PARTS = {
  'sd-target-access': () => import('../access/target-access.js'),
  'sd-usage-panel': () => import('../usage/usage-panel.js'),
  'sd-audit-list': () => import('../audit/audit-list.js'),
};

/** Draws an element whose module is fetched first; until then it shows that it loads. */
export class Foreign {
  #host;
  #failed = null;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {}

  show(name, draw) {
    if (customElements.get(name)) {
      return draw();
    }
    if (this.#failed) {
      return failure(this.#failed, () => this.#fetch(name));
    }
    this.#fetch(name);
    return html`${loading()}`;
  }

  async #fetch(name) {
    this.#failed = null;
    try {
      await PARTS[name]();
    } catch (error) {
      this.#failed = error;
    }
    this.#host.requestUpdate();
  }
}
