package dev.stagedoor.telemetry;

import dev.stagedoor.gateway.EndedCall;
import dev.stagedoor.gateway.Tracking;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Decides which calls are traced. A call goes on with its caller's trace, if the caller keeps it; others, and as many of those,
 * are kept by {@link TelemetryConfig#tracesRatio}. All of it follows from the call's id and its caller's trace, so that
 * nothing has to be remembered while a call is under way.
 */
@Singleton
class Traces {
    private final SpanExporter exporter;
    private final boolean isPropagated;
    private final double ratio;

    Traces(SpanExporter exporter, TelemetryConfig config) {
        this.exporter = exporter;
        this.isPropagated = config.tracesPropagated();
        this.ratio = config.tracesRatio();
    }

    /** What the request to the provider carries, where providers are told. */
    Optional<String> toldToProvider(Tracking tracking) {
        return exporter.isOn() && isPropagated
                ? kept(tracking).map(trace -> trace.ofClient().toString())
                : Optional.empty();
    }

    /** Keeps a call that is over, if it is to be kept. */
    void add(EndedCall call) {
        if (exporter.isOn()) {
            kept(call.tracking()).ifPresent(trace -> {
                exporter.add(CallSpans.server(trace, call));
                exporter.add(CallSpans.client(trace, call));
            });
        }
    }

    private Optional<CallTrace> kept(Tracking tracking) {
        var caller = TraceParent.read(tracking.traceparent());
        if (!caller.map(TraceParent::isSampled).orElse(true)) {
            return Optional.empty();
        }
        var trace = CallTrace.of(tracking.call(), caller);
        return trace.isWithin(ratio) ? Optional.of(trace) : Optional.empty();
    }
}
