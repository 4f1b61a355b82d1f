import { get } from '../api/client.js';
import { accessTo, session } from '../api/session.js';
import { tagsOfIntegration } from '../api/tags.js';
import { to } from '../shell/router.js';
import { html, nothing, SdPage, define } from '../ui/element.js';
import { Loader } from '../ui/loader.js';
import { pageHeader, tabs } from '../ui/tabs.js';
import '../ui/tag-editor.js';
import { typeNames } from './catalogue.js';
import { Foreign } from './foreign.js';
import './integration-models.js';
import { activeSwitch } from './integration-row.js';
import './integration-settings.js';
import './integration-state.js';
import { integrationPath } from './saving.js';
import { titled } from './title.js';

const ABOVE = { label: 'Integrations', href: to`/integrations` };

/** One integration: its models, who may use it, what was used, its settings. */
class SdIntegration extends SdPage {
  #integration = new Loader(this, () => this.#load());
  #foreign = new Foreign(this);

  entered() {
    this.heading = this.params.name;
    if (this.#integration.value?.name !== this.params.name) {
      this.#integration.reset();
      this.#integration.run();
    }
  }

  async #load() {
    const { name } = this.params;
    const target = `INTEGRATION_PROVIDER:${name}`;
    const [integration, access] = await Promise.all([get(integrationPath(name)), accessTo([target])]);
    const names = await typeNames().catch(() => new Map());
    return { ...integration, access: access.get(target), typeName: names.get(integration.type) };
  }

  render() {
    const integration = this.#integration.value;
    if (!integration) {
      return html`${pageHeader({ above: ABOVE, heading: this.params.name })}${this.#integration.show(() => nothing)}`;
    }
    return html`${this.#header(integration)}
      ${tabs(`Parts of ${integration.name}`, this.#tabs(integration), this.#tab)}${this.#part(integration)}`;
  }

  #header(integration) {
    const { name, type, description, access } = integration;
    return html`${pageHeader({
      above: ABOVE,
      heading: titled(type, integration.typeName, name),
      actions: activeSwitch(integration, 'Active'),
    })}
    ${description ? html`<p class="soft integrations-about">${description}</p>` : nothing}
    <sd-integration-state .name=${name}></sd-integration-state>
    ${access.has('UPDATE') || integration.tags.length ? this.#tagEditor(integration) : nothing}`;
  }

  #tagEditor(integration) {
    return html`<sd-tag-editor .tags=${integration.tags} .keeper=${tagsOfIntegration(integration.name)} ?editable=${integration.access.has('UPDATE')}
      @tags-changed=${(event) => (integration.tags = event.detail)}></sd-tag-editor>`;
  }

  get #tab() {
    return this.params.tab ?? 'models';
  }

  #tabs({ name, access }) {
    const entries = [
      { id: 'models', label: 'Models', href: to`/integrations/${name}` },
      { id: 'permissions', label: 'Permissions' },
      { id: 'usage', label: 'Usage' },
      (access.has('UPDATE') || access.has('DELETE')) && { id: 'settings', label: 'Settings' },
      session.has('ADMIN_MANAGEMENT') && { id: 'audit', label: 'Audit' },
    ];
    return entries.filter(Boolean).map((entry) => ({ href: to`/integrations/${name}/${entry.id}`, ...entry }));
  }

  #part(integration) {
    const { name } = integration;
    switch (this.#tab) {
      case 'permissions':
        return this.#foreign.show('sd-target-access', () =>
          html`<sd-target-access .target=${{ type: 'INTEGRATION_PROVIDER', id: name }}></sd-target-access>`);
      case 'usage':
        return this.#foreign.show('sd-usage-panel', () =>
          html`<sd-usage-panel .filter=${{ integration: name }} by="model"></sd-usage-panel>`);
      case 'settings':
        return html`<sd-integration-settings .integration=${integration} @saved=${() => this.#integration.run()}></sd-integration-settings>`;
      case 'audit':
        return this.#foreign.show('sd-audit-list', () =>
          html`<sd-audit-list .filter=${{ targetType: 'INTEGRATION_PROVIDER', targetId: name }}></sd-audit-list>`);
      default:
        return html`<sd-integration-models .integration=${integration} @models-changed=${() => this.#integration.run()}></sd-integration-models>`;
    }
  }
}

define('sd-integration', SdIntegration);
