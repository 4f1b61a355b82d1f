import { get, post, remove } from './client.js';

/** Who is signed in, as the API tells it; the console never decides by itself what somebody may do. */
class Session extends EventTarget {
  who = null;

  options = { oidc: false };

  /** Finds out who is signed in, if anybody is. */
  async load() {
    this.options = await get('/api/session/options', undefined, { renew: false });
    this.#set(this.options.signedIn ? await get('/api/session', undefined, { renew: false }) : null);
  }

  async signIn(apiKey) {
    this.#set(await post('/api/session', { apiKey }, undefined, { renew: false }));
  }

  async signOut() {
    await remove('/api/session');
    this.#set(null);
  }

  /** Whether the caller has one of these permissions, in the words of GET /api/roles/permissions. */
  has(...permissions) {
    return permissions.some((permission) => this.who?.permissions.includes(permission));
  }

  #set(who) {
    this.who = who;
    this.dispatchEvent(new Event('change'));
  }
}

export const session = new Session();

const AT_ONCE = 100;

/**
 * What the caller may do with each of these targets, such as `INTEGRATION_PROVIDER:openai`: a map to sets of access
 * words. What is not there and what is not the caller's have an empty set.
 */
export async function accessTo(targets) {
  const found = new Map();
  for (let from = 0; from < targets.length; from += AT_ONCE) {
    const some = targets.slice(from, from + AT_ONCE);
    const answer = await get('/api/auth/access', { target: some });
    some.forEach((target) => found.set(target, new Set(answer[target] ?? [])));
  }
  return found;
}
