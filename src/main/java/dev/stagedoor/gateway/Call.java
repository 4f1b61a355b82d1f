package dev.stagedoor.gateway;

import dev.stagedoor.access.Caller;
import dev.stagedoor.model.Route;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One permitted call, from its start to the row that is written of it. */
record Call(Caller caller, Route.Found route, Endpoint endpoint, CallBody body, Instant startedAt, long startedNanos) {
    static Call start(Caller caller, Route.Found route, Endpoint endpoint, CallBody body) {
        return new Call(caller, route, endpoint, body, Instant.now(), System.nanoTime());
    }

    long elapsedMillis() {
        return Duration.ofNanos(System.nanoTime() - startedNanos).toMillis();
    }

    UsageEntry entry(Outcome outcome, int status, Optional<Tokens> tokens, Long firstByteMillis) {
        return new UsageEntry(
                UUID.randomUUID(),
                startedAt,
                caller.id(),
                caller.accessKeyId(),
                route.reference().integration(),
                route.reference().model(),
                endpoint.path(),
                body.isStreamed(),
                outcome,
                status,
                tokens,
                firstByteMillis,
                elapsedMillis());
    }
}
