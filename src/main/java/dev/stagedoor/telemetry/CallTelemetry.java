package dev.stagedoor.telemetry;

import dev.stagedoor.gateway.CallWatch;
import dev.stagedoor.gateway.EndedCall;
import dev.stagedoor.gateway.Tracking;
import dev.stagedoor.model.Route;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Watches calls for all who tell of them. */
@Singleton
class CallTelemetry implements CallWatch {
    private final CallMetrics metrics;
    private final Traces traces;
    private final AccessLog log;

    CallTelemetry(CallMetrics metrics, Traces traces, AccessLog log) {
        this.metrics = metrics;
        this.traces = traces;
        this.log = log;
    }

    @Override
    public void departed(Route.Found asked) {
        metrics.of(asked).departed();
    }

    @Override
    public Optional<String> traceparent(Tracking tracking) {
        return traces.toldToProvider(tracking);
    }

    @Override
    public void ended(Route.Found asked, EndedCall call) {
        metrics.of(asked).returned();
        metrics.of(call.route()).at(call.endpoint()).record(call.entry(), call.nanos());
        traces.add(call);
        log.add(call.entry());
    }
}
