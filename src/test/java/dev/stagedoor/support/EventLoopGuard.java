package dev.stagedoor.support;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test during which anything blocked an event loop. Registered for every test by service file; the limit is
 * that of {@link StrictEventLoops}, and {@link Blockage} tells our fault from a machine that was busy elsewhere.
 */
public final class EventLoopGuard implements BeforeAllCallback, AfterEachCallback {
    private static final String CHECKER = "io.vertx.core.impl.BlockedThreadChecker";
    private static final Queue<String> BLOCKED = new ConcurrentLinkedQueue<>();
    private static final CpuClock CLOCK = CpuClock.started();
    private static final Logger LOGGER = Logger.getLogger(CHECKER);
    private static final Handler LISTENER = new Handler() {
        @Override
        public void publish(LogRecord event) {
            Blockage.of(event)
                    .filter(blockage -> blockage.isOurs(CLOCK))
                    .map(Blockage::described)
                    .ifPresent(BLOCKED::add);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** What was reported since the last look. */
    static List<String> takeBlocked() {
        var blocked = BLOCKED.stream().toList();
        BLOCKED.removeAll(blocked);
        return blocked;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        LOGGER.removeHandler(LISTENER);
        LOGGER.addHandler(LISTENER);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Assertions.assertThat(takeBlocked())
                .as("An event loop was blocked: move the work off it, or make it non-blocking")
                .isEmpty();
    }
}
