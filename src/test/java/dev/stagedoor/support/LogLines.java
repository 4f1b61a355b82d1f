package dev.stagedoor.support;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What a class logs, until this is closed. */
public final class LogLines implements AutoCloseable {
    private static final PatternFormatter MESSAGE = new PatternFormatter("%m");

    private final Logger logger;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(MESSAGE.format(ExtLogRecord.wrap(line)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public LogLines(Class<?> of) {
        logger = Logger.getLogger(of.getName());
        logger.addHandler(listener);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.removeHandler(listener);
    }
}
