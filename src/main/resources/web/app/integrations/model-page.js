import { get } from '../api/client.js';
import { accessTo } from '../api/session.js';
import { tagsOfModel } from '../api/tags.js';
import { navigate, to } from '../shell/router.js';
import { html, nothing, SdPage, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { identifier, when } from '../ui/marks.js';
import { pageHeader, tabs } from '../ui/tabs.js';
import { failed, said } from '../ui/toast.js';
import '../ui/tag-editor.js';
import { Foreign } from './foreign.js';
import './model-edit-dialog.js';
import './model-price.js';
import { enableSwitch, limitOf } from './model-row.js';
import { removeModel } from './removal.js';
import { modelPath } from './saving.js';
import { linesOf } from './target-lines.js';

/** One model: what it is, who may use it, what was used. */
class SdModel extends SdPage {
  static properties = { editing: { state: true } };

  #model = new Loader(this, () => this.#load());
  #foreign = new Foreign(this);

  entered() {
    this.heading = this.params.model;
    const { integrationName, api } = this.#model.value ?? {};
    if (integrationName !== this.params.name || api !== this.params.model) {
      this.#model.reset();
      this.#model.run();
    }
  }

  async #load() {
    const { name, model } = this.params;
    const target = `INTEGRATION:${name}:${model}`;
    const around = `INTEGRATION_PROVIDER:${name}`;
    const [found, access] = await Promise.all([get(modelPath(name, model)), accessTo([target, around])]);
    return { ...found, access: access.get(target), seesIntegration: access.get(around).has('READ') };
  }

  render() {
    const model = this.#model.value;
    if (!model) {
      return html`${pageHeader({ above: above(), heading: this.params.model })}${this.#model.show(() => nothing)}`;
    }
    return html`${this.#header(model)}
      ${tabs(`Parts of ${model.api}`, this.#tabs(), this.#tab)}${this.#part(model)}`;
  }

  #header(model) {
    const { name } = this.params;
    const reference = `${name}:${model.api}`;
    return pageHeader({
      above: above(model.seesIntegration ? name : undefined),
      heading: model.api,
      actions: html`${enableSwitch(model, 'Enable')}${model.access.has('EXECUTE')
        ? html`<a class="button" href=${`${to`/playground`}?model=${encodeURIComponent(reference)}`}><sd-icon name="play"></sd-icon>Try in playground</a>`
        : nothing}`,
    });
  }

  get #tab() {
    return this.params.tab ?? 'overview';
  }

  #tabs() {
    const { name, model } = this.params;
    const at = to`/integrations/${name}/models/${model}`;
    return [
      { id: 'overview', label: 'Overview', href: at },
      { id: 'permissions', label: 'Permissions', href: `${at}/permissions` },
      { id: 'usage', label: 'Usage', href: `${at}/usage` },
    ];
  }

  #part(model) {
    const reference = `${model.integrationName}:${model.api}`;
    switch (this.#tab) {
      case 'permissions':
        return this.#foreign.show('sd-target-access', () =>
          html`<sd-target-access .target=${{ type: 'INTEGRATION', id: reference }}></sd-target-access>`);
      case 'usage':
        return this.#foreign.show('sd-usage-panel', () =>
          html`<sd-usage-panel .filter=${{ integration: model.integrationName, model: model.api }} by="outcome"></sd-usage-panel>`);
      default:
        return this.#overview(model, reference);
    }
  }

  #overview(model, reference) {
    const mayUpdate = model.access.has('UPDATE');
    return html`<dl class="integrations-facts">
        <dt>Name for callers</dt><dd>${identifier(reference)}</dd>
        <dt>Description</dt><dd>${model.description || html`<span class="soft">none</span>`}</dd>
        ${model.configuration?.targets ? standsFor(model.configuration) : nothing}
        <dt>Limit, tokens</dt><dd>${limitOf(model)}</dd>
        <dt>Price</dt><dd><sd-model-price .model=${model}></sd-model-price></dd>
        <dt>Tags</dt><dd><sd-tag-editor .tags=${model.tags} .keeper=${tagsOfModel(model.integrationName, model.api)}
          ?editable=${mayUpdate} @tags-changed=${(event) => (model.tags = event.detail)}></sd-tag-editor></dd>
        <dt>Added</dt><dd>${when(model.createTime)} by ${model.createdBy}</dd>
        <dt>Changed</dt><dd>${when(model.updateTime)} by ${model.updatedBy}</dd></dl>
      <div class="row">${mayUpdate ? html`<button class="button" type="button" @click=${() => (this.editing = true)}>
          <sd-icon name="edit"></sd-icon>Edit</button>` : nothing}
        ${model.access.has('DELETE') ? html`<button class="button danger" type="button" @click=${() => this.#remove(model)}>
          <sd-icon name="trash"></sd-icon>Delete model</button>` : nothing}</div>
      ${this.editing ? html`<sd-model-edit-dialog .model=${model} @close=${() => (this.editing = false)}
        @saved=${() => this.#model.run()}></sd-model-edit-dialog>` : nothing}`;
  }

  async #remove(model) {
    try {
      if (await removeModel(model)) {
        said(`${model.api} deleted`);
        navigate(to`/integrations/${model.integrationName}`);
      }
    } catch (error) {
      failed(error);
    }
  }
}

function standsFor({ strategy, targets }) {
  return html`<dt>Stands for</dt><dd>${linesOf(targets).split('\n').map((line) => html`<span class="tag" title=${line}>${line}</span>`)}
    <span class="soft">${strategy === 'weighted' ? 'shared out by weight' : 'in this order'}</span></dd>`;
}

/* Who was given a single model sees no page of its integration. */
function above(integration) {
  return integration
    ? { label: integration, href: to`/integrations/${integration}` }
    : { label: 'Integrations', href: to`/integrations` };
}

define('sd-model', SdModel);
