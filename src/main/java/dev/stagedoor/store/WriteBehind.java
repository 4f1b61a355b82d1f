package dev.stagedoor.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Takes rows off the callers' hands and writes them in batches, in the order in which they came. While the store is away
 * they wait in memory and are tried again; a row that the store will never take is dropped, so that it does not hold up the
 * others. What is in memory when the process is killed is lost; {@link #finish} writes it first.
 */
public final class WriteBehind<T> {
    private static final Logger LOG = Logger.getLogger(WriteBehind.class);
    private static final long AT_ONCE_MILLIS = 1;
    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final Limits limits;
    private final Function<List<T>, Uni<Void>> writer;
    private final Consumer<T> dropped;
    private final LinkedBlockingDeque<T> waiting;
    private final AtomicBoolean isScheduled = new AtomicBoolean();

    /** After a failure one row is tried alone: which of a batch was at fault cannot be told. */
    private volatile boolean isCareful;

    /** How long a row may wait for others, how many are written at once, how many may wait. */
    public record Limits(Duration flushAfter, int batchSize, int capacity) {}

    /**
     * @param writer writes a batch in one transaction, all or nothing
     * @param dropped is told of each row for which there was no room
     */
    public WriteBehind(Vertx vertx, Limits limits, Function<List<T>, Uni<Void>> writer, Consumer<T> dropped) {
        this.vertx = vertx;
        this.limits = limits;
        this.writer = writer;
        this.dropped = dropped;
        this.waiting = new LinkedBlockingDeque<>(limits.capacity());
    }

    /** Takes a row; never waits. */
    public void add(T row) {
        if (waiting.offerLast(row)) {
            schedule(limits.flushAfter().toMillis());
        } else {
            dropped.accept(row);
        }
    }

    /** How many rows wait. */
    public int size() {
        return waiting.size();
    }

    private void schedule(long millis) {
        if (isScheduled.compareAndSet(false, true)) {
            vertx.setTimer(millis, timer -> flush().subscribe().with(this::scheduleNext));
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
        var batch = new ArrayList<T>();
        waiting.drainTo(batch, isCareful ? 1 : limits.batchSize());
        return batch.isEmpty()
                ? Uni.createFrom().item(true)
                : writer.apply(batch)
                        .replaceWith(true)
                        .invoke(() -> isCareful = false)
                        .onFailure(Exception.class)
                        .recoverWithItem(failure -> putBack(batch, failure));
    }

    private boolean putBack(List<T> batch, Throwable failure) {
        LOG.warnf("%d rows wait for the store: %s", batch.size(), failure.getMessage());
        if (batch.size() == 1 && isAboutItsContent(failure)) {
            dropped.accept(batch.getFirst());
            isCareful = false;
            return true;
        }
        isCareful = true;
        for (var row : batch.reversed()) {
            if (!waiting.offerFirst(row)) {
                dropped.accept(row);
            }
        }
        return false;
    }

    /** SQL state classes of data that cannot be and of constraints that are broken. */
    private static boolean isAboutItsContent(Throwable failure) {
        return failure instanceof PgException refused
                && (refused.getSqlState().startsWith("22")
                        || refused.getSqlState().startsWith("23"));
    }

    /** Writes what waits; the number of rows that the store did not take. */
    public Uni<Integer> finish() {
        return Uni.createFrom()
                .deferred(this::flush)
                .repeat()
                .until(written -> !written || waiting.isEmpty())
                .collect()
                .last()
                .map(written -> waiting.size());
    }
}
