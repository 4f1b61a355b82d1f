package dev.stagedoor.usage;

import dev.stagedoor.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Takes usage entries off the hands of calls. None is lost that reached the spool, whatever becomes of the program or of the store. */
@Singleton
public class UsageRecorder {
    private static final Logger LOG = Logger.getLogger(UsageRecorder.class);
    private static final Duration STRICT_LIMIT = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int UNKNOWN = -1;

    private final UsageLedger ledger;
    private final boolean isStrict;
    private final Vertx vertx;

    UsageRecorder(UsageRepository repository, UsageConfig config, Vertx vertx, MeterRegistry metrics) {
        this.ledger = new UsageLedger(repository, config, metrics.counter("stagedoor.usage.dropped"));
        this.isStrict = config.durability() == Durability.STRICT;
        this.vertx = vertx;
        metrics.gauge("stagedoor.usage.waiting", ledger, UsageLedger::waiting);
        metrics.gauge("stagedoor.usage.spooled.bytes", ledger, UsageLedger::spooledBytes);
    }

    /** Whether the end of an answer has to wait until its row is committed. */
    public boolean isStrict() {
        return isStrict;
    }

    /** Takes an entry; never waits. */
    public void record(UsageEntry entry) {
        ledger.add(entry);
    }

    /** Takes an entry, and has its item when the entry is committed; fails with 503 when the store does not take it in time. */
    public Uni<Void> commit(UsageEntry entry) {
        var context = vertx.getOrCreateContext();
        var committed = new CompletableFuture<Void>();
        ledger.add(
                entry,
                failure -> context.runOnContext(ignored -> {
                    if (failure == null) {
                        committed.complete(null);
                    } else {
                        committed.completeExceptionally(failure);
                    }
                }));
        return Uni.createFrom()
                .completionStage(committed)
                .ifNoItem()
                .after(STRICT_LIMIT)
                .fail()
                .onFailure(Exception.class)
                .transform(failure -> Problem.Unavailable.unwritten());
    }

    void start(@Observes StartupEvent starting) {
        ledger.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws Throwable {
        if (VertxContextSupport.subscribeAndAwait(this::finish) != 0) {
            LOG.error("Usage rows were left unwritten, as the store is away; those in the spool are written at the next"
                    + " start");
        }
    }

    /** Writes what waits; how many rows the store did not take, which is not known when it takes too long. */
    Uni<Integer> finish() {
        return Uni.createFrom()
                .completionStage(ledger.finish())
                .ifNoItem()
                .after(STOP_LIMIT)
                .recoverWithItem(UNKNOWN);
    }
}
