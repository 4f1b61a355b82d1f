import { html, nothing, SdElement, define } from '../ui/element.js';
import { RANGES, asDay, lastDay } from './range.js';

/** Chooses the period. Fires `choose` with what the address is to say: `{ range, from, to }`. */
class SdUsageRange extends SdElement {
  static properties = { range: { attribute: false }, problem: {} };

  render() {
    const isCustom = this.range.id === 'custom';
    return html`<div class="row usage-range" role="group" aria-label="Period">
        <div class="usage-segments">${RANGES.map(({ id, label }) => this.#segment(label, this.range.id === id, { range: id }))}
          ${this.#segment('Custom', isCustom, { from: asDay(this.range.from), to: lastDay(this.range) })}</div>
        ${isCustom ? this.#days() : nothing}</div>
      ${this.problem ? html`<p class="usage-problem small" id="usage-period-problem" role="alert">The first day ${this.problem}.</p>` : nothing}`;
  }

  #segment(label, isChosen, choice) {
    return html`<button type="button" aria-pressed=${String(isChosen)} @click=${() => this.#choose(choice)}>${label}</button>`;
  }

  #days() {
    return html`<div class="row">${this.#day('From', 'from', asDay(this.range.from))}
      ${this.#day('To', 'to', lastDay(this.range))}</div>`;
  }

  #day(label, name, value) {
    return html`<label class="day-field small"><span class="soft">${label}</span>
      <input type="date" name=${name} .value=${value} required aria-invalid=${String(!!this.problem)}
        aria-describedby=${this.problem ? 'usage-period-problem' : nothing} @change=${this.#changed}></label>`;
  }

  #changed() {
    const [from, to] = this.querySelectorAll('input');
    if (from.value && to.value) {
      this.#choose({ from: from.value, to: to.value });
    }
  }

  #choose(choice) {
    this.dispatchEvent(new CustomEvent('choose', { detail: { range: undefined, from: undefined, to: undefined, ...choice } }));
  }
}

define('sd-usage-range', SdUsageRange);
