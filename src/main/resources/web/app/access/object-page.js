import { html, nothing, SdPage } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { pageHeader, tabs } from '../ui/tabs.js';

/** The page of one thing: its head and its tabs. A subclass says `above`, `load()`, `head(it)` and `entries(it)`. */
export class ObjectPage extends SdPage {
  #shown;

  constructor() {
    super();
    this.it = new Loader(this, () => this.#load());
  }

  async #load() {
    const it = await this.load();
    if (this.isConnected) {
      this.heading = this.head(it).heading;
    }
    return it;
  }

  /** What the address names. */
  get id() {
    return this.params.id;
  }

  entered() {
    if (this.#shown !== this.id) {
      this.#shown = this.id;
      this.it.reset();
      this.it.run();
    }
    this.heading = this.it.value ? this.head(this.it.value).heading : this.id;
  }

  render() {
    return this.it.value ? this.#page(this.it.value) : html`${pageHeader({ above: this.above, heading: this.id ?? '' })}${this.it.show(() => nothing)}`;
  }

  #page(it) {
    const entries = this.entries(it);
    const current = entries.find(({ id }) => id === this.params.tab) ?? entries.find(({ isFirst }) => isFirst) ?? entries[0];
    return html`${pageHeader({ above: this.above, ...this.head(it) })}
      ${tabs(this.tabsLabel, entries, current.id)}<section class="stack" aria-label=${current.label}>${current.draw()}</section>`;
  }
}
