import { get, path, post } from '../api/client.js';
import { refuseTaken } from '../api/names.js';

/** So many models at once: each step is saved as a whole or not at all, and shows on the way. */
const AT_ONCE = 25;

/** Says so when the name of a new integration is taken. */
export const checkIntegrationIsFree = (name) => refuseTaken(
  name, 'name', (page) => get('/api/integrations/provider', { ...page, activeOnly: false }), (one) => one.name);

/** The same for a new model. */
export const checkModelIsFree = (integration, model) => refuseTaken(
  model, 'model', (page) => get(path`/api/integrations/provider/${integration}/integration`, { ...page, activeOnly: false }), ({ api }) => api);

/**
 * Saves an integration and models of it in steps. `saved` is told after each step which models are there; a step that
 * fails leaves those before it.
 *
 * @param integration with the settings, or only its name when it is there already
 */
export async function saveWithModels(integration, models, saved) {
  const steps = chunks(models);
  for (const [i, step] of steps.entries()) {
    const what = i === 0 ? integration : { name: integration.name };
    await post('/api/integrations', [{ ...what, apis: step.map((api) => ({ api, enabled: true })) }]);
    saved(step);
  }
}

function chunks(models) {
  const steps = [];
  for (let from = 0; from < models.length; from += AT_ONCE) {
    steps.push(models.slice(from, from + AT_ONCE));
  }
  return steps.length ? steps : [[]];
}

/** The address of an integration in the API. */
export const integrationPath = (name) => path`/api/integrations/provider/${name}`;

/** The address of a model in the API. */
export const modelPath = (name, model) => path`/api/integrations/provider/${name}/integration/${model}`;
