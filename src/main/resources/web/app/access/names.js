import { get, path } from '../api/client.js';
import { middle } from '../ui/marks.js';
import { applicationOf } from './things.js';

const asked = new Map();

/** What people call it. Applications have ids that nobody knows; their names are asked for once. */
export function nameOf(of) {
  const application = applicationOf(of);
  if (application === null) {
    return Promise.resolve(of.id);
  }
  if (!asked.has(application)) {
    asked.set(application, ask(application));
  }
  return asked.get(application);
}

/** An application's name has changed, or is known already. */
export function rename({ id, name }) {
  asked.set(id, Promise.resolve(name));
}

/* Not every application that one hears of is one's to see. */
function ask(application) {
  return get(path`/api/applications/${application}`).then(
    ({ name }) => name,
    () => middle(application, 20),
  );
}
