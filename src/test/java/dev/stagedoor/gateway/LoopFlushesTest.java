package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When what calls write is sent. */
class LoopFlushesTest {
    private final EventExecutor loop = new DefaultEventExecutor();
    private final LoopFlushes flushes = new LoopFlushes();
    private final EmbeddedChannel first = connection();
    private final EmbeddedChannel second = connection();

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private EmbeddedChannel connection() {
        var connection = new EmbeddedChannel();
        connection.pipeline().addLast(loop, flushes);
        return connection;
    }

    @Test
    void shouldSendAtOnceWhatIsAlone() {
        inOneTurn(() -> {
            write(first, "a");
            assertThat(sent(first)).containsExactly("a");
        });
        inOneTurn(() -> {
            write(second, "b");
            assertThat(sent(second)).containsExactly("b");
        });
    }

    @Test
    void shouldSendTheOthersOfATurnAtItsEnd() {
        inOneTurn(() -> {
            write(first, "a");
            write(second, "b");
            assertThat(sent(second)).isEmpty();
        });
        assertThat(sent(second)).containsExactly("b");
    }

    @Test
    void shouldSendAllAtTheEndAfterATurnWithMany() {
        inABusyTurn();

        inOneTurn(() -> {
            write(first, "c");
            assertThat(sent(first)).isEmpty();
        });
        assertThat(sent(first)).containsExactly("c");
    }

    @Test
    void shouldSendAtOnceAgainAfterATurnWithOne() {
        inABusyTurn();
        inOneTurn(() -> write(first, "c"));

        inOneTurn(() -> {
            write(second, "d");
            assertThat(sent(second)).containsExactly("d");
        });
    }

    @Test
    void shouldSendBeforeTheEndWhatIsEnough() {
        inABusyTurn();
        var others = IntStream.range(0, 32).mapToObj(each -> connection()).toList();

        inOneTurn(() -> {
            others.subList(0, 31).forEach(other -> write(other, "e"));
            assertThat(others).allSatisfy(other -> assertThat(sent(other)).isEmpty());
            write(others.getLast(), "e");
            assertThat(others).allSatisfy(other -> assertThat(sent(other)).containsExactly("e"));
        });
    }

    @Test
    void shouldKeepTheOrderOfOneConnection() {
        inABusyTurn();

        inOneTurn(() -> {
            write(first, "c");
            write(first, "d");
        });
        assertThat(sent(first)).containsExactly("c", "d");
    }

    @Test
    void shouldSendWhatIsLeftBeforeAConnectionCloses() {
        inABusyTurn();

        inOneTurn(() -> {
            write(first, "last words");
            assertThat(first.pipeline().close().isSuccess()).isTrue();
            assertThat(sent(first)).containsExactly("last words");
        });
    }

    private void inABusyTurn() {
        inOneTurn(() -> {
            write(first, "a");
            write(second, "b");
        });
        Stream.of(first, second).forEach(LoopFlushesTest::sent);
    }

    private static void write(EmbeddedChannel connection, String text) {
        assertThat(connection.pipeline().writeAndFlush(text).cause()).isNull();
    }

    /** The end of a turn comes before what the loop is given afterwards. */
    private void inOneTurn(Runnable work) {
        loop.submit(work).syncUninterruptibly();
        loop.submit(() -> {}).syncUninterruptibly();
        Stream.of(first, second).forEach(EmbeddedChannel::runPendingTasks);
    }

    private static List<Object> sent(EmbeddedChannel connection) {
        return Stream.generate(connection::<Object>readOutbound)
                .takeWhile(text -> text != null)
                .toList();
    }
}
