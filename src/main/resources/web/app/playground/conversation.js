import { ask } from './chat-stream.js';
import { Running } from './running.js';
import { messagesOf } from './turns.js';

/** The turns of one conversation, of which one at a time is being answered. */
export class Conversation extends Running {
  turns = [];
  status = '';

  /** Why the last call did not work, if it did not. */
  get error() {
    return this.turns.at(-1)?.error;
  }

  clear() {
    this.turns = [];
    this.status = '';
    this.tell();
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
    this.turns = [...this.turns.filter(({ text }) => text), turn];
    this.status = 'The model is answering.';
    await this.during((signal) => this.#answer(turn, request, signal), (error, isStopped) => this.#fail(turn, error, isStopped));
    return turn;
  }

  async #answer(turn, request, signal) {
    turn.known = await ask(request, { signal, onText: (text) => this.#grow(turn, text) });
    this.status = 'The answer is complete.';
  }

  #grow(turn, text) {
    turn.text += text;
    this.tell();
  }

  #fail(turn, error, isStopped) {
    if (isStopped) {
      turn.stopped = true;
    } else {
      turn.error = error;
    }
    this.status = isStopped ? 'The answer was stopped.' : '';
  }
}
