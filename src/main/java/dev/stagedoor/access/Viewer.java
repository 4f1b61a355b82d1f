package dev.stagedoor.access;

/** For whom a list is made, in the terms its query filters by. */
public record Viewer(String principal, boolean isAdmin) {}
