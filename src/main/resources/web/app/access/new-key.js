import { html, SdElement, define } from '../ui/element.js';
import '../ui/dialog.js';

const stay = (event) => event.preventDefault();

/** Shows a new access key the only time it can be shown; cannot be left without saying that it is stored. Fires `stored`. */
class SdNewKey extends SdElement {
  static properties = { key: { attribute: false }, isStored: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('beforeunload', stay);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', stay);
  }

  render() {
    const { id, secret, apiKey } = this.key;
    const here = location.origin;
    const curl = `curl ${here}/v1/models -H "Authorization: Bearer ${apiKey}"`;
    const environment = [
      `OPENAI_BASE_URL=${here}/v1`, `OPENAI_API_KEY=${apiKey}`,
      `CONDUCTOR_SERVER_URL=${here}/api`, `CONDUCTOR_AUTH_KEY=${id}`, `CONDUCTOR_AUTH_SECRET=${secret}`,
    ].join('\n');
    return html`<sd-dialog heading="Your new access key" open locked wide>
      <div class="stack"><p>This is the only time it is shown. Store it now, where you keep secrets.</p>
        <div class="access-key"><code aria-label="API key">${apiKey}</code><sd-copy .value=${apiKey} text="Copy" label="Copy API key"></sd-copy></div>
        ${this.#snippet('Try it', curl, 'Copy curl command')}${this.#snippet('As environment', environment, 'Copy environment lines')}
        <label class="row access-stored"><input type="checkbox" autofocus .checked=${!!this.isStored}
          @change=${(event) => (this.isStored = event.target.checked)}>I have stored it</label></div>
      <button slot="footer" class="button primary" type="button" ?disabled=${!this.isStored}
        @click=${() => this.dispatchEvent(new CustomEvent('stored'))}>Done</button></sd-dialog>`;
  }

  #snippet(title, text, label) {
    return html`<section class="access-snippet"><div class="row spread"><h3>${title}</h3><sd-copy .value=${text} label=${label}></sd-copy></div>
      <pre tabindex="0" aria-label=${title}>${text}</pre></section>`;
  }
}

define('sd-new-key', SdNewKey);
