import { html, nothing, SdElement, define } from '../ui/element.js';
import { HIDDEN, differences } from './fields.js';

const EXACT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** What one change did, field by field: before and after side by side, or the one there is of what was made or removed. */
class SdAuditComparison extends SdElement {
  static properties = { entry: { attribute: false } };

  render() {
    const isUpdate = this.entry.action === 'UPDATE';
    return html`<table class="audit-comparison small"><caption class="visually-hidden">${isUpdate ? 'Before and after' : 'Values'}</caption>
      <thead><tr><th scope="col">Field</th>
        ${isUpdate
          ? html`<th scope="col">Before</th><th scope="col">After</th>`
          : html`<th scope="col">${this.entry.action === 'DELETE' ? 'Was' : 'Is'}</th>`}</tr></thead>
      <tbody>${differences(this.entry).map((field) => (isUpdate ? this.#pair(field) : this.#single(field)))}</tbody></table>`;
  }

  #pair(field) {
    if (!field.isChanged) {
      return html`<tr class="soft"><th scope="row">${field.label}</th><td colspan="2">${this.#value(field, field.after)}</td></tr>`;
    }
    return html`<tr><th scope="row">${field.label}<span class="visually-hidden"> (changed)</span></th>
      <td class="was"><span class="audit-sign" aria-hidden="true">−</span>${this.#value(field, field.before)}</td>
      <td class="is"><span class="audit-sign" aria-hidden="true">+</span>${this.#value(field, field.after, field.before === HIDDEN)}</td></tr>`;
  }

  #single(field) {
    const isGone = this.entry.action === 'DELETE';
    const value = isGone ? field.before : field.after;
    return value === null
      ? nothing
      : html`<tr><th scope="row">${field.label}</th><td>${this.#value(field, value)}</td></tr>`;
  }

  #value({ isTime }, value, isOther) {
    if (value === null) {
      return html`<span class="soft">none</span>`;
    }
    if (value === HIDDEN) {
      return html`<span class="audit-hidden"><sd-icon name="key" size="14"></sd-icon>${isOther ? 'another hidden value' : 'hidden'}</span>`;
    }
    const time = isTime ? Date.parse(value) : NaN;
    return Number.isNaN(time) ? html`<span class="audit-text">${value}</span>` : EXACT.format(time);
  }
}

define('sd-audit-comparison', SdAuditComparison);
