/**
 * Stored credentials: encrypted on the way in, opened only where a call is forwarded, masked on the way out. One
 * configured key seals, others may still open; every purpose derives its own key from them. What is under another key is
 * re-wrapped in {@code secret.rotation}. Uses none of our other packages but {@code problem}.
 */
package dev.stagedoor.secret;
