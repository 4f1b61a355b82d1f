import { html, nothing, SdElement, define } from '../ui/element.js';
import { notice } from '../ui/states.js';
import './thing.js';
import './why-path.js';
import { kindOf, split, thing } from './things.js';
import { inWords } from './words.js';

/* The reason names in text who was looked at in vain. */
const LOOKED_AT = /^None of (.+?) is granted /;

/** Why a subject may not: who was looked at, what it may do instead, and the nearest thing that would help. */
class SdWhyNot extends SdElement {
  static properties = { answer: { attribute: false } };

  render() {
    const { reason, others, subject, access } = this.answer;
    const looked = LOOKED_AT.exec(reason)?.[1].split(', ').map(thing) ?? [];
    return html`<div class="stack">${notice('warn', looked.length ? `No: nothing gives ${inWords(access)} here.` : `No: ${reason}.`)}
      ${others.length ? this.#nearly(others) : nothing}
      ${looked.length ? html`<section class="stack access-tight"><h3>Looked at</h3>
        <ul class="access-chips">${looked.map((of) => html`<li class="access-chip"><sd-thing .of=${of} plain></sd-thing></li>`)}</ul>
        <p class="soft">None of these is granted ${inWords(access)} on it, on what contains it, or on a tag it carries.</p></section>` : nothing}
      ${looked.length ? this.#help(looked, thing(subject)) : nothing}</div>`;
  }

  #nearly(others) {
    const words = others.map(({ access }) => inWords(access)).join(', ');
    return html`<section class="stack access-tight"><h3 class="access-sentence">
      <sd-thing .of=${thing(this.answer.subject)} plain></sd-thing> has ${words}; ${inWords(this.answer.access)} is missing</h3>
      <sd-why-path .steps=${others[0].paths[0]}></sd-why-path></section>`;
  }

  /* To whom and on what: as the way that almost works has it, else a group before the subject itself. */
  #help(looked, subject) {
    const way = this.answer.others[0]?.paths[0];
    const at = way?.findIndex(({ type }) => type === 'GRANT') ?? -1;
    const isNear = at > 0 && !way[at].id.includes(' ') && way[at + 1].type !== 'EVERY';
    const receiver = isNear ? way[at - 1] : (looked.find(({ type }) => type === 'GROUP') ?? subject);
    const target = isNear ? way[at + 1] : thing(this.answer.target);
    return html`<section class="stack access-tight"><h3>What would help</h3>
      <p class="access-sentence">Give <sd-thing .of=${receiver} plain></sd-thing> <strong>${inWords(this.answer.access)}</strong> on
        <sd-thing .of=${target} plain></sd-thing>${this.#container(target)}</p>
      <div class="row">${this.#link(receiver)}</div></section>`;
  }

  #container(target) {
    return target.type === 'INTEGRATION' ? html`<span>or on the whole integration ${split(target.id)[0]}</span>` : nothing;
  }

  #link(receiver) {
    const { href, label } = kindOf(receiver);
    return href ? html`<a class="button" href="${href}/permissions" @click=${() => this.closest('sd-why')?.remove()}>Permissions of the ${label}</a>` : nothing;
  }
}

define('sd-why-not', SdWhyNot);
