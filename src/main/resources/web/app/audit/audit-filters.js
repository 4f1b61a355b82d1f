import { html, SdElement, define } from '../ui/element.js';
import { TYPES } from './words.js';
import '@vaadin/select';

const WAIT_FOR_TYPING = 300;

const KINDS = [
  { label: 'Any kind', value: '' },
  { label: 'Changes', value: 'CHANGE' },
  { label: 'Refusals', value: 'REFUSAL' },
];

const ACTIONS = [
  { label: 'Any action', value: '' },
  { label: 'Created', value: 'CREATE' },
  { label: 'Changed', value: 'UPDATE' },
  { label: 'Deleted', value: 'DELETE' },
];

const TARGETS = [{ label: 'Any type', value: '' }, ...Object.entries(TYPES).map(([value, label]) => ({ label: capital(label), value }))];

/** What to look for in the audit. Fires `choose` with what changed, by the names of the address. */
class SdAuditFilters extends SdElement {
  static properties = { values: { attribute: false } };

  #timer;

  render() {
    return html`<div class="row audit-filters" role="search" aria-label="Filters">
      ${this.#text('search', 'Search audit', 'search')}${this.#text('actor', 'Who, exactly', 'user')}
      ${this.#select('kind', 'Kind', KINDS)}${this.#select('action', 'Action', ACTIONS)}${this.#select('targetType', 'Type', TARGETS)}
      <div class="row">${this.#day('from', 'From')}${this.#day('to', 'To')}</div>
      ${Object.values(this.values).some(Boolean)
        ? html`<button class="button quiet" type="button" @click=${this.#clear}><sd-icon name="close"></sd-icon>Clear filters</button>`
        : ''}</div>`;
  }

  #text(name, label, icon) {
    return html`<vaadin-text-field class="search" placeholder=${label} accessible-name=${label} clear-button-visible maxlength="200"
      .value=${this.values[name] ?? ''} @value-changed=${(event) => this.#typed(name, event.detail.value)}>
      <sd-icon slot="prefix" name=${icon}></sd-icon></vaadin-text-field>`;
  }

  #select(name, label, items) {
    return html`<vaadin-select accessible-name=${label} placeholder=${items[0].label} .items=${items} .value=${this.values[name] ?? ''}
      @change=${(event) => this.#choose({ [name]: event.target.value })}></vaadin-select>`;
  }

  #day(name, label) {
    return html`<label class="day-field small"><span class="soft">${label}</span>
      <input type="date" name=${name} .value=${this.values[name] ?? ''} @change=${(event) => this.#choose({ [name]: event.target.value })}></label>`;
  }

  #typed(name, text) {
    clearTimeout(this.#timer);
    if (text !== (this.values[name] ?? '')) {
      this.#timer = setTimeout(() => this.#choose({ [name]: text }), WAIT_FOR_TYPING);
    }
  }

  #clear() {
    this.#choose(Object.fromEntries(Object.keys(this.values).map((name) => [name, undefined])));
  }

  #choose(detail) {
    this.dispatchEvent(new CustomEvent('choose', { detail }));
  }
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

define('sd-audit-filters', SdAuditFilters);
