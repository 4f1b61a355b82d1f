import { get, path } from '../api/client.js';
import { session } from '../api/session.js';
import { confirm } from '../ui/confirm.js';
import { html, nothing } from '../ui/element.js';
import { plural } from '../ui/marks.js';

const COUNTED = 1000;

/** Asks before a whole prompt is deleted, and says who will lose it. */
export async function confirmDelete(name, heading, loss) {
  const affected = await whoLoses(name).catch(() => nothing);
  return confirm({
    heading,
    consequences: html`<p>${loss} Its tags and all permissions on it go too.</p>${affected}
      <p>Workflows that use it by this name will fail.</p>`,
  });
}

/* Who may see users is told who reaches the prompt; everybody else, to whom it was given. */
async function whoLoses(name) {
  return session.has('USER_MANAGEMENT') ? reached(name) : granted(name);
}

async function reached(name) {
  const { principals } = await get('/api/auth/reached-by', { target: `PROMPT:${name}`, access: 'READ', limit: COUNTED });
  const applications = principals.filter(({ subject }) => subject.id.startsWith('app:')).length;
  const people = principals.length - applications;
  const more = principals.length === COUNTED ? 'At least ' : '';
  return html`<p>${more}${plural(people, 'person', 'people')} and ${plural(applications, 'application')} can see it now.</p>`;
}

async function granted(name) {
  const byAccess = await get(path`/api/auth/authorization/PROMPT/${name}`);
  const subjects = new Set(Object.values(byAccess).flat().map(({ type, id }) => `${type}:${id}`));
  return html`<p>It was given to ${plural(subjects.size, 'subject')}.</p>`;
}
