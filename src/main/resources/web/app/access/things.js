import { to } from '../shell/router.js';

const KINDS = {
  USER: { label: 'user', icon: 'user', address: (id) => to`/users/${id}` },
  GROUP: { label: 'group', icon: 'users', address: (id) => to`/groups/${id}` },
  ROLE: { label: 'role', icon: 'badge', address: (id) => to`/roles/${id}` },
  APPLICATION: { label: 'application', icon: 'app', address: (id) => to`/applications/${id}` },
  INTEGRATION_PROVIDER: { label: 'integration', icon: 'plug', address: (id) => to`/integrations/${id}` },
  INTEGRATION: { label: 'model', icon: 'model', address: modelAddress },
  PROMPT: { label: 'prompt', icon: 'prompt', address: (id) => to`/prompts/${id}` },
  TAG: { label: 'tag', icon: 'tag' },
  SECRET: { label: 'secret', icon: 'key' },
};

function modelAddress(id) {
  const [integration, model] = split(id);
  return to`/integrations/${integration}/models/${model}`;
}

/** The two halves of `TYPE:id`, `key:value` or `integration:model`: only the first colon divides. */
export function split(text) {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}

export const keyOf = ({ type, id }) => `${type}:${id}`;

/** Whether both are there and name the same. */
export const isSame = (one, other) => !!one && !!other && keyOf(one) === keyOf(other);

/** A subject or target as the API writes it in one word. */
export function thing(key) {
  const [type, id] = split(key);
  return { type, id };
}

/** The user that an application is. */
export const asUser = (applicationId) => ({ type: 'USER', id: `app:${applicationId}` });

/** The application that a subject or target is, if it is one. */
export function applicationOf({ type, id }) {
  if (type === 'APPLICATION') {
    return id;
  }
  return type === 'USER' && id.startsWith('app:') ? id.slice(4) : null;
}

/** What kind of thing it is: its word, its icon and, for those with a page, its address. */
export function kindOf(of) {
  const application = applicationOf(of);
  const kind = KINDS[application === null ? of.type : 'APPLICATION'];
  return {
    label: kind?.label ?? of.type.toLowerCase().replaceAll('_', ' '),
    icon: kind?.icon ?? 'scroll',
    href: kind?.address?.(application ?? of.id),
  };
}
