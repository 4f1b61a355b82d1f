package dev.stagedoor.access.graph;

/** That a subject has access to a target. */
public record Grant(Subject subject, Target target, AccessSet access) {}
