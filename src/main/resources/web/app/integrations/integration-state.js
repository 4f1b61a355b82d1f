import { get } from '../api/client.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { plural, when } from '../ui/marks.js';
import { integrationPath } from './saving.js';

const BREAKERS = {
  CLOSED: { kind: 'ok', text: 'Answers' },
  HALF_OPEN: { kind: 'warn', text: 'Being tried again' },
  OPEN: { kind: 'error', text: 'Left alone after failures' },
};

const FAILURES = {
  UNREACHABLE: 'no connection',
  TIMED_OUT: 'silent for too long',
  NOT_ALLOWED: 'at an address that is not called',
  CUT_OFF: 'an answer broke off',
};

/** How the provider of an integration fares, in one line; nothing as long as nobody called it. */
class SdIntegrationState extends SdElement {
  static properties = { name: {}, state: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    get(`${integrationPath(this.name)}/state`).then((state) => (this.state = state), () => {});
  }

  render() {
    if (!this.state?.since) {
      return nothing;
    }
    const { kind, text } = BREAKERS[this.state.breaker];
    return html`<p class="integrations-state"><span class="badge ${kind}" title=${`As ${this.state.node} sees it`}>${text}</span>
      <span class="soft">${this.#facts().map((fact, i) => html`${i ? ' · ' : ''}${fact}`)}</span></p>`;
  }

  #facts() {
    const { probeAt, calls, failureRate, callsInFlight, maxConcurrentCalls, lastFailure, lastFailureAt } = this.state;
    return [
      probeAt && html`next try in ${plural(Math.max(1, Math.ceil((probeAt - Date.now()) / 1000)), 'second')}`,
      html`${plural(callsInFlight, 'call')} under way${maxConcurrentCalls ? `, at most ${maxConcurrentCalls}` : ''}`,
      failureRate > 0 && html`${Math.round(failureRate)} % of ${plural(calls, 'call')} failed lately`,
      lastFailure && html`last failure: ${FAILURES[lastFailure] ?? lastFailure.replace('STATUS_', 'status ')}, ${when(lastFailureAt)}`,
    ].filter(Boolean);
  }
}

define('sd-integration-state', SdIntegrationState);
