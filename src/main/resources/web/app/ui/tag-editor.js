import { get, path } from '../api/client.js';
import { confirm } from './confirm.js';
import { html, nothing, SdElement, define } from './element.js';
import { plural } from './marks.js';
import { failed, said } from './toast.js';
import './icon.js';

/**
 * Tags on something, added and taken off at once: `keeper` is how, one of api/tags.js. Fires `tags-changed` with the new
 * tags.
 */
class SdTagEditor extends SdElement {
  static properties = {
    tags: { attribute: false },
    keeper: { attribute: false },
    editable: { type: Boolean },
    adding: { state: true },
    error: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.tags = [];
  }

  render() {
    return html`<div class="tag-editor">
      ${this.tags.map((tag) => this.#tag(tag))}
      ${this.tags.length === 0 && !this.editable ? html`<span class="soft">none</span>` : nothing}
      ${this.editable ? (this.adding ? this.#form() : this.#addButton()) : nothing}</div>`;
  }

  #tag(tag) {
    const text = textOf(tag);
    return html`<span class="tag" title=${text}><span class="text">${text}</span>${this.editable
      ? html`<button type="button" aria-label="Remove tag ${text}" @click=${() => this.#remove(tag)}>
          <sd-icon name="close" size="12"></sd-icon></button>`
      : nothing}</span>`;
  }

  #addButton() {
    return html`<button class="button quiet add" type="button" aria-label="Add tag" @click=${this.#open}>
      <sd-icon name="tag"></sd-icon>${this.tags.length ? '+' : '+ Tag'}</button>`;
  }

  #form() {
    return html`<form class="row" @submit=${this.#add} @keydown=${this.#key}>
      <vaadin-text-field accessible-name="Tag" placeholder="key:value" autocomplete="off" .invalid=${!!this.error}
        .errorMessage=${this.error ?? ''}></vaadin-text-field>
      <button class="button" ?disabled=${this.busy}>Add</button>
      <button class="button quiet" type="button" @click=${this.#close}>Cancel</button></form>`;
  }

  async #open() {
    this.adding = true;
    this.error = '';
    await this.updateComplete;
    this.querySelector('vaadin-text-field').focus();
  }

  async #close() {
    this.adding = false;
    await this.updateComplete;
    this.querySelector('.add')?.focus();
  }

  #key(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.#close();
    }
  }

  async #add(event) {
    event.preventDefault();
    const tag = parse(this.querySelector('vaadin-text-field').value);
    if (!tag) {
      this.error = 'Write it as key:value';
      return;
    }
    this.busy = true;
    try {
      await this.keeper.add(tag);
      this.#changed([...this.tags.filter((other) => textOf(other) !== textOf(tag)), tag]);
      said(`Tag ${textOf(tag)} added`);
      this.#close();
    } catch (error) {
      this.error = error.message;
    } finally {
      this.busy = false;
    }
  }

  async #remove(tag) {
    if (!(await mayBeTaken(tag))) {
      return;
    }
    const before = this.tags;
    this.tags = before.filter((other) => other !== tag);
    try {
      await this.keeper.takeOff(tag);
      this.#changed(this.tags);
      said(`Tag ${textOf(tag)} removed`);
    } catch (error) {
      this.tags = before;
      failed(error);
    }
  }

  #changed(list) {
    this.tags = list;
    this.dispatchEvent(new CustomEvent('tags-changed', { detail: list }));
  }
}

const textOf = ({ key, value }) => `${key}:${value}`;

/* The key has no colon, the value may. */
function parse(text) {
  const [, key, value] = /^([^:]+):(.+)$/.exec(text.trim()) ?? [];
  return key && { key: key.trim(), value: value.trim() };
}

/* A tag that grants hang on gives access: taking it off takes that away. */
async function mayBeTaken(tag) {
  const holders = await get(path`/api/auth/authorization/TAG/${textOf(tag)}`).then(subjects, () => 0);
  return (
    holders === 0 ||
    confirm({
      heading: `Remove tag ${textOf(tag)}?`,
      consequences: html`<p>${plural(holders, 'user, group or application has', 'users, groups or applications have')}
        access to whatever carries this tag. They lose what they have here by it.</p>`,
      action: 'Remove',
    })
  );
}

function subjects(grants) {
  return new Set(Object.values(grants).flat().map(({ type, id }) => `${type}:${id}`)).size;
}

define('sd-tag-editor', SdTagEditor);
