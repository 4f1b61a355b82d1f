import { html, nothing, SdElement, define } from './element.js';
import { said } from './toast.js';

/** Copies a text, and says so. */
class SdCopy extends SdElement {
  static properties = { value: {}, label: {}, text: {} };

  render() {
    const label = this.label ?? 'Copy';
    return html`<button class="button ${this.text ? '' : 'quiet icon-only'}" type="button" aria-label=${label} title=${label}
      @click=${this.#copy}><sd-icon name="copy"></sd-icon>${this.text ?? nothing}</button>`;
  }

  async #copy() {
    await navigator.clipboard.writeText(this.value);
    said('Copied');
  }
}

define('sd-copy', SdCopy);

/** A technical name in monospace with its copy button. */
export function identifier(value) {
  return html`<span class="identifier"><code title=${value}>${middle(value, 40)}</code><sd-copy .value=${value} label="Copy ${value}"></sd-copy></span>`;
}

/** A long name cut in the middle, where names of one family differ least. */
export function middle(text, most = 48) {
  if (text.length <= most) {
    return text;
  }
  const half = Math.floor((most - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const EXACT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** A time as one says it, with the exact one on hover. */
export function when(millis) {
  if (!millis) {
    return html`<span class="soft">never</span>`;
  }
  const date = new Date(millis);
  return html`<time datetime=${date.toISOString()} title=${EXACT.format(date)}>${relative(millis)}</time>`;
}

function relative(millis) {
  const seconds = (millis - Date.now()) / 1000;
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) {
      return RELATIVE.format(Math.round(seconds / length), unit);
    }
  }
  return 'just now';
}

const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat('en');

/** A number short enough for a column, exact on hover. */
export function short(number) {
  return html`<span title=${WHOLE.format(number)}>${SHORT.format(number)}</span>`;
}

export const whole = (number) => WHOLE.format(number);

const CENTS = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const SMALL = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', minimumSignificantDigits: 1, maximumSignificantDigits: 3 });
const EXACT_DOLLARS = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 9 });
const SHORT_DOLLARS = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', notation: 'compact', maximumFractionDigits: 1 });

/** An amount of US dollars short enough for a column, whether it is a fraction of a cent or millions. */
export function dollars(amount) {
  const number = Number(amount);
  if (number === 0) {
    return '$0';
  }
  return (number < 1 ? SMALL : number < 10_000 ? CENTS : SHORT_DOLLARS).format(number);
}

/** An amount of US dollars to the last place. */
export const exactDollars = (amount) => EXACT_DOLLARS.format(amount);

/** Tags as key:value. */
export function tags(list) {
  return (list ?? []).map(({ key, value }) => html`<span class="tag" title="${key}:${value}">${key}:${value}</span> `);
}

/** One, or several, of something. */
export function plural(count, one, many = `${one}s`) {
  return `${WHOLE.format(count)} ${count === 1 ? one : many}`;
}
