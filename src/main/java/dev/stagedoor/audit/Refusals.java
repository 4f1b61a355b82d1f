package dev.stagedoor.audit;

import dev.stagedoor.store.WriteBehind;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Writes refusals in batches, so that who is turned away often costs the store little. */
@ApplicationScoped
class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final WriteBehind<Refusal> rows;

    Refusals(AuditRepository repository, AuditConfig config, Vertx vertx, MeterRegistry metrics) {
        var dropped = metrics.counter("stagedoor.audit.dropped");
        var limits = new WriteBehind.Limits(config.flushAfter(), config.queueCapacity(), config.queueCapacity());
        this.rows = new WriteBehind<>(vertx, limits, repository::add, refusal -> dropped.increment());
        metrics.gauge("stagedoor.audit.waiting", rows, WriteBehind::size);
    }

    /** Takes a refusal; never waits. */
    void record(Refusal refusal) {
        rows.add(refusal);
    }

    void stop(@Observes ShutdownEvent stopping) throws Throwable {
        var left = VertxContextSupport.subscribeAndAwait(rows::finish);
        if (left > 0) {
            LOG.errorf("%d refusals were left out of the audit: the store is away", left);
        }
    }
}
