/**
 * Changing the key-encryption key while calls go on: re-wraps what is stored under another key, and tells how much of it
 * is left. The features that store secrets say where, as {@link dev.stagedoor.secret.SealedTable} beans.
 */
package dev.stagedoor.secret.rotation;
