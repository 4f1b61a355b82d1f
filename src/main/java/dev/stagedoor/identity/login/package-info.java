/**
 * The ways in: access keys, tokens made from them, OIDC bearer tokens, and the session cookies of browsers that signed in with
 * an access key or at the issuer. All end in one
 * {@link dev.stagedoor.access.Caller}; what is verified once is remembered under the SHA-256 of the whole credential.
 */
package dev.stagedoor.identity.login;
