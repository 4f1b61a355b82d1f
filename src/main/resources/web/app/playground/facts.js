import { html, nothing } from '../ui/element.js';
import { whole } from '../ui/marks.js';

const REASONS = {
  stop: 'the model had finished',
  length: 'the most tokens were reached',
  content_filter: 'the provider’s filter stopped it',
  tool_calls: 'the model wants to use a tool',
};

/** What is known of a call once it has ended: tokens, times, why it ended. What the API did not tell is left out. */
export function facts({ usage, firstAfter, took, reason }) {
  return html`<dl class="pg-facts">
    ${fact('Tokens in', usage && whole(usage.prompt_tokens))}
    ${fact('Tokens out', usage && whole(usage.completion_tokens ?? 0))}
    ${fact('First token', firstAfter !== null && duration(firstAfter))}
    ${fact('Total', duration(took))}
    ${fact('Finish reason', reason && html`<span title=${REASONS[reason] ?? reason}>${reason}</span>`)}</dl>`;
}

function fact(label, value) {
  return value ? html`<div><dt>${label}</dt><dd>${value}</dd></div>` : nothing;
}

/** A time span as short as one reads it. */
export function duration(millis) {
  return millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(1)} s`;
}
