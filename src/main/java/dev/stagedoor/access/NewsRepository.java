package dev.stagedoor.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/**
 * One connection of the pool, kept for hearing of each new version as it is committed, on whatever node. The version is asked
 * on it too, so that no other work of this node stands in front of the question.
 */
@ApplicationScoped
class NewsRepository {
    private static final Logger LOG = Logger.getLogger(NewsRepository.class);
    private static final String LISTEN = "listen stagedoor_acl_version";

    private final Pool pool;
    private final AtomicBoolean isOpening = new AtomicBoolean();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile PgConnection line;

    NewsRepository(Pool pool) {
        this.pool = pool;
    }

    /** Whether news are heard, as far as is known. */
    boolean isOpen() {
        return line != null;
    }

    /** Begins to hear news, unless that has begun already; whether it has now. */
    Future<Boolean> open(LongConsumer reader) {
        if (isOpen() || !isOpening.compareAndSet(false, true)) {
            return Future.succeededFuture(isOpen());
        }
        return pool.getDelegate()
                .getConnection()
                .compose(connection -> listen(connection, reader))
                .otherwise(NewsRepository::complain)
                .onComplete(done -> isOpening.set(false));
    }

    private Future<Boolean> listen(SqlConnection connection, LongConsumer reader) {
        var listening = PgConnection.cast(connection);
        listening.notificationHandler(news -> reader.accept(Long.parseLong(news.getPayload())));
        listening.closeHandler(closed -> line = null);
        return listening
                .query(LISTEN)
                .execute()
                .onFailure(refused -> connection.close())
                .map(heard -> begin(listening));
    }

    private boolean begin(PgConnection listening) {
        unanswered.set(0);
        line = listening;
        return true;
    }

    private static boolean complain(Throwable failure) {
        LOG.warnf("Changes by other replicas are not told but asked for: %s", failure.getMessage());
        return false;
    }

    /** Whether a question put now has none before it that waits for its answer. */
    boolean isAnswering() {
        return isOpen() && unanswered.get() == 0;
    }

    Uni<Long> version() {
        return Uni.createFrom().completionStage(() -> {
            unanswered.incrementAndGet();
            return line.query(AclRepository.VERSION)
                    .execute()
                    .map(rows -> rows.iterator().next().getLong("version"))
                    .onComplete(told -> unanswered.decrementAndGet())
                    .toCompletionStage();
        });
    }
}
