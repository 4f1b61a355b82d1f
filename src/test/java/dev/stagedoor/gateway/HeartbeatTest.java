package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That comments come when they are needed and where they may be, and cost nobody a piece of the stream. */
class HeartbeatTest {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final String COMMENT = ": stagedoor\n\n";

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final UnicastProcessor<Buffer> provider = UnicastProcessor.create();
    private final AssertSubscriber<Buffer> reader = AssertSubscriber.create(0);

    @AfterEach
    void close() {
        vertx.close();
    }

    private Heartbeat listened(Heartbeat heartbeat) {
        context.runOnContext(none -> heartbeat.subscribe(reader));
        reader.awaitSubscription();
        return heartbeat;
    }

    private void say(String piece) throws InterruptedException {
        onTheEventLoop(() -> provider.onNext(Buffer.buffer(piece)));
    }

    private void askAndSay(int pieces, String piece) throws InterruptedException {
        onTheEventLoop(() -> {
            reader.request(pieces);
            provider.onNext(Buffer.buffer(piece));
        });
    }

    private void ask(int pieces) throws InterruptedException {
        onTheEventLoop(() -> reader.request(pieces));
    }

    /** All on the same event loop, as calls are. */
    private void onTheEventLoop(Runnable action) throws InterruptedException {
        var done = new CountDownLatch(1);
        context.runOnContext(none -> {
            action.run();
            done.countDown();
        });
        done.await();
    }

    private List<String> read() {
        return reader.getItems().stream().map(Buffer::toString).toList();
    }

    @Test
    void shouldFillASilenceBetweenEvents() throws InterruptedException {
        listened(Heartbeat.in(provider, vertx, OFTEN));
        askAndSay(4, "data: 1\n\n");

        Awaitility.await()
                .untilAsserted(() -> assertThat(read()).containsExactly("data: 1\n\n", COMMENT, COMMENT, COMMENT));
    }

    @Test
    void shouldStayOutOfAnEventThatIsNotWhole() throws InterruptedException {
        listened(Heartbeat.in(provider, vertx, OFTEN));
        askAndSay(3, "data: 1");

        Awaitility.await().during(OFTEN.multipliedBy(5)).untilAsserted(() -> assertThat(read())
                .containsExactly("data: 1"));
        say("\n\n");
        Awaitility.await().untilAsserted(() -> assertThat(read()).containsExactly("data: 1", "\n\n", COMMENT));
    }

    @Test
    void shouldNotBeatForAReaderWhoTakesNothing() throws InterruptedException {
        listened(Heartbeat.in(provider, vertx, OFTEN));
        askAndSay(1, "data: 1\n\n");

        Awaitility.await().during(OFTEN.multipliedBy(5)).untilAsserted(() -> assertThat(read())
                .containsExactly("data: 1\n\n"));
    }

    @Test
    void shouldKeepAPieceWhosePlaceACommentTook() throws InterruptedException {
        listened(Heartbeat.in(provider, vertx, OFTEN));
        ask(1);
        Awaitility.await().untilAsserted(() -> assertThat(read()).containsExactly(COMMENT));
        say("data: 1\n\n");
        onTheEventLoop(() -> provider.onComplete());
        assertThat(read()).containsExactly(COMMENT);
        reader.assertNotTerminated();

        ask(1);

        reader.awaitCompletion();
        assertThat(read()).containsExactly(COMMENT, "data: 1\n\n");
    }

    @Test
    void shouldBeginBeforeTheStreamIsThere() throws InterruptedException {
        var heartbeat = listened(Heartbeat.before(vertx, OFTEN, () -> {}));
        ask(2);
        Awaitility.await().untilAsserted(() -> assertThat(read()).containsExactly(COMMENT, COMMENT));

        onTheEventLoop(() ->
                heartbeat.follow(Multi.createFrom().items(Buffer.buffer("data: 1\n\n"), Buffer.buffer("data: 2\n\n"))));
        ask(2);

        reader.awaitCompletion();
        assertThat(read()).containsExactly(COMMENT, COMMENT, "data: 1\n\n", "data: 2\n\n");
    }

    @Test
    void shouldTellWhenTheReaderLeavesBeforeTheStreamIsThere() throws InterruptedException {
        var left = new CountDownLatch(1);
        listened(Heartbeat.before(vertx, OFTEN, left::countDown));

        onTheEventLoop(reader::cancel);

        left.await();
    }
}
