import { session } from '../api/session.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { notice } from '../ui/states.js';

const REASONS = new Map([
  ['cancelled', 'Signing in was cancelled.'],
  ['expired', 'Signing in took too long. Try again.'],
  ['refused', 'The identity provider did not vouch for you.'],
  ['unavailable', 'The identity provider cannot be reached now. Try again later.'],
]);

/** The form that lets people in, as a page of its own and in the dialog of a session that ended. Fires `signed-in`. */
class SdSignIn extends SdElement {
  static properties = { again: { type: Boolean }, busy: { state: true }, error: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    const reason = new URLSearchParams(location.search).get('error');
    this.error = reason ? (REASONS.get(reason) ?? REASONS.get('unavailable')) : '';
  }

  render() {
    return html`<form class="stack" @submit=${this.#submit}>
      ${this.error ? notice('error', this.error) : nothing}
      ${session.options.oidc ? this.#oidc() : nothing}
      <vaadin-password-field name="apiKey" label="Access key" helper-text="The API key of an application: sd-…"
        autocomplete="off" required ?autofocus=${!session.options.oidc}></vaadin-password-field>
      <button class="button ${session.options.oidc ? '' : 'primary'}" ?disabled=${this.busy}>Sign in with an access key</button>
    </form>`;
  }

  #oidc() {
    const back = encodeURIComponent(this.again ? '/console/integrations' : this.#target());
    return html`<a class="button primary" href="/api/session/oidc?returnTo=${back}" target=${this.again ? '_blank' : nothing}>
        Sign in with your account</a>
      ${this.again ? html`<p class="soft small">It opens in another tab; come back here when you are signed in.</p>` : nothing}
      <p class="soft small">or</p>`;
  }

  #target() {
    return new URLSearchParams(location.search).get('returnTo') ?? '/console/integrations';
  }

  async #submit(event) {
    event.preventDefault();
    const field = this.querySelector('vaadin-password-field');
    this.busy = true;
    this.error = '';
    try {
      await session.signIn(field.value.trim());
      field.value = '';
      this.dispatchEvent(new CustomEvent('signed-in', { bubbles: true }));
    } catch (error) {
      this.error = error.status === 401 ? 'This is no access key that is in force.' : error.message;
      field.focus();
    } finally {
      this.busy = false;
    }
  }
}

define('sd-sign-in', SdSignIn);
