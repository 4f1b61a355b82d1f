import { html, nothing } from '../ui/element.js';
import './thing.js';
import { mayAskAbout } from './may-ask.js';
import { keyOf } from './things.js';
import { inOrder, inWords, mainWord } from './words.js';
import { openWhy } from './why.js';

/** Access words as chips. */
export const chips = (access) => inOrder(access).map((word) => html`<span class="badge access-${word.toLowerCase()}">${inWords(word)}</span> `);

/** Opens the reason for a right. */
export const why = (subject, target, access) => openWhy({ subject: keyOf(subject), target: keyOf(target), access: mainWord(access) });

/**
 * Rows of rights: `what` of a row is the thing in its first column. A row with `mayTake` can be taken back by `take`; `label`
 * heads the first column.
 */
export function grantTable({ label, rows, take }) {
  return html`<div class="list-frame"><table class="list access-list"><thead><tr><th scope="col">${label}</th><th scope="col">May</th>
    <th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead><tbody>${rows.map((row) => {
      const { what, subject, target, access, mayTake } = row;
      return html`<tr><td class="name"><sd-thing .of=${what}></sd-thing></td><td>${chips(access)}</td><td class="actions">
        ${mayAskAbout(subject) ? html`<button class="button quiet" type="button" aria-label="Why? ${what.id}"
          @click=${() => why(subject, target, access)}>Why?</button>` : nothing}
        ${mayTake ? html`<button class="button quiet icon-only" type="button" aria-label="Remove: ${what.id}" title="Remove" @click=${() => take(row)}>
          <sd-icon name="trash"></sd-icon></button>` : nothing}</td></tr>`;
    })}</tbody></table></div>`;
}
