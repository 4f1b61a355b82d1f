package dev.stagedoor.problem;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the errors of our own that requests are answered with. Their codes are words of ours, so they are few. */
@ApplicationScoped
public class RefusalCount {
    private final MeterRegistry metrics;
    private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();

    private record Kind(boolean isOfGateway, String code, int status) {}

    RefusalCount(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    public void add(ErrorReply reply) {
        counters.computeIfAbsent(new Kind(reply.isOfGateway(), reply.code(), reply.status()), this::counter)
                .increment();
    }

    private Counter counter(Kind kind) {
        return metrics.counter(
                "stagedoor.refusals",
                "api",
                kind.isOfGateway() ? "openai" : "management",
                "code",
                kind.code(),
                "status",
                Integer.toString(kind.status()));
    }
}
