import { LitElement } from 'lit';

export { html, nothing, svg } from 'lit';
export { repeat } from 'lit/directives/repeat.js';
export { classMap } from 'lit/directives/class-map.js';
export { guard } from 'lit/directives/guard.js';
export { styleMap } from 'lit/directives/style-map.js';
export { ifDefined } from 'lit/directives/if-defined.js';
export { live } from 'lit/directives/live.js';

/** An element of the console: drawn into the page itself, so that one style sheet and one set of labels serve all. */
export class SdElement extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** A page. The shell gives it the parts of its address. */
export class SdPage extends SdElement {
  static properties = { params: { attribute: false } };

  constructor() {
    super();
    this.params = {};
  }

  updated(changed) {
    if (changed.has('params') && JSON.stringify(changed.get('params')) !== JSON.stringify(this.params)) {
      this.entered();
    }
  }

  /** Called when the page is opened, and when its address changes: the place to load. */
  entered() {}

  /** What the browser shows as title, in front of the product's name. */
  set heading(text) {
    document.title = `${text} · Stagedoor`;
  }
}

/** Defines an element once, however often its module is evaluated. */
export function define(name, type) {
  if (!customElements.get(name)) {
    customElements.define(name, type);
  }
}
