/**
 * The ways in: access keys, tokens made from them, and OIDC bearer tokens. All end in one
 * {@link dev.stagedoor.access.Caller}; what is verified once is remembered under the SHA-256 of the whole credential.
 */
package dev.stagedoor.identity.login;
