package dev.stagedoor.usage;

import java.time.Duration;
import java.util.Locale;

/** How finely usage is shown. Intervals begin in UTC. */
enum UsageInterval {
    HOUR(31),
    DAY(366);

    private final int mostDays;

    UsageInterval(int mostDays) {
        this.mostDays = mostDays;
    }

    /** The longest period that may be asked for. */
    Duration longestPeriod() {
        return Duration.ofDays(mostDays);
    }

    /** As it is written on the wire. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
