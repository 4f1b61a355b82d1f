import '@vaadin/combo-box';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { ROOT } from '../shell/router.js';

/**
 * A few names that are links to their pages, each with a way to take it, and a field to add one, beside which `problem`
 * stands. Fires `add` and `take`.
 */
class SdChipList extends SdElement {
  static properties = {
    heading: {}, noun: {}, action: {}, icon: {}, nothing: {}, section: {}, ids: { attribute: false }, source: { attribute: false },
    readonly: { type: Boolean }, problem: {}, chosen: { state: true },
  };

  render() {
    return html`<section class="stack access-tight"><h2>${this.heading}</h2>
      ${this.ids.length ? html`<ul class="access-chips">${this.ids.map((id) => this.#chip(id))}</ul>` : html`<p class="soft">${this.nothing}</p>`}
      ${this.readonly ? nothing : this.#add()}</section>`;
  }

  #chip(id) {
    return html`<li class="access-chip"><sd-icon name=${this.icon}></sd-icon><a href="${ROOT}/${this.section}/${encodeURIComponent(id)}">${id}</a>
      ${this.readonly ? nothing : html`<button type="button" aria-label="Take ${this.noun} ${id}" title="Take ${this.noun} ${id}"
        @click=${() => this.#fire('take', id)}><sd-icon name="close" size="14"></sd-icon></button>`}</li>`;
  }

  #add() {
    return html`<form class="access-line access-unlabelled" @submit=${this.#submit}>
      <vaadin-combo-box accessible-name="${this.action}" placeholder="Choose a ${this.noun}" .dataProvider=${this.source}
        .invalid=${!!this.problem} error-message=${this.problem ?? ''}
        @value-changed=${(event) => (this.chosen = event.detail.value)}></vaadin-combo-box>
      <button class="button" ?disabled=${!this.chosen}>${this.action}</button></form>`;
  }

  #submit(event) {
    event.preventDefault();
    const id = this.chosen;
    this.querySelector('vaadin-combo-box').value = '';
    this.#fire('add', id);
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

define('sd-chip-list', SdChipList);
