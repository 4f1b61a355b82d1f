import { session } from '../api/session.js';
import { navigate, to } from '../shell/router.js';
import { html, SdPage, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { pageHeader } from '../ui/tabs.js';
import '../ui/provider-icon.js';
import { catalogue } from './catalogue.js';
import { mayNotCreate } from './may-not-create.js';

/** Every type that an integration can be made of, by category. */
class SdCatalogue extends SdPage {
  static properties = { search: { state: true } };

  #types = new Loader(this, catalogue);

  constructor() {
    super();
    this.search = '';
  }

  entered() {
    this.#types.run();
  }

  render() {
    const mayCreate = session.has('CREATE_INTEGRATION');
    return html`${pageHeader({
      above: { label: 'Integrations', href: to`/integrations` },
      heading: 'New integration',
      actions: mayCreate ? this.#searchField() : '',
    })}${mayCreate ? this.#types.show((types) => this.#groups(types)) : mayNotCreate()}`;
  }

  #searchField() {
    return html`<vaadin-text-field class="search" placeholder="Search providers" accessible-name="Search providers"
      clear-button-visible .value=${this.search} @value-changed=${(event) => (this.search = event.detail.value)}>
      <sd-icon slot="prefix" name="search"></sd-icon></vaadin-text-field>`;
  }

  #groups(types) {
    const found = types.filter((type) => type.enabled && matches(type, this.search.trim().toLowerCase()));
    if (found.length === 0) {
      return html`<p class="soft" role="status">Nothing matches “${this.search}”.</p>`;
    }
    return [...Map.groupBy(found, ({ category }) => category)].sort(modelsFirst).map(([, group]) => section(group));
  }
}

function matches({ name, type, description, tags }, text) {
  return [name, type, description, ...(tags ?? [])].some((each) => each.toLowerCase().includes(text));
}

const modelsFirst = ([one], [other]) => (other === 'AI_MODEL') - (one === 'AI_MODEL');

function section(group) {
  const { category, categoryLabel } = group[0];
  return html`<section aria-labelledby="category-${category}" class="stack">
    <h2 id="category-${category}">${categoryLabel}</h2>
    <ul class="integrations-tiles">${group.map(tile)}</ul></section>`;
}

function tile({ type, name, description }) {
  return html`<li><sd-provider-icon type=${type} .name=${name} size="32"></sd-provider-icon>
    <div><h3>${name}</h3><p class="soft small">${description}</p></div>
    <button class="button" type="button" aria-label="+ Add ${name}" @click=${() => navigate(to`/new-integration/${type}`)}>+ Add</button></li>`;
}

define('sd-catalogue', SdCatalogue);
