import { post } from '../api/client.js';
import { to } from '../shell/router.js';
import { html, live, nothing } from '../ui/element.js';
import { whole } from '../ui/marks.js';
import { said } from '../ui/toast.js';
import './live-switch.js';
import { modelPath } from './saving.js';
import { weekCells } from './week.js';

/** One model in the list of its integration. */
export function modelRow(model, { numbers, edit, erase }) {
  const { integrationName, api, description, access } = model;
  return html`<tr>
    <td class="name"><a href=${to`/integrations/${integrationName}/models/${api}`} title=${api}><span class="integrations-cut">${api}</span></a></td>
    <td class="wide cut soft" title=${description ?? ''}>${description}</td>
    <td class="wide">${limitOf(model)}</td>
    ${weekCells(numbers, `${integrationName}:${api}`)}
    <td>${enableSwitch(model)}</td>
    <td class="actions">${access.has('UPDATE') ? iconButton('edit', `Edit ${api}`, edit) : nothing}
      ${access.has('DELETE') ? iconButton('trash', `Delete ${api}`, erase) : nothing}</td></tr>`;
}

function iconButton(icon, label, act) {
  return html`<button class="button quiet icon-only" type="button" aria-label=${label} title=${label} @click=${act}>
    <sd-icon name=${icon}></sd-icon></button>`;
}

/** How many tokens a model may use in which time. */
export function limitOf({ maxTokens, frequency }) {
  return maxTokens === undefined || !frequency ? html`<span class="soft">none</span>` : `${whole(maxTokens)} ${frequency}`;
}

/** Lets callers use a model, or not. */
export function enableSwitch(model, text) {
  const save = async (enabled) => {
    await post(modelPath(model.integrationName, model.api), { enabled });
    model.enabled = enabled;
    said(enabled ? `${model.api} can be called` : `${model.api} is off: nobody can call it`);
  };
  return html`<sd-live-switch .on=${live(model.enabled)} label="Enable: ${model.api}" .text=${text} .save=${save}
    .why=${model.access.has('UPDATE') ? '' : 'Switching it needs UPDATE on this model'}></sd-live-switch>`;
}
