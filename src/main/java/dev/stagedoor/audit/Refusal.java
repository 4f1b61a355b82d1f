package dev.stagedoor.audit;

import dev.stagedoor.access.Origin;
import java.time.Instant;

/** Somebody was turned away: when and who, from what request, and what was said. */
record Refusal(Instant at, Origin origin, String action, int status, String reason) {
    /** What makes two refusals the same but for their time. */
    record Kind(Origin origin, String action, int status, String reason) {}

    Kind kind() {
        return new Kind(origin, action, status, reason);
    }
}
