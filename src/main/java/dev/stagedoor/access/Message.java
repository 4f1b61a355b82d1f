package dev.stagedoor.access;

/** The reply of calls that only confirm: {@code {"message": "…"}}. */
public record Message(String message) {}
