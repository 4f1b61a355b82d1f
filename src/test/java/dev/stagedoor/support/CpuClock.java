package dev.stagedoor.support;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** How much processor time threads got lately, to tell a thread that works from one that a busy machine lets wait. */
class CpuClock {
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final int LOOKS_KEPT = 100;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<Long, Deque<Look>> looks = new HashMap<>();

    private record Look(long atNanos, long usedNanos) {}

    static CpuClock started() {
        var clock = new CpuClock();
        Thread.ofPlatform().daemon().name("cpu-clock").start(clock::look);
        return clock;
    }

    /** What there is of this name now: several, where tests run more than one Vert.x. */
    static Stream<ThreadInfo> threadsNamed(String name) {
        return Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().equals(name));
    }

    private void look() {
        while (!Thread.currentThread().isInterrupted()) {
            Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                    .filter(Objects::nonNull)
                    .filter(thread -> thread.getThreadName().contains("eventloop"))
                    .forEach(thread -> note(thread.getThreadId()));
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void note(long thread) {
        var kept = looks.computeIfAbsent(thread, key -> new ArrayDeque<>());
        kept.addLast(new Look(System.nanoTime(), THREADS.getThreadCpuTime(thread)));
        if (kept.size() > LOOKS_KEPT) {
            kept.removeFirst();
        }
    }

    /** The processor time of the busiest thread of this name within the last so many milliseconds, or a little more. */
    long usedMillis(String name, long lastMillis) {
        return threadsNamed(name)
                .mapToLong(thread -> usedMillis(thread.getThreadId(), lastMillis))
                .max()
                .orElse(0);
    }

    private synchronized long usedMillis(long thread, long lastMillis) {
        var from = System.nanoTime() - lastMillis * 1_000_000;
        return looks.getOrDefault(thread, new ArrayDeque<>()).stream()
                .filter(look -> look.atNanos <= from)
                .reduce((earlier, later) -> later)
                .map(look -> (THREADS.getThreadCpuTime(thread) - look.usedNanos) / 1_000_000)
                .orElse(lastMillis);
    }
}
