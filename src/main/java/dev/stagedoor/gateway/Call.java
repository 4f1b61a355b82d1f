package dev.stagedoor.gateway;

import dev.stagedoor.access.Caller;
import dev.stagedoor.model.Route;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.provider.StreamUsage;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import java.time.Duration;
import java.time.Instant;

/** One permitted call, from its start to the row that is written of it. */
record Call(
        Tracking tracking,
        Caller caller,
        Route.Found route,
        Endpoint endpoint,
        Payload body,
        Instant startedAt,
        long startedNanos) {
    static Call start(Tracking tracking, Caller caller, Route.Found route, Endpoint endpoint, Payload body) {
        return new Call(tracking, caller, route, endpoint, body, Instant.now(), System.nanoTime());
    }

    long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    long elapsedMillis() {
        return Duration.ofNanos(elapsedNanos()).toMillis();
    }

    /** Whether a stream tells what it used only if we ask, because the caller does not. */
    boolean hasToAskForUsage(Upstream.Provider provider) {
        return body.isStreamed()
                && provider.streamUsage() == StreamUsage.WHEN_ASKED
                && endpoint.canBeAskedForUsage()
                && !body.asksForUsage();
    }

    UsageEntry entry(Outcome outcome, int status, Tokens tokens, Long firstByteMillis) {
        return new UsageEntry(
                tracking.call(),
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
                route.price().map(tokens::costAt).orElse(0L),
                firstByteMillis,
                elapsedMillis());
    }
}
