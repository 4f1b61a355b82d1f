package dev.stagedoor.tag;

/**
 * What carries a tag (contract, section 1.14).
 *
 * @param displayName the name of an application, and the id of everything else
 */
public record TaggedTarget(String id, String displayName) {}
