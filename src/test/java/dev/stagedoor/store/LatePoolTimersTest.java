package dev.stagedoor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LatePoolTimersTest {
    private static final StackTraceElement POOL =
            new StackTraceElement("io.vertx.sqlclient.impl.pool.SqlConnectionPool", "execute", null, 1);
    private static final StackTraceElement PROMISE = new StackTraceElement("io.vertx.core.Promise", "fail", null, 1);

    private final LatePoolTimers filter = new LatePoolTimers();

    private static LogRecord record(Throwable thrown, StackTraceElement... stack) {
        thrown.setStackTrace(stack);
        var record = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
        record.setThrown(thrown);
        return record;
    }

    @Test
    void shouldKeepTheTimersOfThePoolOut() {
        assertThat(filter.isLoggable(record(new IllegalStateException("Result is already complete"), PROMISE, POOL)))
                .isFalse();
    }

    @Test
    void shouldLetEverythingElseThrough() {
        assertThat(filter.isLoggable(record(new IllegalStateException("Result is already complete"), PROMISE)))
                .isTrue();
        assertThat(filter.isLoggable(record(new IllegalArgumentException(), PROMISE, POOL)))
                .isTrue();
        assertThat(filter.isLoggable(new LogRecord(Level.INFO, "nothing was thrown")))
                .isTrue();
    }
}
