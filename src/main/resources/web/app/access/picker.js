import '@vaadin/combo-box';
import { accessTo } from '../api/session.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Paged } from '../ui/paged.js';
import { searching } from './paging.js';
import './thing.js';
import './type-subject.js';
import { keyOf } from './things.js';

/** Lists under tabs, out of which several things can be ticked. Fires `pick` with `{ choice, on }`. */
class SdPicker extends SdElement {
  static properties = {
    sources: { attribute: false }, picked: { attribute: false }, asksMay: { type: Boolean }, tab: { state: true }, container: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.#open(this.sources[0]);
  }

  async #open(source) {
    this.tab = source;
    this.container = undefined;
    this.list = source.isTyped ? null : new Paged(this, (page) => this.#load(source, page), ({ place }) => place);
    if (source.within) {
      this.provider = searching(source.within.load);
      const [first] = await source.within.load({ limit: 1 }).catch(() => []);
      if (this.tab !== source) {
        return;
      }
      this.container = first ?? null;
    }
    if (this.list && (!source.within || this.container)) {
      this.list.start();
    }
  }

  async #load(source, page) {
    const choices = (await source.load(page, this.container)).map(source.choice);
    if (!this.asksMay || choices.length === 0) {
      return choices;
    }
    const may = await accessTo(choices.map(keyOf));
    return choices.map((choice) => ({ ...choice, isNotMine: !may.get(keyOf(choice)).has('UPDATE') }));
  }

  render() {
    return html`<div class="tabs access-tabs" role="tablist" aria-label="What to choose from" @keydown=${this.#key}>
        ${this.sources.map((source) => html`<button role="tab" type="button" id="tab-${source.id}" aria-selected=${String(source === this.tab)}
          aria-controls="picker-list" tabindex=${source === this.tab ? 0 : -1} @click=${() => this.#open(source)}>${source.label}</button>`)}</div>
      <div class="stack access-tight" role="tabpanel" id="picker-list" aria-labelledby="tab-${this.tab.id}">
        ${this.tab.isTyped ? html`<sd-type-subject @typed=${({ detail }) => this.#pick(detail, true)}></sd-type-subject>` : this.#list()}</div>`;
  }

  #list() {
    return html`<div class="row access-picker-search">${this.tab.within ? this.#containers(this.tab.within) : nothing}
      ${this.list.searchField(`Search ${this.tab.label.toLowerCase()}`)}</div>
      ${this.container === null ? html`<p class="soft">There is no integration that you may see.</p>` : this.list.show(
        (choices) => html`<ul class="access-choices">${choices.map((choice) => this.#row(choice))}</ul>`,
        () => html`<p class="soft">${this.tab.within ? `${this.container} has no models that you may see.` : 'There are none that you may see.'}</p>`)}`;
  }

  #containers({ label }) {
    return html`<vaadin-combo-box accessible-name=${label} placeholder=${label} .dataProvider=${this.provider} .selectedItem=${this.container}
      @selected-item-changed=${this.#within}></vaadin-combo-box>`;
  }

  #row(choice) {
    const note = choice.isNotMine ? 'You may not give access to this' : choice.note;
    return html`<li><label class="access-choice"><input type="checkbox" ?disabled=${choice.isNotMine} .checked=${this.picked.has(keyOf(choice))}
        @change=${(event) => this.#pick(choice, event.target.checked)}>
      <span class="access-choice-name" title=${choice.name ?? choice.id}>${choice.name ?? choice.id}</span>
      ${choice.isOff ? html`<span class="badge warn">Inactive</span>` : nothing}
      <span class="access-choice-note soft small" title=${note ?? ''}>${note}</span></label></li>`;
  }

  #within(event) {
    if (event.detail.value && event.detail.value !== this.container) {
      this.container = event.detail.value;
      this.list.start();
    }
  }

  #pick(choice, on) {
    this.dispatchEvent(new CustomEvent('pick', { detail: { choice, on } }));
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = this.sources.at((this.sources.indexOf(this.tab) + step) % this.sources.length);
      this.#open(next);
      this.querySelector(`#tab-${next.id}`).focus();
    }
  }
}

define('sd-picker', SdPicker);
