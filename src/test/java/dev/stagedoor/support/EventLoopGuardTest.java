package dev.stagedoor.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That the guard of all other tests would notice. */
class EventLoopGuardTest {
    private static final long TOO_LONG_MILLIS = 3 * StrictEventLoops.LIMIT_MILLIS;

    @Test
    void shouldNoticeAnEventLoopThatWaits() throws InterruptedException {
        runOnAnEventLoop(EventLoopGuardTest::sleep);

        assertThat(EventLoopGuard.takeBlocked()).isNotEmpty();
    }

    @Test
    void shouldNoticeAnEventLoopThatComputes() throws InterruptedException {
        runOnAnEventLoop(EventLoopGuardTest::compute);

        assertThat(EventLoopGuard.takeBlocked()).isNotEmpty();
    }

    @Test
    void shouldForgiveAThreadThatIsReadyButGotNoProcessor() {
        var idle = new Blockage("report", Thread.currentThread().getName(), 60_000, new Throwable().getStackTrace());

        assertThat(idle.isOurs(new CpuClock() {
                    @Override
                    long usedMillis(String name, long lastMillis) {
                        return 10;
                    }
                }))
                .isFalse();
    }

    private static void runOnAnEventLoop(Runnable work) throws InterruptedException {
        var options = new VertxOptions();
        new StrictEventLoops().accept(options);
        var vertx = Vertx.vertx(options);
        var done = new CountDownLatch(1);
        vertx.getOrCreateContext().runOnContext(nothing -> {
            work.run();
            done.countDown();
        });
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(TOO_LONG_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void compute() {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TOO_LONG_MILLIS);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
