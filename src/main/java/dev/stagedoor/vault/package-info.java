/**
 * Named secrets that workflows use. Unlike the credentials of an integration a value can be read again, by whoever holds
 * {@code READ} on it; the encryption is that of {@code secret}.
 */
package dev.stagedoor.vault;
