package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AclVersionTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile Supplier<Uni<Long>> store = () -> Uni.createFrom().item(7L);

    private final class Store extends AclRepository {
        Store() {
            super(null);
        }

        @Override
        Uni<Long> version() {
            questions.incrementAndGet();
            return store.get();
        }
    }

    private AclVersion version(Duration maxStaleness, Duration grace) {
        return new AclVersion(new Store(), new NewsRepository(null), new FixedAccessConfig(maxStaleness, grace), vertx);
    }

    private static long now(AclVersion version) {
        return version.current().await().atMost(PATIENCE);
    }

    private static Uni<Long> refused() {
        return Uni.createFrom().failure(new ConnectException("refused"));
    }

    private static Uni<Long> silent() {
        return Uni.createFrom().nothing();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldPutOneQuestionForAllWhoWait() {
        var version = version(Duration.ofHours(1), GRACE);
        var answer = new AtomicInteger();
        store = () -> Uni.createFrom().item(8L).onItem().delayIt().by(Duration.ofMillis(200));

        IntStream.range(0, 100)
                .forEach(i -> version.current().subscribe().with(known -> answer.addAndGet(known.intValue())));

        Awaitility.await().untilAsserted(() -> assertThat(answer).hasValue(800));
        assertThat(questions).hasValue(1);
    }

    @Test
    void shouldAskNobodyWhileTheAnswerIsYoung() {
        var version = version(Duration.ofHours(1), GRACE);

        assertThat(List.of(now(version), now(version), version.currentOrNegative()))
                .containsOnly(7L);
        assertThat(questions).hasValue(1);
    }

    /** A question that was put before somebody came cannot tell what was committed since. */
    @Test
    void shouldAskAgainForWhoCameTooLateForTheAnswer() {
        var version = version(AT_ONCE, AT_ONCE);
        var early = new AtomicInteger();
        store = () -> Uni.createFrom().item(7L).onItem().delayIt().by(Duration.ofMillis(200));
        version.current().subscribe().with(known -> early.set(known.intValue()));
        store = () -> Uni.createFrom().item(8L);

        assertThat(now(version)).isEqualTo(8);
        assertThat(questions).hasValue(2);
    }

    @Test
    void shouldGoOnWithTheLastKnownVersionWhileConnectionsAreRefused() {
        var version = version(AT_ONCE, GRACE);
        assertThat(now(version)).isEqualTo(7);
        store = AclVersionTest::refused;

        assertThat(now(version)).isEqualTo(7);
        var asked = questions.get();
        assertThat(List.of(now(version), version.currentOrNegative())).containsOnly(7L);
        assertThat(questions).hasValue(asked);
    }

    @Test
    void shouldWaitForASilentStoreOnceAndNotAgain() {
        var version = version(AT_ONCE, GRACE);
        assertThat(now(version)).isEqualTo(7);
        store = AclVersionTest::silent;

        var begun = System.nanoTime();
        assertThat(now(version)).isEqualTo(7);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(900), PATIENCE);

        assertThat(version.currentOrNegative()).isEqualTo(7);
    }

    @Test
    void shouldTakeTheAnswerThatComesAfterAll() {
        var version = version(AT_ONCE, GRACE);
        store = () -> Uni.createFrom().item(9L).onItem().delayIt().by(Duration.ofMillis(1_500));

        assertThatThrownBy(() -> now(version)).isInstanceOf(Problem.Unavailable.class);

        Awaitility.await()
                .untilAsserted(() -> assertThat(version.freshness().known()).isEqualTo(9));
        assertThat(version.freshness().isAway()).isTrue();

        store = () -> Uni.createFrom().item(9L);

        Awaitility.await()
                .untilAsserted(() -> assertThat(version.freshness().isAway()).isFalse());
    }

    @Test
    void shouldRefuseWith503WithoutGrace() {
        var version = version(AT_ONCE, AT_ONCE);
        assertThat(now(version)).isEqualTo(7);
        store = AclVersionTest::refused;

        assertThatThrownBy(() -> now(version)).isInstanceOf(Problem.Unavailable.class);
    }

    @Test
    void shouldRefuseWith503WhenTheStoreWasNeverSeen() {
        store = AclVersionTest::refused;

        assertThatThrownBy(() -> now(version(AT_ONCE, GRACE))).isInstanceOf(Problem.Unavailable.class);
    }

    /** A store that answers with an error is there: what it cannot confirm is not used. */
    @Test
    void shouldNotTakeAnErrorForAnOutage() {
        var version = version(AT_ONCE, GRACE);
        assertThat(now(version)).isEqualTo(7);
        store = () -> Uni.createFrom().failure(new PgException("permission denied", "ERROR", "42501", ""));

        assertThatThrownBy(() -> now(version)).isInstanceOf(PgException.class);
        assertThat(version.freshness().isAway()).isFalse();
    }

    @Test
    void shouldTakeAServerThatShutsDownForAnOutage() {
        var version = version(AT_ONCE, GRACE);
        assertThat(now(version)).isEqualTo(7);
        store = () -> Uni.createFrom().failure(new PgException("shutting down", "FATAL", "57P03", ""));

        assertThat(now(version)).isEqualTo(7);
    }
}
