package dev.stagedoor.store;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps one harmless error out of the log. Vert.x 4 forgets to stop the timer of a query for which no connection could be made;
 * it goes off half a minute later and finds the query long answered. In an outage that would be said once for every query.
 */
@LoggingFilter(name = "late-pool-timers")
public final class LatePoolTimers implements Filter {
    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

    @Override
    public boolean isLoggable(LogRecord record) {
        return !(record.getThrown() instanceof IllegalStateException failure) || !isOfThePool(failure);
    }

    private static boolean isOfThePool(IllegalStateException failure) {
        return Arrays.stream(failure.getStackTrace()).limit(2).anyMatch(frame -> frame.getClassName()
                .equals(POOL));
    }
}
