package dev.stagedoor.usage;

import dev.stagedoor.store.WriteBehind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Writes usage entries in batches, in the order in which calls ended; while the store is away they wait. */
@ApplicationScoped
public class UsageRecorder {
    private static final Logger LOG = Logger.getLogger(UsageRecorder.class);

    private final WriteBehind<UsageEntry> rows;
    private final Counter dropped;

    UsageRecorder(UsageRepository repository, UsageConfig config, Vertx vertx, MeterRegistry metrics) {
        var limits = new WriteBehind.Limits(config.flushAfter(), config.batchSize(), config.queueCapacity());
        this.rows = new WriteBehind<>(vertx, limits, repository::add, this::drop);
        this.dropped = metrics.counter("stagedoor.usage.dropped");
        metrics.gauge("stagedoor.usage.waiting", rows, WriteBehind::size);
    }

    /** Takes an entry; never waits. */
    public void record(UsageEntry entry) {
        rows.add(entry);
    }

    private void drop(UsageEntry entry) {
        dropped.increment();
        LOG.errorf("Usage row dropped, %d are waiting for the store: %s", rows.size(), entry);
    }

    void stop(@Observes ShutdownEvent stopping) throws Throwable {
        var left = VertxContextSupport.subscribeAndAwait(rows::finish);
        if (left > 0) {
            LOG.errorf("%d usage rows were left unwritten: the store is away", left);
        }
    }
}
