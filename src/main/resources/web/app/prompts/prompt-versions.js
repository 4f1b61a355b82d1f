import '@vaadin/select';
import { setQuery, to } from '../shell/router.js';
import { confirm } from '../ui/confirm.js';
import { html, nothing, SdElement, define } from '../ui/element.js';
import { plural, when } from '../ui/marks.js';
import { failed, said } from '../ui/toast.js';
import { confirmDelete } from './consequences.js';
import { deleteVersion } from './prompt-api.js';
import './version-compare.js';

/** All versions of a prompt, and any two beside each other. Fires `saved` when one was deleted. */
class SdPromptVersions extends SdElement {
  static properties = {
    versions: { attribute: false },
    deletable: { type: Boolean },
    before: { state: true },
    after: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    const query = new URLSearchParams(location.search);
    this.before = Number(query.get('before')) || undefined;
    this.after = Number(query.get('after')) || undefined;
  }

  /* The latest two, where no others are asked for. */
  get #pair() {
    const one = (number, otherwise) => this.versions.find(({ version }) => version === number) ?? otherwise;
    return [one(this.before, this.versions[1] ?? this.versions[0]), one(this.after, this.versions[0])];
  }

  render() {
    return html`<div class="stack">
      <div class="list-frame"><table class="list pr-versions">
        <thead><tr><th scope="col" class="number">Version</th><th scope="col" class="wide">Description</th><th scope="col">Saved</th>
          <th scope="col" class="wide">By</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
        <tbody>${this.versions.map((version, i) => this.#row(version, i === 0))}</tbody></table></div>
      ${this.versions.length > 1 ? this.#comparison() : html`<p class="soft">With a second version you can compare the two here.</p>`}</div>`;
  }

  #row({ name, version, description, updateTime, updatedBy }, isLatest) {
    return html`<tr><td class="number">${version}</td>
      <td class="wide cut" title=${description}>${description}</td>
      <td>${when(updateTime)} ${isLatest ? html`<span class="badge">Latest</span>` : nothing}</td>
      <td class="wide cut" title=${updatedBy}>${updatedBy}</td>
      <td class="actions">
        ${isLatest ? nothing : html`<button class="button wide" type="button" aria-label="Compare version ${version} with the latest"
          @click=${() => this.#compare(version, this.versions[0].version)}>Compare</button>`}
        <a class="button" href="${to`/prompts/${name}/test`}?version=${version}" aria-label="Test version ${version}">Test</a>
        ${this.deletable ? html`<button class="button quiet icon-only" type="button" aria-label="Delete version ${version}"
          @click=${() => this.#delete(name, version)}><sd-icon name="trash"></sd-icon></button>` : nothing}</td></tr>`;
  }

  #comparison() {
    const [before, after] = this.#pair;
    return html`<section class="stack" aria-label="Comparison"><div class="row pr-compare-head"><h2>Compare</h2>
        ${this.#choice('Version before', before.version, (version) => this.#compare(version, after.version))}
        ${this.#choice('Version after', after.version, (version) => this.#compare(before.version, version))}</div>
      <sd-version-compare .before=${before} .after=${after}></sd-version-compare></section>`;
  }

  #choice(label, chosen, choose) {
    const items = this.versions.map(({ version }) => ({ label: `Version ${version}`, value: `${version}` }));
    return html`<vaadin-select accessible-name=${label} .items=${items} .value=${`${chosen}`}
      @value-changed=${({ detail: { value } }) => value && Number(value) !== chosen && choose(Number(value))}></vaadin-select>`;
  }

  #compare(before, after) {
    this.before = before;
    this.after = after;
    setQuery({ before, after });
  }

  async #delete(name, version) {
    if (!(await this.#agrees(name, version))) {
      return;
    }
    try {
      await deleteVersion(name, version);
      said(`Deleted version ${version} of ${name}`);
      this.dispatchEvent(new Event('saved'));
    } catch (error) {
      failed(error);
    }
  }

  #agrees(name, version) {
    const heading = `Delete version ${version} of ${name}?`;
    if (this.versions.length === 1) {
      return confirmDelete(name, heading, 'It is the only version, so the prompt itself goes with it.');
    }
    const next = version === this.versions[0].version ? this.versions[1].version : null;
    return confirm({
      heading,
      consequences: html`<p>Its text will be gone for good; ${plural(this.versions.length - 1, 'other version')} will stay.</p>
        ${next ? html`<p>Whoever uses the latest version of this prompt will use version ${next} from now on.</p>` : nothing}`,
    });
  }
}

define('sd-prompt-versions', SdPromptVersions);
