import { ApiError, get } from '../api/client.js';

let asked = null;

/** The types that integrations can be made of, asked for once. */
export function catalogue() {
  asked ??= get('/api/integrations/def').catch((error) => {
    asked = null;
    throw error;
  });
  return asked;
}

/** The type of an integration; one that is not offered any more has only its name. */
export async function definitionOf(type) {
  const all = await catalogue();
  return all.find((definition) => definition.type === type) ?? { type, name: type, description: '', configuration: [] };
}

/** A type that a new integration can be made of. */
export async function offered(type) {
  const all = await catalogue();
  const found = all.find((definition) => definition.type === type && definition.enabled);
  if (!found) {
    throw new ApiError(404, `No provider type '${type}' is offered here`);
  }
  return found;
}

/** How people call each type. */
export async function typeNames() {
  const all = await catalogue();
  return new Map(all.map(({ type, name }) => [type, name]));
}
