import java.util.Locale;

/**
 * Keeps its core busy and prints, as fields of JSON, for which part of the time it was kept from running, and for how long at
 * the most: what the machine takes away by itself. One of a gateway's figures cannot be better than that.
 */
public final class Stalls {
    private static final long WARM_UP_NANOS = 1_000_000_000;

    /** A loop that runs looks at the clock every 30 ns; an interrupt takes some microseconds. */
    private static final long STALL_NANOS = 100_000;

    private final long start = System.nanoTime();
    private long looked = start;
    private long stood;
    private long longest;

    /** Argument: seconds. */
    public static void main(String... args) {
        new Stalls().run(WARM_UP_NANOS);
        var nanos = Long.parseLong(args[0]) * 1_000_000_000;
        var stalls = new Stalls();
        stalls.run(nanos);
        System.out.printf(Locale.ROOT, "\"stalled_percent\":%.2f,\"longest_stall_ms\":%.1f%n", 100.0 * stalls.stood / nanos, stalls.longest / 1e6);
    }

    private void run(long nanos) {
        while (looked - start < nanos) {
            var now = System.nanoTime();
            var away = now - looked;
            if (away > STALL_NANOS) {
                stood += away;
                longest = Math.max(longest, away);
            }
            looked = now;
        }
    }
}
