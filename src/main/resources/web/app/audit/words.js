import { to } from '../shell/router.js';
import { plural } from '../ui/marks.js';
import { accessWords, differences } from './fields.js';

/** The types of what is audited, as one says them. */
export const TYPES = {
  INTEGRATION_PROVIDER: 'integration',
  INTEGRATION: 'model',
  GRANT: 'grant',
  USER: 'user',
  GROUP: 'group',
  MEMBERSHIP: 'membership',
  APPLICATION: 'application',
  ACCESS_KEY: 'access key',
  ROLE: 'role',
  PROMPT: 'prompt',
  PROMPT_VERSION: 'prompt version',
  TAG: 'tag',
  LIMIT: 'limit',
  TOKEN_LIMIT: 'token limit',
  VIRTUAL_TARGET: 'target of a virtual model',
  PRICE: 'price',
  SECRET: 'secret',
  INTEGRATION_DEF: 'provider type',
};

const DONE = { CREATE: 'created', UPDATE: 'changed', DELETE: 'deleted' };
const MEMBERSHIPS = { CREATE: ['added', 'to'], UPDATE: ['changed', 'in'], DELETE: ['removed', 'from'] };
const MOST_FIELDS = 5;
const ALL = accessWords(-1).length;

/**
 * What a change was, in words: pieces of a sentence, each a text, or `{ type, id, label }` for a thing that has a name. The
 * rows of the store say it differently for each type.
 */
export function sentence(entry) {
  const row = entry.after ?? entry.before ?? {};
  return (SENTENCES[entry.targetType] ?? plainly)(entry, row);
}

const SENTENCES = {
  GRANT: grant,
  MEMBERSHIP: (entry, row) => {
    const [verb, link] = MEMBERSHIPS[entry.action];
    return [verb, thing('USER', row.user_id), link, thing('GROUP', row.group_id), ...fields(entry)];
  },
  TAG: ({ action }, row) => {
    const tag = { label: `${row.key}:${row.value}` };
    const target = thing(row.target_type, row.target_id);
    return action === 'DELETE' ? ['took tag', tag, 'from', target] : ['put tag', tag, 'on', target];
  },
  LIMIT: (entry, row) => [DONE[entry.action], 'limit of', thing(row.target_type, row.target_id), ...fields(entry)],
  TOKEN_LIMIT: (entry, row) => [DONE[entry.action], 'token limit of', thing(row.target_type, row.target_id), ...fields(entry)],
  VIRTUAL_TARGET: (entry, row) => [DONE[entry.action], 'target of a virtual model', { label: entry.targetId ?? '' }, ...fields(entry)],
  PRICE: (entry, row) => [DONE[entry.action], 'price of', thing('INTEGRATION', row.target_id), ...fields(entry)],
  ACCESS_KEY: (entry, row) =>
    [DONE[entry.action], 'access key', { label: row.id }, 'of', thing('APPLICATION', row.application_id), ...fields(entry)],
  PROMPT_VERSION: (entry, row) =>
    [DONE[entry.action], `version ${row.number} of`, thing('PROMPT', row.prompt), ...fields(entry)],
  APPLICATION: (entry, row) => [DONE[entry.action], self(entry, row.id, row.name), ...fields(entry)],
};

function plainly(entry) {
  return [DONE[entry.action] ?? entry.action, self(entry, entry.targetId ?? ''), ...fields(entry)];
}

function grant({ before, after }, row) {
  const had = accessWords(before?.access ?? 0);
  const has = accessWords(after?.access ?? 0);
  const given = has.filter((word) => !had.includes(word));
  const taken = had.filter((word) => !has.includes(word));
  const subject = thing(row.subject_type, row.subject_id);
  const target = thing(row.target_type, row.target_id);
  if (!given.length) {
    return ['took', rights(taken), 'on', target, 'from', subject];
  }
  const loss = taken.length ? [`and took ${rights(taken)}`] : [];
  return ['gave', subject, rights(given), ...loss, 'on', target];
}

function rights(words) {
  return words.length === ALL ? 'full access' : words.join(', ');
}

function fields(entry) {
  if (entry.action !== 'UPDATE') {
    return [];
  }
  const names = differences(entry).filter(({ isChanged }) => isChanged).map(({ label }) => label);
  const more = names.length - MOST_FIELDS;
  return [`: ${names.slice(0, MOST_FIELDS).join(', ')}${more > 0 ? ` and ${plural(more, 'other')}` : ''}`];
}

/* What an entry is about; there is no way to what it tells the end of. */
function self({ action, targetType }, id, label) {
  const found = thing(targetType, id, label);
  return action === 'DELETE' ? { ...found, href: undefined } : found;
}

function thing(type, id, label) {
  const isApplication = type === 'USER' && id.startsWith('app:');
  return isApplication
    ? { type: 'application', label: id.slice('app:'.length), href: to`/applications/${id.slice('app:'.length)}` }
    : { type: TYPES[type] ?? String(type ?? '').toLowerCase().replaceAll('_', ' '), label: label ?? id, href: address(type, id) };
}

const ADDRESSES = {
  INTEGRATION_PROVIDER: (id) => to`/integrations/${id}`,
  INTEGRATION: (id) => to`/integrations/${id.split(':')[0]}/models/${id.slice(id.indexOf(':') + 1)}`,
  USER: (id) => to`/users/${id}`,
  GROUP: (id) => to`/groups/${id}`,
  APPLICATION: (id) => to`/applications/${id}`,
  ROLE: (id) => to`/roles/${id}`,
  PROMPT: (id) => to`/prompts/${id}`,
};

function address(type, id) {
  return ADDRESSES[type]?.(id);
}

/** A sentence as text alone. */
export function asText(pieces) {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : `${piece.type ?? ''} ${piece.label}`.trim()))
    .join(' ')
    .replace(' : ', ': ');
}
