/**
 * Stored credentials: encrypted on the way in, opened only where a call is forwarded, masked on the way out. One
 * configured key-encryption key; every purpose derives its own key from it. Uses none of our other packages but
 * {@code problem}.
 */
package dev.stagedoor.secret;
