package dev.stagedoor.usage;

import jakarta.validation.constraints.NotNull;

/** An event that a client sent or received, of which only the direction is kept (contract, section 2). */
record EventLog(@NotNull Direction eventType) {
    /** Seen from the client. */
    enum Direction {
        SEND,
        RECEIVE
    }
}
