import { html, nothing } from './element.js';
import { Loader } from './loader.js';

export const PAGE = 50;
const WAIT_FOR_TYPING = 200;

/**
 * A list that the server pages: `load({ limit, after, search })` gives one page, `keyOf` the place after an item. One more
 * than a page is asked for, to know whether there is a next one; never more than a page is in the browser.
 */
export class Paged {
  search = '';
  #before = [];
  #after;
  #keyOf;
  #timer;
  #host;

  constructor(host, load, keyOf) {
    this.#host = host;
    this.#keyOf = keyOf;
    this.loader = new Loader(host, () =>
      load({ limit: PAGE + 1, after: this.#after, search: this.search || undefined }));
  }

  /** From the first page on. */
  start() {
    this.#before = [];
    this.#after = undefined;
    return this.loader.run();
  }

  /** The same page again, after a change. */
  refresh() {
    return this.loader.run();
  }

  get items() {
    return (this.loader.value ?? []).slice(0, PAGE);
  }

  get isEmpty() {
    return this.loader.value?.length === 0 && !this.search && this.#before.length === 0;
  }

  /** Whether this is not the first page. */
  get isLater() {
    return this.#before.length > 0;
  }

  /** Draws the rows, or that there are none, and the way to the other pages. */
  show(draw, drawEmpty) {
    return this.loader.show(() => {
      if (this.isEmpty) {
        return drawEmpty();
      }
      if (this.items.length === 0) {
        return html`<p class="soft" role="status">Nothing matches “${this.search}”.</p>`;
      }
      return html`${draw(this.items)}${this.#pager()}`;
    });
  }

  #pager() {
    const hasNext = this.loader.value.length > PAGE;
    if (!hasNext && this.#before.length === 0) {
      return nothing;
    }
    return html`<nav class="pager" aria-label="Pages">
      <button class="button" type="button" ?disabled=${this.#before.length === 0} @click=${() => this.#back()}>
        <sd-icon name="left"></sd-icon>Previous</button>
      <span class="soft small" role="status">${this.#before.length * PAGE + 1}–${this.#before.length * PAGE + this.items.length}</span>
      <button class="button" type="button" ?disabled=${!hasNext} @click=${() => this.#next()}>
        Next<sd-icon name="right"></sd-icon></button></nav>`;
  }

  #next() {
    this.#before.push(this.#after);
    this.#after = this.#keyOf(this.items.at(-1));
    return this.loader.run();
  }

  #back() {
    this.#after = this.#before.pop();
    return this.loader.run();
  }

  /** The field that searches on the server while one types. */
  searchField(label) {
    return html`<vaadin-text-field class="search" placeholder=${label} accessible-name=${label} clear-button-visible
      .value=${this.search} @value-changed=${(event) => this.#typed(event.detail.value)}>
      <sd-icon slot="prefix" name="search"></sd-icon></vaadin-text-field>`;
  }

  #typed(text) {
    if (text === this.search) {
      return;
    }
    this.search = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), WAIT_FOR_TYPING);
    this.#host.requestUpdate();
  }
}
