import { get } from '../api/client.js';
import { html, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { plural } from '../ui/marks.js';
import { inWords } from './words.js';

/* What Stagedoor itself looks at comes first. */
const FIRST = ['MANAGEMENT', 'INTEGRATION_PROVIDER', 'INTEGRATION', 'PROMPT', 'APPLICATION', 'SECRET'];
const rank = ([about]) => (FIRST.indexOf(about) + 1 || FIRST.length + 1);

/** All permissions that a role can have as check boxes, by what they are about. Fires `chosen` with the names that are ticked. */
class SdPermissionBoxes extends SdElement {
  static properties = { chosen: { attribute: false }, search: { state: true } };

  constructor() {
    super();
    this.chosen = [];
    this.search = '';
    this.all = new Loader(this, () => get('/api/roles/permissions'));
  }

  connectedCallback() {
    super.connectedCallback();
    this.all.run();
  }

  render() {
    return html`<div class="stack"><div class="row spread">
        <vaadin-text-field class="search" placeholder="Search permissions" accessible-name="Search permissions" clear-button-visible
          @value-changed=${(event) => (this.search = event.detail.value)}><sd-icon slot="prefix" name="search"></sd-icon></vaadin-text-field>
        <span class="soft small" role="status">${plural(this.chosen.length, 'permission')} chosen</span></div>
      ${this.all.show((all) => this.#groups(Object.entries(all).sort((one, other) => rank(one) - rank(other))))}</div>`;
  }

  #groups(entries) {
    const wanted = this.search.trim().toUpperCase().replaceAll(' ', '_');
    const found = entries
      .map(([about, names]) => [about, names.filter((name) => name.includes(wanted))])
      .filter(([, names]) => names.length);
    return html`<div class="access-boxes">${found.map(([about, names]) => html`<fieldset><legend>${inWords(about)}</legend>
      ${names.map((name) => this.#box(name))}</fieldset>`)}
      ${found.length ? '' : html`<p class="soft" role="status">Nothing matches “${this.search}”.</p>`}</div>`;
  }

  #box(name) {
    return html`<label class="access-box"><input type="checkbox" .checked=${this.chosen.includes(name)}
      @change=${(event) => this.#toggle(name, event.target.checked)}><code>${name}</code></label>`;
  }

  #toggle(name, on) {
    this.chosen = on ? [...this.chosen, name].sort() : this.chosen.filter((other) => other !== name);
    this.dispatchEvent(new CustomEvent('chosen', { detail: this.chosen }));
  }
}

define('sd-permission-boxes', SdPermissionBoxes);
