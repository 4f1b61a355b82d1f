package dev.stagedoor.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That the guard of all other tests would notice. */
class EventLoopGuardTest {
    @Test
    void shouldNoticeABlockedEventLoop() throws InterruptedException {
        var options = new VertxOptions();
        new StrictEventLoops().accept(options);
        var vertx = Vertx.vertx(options);
        var done = new CountDownLatch(1);

        vertx.getOrCreateContext().runOnContext(nothing -> {
            sleep(2 * StrictEventLoops.LIMIT_MILLIS);
            done.countDown();
        });

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(EventLoopGuard.takeBlocked()).isNotEmpty();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
