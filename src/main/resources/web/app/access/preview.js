import { html, nothing } from '../ui/element.js';
import { notice } from '../ui/states.js';
import './effect.js';

const WAIT_FOR_CHANGES = 250;

/**
 * What a set of changes would do, asked of the server while a person still chooses. A question is `{ key, label, ask }`; what
 * has been answered is not asked again.
 */
export class Preview {
  #host;
  #answers = new Map();
  #wanted = [];
  #timer;
  #asked = 0;

  constructor(host) {
    this.#host = host;
  }

  /** Other questions, or forgets all answers with none of them. */
  of(questions) {
    this.#wanted = questions;
    clearTimeout(this.#timer);
    this.#asked++;
    if (questions.length === 0) {
      this.#answers.clear();
    } else {
      this.#timer = setTimeout(() => this.#ask(++this.#asked), WAIT_FOR_CHANGES);
    }
    this.#host.requestUpdate();
  }

  async #ask(asked) {
    for (const { key, ask } of this.#wanted.filter((question) => !this.#answers.has(question.key))) {
      const answer = await ask().then((effect) => ({ effect }), (error) => ({ error }));
      this.#answers.set(key, answer);
      if (asked !== this.#asked) {
        return;
      }
    }
    this.#host.requestUpdate();
  }

  show(before) {
    const answers = this.#wanted.map(({ key, label }) => ({ label, ...this.#answers.get(key) }));
    if (answers.length === 0) {
      return html`<p class="soft">${before}</p>`;
    }
    if (answers.some(({ effect, error }) => !effect && !error)) {
      return html`<p class="soft" aria-busy="true">Asking what this would change…</p>`;
    }
    const effects = answers.flatMap(({ effect }) => effect ?? []);
    return html`${effects.length ? html`<sd-effect .effects=${effects}></sd-effect>` : nothing}
      ${answers.filter(({ error }) => error).map(({ label, error }) => notice('warn', `${label}: ${error.message}`))}`;
  }
}
