import { html, SdElement, define } from '../ui/element.js';
import { dollars, short } from '../ui/marks.js';
import { colourOf, duration, errorRate, labelOf } from './report.js';

const COLUMNS = [
  { id: 'calls', label: 'Calls', show: (total) => short(total.calls) },
  { id: 'errors', label: 'Errors', show: (total) => html`<span title=${errorRate(total)}>${short(total.errors)}</span>` },
  { id: 'promptTokens', label: 'Tokens in', show: (total) => short(total.promptTokens), isWide: true },
  { id: 'completionTokens', label: 'Tokens out', show: (total) => short(total.completionTokens), isWide: true },
  { id: 'totalTokens', label: 'Tokens', show: (total) => short(total.totalTokens) },
  { id: 'cost', label: 'Cost', show: (total) => html`<span title="$${total.costUsd}">${dollars(total.costUsd)}</span>` },
  { id: 'latencyP50Millis', label: 'p50', show: (total) => duration(total.latencyP50Millis), isWide: true },
  { id: 'latencyP95Millis', label: 'p95', show: (total) => duration(total.latencyP95Millis), isWide: true },
];

/** The totals of a report, a row for each key: what the charts say, in numbers. Sorted by the column that was pressed. */
class SdUsageTotals extends SdElement {
  static properties = { report: { attribute: false }, heading: {}, sorted: { state: true } };

  constructor() {
    super();
    this.sorted = { by: 'totalTokens', isUp: false };
  }

  render() {
    return html`<div class="list-frame"><table class="list usage-totals"><caption class="visually-hidden">Totals by ${this.heading}</caption>
      <thead><tr>${this.#head({ id: 'label', label: this.heading })}${COLUMNS.map((column) => this.#head(column, 'number'))}</tr></thead>
      <tbody>${this.#rows().map((row) => this.#row(row))}</tbody></table></div>`;
  }

  #head({ id, label, isWide }, kind = '') {
    const isSorted = this.sorted.by === id;
    const direction = this.sorted.isUp ? 'ascending' : 'descending';
    return html`<th scope="col" class="${kind} ${isWide ? 'wide' : ''}" aria-sort=${isSorted ? direction : 'none'}>
      <button type="button" class="usage-sort" @click=${() => this.#sort(id)}>${label}<span class="usage-arrow"
        aria-hidden="true">${isSorted ? (this.sorted.isUp ? '↑' : '↓') : ''}</span></button></th>`;
  }

  #sort(id) {
    const isUp = this.sorted.by === id ? !this.sorted.isUp : id === 'label';
    this.sorted = { by: id, isUp };
  }

  #rows() {
    const rows = this.report.series.map((series, place) => ({
      ...series.total,
      cost: Number(series.total.costUsd),
      label: labelOf(series, this.report.by),
      key: series.key,
      colour: colourOf(series, place),
    }));
    const { by, isUp } = this.sorted;
    return rows.sort((a, b) => (isUp ? 1 : -1) * compare(a[by], b[by]));
  }

  #row(row) {
    return html`<tr><th scope="row" class="cut" title=${row.key ?? row.label}><span class="usage-swatch series-${row.colour}"
        aria-hidden="true"></span>${row.label}</th>
      ${COLUMNS.map(({ show, isWide }) => html`<td class="number ${isWide ? 'wide' : ''}">${show(row)}</td>`)}</tr>`;
  }
}

function compare(a, b) {
  return typeof a === 'string' ? a.localeCompare(b) : (a ?? -1) - (b ?? -1);
}

define('sd-usage-totals', SdUsageTotals);
