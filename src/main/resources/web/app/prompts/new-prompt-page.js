import { ApiError } from '../api/client.js';
import { session } from '../api/session.js';
import { ROOT, navigate, to } from '../shell/router.js';
import { html, SdPage, define } from '../ui/element.js';
import { empty } from '../ui/states.js';
import { pageHeader } from '../ui/tabs.js';
import { said } from '../ui/toast.js';
import { Unsaved } from '../ui/unsaved.js';
import { checkPromptIsFree, saveNext } from './prompt-api.js';
import './prompt-form.js';

/** The form for a prompt that is not there yet. */
class SdNewPrompt extends SdPage {
  static properties = { draft: { state: true }, error: { state: true }, busy: { state: true } };

  #unsaved = new Unsaved(this);

  constructor() {
    super();
    this.draft = { name: '', description: '', template: '', models: [] };
  }

  render() {
    return html`${pageHeader({ above: { href: `${ROOT}/prompts`, label: 'Prompts' }, heading: 'New prompt' })}
      ${session.has('CREATE_PROMPT') ? this.#form() : mayNot()}`;
  }

  #form() {
    return html`<form class="form pr-form" novalidate @submit=${this.#submit}>
      <sd-prompt-form isNew .draft=${this.draft} .error=${this.error}
        @edited=${this.#edited}></sd-prompt-form>
      <div class="row actions"><button class="button primary" ?disabled=${this.busy}>Save</button>
        <a class="button" href="${ROOT}/prompts">Cancel</a></div></form>`;
  }

  #edited(event) {
    this.draft = event.target.draft;
    this.error = null;
    this.#unsaved.touched();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.error = null;
    try {
      await this.#save();
    } catch (error) {
      this.error = error.status === 403 ? wrongName('This name is taken, or not yours to use.') : error;
      await this.updateComplete;
      this.querySelector('sd-prompt-form').showError();
    } finally {
      this.busy = false;
    }
  }

  /* Saving under a name one may change would add a version to that prompt. */
  async #save() {
    const { name } = this.draft;
    if (!name.trim()) {
      throw wrongName('must not be blank');
    }
    await checkPromptIsFree(name);
    await saveNext(name, this.draft);
    this.#unsaved.letGo();
    said(`Saved ${name}`);
    navigate(to`/prompts/${name}`);
  }
}

function wrongName(message) {
  return new ApiError(400, message, [{ path: 'name', message }]);
}

function mayNot() {
  return empty({
    icon: 'badge',
    heading: 'You may not create prompts',
    text: 'An administrator can give you a role that may, such as METADATA_MANAGER.',
  });
}

define('sd-new-prompt', SdNewPrompt);
