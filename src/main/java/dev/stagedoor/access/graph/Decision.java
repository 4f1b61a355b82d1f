package dev.stagedoor.access.graph;

import java.util.List;

/** The answer to "may they", with its reason. */
public sealed interface Decision {
    /** They may; each path alone would be enough, from the principal to the target, in words. */
    record Allowed(List<List<Step>> paths) implements Decision {
        public Allowed {
            paths = paths.stream().map(List::copyOf).toList();
        }
    }

    /** They may not. */
    record Denied(String reason) implements Decision {}

    /** One station of a path: {@code USER}, {@code GROUP}, {@code ROLE}, {@code GRANT}, {@code TAG} or the target's type. */
    record Step(String type, String id) {}
}
