package dev.stagedoor.resilience;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** How long to wait before a call is sent again. */
public final class Backoff {
    private static final long LONGEST_MILLIS = 8_000;
    private static final int MOST_DOUBLINGS = 16;

    private Backoff() {}

    /**
     * Anything up to the delay, which doubles with each retry ("full jitter"): those who failed together do not come back
     * together. In milliseconds.
     *
     * @param retry 0 for the first one
     */
    public static long jitter(long delay, int retry, RandomGenerator random) {
        var longest = Math.min(LONGEST_MILLIS, delay << Math.min(retry, MOST_DOUBLINGS));
        return random.nextLong(longest + 1);
    }

    /** What a provider asks for, in milliseconds: {@code retry-after-ms}, or else {@code Retry-After} in seconds or as a date. */
    public static OptionalLong asked(Optional<String> millis, Optional<String> after, Instant now) {
        var exact = millis.map(text -> scaled(text, 1)).orElse(OptionalLong.empty());
        return exact.isPresent() ? exact : after.map(text -> seconds(text, now)).orElse(OptionalLong.empty());
    }

    private static OptionalLong seconds(String text, Instant now) {
        var number = scaled(text, 1_000);
        return number.isPresent() ? number : untilDate(text, now);
    }

    private static OptionalLong scaled(String text, long scale) {
        try {
            var number = Double.parseDouble(text) * scale;
            return number >= 0 ? OptionalLong.of((long) Math.ceil(number)) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong untilDate(String text, Instant now) {
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return OptionalLong.of(Math.max(0, date.toEpochMilli() - now.toEpochMilli()));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
