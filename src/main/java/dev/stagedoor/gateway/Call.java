package dev.stagedoor.gateway;

import dev.stagedoor.access.Caller;
import dev.stagedoor.model.Route;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.provider.StreamUsage;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import dev.stagedoor.usage.UsageEntry.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One permitted call, from its start to the row that is written of it.
 *
 * @param route the model that was asked for
 * @param course where the call went, for a virtual model to others, and what it holds until its end
 */
record Call(
        Tracking tracking,
        Caller caller,
        Route.Found route,
        Endpoint endpoint,
        Payload body,
        Instant startedAt,
        long startedNanos,
        Course course) {
    static Call start(Tracking tracking, Caller caller, Route.Found route, Endpoint endpoint, Payload body) {
        return new Call(tracking, caller, route, endpoint, body, Instant.now(), System.nanoTime(), new Course(route));
    }

    /** The real model that the call is sent to. */
    Route.Found target() {
        return course.target();
    }

    /** Then what it costs, and which limits hold for it, is known only once a real one is chosen. */
    boolean isForAVirtualModel() {
        return route.upstream() instanceof Upstream.Virtual;
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
                target().reference().integration(),
                target().reference().model(),
                endpoint.path(),
                body.isStreamed(),
                outcome,
                status,
                tokens,
                target().price().map(tokens::costAt).orElse(0L),
                firstByteMillis,
                elapsedMillis(),
                way());
    }

    private Way way() {
        return target().reference().equals(route.reference())
                ? Way.direct(course.attempts())
                : new Way(Optional.of(route.reference().toString()), course.attempts());
    }
}
