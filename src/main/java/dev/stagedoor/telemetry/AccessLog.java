package dev.stagedoor.telemetry;

import dev.stagedoor.usage.UsageEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Writes one line per call to the log category {@code stagedoor.access}. Calls hand theirs over and go on; a worker writes
 * those of a moment at once, since a write costs more than a line. When the log is slower than the calls, lines are
 * dropped and counted.
 */
@Singleton
class AccessLog {
    private static final Logger LOG = Logger.getLogger("stagedoor.access");
    private static final int CAPACITY = 16_384;
    private static final int LINES_AT_ONCE = 32;
    private static final long FLUSH_MILLIS = 20;

    /** Between two writes: on a full processor a call that goes on would else wait for all lines of a moment. */
    private static final long PAUSE_NANOS = 1_000;

    private final Vertx vertx;
    private final boolean isOn;
    private final Counter dropped;
    private final ArrayBlockingQueue<UsageEntry> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean isScheduled = new AtomicBoolean();

    AccessLog(Vertx vertx, TelemetryConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.isOn = config.accessLog();
        this.dropped = metrics.counter("stagedoor.access.lines.dropped");
    }

    /** Takes a call that ended; never waits. */
    void add(UsageEntry entry) {
        if (!isOn) {
            return;
        }
        if (!waiting.offer(entry)) {
            dropped.increment();
        }
        if (!isScheduled.get() && isScheduled.compareAndSet(false, true)) {
            vertx.setTimer(FLUSH_MILLIS, timer -> flush());
        }
    }

    private void flush() {
        vertx.executeBlocking(this::write, false).onComplete(written -> scheduleNext());
    }

    private void scheduleNext() {
        isScheduled.set(false);
        if (!waiting.isEmpty() && isScheduled.compareAndSet(false, true)) {
            vertx.setTimer(FLUSH_MILLIS, timer -> flush());
        }
    }

    private Void write() {
        for (var text = new StringBuilder(); takeInto(text); text.setLength(0)) {
            LOG.info(text.toString());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return null;
    }

    /** Lines for one write, without the end of the last one; false when there are none. */
    private boolean takeInto(StringBuilder text) {
        for (var lines = 0; lines < LINES_AT_ONCE; lines++) {
            var entry = waiting.poll();
            if (entry == null) {
                break;
            }
            AccessLine.append(entry, lines == 0 ? text : text.append('\n'));
        }
        return !text.isEmpty();
    }

    void stop(@Observes ShutdownEvent stopping) {
        write();
    }
}
