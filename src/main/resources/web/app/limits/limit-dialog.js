import '@vaadin/number-field';
import '@vaadin/select';
import '@vaadin/text-field';
import { FormDialog } from '../ui/form-dialog.js';
import { html, define } from '../ui/element.js';
import { said } from '../ui/toast.js';
import { saveLimit } from './limit-api.js';
import { COUNTS, LIMITED, PERIODS, inOneLine } from './words.js';

/** Sets a limit: a new one on anything, or another amount of `limit`. */
class SdLimitDialog extends FormDialog {
  static properties = { limit: { attribute: false }, type: { state: true } };

  constructor() {
    super();
    this.type = LIMITED[0].value;
  }

  get heading() {
    return this.limit ? 'Change limit' : 'New limit';
  }

  get action() {
    return this.limit ? 'Save' : 'Set limit';
  }

  fields() {
    return html`${this.limit ? html`<p class="soft">${this.limit.id}: ${inOneLine(this.limit)}</p>` : this.#onWhat()}
      <vaadin-number-field name="amount" label="Amount" required min="0" step="any" manual-validation ?autofocus=${!!this.limit}
        .value=${String(this.limit?.amount ?? '')} helper-text="Of requests or tokens, or US dollars"
        .invalid=${!!this.at('limits[0].amount')} .errorMessage=${this.at('limits[0].amount')}></vaadin-number-field>`;
  }

  #onWhat() {
    const { helper } = LIMITED.find(({ value }) => value === this.type);
    return html`<vaadin-select name="type" label="On" .items=${LIMITED} .value=${this.type}
        @change=${({ target }) => { this.type = target.value; }}></vaadin-select>
      <vaadin-text-field name="id" label="Name" required autofocus autocomplete="off" helper-text=${helper ?? ''}
        .invalid=${!!this.at('id')} .errorMessage=${this.at('id')}></vaadin-text-field>
      <vaadin-select name="counts" label="Counts" .items=${COUNTS} value="REQUESTS"></vaadin-select>
      <vaadin-select name="period" label="In each" .items=${PERIODS} value="DAY"
        .invalid=${!!this.at('limits[0].period')} .errorMessage=${this.at('limits[0].period')}></vaadin-select>`;
  }

  async save() {
    const amount = Number(this.valueOf('amount'));
    const limit = this.limit
      ? { ...this.limit, amount }
      : { type: this.type, id: this.valueOf('id'), counts: this.valueOf('counts'), period: this.valueOf('period'), amount };
    await saveLimit(limit, limit);
    said(`${limit.id}: ${inOneLine(limit)}`);
    return limit;
  }
}

define('sd-limit-dialog', SdLimitDialog);
