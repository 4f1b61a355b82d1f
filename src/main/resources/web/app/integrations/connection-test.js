import { post } from '../api/client.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { plural, whole } from '../ui/marks.js';
import { notice } from '../ui/states.js';

/**
 * Calls the provider with what is typed, which `ask()` gives as the body of the request. Fires `works` with the provider's
 * models, or `fails` with the faults by field.
 */
class SdConnectionTest extends SdElement {
  static properties = {
    ask: { attribute: false },
    disabled: { type: Boolean },
    busy: { state: true },
    said: { state: true },
  };

  render() {
    return html`<div class="stack"><div><button class="button" type="button" ?disabled=${this.busy || this.disabled} @click=${this.#test}>
        <sd-icon name="pulse"></sd-icon>${this.busy ? 'Testing…' : 'Test connection'}</button></div>
      ${this.said ? notice(this.said.kind, this.said.text) : nothing}</div>`;
  }

  async #test() {
    this.busy = true;
    this.said = null;
    try {
      this.#tell(await post('/api/integrations/test', this.ask()));
    } catch (error) {
      const faults = faultsOf(error);
      this.#fail(Object.keys(faults).length ? 'Something is missing or wrong: see above.' : error.message, faults);
    } finally {
      this.busy = false;
    }
  }

  #tell({ ok, models, field, message, latencyMillis }) {
    if (!ok) {
      this.#fail(message, field ? { [field]: message } : {});
      return;
    }
    const found = models.length ? ` It has ${plural(models.length, 'model')}.` : '';
    this.said = { kind: 'ok', text: `Connected in ${whole(latencyMillis)} ms.${found}${message ? ` ${message}.` : ''}` };
    this.dispatchEvent(new CustomEvent('works', { detail: models }));
  }

  #fail(message, faults) {
    this.said = { kind: 'error', text: message };
    this.dispatchEvent(new CustomEvent('fails', { detail: faults }));
  }
}

/** What is wrong with each setting, by its name in the form. A session that was not renewed knows of no fields. */
export function faultsOf(error) {
  const settings = Object.entries(error.fields ?? {}).map(([name, text]) => [/(?:^|\.)configuration\.(.+)$/.exec(name)?.[1], text]);
  return Object.fromEntries(settings.filter(([name]) => name).map(([name, text]) => [name, sentence(text)]));
}

/** What the API says of a field, which it names in front, to stand alone. */
export const sentence = (text) => text && text[0].toUpperCase() + text.slice(1);

define('sd-connection-test', SdConnectionTest);
