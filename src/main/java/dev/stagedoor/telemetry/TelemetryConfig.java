package dev.stagedoor.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What is told of the calls, and to whom. */
@ConfigMapping(prefix = "stagedoor.telemetry")
public interface TelemetryConfig {
    /** How many models have metrics of their own; those called after them are counted together, as {@code _OTHER}. */
    @WithDefault("1000")
    int models();

    /** Whether each call leaves a line in the log category {@code stagedoor.access}. */
    @WithDefault("true")
    boolean accessLog();

    /** The collector that takes traces by OTLP over HTTP, in JSON; without one there are none. */
    Optional<String> tracesEndpoint();

    /** What each request to the collector carries: {@code name=value}, separated by commas. */
    Optional<List<String>> tracesHeaders();

    /** The part of calls that are traced, of those whose callers do not say that they keep no trace; 0 to 1. */
    @WithDefault("1.0")
    double tracesRatio();

    /** Whether providers are told the trace ({@code traceparent}), so that theirs can be part of it. */
    @WithDefault("false")
    boolean tracesPropagated();
}
