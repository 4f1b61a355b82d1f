import { ask } from './chat-stream.js';
import { messagesOf } from './turns.js';

/** The turns of one conversation, of which one at a time is being answered. */
export class Conversation {
  turns = [];
  status = '';
  #host;
  #abort = null;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected() {
    this.stop();
  }

  get isRunning() {
    return !!this.#abort;
  }

  /** Why the last call did not work, if it did not. */
  get error() {
    return this.turns.at(-1)?.error;
  }

  stop() {
    this.#abort?.abort();
  }

  clear() {
    this.turns = [];
    this.#tell('');
  }

  /** What a question is sent with: everything that was said so far. */
  request({ model, system, question, settings }) {
    const rules = system.trim() ? [{ role: 'system', content: system }] : [];
    return { model, messages: [...rules, ...messagesOf(this.turns), { role: 'user', content: question }], ...settings };
  }

  /** Asks, and resolves when the answer has ended, to its turn. */
  async ask(parts) {
    const request = this.request(parts);
    const turn = { question: parts.question, model: parts.model, text: '' };
    this.#abort = new AbortController();
    this.turns = [...this.turns.filter(({ text }) => text), turn];
    this.#tell('The model is answering.');
    try {
      turn.known = await ask(request, { signal: this.#abort.signal, onText: (text) => this.#grow(turn, text) });
      this.status = 'The answer is complete.';
    } catch (error) {
      this.#fail(turn, error);
    } finally {
      this.#abort = null;
      this.#host.requestUpdate();
    }
    return turn;
  }

  #grow(turn, text) {
    turn.text += text;
    this.#host.requestUpdate();
  }

  #fail(turn, error) {
    if (error.name === 'AbortError') {
      turn.stopped = true;
      this.status = 'The answer was stopped.';
    } else {
      turn.error = error;
      this.status = '';
    }
  }

  #tell(status) {
    this.status = status;
    this.#host.requestUpdate();
  }
}
