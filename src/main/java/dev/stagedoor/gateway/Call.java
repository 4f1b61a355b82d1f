package dev.stagedoor.gateway;

import dev.stagedoor.access.Caller;
import dev.stagedoor.model.Route;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import dev.stagedoor.usage.UsageEntry.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One permitted call, from its start to the row that is written of it.
 *
 * @param route the model that was asked for
 * @param course where the call went: for a virtual model, to others
 */
record Call(
        Caller caller,
        Route.Found route,
        Endpoint endpoint,
        CallBody body,
        Instant startedAt,
        long startedNanos,
        Course course) {
    static Call start(Caller caller, Route.Found route, Endpoint endpoint, CallBody body) {
        return new Call(caller, route, endpoint, body, Instant.now(), System.nanoTime(), new Course(route));
    }

    /** The real model that the call is sent to. */
    Route.Found target() {
        return course.target();
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
                target().reference().integration(),
                target().reference().model(),
                endpoint.path(),
                body.isStreamed(),
                outcome,
                status,
                tokens,
                firstByteMillis,
                elapsedMillis(),
                way());
    }

    private Way way() {
        var isAnothers = !target().reference().equals(route.reference());
        return new Way(isAnothers ? Optional.of(route.reference().toString()) : Optional.empty(), course.attempts());
    }
}
