import '@vaadin/text-area';
import { setQuery } from '../shell/router.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Conversation } from './conversation.js';
import { modelField } from './model-field.js';
import { turn } from './turns.js';
import './call-settings.js';
import './code-view.js';

/** A conversation with a model. */
class SdChat extends SdElement {
  static properties = {
    models: { attribute: false },
    model: {},
    message: {},
    system: { state: true },
    settings: { state: true },
    wrong: { state: true },
  };

  #talk = new Conversation(this);
  #isAtEnd = true;

  constructor() {
    super();
    Object.assign(this, { models: [], model: '', message: '', system: '', settings: {}, wrong: {} });
  }

  render() {
    return html`<div class="pg-columns"><form class="stack" novalidate @submit=${this.#submit} @keydown=${this.#key}>
        ${modelField({ models: this.models, model: this.model, wrong: this.wrong.model, onChange: (model) => this.#chose(model) })}
        <vaadin-text-area class="pg-system" min-rows="1" label="System message" helper-text="Optional: how the model should behave"
          .value=${this.system} @value-changed=${(event) => (this.system = event.detail.value)}></vaadin-text-area>
        ${this.#talk.turns.length ? this.#conversation() : nothing}
        <vaadin-text-area class="pg-message" label="Message" .value=${this.message} .invalid=${!!this.wrong.message}
          error-message=${this.wrong.message ?? ''} manual-validation
          @value-changed=${(event) => this.#typed(event.detail.value)}></vaadin-text-area>
        <sd-call-settings .error=${this.#talk.error} @edited=${(event) => (this.settings = event.target.value)}></sd-call-settings>
        ${this.#actions()}</form>
      <section class="pg-code stack" aria-label="Copy as code"><sd-code-view .request=${this.#shown()}></sd-code-view></section></div>`;
  }

  #conversation() {
    return html`<section class="pg-turns" tabindex="0" aria-label="Conversation"
      @scroll=${this.#scrolled}>${this.#talk.turns.map(turn)}</section>`;
  }

  #actions() {
    const { isRunning, turns, status } = this.#talk;
    return html`<div class="row">
      <button class="button primary" ?disabled=${isRunning}><sd-icon name="play"></sd-icon>Send</button>
      ${isRunning ? html`<button class="button" type="button" @click=${() => this.#talk.stop()}><sd-icon name="stop"></sd-icon>Stop</button>` : nothing}
      ${turns.length && !isRunning ? html`<button class="button" type="button" @click=${this.#clear}>Clear</button>` : nothing}
      <span class="soft small pg-hint"><kbd>Ctrl</kbd> + <kbd>Enter</kbd> sends</span>
      <span class="visually-hidden" role="status">${status}</span></div>`;
  }

  updated() {
    if (this.#isAtEnd) {
      this.querySelector('.pg-turns')?.scrollTo({ top: Number.MAX_SAFE_INTEGER });
    }
  }

  /* Follows the answer, unless the person has scrolled up to read. */
  #scrolled({ target }) {
    this.#isAtEnd = target.scrollHeight - target.scrollTop - target.clientHeight < 40;
  }

  #typed(text) {
    this.message = text;
    this.wrong = { ...this.wrong, message: '' };
  }

  #chose(model) {
    this.model = model;
    this.wrong = { ...this.wrong, model: '' };
    setQuery({ model });
  }

  #clear() {
    this.#talk.clear();
    this.querySelector('.pg-message').focus();
  }

  #key(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#send();
    }
  }

  #submit(event) {
    event.preventDefault();
    this.#send();
  }

  #send() {
    if (this.#talk.isRunning) {
      return;
    }
    this.wrong = { model: this.model ? '' : 'Choose a model.', message: this.message.trim() ? '' : 'Write a message.' };
    const missing = (this.wrong.model && '.pg-model') || (this.wrong.message && '.pg-message');
    if (missing) {
      this.querySelector(missing).focus();
    } else {
      this.#ask(this.message);
    }
  }

  /* A question that got no answer goes back into its field, if nothing else was typed there. */
  async #ask(question) {
    this.#isAtEnd = true;
    const { model, system, settings } = this;
    const asked = this.#talk.ask({ model, system, settings, question });
    this.message = '';
    const { text } = await asked;
    this.message ||= text ? '' : question;
  }

  /* With nothing typed, the code is the call that was last made. */
  #shown() {
    const { model, system, settings, message } = this;
    const request = this.#talk.request({ model, system, settings, question: message || 'Hello' });
    const before = request.messages.length - 2;
    return message || request.messages[before]?.role !== 'assistant'
      ? request
      : { ...request, messages: request.messages.slice(0, before) };
  }
}

define('sd-chat', SdChat);
