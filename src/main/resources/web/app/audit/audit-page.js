import { session } from '../api/session.js';
import { html, nothing, SdPage, define } from '../ui/element.js';
import { setQuery } from '../shell/router.js';
import { pageHeader } from '../ui/tabs.js';
import './audit-filters.js';
import './audit-list.js';

const FILTERS = ['search', 'actor', 'kind', 'action', 'targetType', 'targetId', 'from', 'to'];

/** Who changed what, and who was turned away. What is looked for stands in the address. */
class SdAudit extends SdPage {
  render() {
    const query = new URLSearchParams(location.search);
    const values = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? undefined]));
    return html`${pageHeader({ heading: 'Audit' })}
      ${session.has('ADMIN_MANAGEMENT') ? html`<sd-audit-filters .values=${values} @choose=${this.#choose}></sd-audit-filters>` : nothing}
      <sd-audit-list .filter=${asked(values)}></sd-audit-list>`;
  }

  #choose({ detail }) {
    setQuery(detail);
    this.requestUpdate();
  }
}

/* Days are those of the reader, the last one included. */
function asked({ from, to, ...others }) {
  return { ...others, from: from && dayAt(from, 0), to: to && dayAt(to, 1) };
}

function dayAt(day, later) {
  const date = new Date(`${day}T00:00`);
  date.setDate(date.getDate() + later);
  return Number.isNaN(date.getTime()) ? undefined : date.getTime();
}

define('sd-audit', SdAudit);
