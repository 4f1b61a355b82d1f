package dev.stagedoor.resilience;

import dev.stagedoor.problem.BusyProblem;
import dev.stagedoor.resilience.Breaker.Admission;
import dev.stagedoor.resilience.Breaker.State;
import java.time.Instant;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** What this node knows of the provider of one integration, and whether a call may go there now. */
public final class Guard {
    private static final Logger LOG = Logger.getLogger(Guard.class);

    private final String integration;
    private final UUID id;
    private final Breaker breaker;
    private final GuardMetrics metrics;
    private final Slots slots = new Slots();
    private volatile GuardSettings settings;
    private volatile Instant since = Instant.now();
    private volatile LastFailure lastFailure = LastFailure.NONE;

    Guard(
            String integration,
            UUID id,
            GuardSettings settings,
            LongSupplier nanos,
            long windowMillis,
            GuardMetrics metrics) {
        this.integration = integration;
        this.id = id;
        this.settings = settings;
        this.breaker = new Breaker(nanos, windowMillis, this::changed);
        this.metrics = metrics;
    }

    private record LastFailure(String kind, Long atMillis) {
        static final LastFailure NONE = new LastFailure(null, null);
    }

    private void changed(State state) {
        since = Instant.now();
        LOG.infof("The breaker of the integration '%s' is %s, after %s", integration, state, lastFailure.kind());
    }

    boolean isOf(UUID other) {
        return id.equals(other);
    }

    void adopt(GuardSettings newer) {
        if (!newer.equals(settings)) {
            settings = newer;
        }
    }

    public GuardSettings settings() {
        return settings;
    }

    /** A place for one attempt; fails with 503 {@code upstream_busy} or {@code upstream_open}. */
    public Pass enter() {
        if (!slots.take(settings.maxConcurrentCalls())) {
            throw BusyProblem.full(integration);
        }
        var admission = breaker.admit(settings);
        if (admission == Admission.REFUSED) {
            slots.giveBack();
            throw BusyProblem.open(integration, breaker.millisToProbe());
        }
        return new Pass(this, admission == Admission.PROBE);
    }

    /** Whether a call would be let in now; by the time it comes, that may have changed. */
    public boolean isReady() {
        return breaker.isReady() && slots.taken() < settings.maxConcurrentCalls();
    }

    void judge(Verdict verdict, boolean isProbe) {
        if (verdict.countsAgainst()) {
            lastFailure = new LastFailure(verdict.kind(), Instant.now().toEpochMilli());
            breaker.failed(isProbe, settings);
        } else {
            breaker.succeeded(isProbe);
        }
    }

    void learntNothing() {
        breaker.learntNothing();
    }

    void left() {
        slots.giveBack();
    }

    /** A call is sent to the same provider again. */
    public void countRetry() {
        metrics.retries().increment();
    }

    /** A call goes on to another provider. */
    public void countFallback() {
        metrics.fallbacks().increment();
    }

    int callsInFlight() {
        return slots.taken();
    }

    State state() {
        return breaker.state();
    }

    UpstreamState shown(String node) {
        var held = settings;
        var lately = breaker.lately();
        var toProbe = breaker.millisToProbe();
        return new UpstreamState(
                integration,
                node,
                breaker.state().name(),
                since.toEpochMilli(),
                toProbe == 0 ? null : Instant.now().toEpochMilli() + toProbe,
                lately.calls(),
                lately.calls() == 0 ? null : lately.failureRate(),
                slots.taken(),
                held.maxConcurrentCalls() == GuardSettings.UNBOUNDED ? null : held.maxConcurrentCalls(),
                lastFailure.kind(),
                lastFailure.atMillis());
    }
}
