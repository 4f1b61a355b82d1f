import { html, SdElement, define } from '../ui/element.js';
import { middle } from '../ui/marks.js';
import { isSame, keyOf, kindOf } from './things.js';
import { nameOf } from './names.js';

/** A subject or target as icon and name; a link to its page unless `plain`. */
class SdThing extends SdElement {
  static properties = { of: { attribute: false }, plain: { type: Boolean }, name: { state: true } };

  willUpdate(changed) {
    if (changed.has('of') && !isSame(changed.get('of'), this.of)) {
      this.#learn(this.of);
    }
  }

  async #learn(of) {
    this.name = '';
    const name = await nameOf(of);
    if (keyOf(of) === keyOf(this.of)) {
      this.name = name;
    }
  }

  render() {
    const { icon, href, label } = kindOf(this.of);
    const name = this.name || this.of.id;
    const text = html`<span title="${label} ${name}">${middle(name, 44)}</span>`;
    return html`<span class="access-thing"><sd-icon name=${icon}></sd-icon><span class="visually-hidden">${label}</span>
      ${href && !this.plain ? html`<a href=${href}>${text}</a>` : text}</span>`;
  }
}

define('sd-thing', SdThing);
