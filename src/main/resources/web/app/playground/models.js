import { get } from '../api/client.js';

/** The models that the caller may EXECUTE, as `integration:model`. */
export async function callableModels() {
  const { data } = await get('/v1/models');
  return data.map(({ id }) => id);
}

/** The two names in `integration:model`; an integration's has no colon. */
export function namesIn(reference) {
  const colon = reference.indexOf(':');
  return { integration: reference.slice(0, colon), model: reference.slice(colon + 1) };
}
