/**
 * Who may do what. Owns the vocabulary ({@link dev.stagedoor.access.graph}), the grants, the rules declared at
 * endpoints and the one filter that enforces them; {@link dev.stagedoor.access.AccessControl} answers every question.
 * Everybody depends on this package, and it on nobody but {@code problem}: what it must know of targets it asks through
 * {@link dev.stagedoor.access.TargetKeeper}.
 */
package dev.stagedoor.access;
