import { session } from '../api/session.js';

/** Whether the caller may ask what a subject reaches and why: admins about anybody, everybody about themselves. */
export function mayAskAbout({ type, id }) {
  return session.who.roles.includes('ADMIN') || (type === 'USER' && id === session.who.id);
}
