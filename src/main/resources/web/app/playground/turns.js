import { html, nothing } from '../ui/element.js';
import { notice } from '../ui/states.js';
import { facts } from './facts.js';
import './refusal.js';

/** One question with its answer, as far as it has come. Both are text, whatever they hold. */
export function turn({ question, model, text, error, stopped, known }) {
  const running = !error && !stopped && !known;
  return html`<article class="pg-turn">
    <p class="pg-who">You</p><div class="pg-text">${question}</div>
    <p class="pg-who">${model}</p>
    <div class="pg-text pg-answer ${running ? 'running' : ''}" aria-live="polite" aria-busy=${String(running)} ?hidden=${error && !text}>${text}</div>
    ${error ? html`<sd-refusal .error=${error} .model=${model}></sd-refusal>` : nothing}
    ${stopped ? notice('info', 'You stopped the answer here.') : nothing}
    ${known ? facts(known) : nothing}</article>`;
}

/** What is sent along of the conversation: answers that failed, or that never began, are none of it. */
export function messagesOf(turns) {
  return turns
    .filter(({ error, text }) => !error && text)
    .flatMap(({ question, text }) => [
      { role: 'user', content: question },
      { role: 'assistant', content: text },
    ]);
}
