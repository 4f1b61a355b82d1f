package dev.stagedoor.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Takes usage entries off the callers' hands and writes them in batches, in the order in which calls ended. While the
 * store is away they wait in memory and are tried again. What is in memory when the process is killed is lost; an orderly
 * stop writes it first.
 */
@ApplicationScoped
public class UsageRecorder {
    private static final Logger LOG = Logger.getLogger(UsageRecorder.class);
    private static final long AT_ONCE_MILLIS = 1;
    private static final long RETRY_MILLIS = 1_000;

    private final UsageRepository repository;
    private final UsageConfig config;
    private final Vertx vertx;
    private final Counter dropped;
    private final LinkedBlockingDeque<UsageEntry> waiting;
    private final AtomicBoolean isScheduled = new AtomicBoolean();

    UsageRecorder(UsageRepository repository, UsageConfig config, Vertx vertx, MeterRegistry metrics) {
        this.repository = repository;
        this.config = config;
        this.vertx = vertx;
        this.waiting = new LinkedBlockingDeque<>(config.queueCapacity());
        this.dropped = metrics.counter("stagedoor.usage.dropped");
        metrics.gauge("stagedoor.usage.waiting", waiting, LinkedBlockingDeque::size);
    }

    /** Takes an entry; never waits. */
    public void record(UsageEntry entry) {
        if (waiting.offerLast(entry)) {
            schedule(config.flushAfter().toMillis());
        } else {
            dropped.increment();
            LOG.errorf("Usage row dropped, %d are waiting for the store: %s", waiting.size(), entry);
        }
    }

    private void schedule(long millis) {
        if (isScheduled.compareAndSet(false, true)) {
            vertx.setTimer(millis, timer -> flush().subscribe().with(written -> scheduleNext(written)));
        }
    }

    private void scheduleNext(boolean isWritten) {
        isScheduled.set(false);
        if (!waiting.isEmpty()) {
            schedule(isWritten ? AT_ONCE_MILLIS : RETRY_MILLIS);
        }
    }

    /** Writes one batch; false, with the batch waiting again, when the store did not take it. */
    private Uni<Boolean> flush() {
        var batch = new ArrayList<UsageEntry>();
        waiting.drainTo(batch, config.batchSize());
        return batch.isEmpty()
                ? Uni.createFrom().item(true)
                : repository
                        .add(batch)
                        .replaceWith(true)
                        .onFailure(Exception.class)
                        .recoverWithItem(failure -> putBack(batch, failure));
    }

    private boolean putBack(List<UsageEntry> batch, Throwable failure) {
        LOG.warnf("%d usage rows wait for the store: %s", batch.size(), failure.getMessage());
        for (var entry : batch.reversed()) {
            if (!waiting.offerFirst(entry)) {
                dropped.increment();
            }
        }
        return false;
    }

    void stop(@Observes ShutdownEvent stopping) throws Throwable {
        while (!waiting.isEmpty()) {
            if (!VertxContextSupport.subscribeAndAwait(this::flush)) {
                LOG.errorf("%d usage rows were left unwritten: the store is away", waiting.size());
                return;
            }
        }
    }
}
