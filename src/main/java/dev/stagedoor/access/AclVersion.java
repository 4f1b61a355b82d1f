package dev.stagedoor.access;

import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * The version of the access graph that everything in memory is measured against. A change on this node advances it before the
 * change is acknowledged. Changes on other nodes are told by the store as they are committed, and found by asking it, at most
 * {@link AccessConfig#maxStaleness} later, should the telling fail. {@link StoreWatch} asks ahead of need, so that nobody
 * waits; when it does not, whoever needs the answer asks, once for all.
 */
@Singleton
public class AclVersion {
    private static final Logger LOG = Logger.getLogger(AclVersion.class);

    /** A question that got no answer for so long is put again, as its connection may be lost without a sign. */
    private static final long GIVEN_UP = Duration.ofSeconds(10).toNanos();

    private final AclRepository store;
    private final NewsRepository news;
    private final AccessConfig config;
    private final Vertx vertx;
    private final Freshness freshness;
    private final AtomicReference<Question<Long>> asked = new AtomicReference<>();

    AclVersion(AclRepository store, NewsRepository news, AccessConfig config, Vertx vertx) {
        this.store = store;
        this.news = news;
        this.config = config;
        this.vertx = vertx;
        this.freshness = new Freshness(config, System::nanoTime);
    }

    /**
     * The version below which nothing in memory may be used. While the store is away it is the one last known, for as long as
     * {@link AccessConfig#grace} says; then it fails with 503.
     */
    public Uni<Long> current() {
        var current = freshness.currentOrNegative();
        return current < 0 ? confirmed() : Uni.createFrom().item(current);
    }

    /** The same without waiting and without garbage; negative when {@link #current} would have to ask the store first. */
    public long currentOrNegative() {
        return freshness.currentOrNegative();
    }

    Freshness freshness() {
        return freshness;
    }

    /** Called with the version of a change once it is committed, before anybody is told, and with what other nodes commit. */
    void advanceTo(long version) {
        freshness.advanceTo(version);
    }

    private Uni<Long> confirmed() {
        return confirmedSince(freshness.oldestGood())
                .onFailure(AclVersion::isStoreAway)
                .recoverWithUni(this::lastKnown);
    }

    /** A question put before somebody came may be too old for them when it is answered: then they put their own. */
    private Uni<Long> confirmedSince(long moment) {
        return Uni.createFrom()
                .deferred(() -> ask().answer())
                .chain(version -> freshness.isConfirmedSince(moment)
                        ? Uni.createFrom().item(freshness.known())
                        : confirmedSince(moment));
    }

    private Uni<Long> lastKnown() {
        var current = freshness.currentOrNegative();
        return current < 0
                ? Uni.createFrom().failure(Problem.Unavailable::store)
                : Uni.createFrom().item(current);
    }

    /** The question that is under way, or a new one. */
    Question<Long> ask() {
        var running = asked.get();
        if (running != null && freshness.now() - running.askedAt() < GIVEN_UP) {
            return running;
        }
        var question = new Question<Long>(freshness.now());
        if (asked.compareAndSet(running, question)) {
            put(question);
            return question;
        }
        return ask();
    }

    /** Whoever waits is told when it takes too long; the answer is still welcome then. */
    private void put(Question<Long> question) {
        var timer = vertx.setTimer(
                Math.max(1, config.confirmTimeout().toMillis()),
                late -> fail(question, Problem.Unavailable.store(), "it does not answer"));
        version()
                .onTermination()
                .invoke(() -> vertx.cancelTimer(timer))
                .subscribe()
                .with(answer -> confirm(question, answer), failure -> end(question, failure));
    }

    private Uni<Long> version() {
        return news.isAnswering() ? news.version().onFailure().recoverWithUni(store::version) : store.version();
    }

    private void confirm(Question<Long> question, long version) {
        var isInTime = !question.isOver();
        var outage = freshness.confirm(version, question.askedAt(), isInTime);
        outage.ifPresent(length -> LOG.infof("The store is back after %.1f s", length.toMillis() / 1e3));
        asked.compareAndSet(question, null);
        if (!question.answer(version)) {
            ask();
        }
    }

    private void end(Question<Long> question, Throwable failure) {
        asked.compareAndSet(question, null);
        fail(question, failure, failure.getMessage());
    }

    private void fail(Question<Long> question, Throwable failure, String reason) {
        if (isStoreAway(failure) && freshness.lose()) {
            LOG.warnf("The store is away: %s. Known callers go on for %s", reason, config.grace());
        }
        question.fail(failure);
    }

    private static boolean isStoreAway(Throwable failure) {
        return !(failure instanceof PgException answer)
                || Problem.Unavailable.isMeantBy(
                        Optional.ofNullable(answer.getSqlState()).orElse(""));
    }
}
