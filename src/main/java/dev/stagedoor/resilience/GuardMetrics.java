package dev.stagedoor.resilience;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The meters of one integration. */
record GuardMetrics(Counter retries, Counter fallbacks) {
    private static final String TAG = "integration";
    private static final String RETRIES = "stagedoor.upstream.retries";
    private static final String FALLBACKS = "stagedoor.upstream.fallbacks";
    private static final String STATE = "stagedoor.upstream.breaker.state";
    private static final String IN_FLIGHT = "stagedoor.upstream.in.flight";

    /**
     * Registers them.
     *
     * @param guard the integration's guard, null when there is none any longer
     */
    static GuardMetrics of(MeterRegistry registry, String integration, Supplier<Guard> guard) {
        Gauge.builder(STATE, () -> read(guard, found -> found.state().number()))
                .description("0 closed, 1 half-open, 2 open")
                .tag(TAG, integration)
                .register(registry);
        Gauge.builder(IN_FLIGHT, () -> read(guard, Guard::callsInFlight))
                .tag(TAG, integration)
                .register(registry);
        return new GuardMetrics(
                registry.counter(RETRIES, TAG, integration), registry.counter(FALLBACKS, TAG, integration));
    }

    static void forget(MeterRegistry registry, String integration) {
        Stream.of(RETRIES, FALLBACKS, STATE, IN_FLIGHT)
                .flatMap(name -> registry.find(name).tag(TAG, integration).meters().stream())
                .forEach(registry::remove);
    }

    private static Integer read(Supplier<Guard> guard, Function<Guard, Integer> value) {
        var found = guard.get();
        return found == null ? null : value.apply(found);
    }
}
