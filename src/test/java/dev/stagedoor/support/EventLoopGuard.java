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
 * that of {@link StrictEventLoops}.
 */
public final class EventLoopGuard implements BeforeAllCallback, AfterEachCallback {
    private static final String CHECKER = "io.vertx.core.impl.BlockedThreadChecker";
    private static final Queue<String> BLOCKED = new ConcurrentLinkedQueue<>();
    private static final Logger LOGGER = Logger.getLogger(CHECKER);
    private static final Handler LISTENER = new Handler() {
        @Override
        public void publish(LogRecord event) {
            if (String.valueOf(event.getMessage()).contains("has been blocked")) {
                BLOCKED.add(describe(event));
            }
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

    private static String describe(LogRecord event) {
        var text = new StringBuilder(event.getMessage());
        if (event.getThrown() != null) {
            for (var frame : event.getThrown().getStackTrace()) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.toString();
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
