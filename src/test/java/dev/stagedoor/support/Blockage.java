package dev.stagedoor.support;

import java.util.Optional;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Vert.x reports of an event loop that did not come back in time.
 *
 * @param thread the name of the event loop's
 * @param millis since it was given the work that it is at
 * @param stack where it was when Vert.x looked
 */
record Blockage(String message, String thread, long millis, StackTraceElement[] stack) {
    private static final Pattern REPORT =
            Pattern.compile("Thread\\[(?:#\\d+,)?([^,]+),.* has been blocked for (\\d+) ms");

    static Optional<Blockage> of(LogRecord event) {
        var report = REPORT.matcher(String.valueOf(event.getMessage()));
        if (!report.find()) {
            return Optional.empty();
        }
        var stack = event.getThrown() == null
                ? new StackTraceElement[0]
                : event.getThrown().getStackTrace();
        return Optional.of(new Blockage(event.getMessage(), report.group(1), Long.parseLong(report.group(2)), stack));
    }

    /**
     * Whether the code is to blame: it waits for something, or it computes for longer than the limit. A thread that is ready
     * to run, and got no processor, or that loads classes for the first time, says something of the machine only.
     */
    boolean isOurs(CpuClock clock) {
        if (Stream.of(stack).anyMatch(Blockage::loadsClasses)) {
            return false;
        }
        return waits() || clock.usedMillis(thread, millis) >= StrictEventLoops.LIMIT_MILLIS;
    }

    private static boolean loadsClasses(StackTraceElement frame) {
        return frame.getMethodName().equals("loadClass")
                || frame.getMethodName().equals("linkCallSite")
                || frame.getMethodName().equals("<clinit>");
    }

    private boolean waits() {
        var blockingSocket = stack.length > 0 && stack[0].getClassName().equals("sun.nio.ch.Net");
        return blockingSocket
                || CpuClock.threadsNamed(thread).anyMatch(info -> info.getThreadState() != Thread.State.RUNNABLE);
    }

    String described() {
        var text = new StringBuilder(message);
        for (var frame : stack) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }
}
