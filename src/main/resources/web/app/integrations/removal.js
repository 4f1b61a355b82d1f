import { get, remove } from '../api/client.js';
import { session } from '../api/session.js';
import { confirm } from '../ui/confirm.js';
import { html, nothing } from '../ui/element.js';
import { plural } from '../ui/marks.js';
import { integrationPath, modelPath } from './saving.js';

const MOST = 1000;
const NAMED = 5;
const LOOKED_AT = 20;

/** Asks whether to delete an integration, saying what goes with it, and deletes it. Resolves to whether it is gone. */
export async function removeIntegration({ name, modelsCount }) {
  const [callers, prompts] = await Promise.all([callersOf(await targetsIn(name, modelsCount)), promptsOfIntegration(name)]);
  return ask({
    heading: `Delete the integration ${name}?`,
    lost: html`<p>Its key, its settings, and ${plural(modelsCount, 'model')} with every permission on them go with it.
      ${modelsCount > LOOKED_AT ? 'Whoever was given single models of it loses them too.' : ''}</p>`,
    callers,
    prompts,
    carryOut: () => remove(integrationPath(name)),
  });
}

/** The same for a model. */
export async function removeModel({ integrationName, api }) {
  const [callers, prompts] = await Promise.all([
    callersOf([`INTEGRATION:${integrationName}:${api}`]),
    get(`${modelPath(integrationName, api)}/prompt`).catch(() => null),
  ]);
  return ask({
    heading: `Delete the model ${api}?`,
    lost: html`<p>Every permission on ${integrationName}:${api} goes with it. Callers of that name get an error from now on.</p>`,
    callers,
    prompts,
    carryOut: () => remove(modelPath(integrationName, api)),
  });
}

async function ask({ heading, lost, callers, prompts, carryOut }) {
  const isSure = await confirm({ heading, consequences: html`${lost}${whoLoses(callers)}${whichBreak(prompts)}` });
  if (isSure) {
    await carryOut();
  }
  return isSure;
}

/* Some reach only a model: those of a few models can be counted. */
async function targetsIn(name, modelsCount) {
  const models = modelsCount > LOOKED_AT ? [] : await get(`${integrationPath(name)}/integration/all`);
  return [`INTEGRATION_PROVIDER:${name}`, ...models.map((model) => `INTEGRATION:${name}:${model}`)];
}

/* Who may not see users is not told who they are. */
async function callersOf(targets) {
  if (!session.has('USER_MANAGEMENT')) {
    return null;
  }
  const answers = await Promise.all(targets.map((target) => get('/api/auth/reached-by', { target, access: 'EXECUTE', limit: MOST })));
  const ids = new Set(answers.flatMap(({ principals }) => principals.map(({ subject }) => subject.id)));
  ids.delete(session.who.id);
  const applications = [...ids].filter((id) => id.startsWith('app:')).length;
  return { people: ids.size - applications, applications, areMore: answers.some(({ next }) => next) };
}

async function promptsOfIntegration(name) {
  const all = await get('/api/prompts').catch(() => null);
  return all?.filter(({ integrations }) => integrations?.some((model) => model.startsWith(`${name}:`)));
}

function whoLoses(callers) {
  if (!callers) {
    return html`<p>Whoever may call it now no longer can.</p>`;
  }
  const { people, applications, areMore } = callers;
  const who = [people && plural(people, 'person', 'people'), applications && plural(applications, 'application')].filter(Boolean);
  return who.length === 0
    ? html`<p>Nobody but you can call it now.</p>`
    : html`<p>${areMore ? 'More than ' : ''}${who.join(' and ')} can call it now, and no longer will.</p>`;
}

function whichBreak(prompts) {
  if (!prompts?.length) {
    return nothing;
  }
  const names = prompts.slice(0, NAMED).map(({ name }) => name).join(', ');
  const more = prompts.length > NAMED ? ` and ${prompts.length - NAMED} more` : '';
  return html`<p>${plural(prompts.length, 'prompt names', 'prompts name')} it: ${names}${more}.</p>`;
}
