import { html, nothing, SdPage, define } from '../ui/element.js';
import { session } from '../api/session.js';
import { navigate } from '../shell/router.js';
import { pageHeader, tabs } from '../ui/tabs.js';
import { callers, integrations, modelsOf } from './candidates.js';
import './pick.js';
import './usage-panel.js';

const VIEWS = [
  { id: 'model', label: 'Model' },
  { id: 'integration', label: 'Integration' },
  { id: 'application', label: 'Application' },
  { id: 'user', label: 'User' },
  { id: 'outcome', label: 'Outcome' },
];

/** What was used: split by one thing, filtered by others. All of it stands in the address. */
class SdUsage extends SdPage {
  render() {
    const query = new URLSearchParams(location.search);
    const by = VIEWS.find(({ id }) => id === query.get('by'))?.id ?? 'model';
    const filter = Object.fromEntries(['integration', 'model', 'principal'].map((name) => [name, query.get(name) ?? undefined]));
    return html`${pageHeader({ heading: 'Usage' })}
      ${tabs('Usage by', VIEWS.map((view) => ({ ...view, href: address({ by: view.id }) })), by)}
      ${this.#filters(filter)}
      <sd-usage-panel .filter=${filter} by=${by} @period-change=${() => this.requestUpdate()}></sd-usage-panel>`;
  }

  #filters({ integration, model, principal }) {
    return html`<div class="row usage-filters" role="search" aria-label="Filters">
      <sd-usage-pick label="Any integration" .value=${integration} .find=${integrations}
        @pick=${({ detail }) => navigate(address({ integration: detail, model: '' }))}></sd-usage-pick>
      <sd-usage-pick label="Any model" .value=${model} .find=${(search) => modelsOf(integration, search)}
        @pick=${({ detail }) => navigate(address({ model: detail }))}></sd-usage-pick>
      ${session.has('USER_MANAGEMENT')
        ? html`<sd-usage-pick label="Any caller" .value=${principal} .find=${callers}
            @pick=${({ detail }) => navigate(address({ principal: detail }))}></sd-usage-pick>`
        : nothing}</div>`;
  }
}

/* This page with some of its address changed. */
function address(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) {
      query.set(name, value);
    } else {
      query.delete(name);
    }
  }
  const text = query.toString();
  return location.pathname + (text && `?${text}`);
}

define('sd-usage', SdUsage);
