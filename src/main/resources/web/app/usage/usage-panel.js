import { get } from '../api/client.js';
import { session } from '../api/session.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { dollars, plural, short, whole } from '../ui/marks.js';
import { empty } from '../ui/states.js';
import { setQuery } from '../shell/router.js';
import { colourOf, duration, errorRate, labelOf, SERIES } from './report.js';
import { rangeOf } from './range.js';
import './chart.js';
import './range-picker.js';
import './totals-table.js';

const HEADINGS = { model: 'Model', integration: 'Integration', application: 'Application', user: 'User', outcome: 'Outcome' };

const MEASURES = [
  { heading: 'Tokens', kind: 'bar', read: (point) => point.totalTokens, exact: whole },
  { heading: 'Cost', kind: 'bar', read: (point) => Number(point.costUsd), exact: dollars, tick: dollars, isSeen: isCharged },
  { heading: 'Calls', kind: 'bar', read: (point) => point.calls, exact: whole },
  { heading: 'Errors', kind: 'bar', read: (point) => point.errors, exact: whole },
  { heading: 'Latency', note: '95 of 100 calls took at most', kind: 'line', read: (point) => point.latencyP95Millis, exact: duration, tick: duration },
];

/**
 * What was used, over time and in all. `filter` is `{ integration, model, principal }`, `by` what it is split by. The period
 * stands in the address; `period-change` is fired when it changes.
 */
class SdUsagePanel extends SdElement {
  static properties = { filter: { attribute: false }, by: {}, off: { state: true } };

  #asked;
  #report = new Loader(this, () => this.#load());
  #reread = () => this.requestUpdate();

  constructor() {
    super();
    this.filter = {};
    this.by = 'model';
    this.off = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('popstate', this.#reread);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#reread);
  }

  willUpdate() {
    this.range = rangeOf(new URLSearchParams(location.search));
    const question = JSON.stringify([this.filter, this.by, this.range.id, this.range.id === 'custom' ? this.range : '']);
    if (question !== this.#asked) {
      this.#asked = question;
      this.off = new Set();
      this.#report.run();
    }
  }

  #load() {
    return get('/api/usage', { ...this.#query(), by: this.by, interval: this.range.interval, limit: SERIES });
  }

  #query() {
    const { integration, model, principal } = this.filter;
    return { integration, model, principal, from: this.range.from, to: this.range.to };
  }

  render() {
    return html`<div class="stack usage-panel">${this.#toolbar()}
      ${this.#periodProblem() ? nothing : this.#report.show((report) => this.#content(report), 6)}
      ${session.has('USER_MANAGEMENT')
        ? nothing
        : html`<p class="soft small">You see your own calls and those of models you may read. Who made the calls of others is shown
          only with the permission USER_MANAGEMENT.</p>`}</div>`;
  }

  #toolbar() {
    return html`<div class="row spread usage-toolbar"><sd-usage-range .range=${this.range} .problem=${this.#periodProblem()} @choose=${this.#choose}></sd-usage-range>
      <div class="row"><button class="button quiet icon-only" type="button" aria-label="Refresh" title="Refresh" @click=${() => this.#report.run()}>
          <sd-icon name="refresh"></sd-icon></button>
        <a class="button" href=${`/api/usage/export?${this.#exported()}`} download><sd-icon name="download"></sd-icon>Export CSV</a></div></div>`;
  }

  #periodProblem() {
    return this.#report.error?.of?.('from', 'to');
  }

  #exported() {
    const given = Object.entries(this.#query()).filter(([, value]) => value !== undefined && value !== '');
    return new URLSearchParams(given);
  }

  #choose({ detail }) {
    setQuery(detail);
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('period-change', { bubbles: true }));
  }

  #content(report) {
    if (report.total.calls === 0) {
      return empty({ icon: 'chart', heading: 'No calls in this period', text: 'Calls appear here a moment after they end. A longer period may show more.' });
    }
    return html`${this.#tiles(report.total)}
      <div class="stack usage-charts">${this.#legend(report)}
        <div class="usage-grid">${MEASURES.filter(({ isSeen }) => isSeen?.(report.total) ?? true).map((measure) => html`<sd-usage-chart .report=${report} .measure=${measure} .off=${this.off}></sd-usage-chart>`)}</div>
        ${report.total.estimatedCalls ? html`<p class="soft small">Tokens of ${plural(report.total.estimatedCalls, 'call')} are estimated,
          as the provider told none.</p>` : nothing}
        <p class="soft small">${report.interval === 'day' ? 'Days begin at midnight UTC.' : 'Days begin at midnight UTC; hours are told in your time zone.'}</p></div>
      <sd-usage-totals .report=${report} heading=${HEADINGS[report.by]}></sd-usage-totals>`;
  }

  #tiles(total) {
    return html`<dl class="usage-tiles" aria-busy=${String(this.#report.busy)}>
      ${tile('Calls', short(total.calls))}
      ${tile('Errors', html`${short(total.errors)} <span class="soft small">${errorRate(total)}</span>`)}
      ${tile('Tokens in', short(total.promptTokens))}
      ${tile('Tokens out', short(total.completionTokens))}
      ${tile('Cost', html`<span title="$${total.costUsd}">${dollars(total.costUsd)}</span>`)}
      ${tile('Latency p50', duration(total.latencyP50Millis))}
      ${tile('Latency p95', duration(total.latencyP95Millis))}</dl>`;
  }

  #legend(report) {
    return html`<div class="row usage-legend" role="group" aria-label="Shown in the charts">
      ${report.series.map((series, place) => html`<button type="button" aria-pressed=${String(!this.off.has(series.key))}
        title=${labelOf(series, report.by)} @click=${() => this.#toggle(series.key)}><span class="usage-swatch series-${colourOf(series, place)}"
        aria-hidden="true"></span><span class="usage-cut">${labelOf(series, report.by)}</span></button>`)}</div>`;
  }

  #toggle(key) {
    const off = new Set(this.off);
    if (!off.delete(key)) {
      off.add(key);
    }
    this.off = off;
  }
}

function isCharged({ costUsd }) {
  return costUsd !== '0';
}

function tile(label, value) {
  return html`<div><dt class="soft small">${label}</dt><dd>${value}</dd></div>`;
}

define('sd-usage-panel', SdUsagePanel);
