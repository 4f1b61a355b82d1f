import { get, path } from '../api/client.js';
import { session } from '../api/session.js';
import { to } from '../shell/router.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import '../ui/icon.js';
import { catalogue } from './catalogue.js';

const KEY = 'stagedoor-first-steps';
/** Who has more integrations than this is past the first steps. */
const MOST = 10;
const ASK = 'Who is at the door?';

/**
 * Three steps to the first governed call, ticked off by what is there. Shown until they are done or dismissed; who finds
 * them done never sees them. Fires `add-model` with an integration.
 */
class SdFirstSteps extends SdElement {
  static properties = {
    integrations: { attribute: false },
    given: { state: true },
    model: { state: true },
    loopback: { state: true },
    over: { state: true },
  };

  #seen = null;

  constructor() {
    super();
    this.integrations = [];
    this.over = localStorage.getItem(KEY) === 'over';
  }

  /* What belongs to others is theirs to set up. */
  get #own() {
    return this.integrations.filter(({ access }) => access.has('UPDATE'));
  }

  get #ready() {
    return this.#own.find(({ modelsCount }) => modelsCount > 0);
  }

  willUpdate(changed) {
    if (changed.has('integrations') && !this.over && this.#isNews()) {
      this.#look();
    }
  }

  /* The page hands its list over whenever it draws. */
  #isNews() {
    const before = this.#seen;
    this.#seen = JSON.stringify(this.integrations.map(({ name, modelsCount }) => [name, modelsCount]));
    return this.#seen !== before;
  }

  async #look() {
    if (this.integrations.length > MOST) {
      this.#end();
      return;
    }
    if (this.integrations.length === 0) {
      this.loopback = (await catalogue().catch(() => [])).some(({ type, enabled }) => type === 'loopback' && enabled);
    }
    if (this.#ready) {
      const [first] = await get(path`/api/integrations/provider/${this.#ready.name}/integration`, { limit: 1, activeOnly: false }).catch(() => []);
      this.model = first && `${this.#ready.name}:${first.api}`;
    }
    this.given = await this.#isSomeoneGiven();
    if (this.#ready && this.given && !localStorage.getItem(KEY)) {
      this.#end();
    } else if (!this.over && !this.#isDone) {
      localStorage.setItem(KEY, 'begun');
    }
  }

  async #isSomeoneGiven() {
    const targets = this.#own.map(({ name }) => ['INTEGRATION_PROVIDER', name]);
    if (this.model) {
      targets.push(['INTEGRATION', this.model]);
    }
    const answers = await Promise.all(targets.map(([type, id]) => get(path`/api/auth/authorization/${type}/${id}`).catch(() => ({}))));
    const makers = new Set([session.who.id, ...this.#own.map(({ createdBy }) => createdBy)]);
    return answers.flatMap((answer) => Object.values(answer).flat()).some(({ id }) => !makers.has(id));
  }

  get #isDone() {
    return Boolean(this.#ready && this.given);
  }

  #end() {
    localStorage.setItem(KEY, 'over');
    this.over = true;
  }

  render() {
    const isForOthers = this.integrations.length > 0 && this.#own.length === 0;
    if (this.over || isForOthers || this.given === undefined) {
      return nothing;
    }
    return html`<section class="integrations-steps" aria-labelledby="first-steps">
      <header><h2 id="first-steps">Three steps to your first governed call</h2>
        <button class="button quiet icon-only" type="button" aria-label="Dismiss the first steps" title="Dismiss" @click=${this.#end}>
          <sd-icon name="close"></sd-icon></button></header>
      <ol>${this.#addIntegration()}${this.#addModel()}${this.#givePermission()}</ol>
      ${this.#isDone ? this.#done() : nothing}</section>`;
  }

  #addIntegration() {
    return step({
      done: this.#own.length > 0,
      heading: 'Add an integration',
      text: 'The way to a provider, with its key. The key stays here.',
      action: html`<a class="button" href=${to`/new-integration`}>Choose a provider</a>
        ${this.loopback ? html`<a class="button" href=${to`/new-integration/loopback`}>No key? Use loopback</a>` : nothing}`,
    });
  }

  #addModel() {
    const [first] = this.#own;
    return step({
      done: Boolean(this.#ready),
      heading: 'Add a model',
      text: 'Only models that are added here can be called.',
      action: first && html`<button class="button" type="button" @click=${() => this.#askForModel(first)}>Add a model</button>`,
    });
  }

  #askForModel(integration) {
    this.dispatchEvent(new CustomEvent('add-model', { detail: integration }));
  }

  #givePermission() {
    const on = this.#ready ?? this.#own[0];
    return step({
      done: Boolean(this.given),
      heading: 'Give someone permission',
      text: 'A user, a group or an application that may call it.',
      action: on && html`<a class="button" href=${to`/integrations/${on.name}/permissions`}>Open permissions</a>`,
    });
  }

  #done() {
    const ask = `?model=${encodeURIComponent(this.model)}&ask=${encodeURIComponent(ASK)}`;
    return html`<div class="row"><a class="button primary" href=${to`/playground` + ask} @click=${this.#end}>Make the call in the playground</a></div>`;
  }
}

function step({ done, heading, text, action }) {
  return html`<li class=${done ? 'done' : ''}><span class="mark"><sd-icon name="check" size="14"></sd-icon></span>
    <div><strong>${heading}</strong>${done ? html`<span class="visually-hidden"> (done)</span>` : nothing}
      <p class="soft small">${text}</p></div>
    ${done || !action ? nothing : html`<div class="row">${action}</div>`}</li>`;
}

define('sd-first-steps', SdFirstSteps);
