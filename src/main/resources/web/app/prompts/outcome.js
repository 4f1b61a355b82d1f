import { html, nothing } from '../ui/element.js';
import { loading, notice } from '../ui/states.js';
import { facts } from '../playground/facts.js';
import '../playground/refusal.js';

/** What came of trying out a prompt. The API tells its text alone, so that of its facts only the time is known. */
export function outcome({ answer, error, stopped, isRunning, model, took }) {
  return html`<div aria-live="polite" aria-busy=${String(isRunning)}>
    ${isRunning ? loading(2) : nothing}
    ${error ? html`<sd-refusal .error=${error} .model=${model}></sd-refusal>` : nothing}
    ${stopped ? notice('info', 'You stopped this. The provider may have charged for it all the same.') : nothing}
    ${answer === null ? nothing : html`<div class="pg-turn"><p class="pg-who">${model}</p><div class="pg-text">${answer}</div>
      ${facts({ took, firstAfter: null })}</div>`}</div>`;
}
