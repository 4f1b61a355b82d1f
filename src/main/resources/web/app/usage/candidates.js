import { get, path } from '../api/client.js';

const FEW = 20;

/* What the filters offer: a few of what is there. */

export async function integrations(search) {
  const found = await get('/api/integrations/provider', { activeOnly: false, limit: FEW, search });
  return found.map(({ name }) => ({ value: name, label: name }));
}

export async function modelsOf(integration, search) {
  if (!integration) {
    return [];
  }
  const found = await get(path`/api/integrations/provider/${integration}/integration`, { activeOnly: false, limit: FEW, search });
  return found.map(({ api }) => ({ value: api, label: api }));
}

/** Users and applications; an application calls as `app:<id>`. */
export async function callers(search) {
  const text = search.replace(/^app:/, '');
  const [users, applications] = await Promise.all([
    get('/api/users', { limit: FEW, search: text }),
    get('/api/applications', { limit: FEW, search: text }),
  ]);
  return [
    ...applications.map(({ id, name }) => ({ value: `app:${id}`, label: name })),
    ...users.map(({ id, name }) => ({ value: id, label: name && name !== id ? `${name} (${id})` : id })),
  ];
}
