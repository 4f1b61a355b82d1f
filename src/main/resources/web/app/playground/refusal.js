import { session } from '../api/session.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { notice } from '../ui/states.js';

/** Why a call did not work, in the API's words, and for a refusal the way to who decided so. */
class SdRefusal extends SdElement {
  static properties = { error: { attribute: false }, model: {}, why: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    import('../access/why.js').then(({ openWhy }) => (this.why = openWhy)).catch(() => {});
  }

  render() {
    const refused = [403, 404].includes(this.error.status);
    return notice('error', html`${this.error.message}
      ${refused && this.why ? html`<button class="pg-why" type="button" @click=${this.#open}>Why?</button>` : nothing}`);
  }

  #open() {
    this.why({ subject: `USER:${session.who.id}`, target: `INTEGRATION:${this.model}`, access: 'EXECUTE' });
  }
}

define('sd-refusal', SdRefusal);
