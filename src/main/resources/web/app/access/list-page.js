import { html, SdPage } from '../ui/element.js';
import { middle } from '../ui/marks.js';
import { Paged } from '../ui/paged.js';
import { empty } from '../ui/states.js';
import { pageHeader } from '../ui/tabs.js';

/** The first cell of a row: the way to the page of the thing. */
export const nameLink = (href, name) => html`<a href=${href} title=${name}>${middle(name)}</a>`;

/** A list of things with a search and a way to make one. A subclass says what is in it and how a row looks. */
export class ListPage extends SdPage {
  constructor() {
    super();
    this.list = new Paged(this, (page) => this.load(page), (item) => this.keyOf(item));
  }

  keyOf(item) {
    return item.id;
  }

  entered() {
    this.list.start();
  }

  render() {
    const { title, noun, mayMake } = this;
    return html`${pageHeader({
      heading: title,
      actions: this.list.loader.error ? '' : html`${this.list.searchField(`Search ${title.toLowerCase()}`)}${mayMake && !this.list.isEmpty ? this.#button('primary') : ''}`,
    })}
    ${this.list.show(
      (items) => html`<div class="list-frame"><table class="list access-list"><thead><tr>${this.columns.map(
        ({ label, cell = '' }) => html`<th scope="col" class=${cell}>${label}</th>`)}</tr></thead>
        <tbody>${items.map((item) => html`<tr>${this.columns.map(
          ({ draw, cell = '' }) => html`<td class=${cell}>${draw(item)}</td>`)}</tr>`)}</tbody></table></div>`,
      () => empty({ icon: this.icon, heading: `No ${title.toLowerCase()} yet`, text: this.about, action: mayMake ? this.#button('') : '' }),
    )}${mayMake ? this.dialog(`New ${noun}`) : ''}`;
  }

  #button(kind) {
    return html`<button class="button ${kind}" type="button" @click=${() => this.querySelector('[data-new]').show()}>+ New ${this.noun}</button>`;
  }
}
