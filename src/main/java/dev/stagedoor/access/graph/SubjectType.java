package dev.stagedoor.access.graph;

/** What kind of subject holds a grant. An application is a {@code USER} with the id {@code app:<id>}. */
public enum SubjectType {
    USER,
    GROUP,
    ROLE
}
