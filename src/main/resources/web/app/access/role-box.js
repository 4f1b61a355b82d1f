import '@vaadin/multi-select-combo-box';
import { get } from '../api/client.js';
import { guard, html } from '../ui/element.js';
import { pageOf, searching } from './paging.js';

export const roleSource = searching((page) => get('/api/roles').then((all) => pageOf(all.map(({ name }) => name), page, String)));

/**
 * A field for the names of roles. What a person has chosen stays until other names are handed in: without `guard`, every
 * drawing would put back what it began with.
 */
export function roleBox({ name = 'roles', label = 'Roles', chosen = [], error = '' }) {
  return html`<vaadin-multi-select-combo-box name=${name} label=${label} .dataProvider=${roleSource} .selectedItems=${guard(chosen, () => chosen)}
    .invalid=${!!error} error-message=${error}></vaadin-multi-select-combo-box>`;
}
