import { post, remove } from '../api/client.js';

const TRY = { dryRun: true };

/** Gives access; `tryGrant` tells who would gain what and changes nothing. */
export const grant = (subject, target, access) => post('/api/auth/authorization', { subject, target, access });
export const tryGrant = (subject, target, access) => post('/api/auth/authorization', { subject, target, access }, TRY);

/** Takes access back; `tryRevoke` tells who would lose what and changes nothing. */
export const revoke = (subject, target, access) => remove('/api/auth/authorization', { subject, target, access });
export const tryRevoke = (subject, target, access) => remove('/api/auth/authorization', { subject, target, access }, TRY);
