import { path, post } from '../api/client.js';
import { to } from '../shell/router.js';
import { html, live, nothing } from '../ui/element.js';
import { short, tags } from '../ui/marks.js';
import { said } from '../ui/toast.js';
import '../ui/provider-icon.js';
import './live-switch.js';
import { weekCells } from './week.js';

/** One integration in the list. */
export function integrationRow(item, { typeName, numbers, add }) {
  return html`<tr>
    <td class="name"><a href=${to`/integrations/${item.name}`} title=${item.description || item.name}>
      <sd-provider-icon type=${item.type} .name=${typeName}></sd-provider-icon><span class="integrations-cut">${item.name}</span></a></td>
    <td class="wide cut" title=${item.type}>${typeName}</td>
    <td class="number">${short(item.modelsCount)}</td>
    <td class="wide"><span class="integrations-tags">${tags(item.tags)}</span></td>
    ${weekCells(numbers, item.name)}
    <td>${activeSwitch(item)}</td>
    <td class="actions">${mayAdd(item) ? addButton(item, add) : nothing}</td></tr>`;
}

function addButton({ name }, add) {
  return html`<button class="button quiet icon-only" type="button" aria-label="+ New model: ${name}" title="New model"
    @click=${add}><sd-icon name="plus"></sd-icon></button>`;
}

const mayAdd = ({ access }) => access.has('CREATE') || access.has('UPDATE');

/** Lets callers through, or not. Only the switch is sent: everything else stays as others may be saving it right now. */
export function activeSwitch(item, text) {
  const save = async (enabled) => {
    await post(path`/api/integrations/provider/${item.name}`, { enabled });
    item.enabled = enabled;
    said(enabled ? `${item.name} is active` : `${item.name} is off: nobody can call its models`);
  };
  return html`<sd-live-switch .on=${live(item.enabled)} label="Active: ${item.name}" .text=${text} .save=${save}
    .why=${item.access.has('UPDATE') ? '' : 'Switching it needs UPDATE on this integration'}></sd-live-switch>`;
}
