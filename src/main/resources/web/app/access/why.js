import { get } from '../api/client.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { notice } from '../ui/states.js';
import '../ui/dialog.js';
import './thing.js';
import './why-not.js';
import './why-path.js';
import { kindOf, thing } from './things.js';
import { ACCESS, inWords } from './words.js';

/** Why a subject may do something to a target, or why not: every way drawn from left to right. */
class SdWhy extends SdElement {
  static properties = { subject: {}, target: {}, access: {} };

  constructor() {
    super();
    this.answer = new Loader(this, () => this.#ask());
  }

  willUpdate(changed) {
    if (changed.has('subject') || changed.has('target') || changed.has('access')) {
      this.answer.reset();
      this.answer.run();
    }
  }

  /* For a refusal also what else the subject may do there: the nearest thing that would help follows from it. */
  async #ask() {
    const explain = (access) => get('/api/auth/explain', { subject: this.subject, target: this.target, access });
    const answer = await explain(this.access);
    const others = answer.allowed ? [] : await Promise.all(ACCESS.filter((word) => word !== this.access).map(explain));
    return { ...answer, others: others.filter(({ allowed }) => allowed) };
  }

  render() {
    return html`<sd-dialog heading="Why?" open wide @close=${this.#leave}><div class="stack">
      <div class="access-question"><sd-thing .of=${thing(this.subject)} plain></sd-thing><span class="soft">on</span>
        <sd-thing .of=${thing(this.target)} plain></sd-thing></div>
      <div class="row" role="group" aria-label="Ask about">${ACCESS.map((word) => html`<button class="button access-word" type="button"
        aria-pressed=${String(word === this.access)} @click=${() => (this.access = word)}>${inWords(word)}</button>`)}</div>
      <div class="stack" aria-live="polite">${this.answer.show(
        (answer) => (answer.allowed ? this.#yes(answer) : html`<sd-why-not .answer=${answer}></sd-why-not>`), 2)}</div>
      </div></sd-dialog>`;
  }

  #yes({ paths, reason, target }) {
    const { href, label } = kindOf(thing(target));
    return html`${notice(reason ? 'warn' : 'ok', reason
        ? html`Yes by permission. ${reason}. ${href ? html`<a href=${href} @click=${this.#leave}>Open the ${label}</a>` : nothing}`
        : `Yes, ${paths.length === 1 ? 'in one way' : `in ${paths.length} ways: each alone is enough`}.`)}
      <ol class="access-paths">${paths.map((steps) => html`<li><sd-why-path .steps=${steps}></sd-why-path></li>`)}</ol>`;
  }

  #leave() {
    this.remove();
  }
}

define('sd-why', SdWhy);

/** Opens the answer over the page. Subject and target are written `TYPE:id`. */
export function openWhy({ subject, target, access }) {
  document.querySelector('sd-console').append(Object.assign(document.createElement('sd-why'), { subject, target, access }));
}
