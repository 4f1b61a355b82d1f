import { get } from '../api/client.js';
import '../access/thing.js';
import { keyOf } from '../access/things.js';
import { html, SdPage, define } from '../ui/element.js';
import { confirm } from '../ui/confirm.js';
import { whole, when } from '../ui/marks.js';
import { Paged } from '../ui/paged.js';
import { empty } from '../ui/states.js';
import { pageHeader } from '../ui/tabs.js';
import { failed, said } from '../ui/toast.js';
import { removeLimit } from './limit-api.js';
import { amountOf, fullness, inOneLine } from './words.js';
import './limit-dialog.js';

/** All limits, and how full each is. The list is paged by what they are on. */
class SdLimits extends SdPage {
  static properties = { changing: { state: true } };

  constructor() {
    super();
    this.list = new Paged(this, ({ limit, after }) => this.#load(limit, after), keyOf);
  }

  entered() {
    this.list.start();
  }

  async #load(limit, after) {
    const things = Map.groupBy(await get('/api/limits', { limit, after }), keyOf);
    return [...things.values()].map((limits) => ({ type: limits[0].type, id: limits[0].id, limits }));
  }

  render() {
    return html`${pageHeader({ heading: 'Limits', actions: this.list.loader.error || this.list.isEmpty ? '' : this.#new('primary') })}
      ${this.list.show((things) => this.#table(things), () => empty({
        icon: 'gauge', heading: 'No limits yet', action: this.#new(''),
        text: 'Say how many requests, tokens or dollars may be used in a period: of an integration or a model, or by who calls.',
      }))}
      <sd-limit-dialog .limit=${this.changing ?? null} @saved=${() => this.list.refresh()}></sd-limit-dialog>`;
  }

  #new(kind) {
    return html`<button class="button ${kind}" type="button" @click=${() => this.#open(null)}>+ New limit</button>`;
  }

  async #open(limit) {
    this.changing = limit;
    await this.updateComplete;
    this.querySelector('sd-limit-dialog').show();
  }

  #table(things) {
    return html`<div class="list-frame"><table class="list access-list"><caption class="visually-hidden">Limits</caption>
      <thead><tr><th scope="col">On</th><th scope="col">Limit</th><th scope="col">Used</th>
        <th scope="col" class="number wide">Refused</th><th scope="col" class="wide">Begins again</th>
        <th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
      <tbody>${things.map(({ limits }) => limits.map((limit) => this.#row(limit)))}</tbody></table></div>`;
  }

  #row(limit) {
    const { counts, used, reserved, refused, resetsAt } = limit;
    const name = `${inOneLine(limit)}, ${limit.id}`;
    const taken = `${amountOf(counts, used)} used${reserved > 0 ? `, ${amountOf(counts, reserved)} reserved` : ''}`;
    return html`<tr><td class="name"><sd-thing .of=${limit}></sd-thing></td><td>${inOneLine(limit)}</td>
      <td><meter class="limits-meter" min="0" max="1" low="0.8" high="0.95" optimum="0" .value=${fullness(limit)}
        aria-label="How full: ${name}"></meter><span class="soft small">${taken}</span></td>
      <td class="number wide">${whole(refused)}</td><td class="wide">${when(resetsAt)}</td>
      <td class="actions"><button class="button quiet icon-only" type="button" aria-label="Change: ${name}" title="Change"
          @click=${() => this.#open(limit)}><sd-icon name="edit"></sd-icon></button>
        <button class="button quiet icon-only" type="button" aria-label="Remove: ${name}" title="Remove"
          @click=${() => this.#remove(limit)}><sd-icon name="trash"></sd-icon></button></td></tr>`;
  }

  async #remove(limit) {
    const goesOn = await confirm({
      heading: 'Remove limit', action: 'Remove',
      consequences: html`<p>${limit.id} is not held to ${inOneLine(limit)} any longer. What was counted is forgotten.</p>`,
    });
    if (!goesOn) {
      return;
    }
    try {
      await removeLimit(limit, limit);
      said(`Limit of ${limit.id} removed`);
      this.list.refresh();
    } catch (error) {
      failed(error);
    }
  }
}

define('sd-limits', SdLimits);
