package dev.stagedoor.support;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/**
 * Lets Vert.x complain about an event loop that is held for half of its usual limit, and look for it ten times as
 * often. Shorter than this, class loading on a busy machine of two cores is reported too.
 */
@ApplicationScoped
public class StrictEventLoops implements VertxOptionsCustomizer {
    public static final long LIMIT_MILLIS = 1_000;

    private static final long LOOK_EVERY_MILLIS = 100;

    @Override
    public void accept(VertxOptions options) {
        options.setMaxEventLoopExecuteTime(LIMIT_MILLIS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setWarningExceptionTime(LIMIT_MILLIS)
                .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS)
                .setBlockedThreadCheckInterval(LOOK_EVERY_MILLIS)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS);
    }
}
