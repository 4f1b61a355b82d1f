import { get } from '../api/client.js';
import { to } from '../shell/router.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { middle } from '../ui/marks.js';
import { empty } from '../ui/states.js';

const MOST = 50;

/**
 * For who sees no integration as a whole: the single models that the caller was given, or with `explain` whom to ask.
 */
class SdOwnModels extends SdElement {
  static properties = { explain: { type: Boolean } };

  #models = new Loader(this, async () => {
    const all = await get('/api/integrations/all', { activeOnly: false });
    return all.map(split).filter(({ model }) => model);
  });

  connectedCallback() {
    super.connectedCallback();
    this.#models.run();
  }

  render() {
    return this.#models.show((models) => (models.length ? this.#list(models) : this.#nothing()), 2);
  }

  #list(models) {
    return html`<h2>Models you may use</h2>
      <ul class="integrations-own">${models.slice(0, MOST).map(({ integration, model }) => html`<li>
        <a href=${to`/integrations/${integration}/models/${model}`}>${middle(`${integration}:${model}`, 60)}</a></li>`)}</ul>
      ${models.length > MOST ? html`<p class="soft">And ${models.length - MOST} more.</p>` : nothing}`;
  }

  #nothing() {
    return this.explain
      ? empty({
          icon: 'plug',
          heading: 'No integrations for you yet',
          text: 'An integration is the way to a provider of models. Ask an administrator to give you permission on one, or the role to create your own.',
        })
      : empty({
          icon: 'plug',
          heading: 'No integrations yet',
          text: 'An integration holds the key of a provider, so that people and applications can call its models without seeing it.',
        });
  }
}

function split(reference) {
  const at = reference.indexOf(':');
  return at < 0 ? {} : { integration: reference.slice(0, at), model: reference.slice(at + 1) };
}

define('sd-own-models', SdOwnModels);
