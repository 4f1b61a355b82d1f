import { html } from '../ui/element.js';
import { parts } from './prompt-text.js';

/** The names of variables as they stand in a text. */
export function chips(names) {
  return names.map((name) => html`<code class="pr-variable" title=${name}>\${${name}}</code> `);
}

/** A prompt's text with its variables marked. */
export function marked(text) {
  return html`<pre class="pr-text" tabindex="0" aria-label="Prompt text">${parts(text).map((part) =>
    part.isVariable ? html`<mark class="pr-variable">${part.text}</mark>` : part.text)}</pre>`;
}
