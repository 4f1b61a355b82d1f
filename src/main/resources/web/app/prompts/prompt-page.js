import { accessTo } from '../api/session.js';
import { tagsOfPrompt } from '../api/tags.js';
import { ROOT, navigate, to } from '../shell/router.js';
import { html, nothing, SdPage, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { plural } from '../ui/marks.js';
import { pageHeader, tabs } from '../ui/tabs.js';
import { failed, said } from '../ui/toast.js';
import '../ui/tag-editor.js';
import { confirmDelete } from './consequences.js';
import { deletePrompt, versionsOf } from './prompt-api.js';
import './prompt-text-tab.js';
import './prompt-trial.js';
import './prompt-versions.js';

const TABS = ['Text', 'Versions', 'Test', 'Permissions'];

/** A prompt with its versions. */
class SdPrompt extends SdPage {
  #name;
  #found = new Loader(this, () => this.#load());

  entered() {
    this.heading = this.params.name;
    if (this.#name !== this.params.name) {
      this.#name = this.params.name;
      this.#found.reset();
      this.#found.run();
    }
    if (this.params.tab === 'permissions') {
      import('../access/target-access.js').catch(failed);
    }
  }

  async #load() {
    const target = `PROMPT:${this.#name}`;
    const [versions, access] = await Promise.all([versionsOf(this.#name), accessTo([target])]);
    return { versions, access: access.get(target) };
  }

  render() {
    return html`${this.#found.value ? nothing : pageHeader({ above: ABOVE, heading: this.params.name })}
      ${this.#found.show((found) => this.#page(found))}`;
  }

  #page({ versions, access }) {
    const current = this.params.tab ?? 'text';
    const [latest] = versions;
    return html`<div class="stack">${pageHeader({
      above: ABOVE,
      heading: latest.name,
      aside: html`<span class="badge">Version ${latest.version}</span>`,
      actions: this.#actions(latest, versions, access),
    })}
    <p class="soft pr-description">${latest.description}</p>
    <sd-tag-editor .keeper=${tagsOfPrompt(latest.name)} .tags=${latest.tags}
      ?editable=${access.has('UPDATE')} @tags-changed=${() => this.#found.run()}></sd-tag-editor>
    ${tabs('Prompt', this.#tabs(latest.name), current)}
    ${this.#tab(current, versions, access)}</div>`;
  }

  #tabs(name) {
    return TABS.map((label) => ({
      id: label.toLowerCase(),
      label,
      href: label === 'Text' ? to`/prompts/${name}` : to`/prompts/${name}/${label.toLowerCase()}`,
    }));
  }

  #tab(current, versions, access) {
    const [{ name }] = versions;
    switch (current) {
      case 'versions':
        return html`<sd-prompt-versions .versions=${versions} ?deletable=${access.has('DELETE')}
          @saved=${() => this.#versionDeleted(versions)}></sd-prompt-versions>`;
      case 'test':
        return html`<sd-prompt-trial .name=${name} .version=${askedVersion()}></sd-prompt-trial>`;
      case 'permissions':
        return html`<sd-target-access .target=${{ type: 'PROMPT', id: name }}></sd-target-access>`;
      default:
        return html`<sd-prompt-text .prompt=${versions[0]} ?editable=${access.has('UPDATE')}
          @saved=${() => this.#found.run()}></sd-prompt-text>`;
    }
  }

  #actions(latest, versions, access) {
    const playground = `${to`/playground`}?prompt=${encodeURIComponent(latest.name)}`;
    return html`<a class="button" href=${playground}><sd-icon name="play"></sd-icon>Open in playground</a>
      ${access.has('DELETE')
        ? html`<button class="button danger" type="button" @click=${() => this.#delete(versions)}><sd-icon name="trash"></sd-icon>Delete</button>`
        : nothing}`;
  }

  async #delete(versions) {
    const [{ name }] = versions;
    if (!(await confirmDelete(name, `Delete ${name}?`, `${plural(versions.length, 'version')} will be gone for good.`))) {
      return;
    }
    try {
      await deletePrompt(name);
      said(`Deleted ${name}`);
      navigate(`${ROOT}/prompts`);
    } catch (error) {
      failed(error);
    }
  }

  /* With the last version the prompt itself is gone. */
  #versionDeleted(versions) {
    if (versions.length === 1) {
      navigate(`${ROOT}/prompts`);
    } else {
      this.#found.run();
    }
  }
}

const ABOVE = { href: `${ROOT}/prompts`, label: 'Prompts' };

function askedVersion() {
  return Number(new URLSearchParams(location.search).get('version')) || undefined;
}

define('sd-prompt', SdPrompt);
