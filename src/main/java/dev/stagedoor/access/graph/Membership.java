package dev.stagedoor.access.graph;

import java.util.Optional;

/**
 * One thing that a principal counts as.
 *
 * @param via the group that brings a role, where one does
 */
public record Membership(Subject subject, Optional<String> via) {}
