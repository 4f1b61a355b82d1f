/* The order of the bits is that of the store: access.graph.Access. */
const ACCESS = ['CREATE', 'READ', 'EXECUTE', 'UPDATE', 'DELETE'];

/** What a stored access allows. */
export function accessWords(mask) {
  return ACCESS.filter((_, bit) => mask & (1 << bit));
}

/* Nobody wants to know how a secret is sealed: its text stands for all of it. */
const ENVELOPE = /_(key_version|wrapped_key)$/;
const SECRET = /^(credentials_ciphertext|value_ciphertext|secret_hash)$/;
const MASK = '********';
const TIME = /_at$/;

const LABELS = {
  credentials_ciphertext: 'secret settings',
  value_ciphertext: 'secret value',
  secret_hash: 'secret',
  enabled: 'active',
  default_access: 'default access',
};

/** What is kept as JSON in one column, and is compared by its own fields. */
const NESTED = ['configuration', 'contact', 'default_access'];

/**
 * What an entry says about each field: `{ name, label, before, after, isChanged, isTime }`, changed ones first. A value is a
 * text, `null` for none, or HIDDEN for a secret.
 */
export function differences({ before, after, changed, action }) {
  const was = flat(before);
  const is = flat(after);
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names
    .map((name) => ({
      name,
      label: labelOf(name),
      before: shown(name, was[name]),
      after: shown(name, is[name]),
      isChanged: action === 'UPDATE' && differs(name, was, is, changed ?? []),
      isTime: TIME.test(name),
    }))
    .sort((a, b) => b.isChanged - a.isChanged);
}

export const HIDDEN = Symbol('a secret');

/* Secrets look alike under their masks; that one was replaced is told by the entry alone. */
function differs(name, was, is, changed) {
  return SECRET.test(name) ? changed.includes(name) : changed.includes(name.split('.')[0]) && text(was[name]) !== text(is[name]);
}

function flat(row) {
  const fields = {};
  for (const [name, value] of Object.entries(row ?? {})) {
    const inner = NESTED.includes(name) ? object(value) : undefined;
    if (inner) {
      Object.entries(inner).forEach(([key, each]) => (fields[`${name}.${key}`] = each));
    } else if (!ENVELOPE.test(name)) {
      fields[name] = value;
    }
  }
  return fields;
}

function object(value) {
  try {
    const found = typeof value === 'string' ? JSON.parse(value) : value;
    return found && typeof found === 'object' && !Array.isArray(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function labelOf(name) {
  return LABELS[name] ?? name.replace(/^configuration\./, '').replaceAll('_', ' ').replace('.', ': ');
}

function shown(name, value) {
  if (value === null || value === undefined || value === '') {
    return null;
  }
  if (SECRET.test(name) || (value === MASK && name.startsWith('configuration.'))) {
    return HIDDEN;
  }
  return name === 'access' ? accessWords(value).join(', ') : text(value);
}

function text(value) {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (Array.isArray(value)) {
    return value.map(text).join(', ');
  }
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}
